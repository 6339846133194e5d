import { bodyLengthMax, type Filled, knownFields, valuesOf } from './fill-response.ts';
import { blankFields, fillMerge, readMerge } from './merge-fields.ts';
import type { Language } from './patient.ts';
import { phiIn } from './phi-guard.ts';
import { phoneNumberSchema } from './phone-number.ts';
import { reservedWordsIn, saysHowToOptOut } from './reserved-words.ts';
import { measure, toGsm7 } from './segments.ts';
import type { Settings } from './settings.ts';
import { languagesOf, type StandardResponse, wordsOf } from './standard-response.ts';

export const findingCodes = [
  'merge-field',
  'reserved-word',
  'health-information',
  'letters',
  'segments',
  'opt-out-line',
  'field-needed',
  'type',
] as const;

/** What is wrong or unwise with a standard response. An error keeps it from being saved; a warning is for its writer to weigh. */
export interface Finding {
  readonly code: (typeof findingCodes)[number];
  readonly severity: 'error' | 'warning';
  readonly language?: Language | undefined;
  /** Where in the words (UTF-16 indices: first, and past the last), if it is about one place. */
  readonly start?: number | undefined;
  readonly end?: number | undefined;
  readonly message: string;
}

/** What the lint goes by: the practice's names, how it writes its numbers, its types. */
export type LintFacts = Pick<Settings, 'profile' | 'policy' | 'message-types'>;

/** "Reply here if you need to cancel": nothing is invited, and many will answer with that one word. */
const asksAboutCancelling =
  /\b(?:reply|respond|text us|let us know|tell us|responda|conteste|escr[ií]ba\w*|avise|d[ií]ganos)\b[^.!?;\n]{0,80}\b(?:cancel|cancelar)\b/giu;
const likelyAnswer =
  'A patient may answer with that word alone, which by law ends all texts. Ask them to call, or to say that they cannot come.';

type Linted = Pick<StandardResponse, 'body' | 'purpose' | 'type'>;

/** A name as long as texts reckon with: 20 characters. */
const longName = 'Maximilian-Alexander';
/** As long as a practice's number is where it has not written its own down yet. */
const examplePhone = phoneNumberSchema.parse('+12125550100');

/** Reads a response as it is saved, in each of its languages. Places are those of its own words, fields and all. */
export function lintResponse(response: Linted, facts: LintFacts): readonly Finding[] {
  return [
    ...typeFindings(response, facts),
    ...languagesOf(response).flatMap((language) => lintLanguage(response, language, facts)),
  ];
}

function lintLanguage(response: Linted, language: Language, facts: LintFacts): readonly Finding[] {
  const { words } = wordsOf(response, language);
  const faults = readMerge(words).faults.map(
    ({ start, end, message }): Finding => ({ code: 'merge-field', severity: 'error', start, end, message }),
  );
  return [
    ...faults,
    ...lintWords(blankFields(words), facts),
    ...segmentFindings(response, language, facts),
    ...optOutFindings(response, words),
    ...fieldFindings(words, facts),
  ].map((finding) => ({ ...finding, language }));
}

/** Reads a response as it would go to one patient. Places are those of the text itself. */
export function lintFilled(response: Linted, filled: Filled, facts: LintFacts): readonly Finding[] {
  const { language, body } = filled;
  const { words } = wordsOf(response, language);
  const { segments } = measure(body);
  const long: readonly Finding[] =
    segments > 1
      ? [
          {
            code: 'segments',
            severity: 'warning',
            message: `This text has ${segments} segments, each of which costs.`,
          },
        ]
      : segmentFindings(response, language, facts);
  const tooLong: readonly Finding[] =
    body.length > bodyLengthMax
      ? [{ code: 'segments', severity: 'error', message: `A text has at most ${bodyLengthMax} characters.` }]
      : [];
  return [
    ...lintWords(body, facts),
    ...long,
    ...tooLong,
    ...optOutFindings(response, words),
    ...filled.missing.map(needed),
  ].map((finding) => ({ ...finding, language }));
}

/** What can be seen in words alone: health information, words that mean stop, letters that GSM-7 lacks. */
function lintWords(words: string, { profile, policy }: LintFacts): readonly Finding[] {
  const phi = phiIn(words, policy.phiPatterns, [profile.name, profile.shortName]).map(
    ({ start, end, reason }): Finding => ({
      code: 'health-information',
      severity: 'warning',
      start,
      end,
      message: `${reason} Without the patient's agreement this text is refused.`,
    }),
  );
  const reserved = reservedWordsIn(words).map(
    ({ start, end, reason }): Finding => ({
      code: 'reserved-word',
      severity: 'error',
      start,
      end,
      message: reason,
    }),
  );
  const likely = Array.from(words.matchAll(asksAboutCancelling), ({ 0: found, index }): Finding => {
    const end = index + found.length;
    return { code: 'reserved-word', severity: 'warning', start: index, end, message: likelyAnswer };
  }).filter(
    ({ start = 0, end = 0 }) => !reserved.some((one) => (one.start ?? 0) < end && start < (one.end ?? 0)),
  );
  return [...phi, ...reserved, ...likely, ...letterFindings(words)];
}

function letterFindings(words: string): readonly Finding[] {
  const odd = new Set(Array.from(toGsm7(words)).filter((letter) => measure(letter).encoding !== 'GSM-7'));
  if (odd.size === 0) return [];
  return [
    {
      code: 'letters',
      severity: 'warning',
      message: `With ${[...odd].slice(0, 10).join(' ')} a segment holds 70 characters and not 160. Write it without.`,
    },
  ];
}

/** Every field at its longest that texts reckon with, and those that may be unknown without: the dearer of both counts. */
function segmentFindings(response: Linted, language: Language, { profile }: LintFacts): readonly Finding[] {
  const { parts } = readMerge(wordsOf(response, language).words);
  const all = parts.flatMap((part) => (part.kind === 'field' ? [[part.name, longName] as const] : []));
  const known = valuesOf({
    profile: { ...profile, phone: profile.phone ?? examplePhone, shortName: longName },
  });
  const [dearest] = [new Map([...all, ...known]), known]
    .map((values) => measure(toGsm7(fillMerge(parts, values).body)))
    .toSorted((a, b) => b.segments - a.segments || b.units - a.units);
  if (!dearest || dearest.segments === 1) return [];
  const over = dearest.units - (dearest.encoding === 'GSM-7' ? 160 : 70);
  return [
    {
      code: 'segments',
      severity: 'warning',
      message: `With names of 20 characters this is ${dearest.segments} segments, ${over} characters over one. Each segment costs.`,
    },
  ];
}

function optOutFindings({ purpose }: Linted, words: string): readonly Finding[] {
  if (purpose !== 'marketing' || saysHowToOptOut(blankFields(words))) return [];
  return [
    {
      code: 'opt-out-line',
      severity: 'warning',
      message: 'An offer says how to get no more of them: add "Reply STOP to opt out."',
    },
  ];
}

/** Fields that a text cannot do without, and that the system may not know. */
function fieldFindings(words: string, { profile }: LintFacts): readonly Finding[] {
  const known = { given: undefined, ...profile };
  const needy = readMerge(words).parts.flatMap((part) =>
    part.kind === 'field' && part.fallback === undefined && !isKnown(part.name, known) ? [part.name] : [],
  );
  return [...new Set(needy)].map(needed);
}

const isKnown = (name: string, known: Readonly<Record<string, unknown>>): boolean =>
  knownFields.some((one) => one === name) && known[name] !== undefined;

const needed = (name: string): Finding => ({
  code: 'field-needed',
  severity: 'warning',
  message:
    name === 'given'
      ? 'A name is not known of every number: write {given|there} or the like.'
      : `It goes only where {${name}} is given with it: send it in fields, or write {${name}|what to say instead}.`,
});

function typeFindings({ type }: Linted, facts: LintFacts): readonly Finding[] {
  if (type === undefined || facts['message-types'].some((one) => one.type === type)) return [];
  return [
    {
      code: 'type',
      severity: 'warning',
      message: 'The practice has no such message type: it is never suggested.',
    },
  ];
}
