import { groups, rules as languageRules, slips } from './emergency-language-data.ts';
import { denied, over } from './emergency-turns.ts';
import { lazily } from './lazily.ts';
import { ownWords } from './own-words.ts';
import type { Language } from './patient.ts';
import { sentencesBy } from './sentences.ts';
import { spellingOf } from './spelling.ts';
import { matchesOf, spokenBy, type WordPattern, wordPatterns } from './word-pattern.ts';

export const emergencyKinds = ['medical', 'self-harm'] as const;
/** Which help the answer names: 911, or 911 and 988 for whoever may harm themselves or another. */
export type EmergencyKind = (typeof emergencyKinds)[number];

/** What a text tells of an emergency. */
export interface Emergency {
  readonly kind: EmergencyKind;
  /** The signs by name, in the order in which they are looked for; never the patient's words. */
  readonly signs: readonly string[];
  /** The language in which the first was told. */
  readonly language: Language;
}

type Compiled = Omit<(typeof languageRules)[number], 'patterns'> & {
  readonly patterns: readonly WordPattern[];
  readonly unlessNear: RegExp | undefined;
};

const compile = wordPatterns(groups);
const spoken = lazily(() => spokenBy(compiled()));
const compiled = (): readonly Compiled[] =>
  languageRules.map((rule) => ({
    ...rule,
    unlessNear:
      rule.unless === undefined ? undefined : new RegExp(` (?:${rule.unless.split(', ').join('|')}) `),
    patterns: rule.patterns.map((pattern) => compile(pattern, rule.closers)),
  }));

const spelling = lazily(() =>
  spellingOf(
    [
      ...Object.values(groups),
      ...languageRules.flatMap(({ patterns, closers }) => [...patterns, closers]),
      ...ordinary,
    ].flatMap((words) => words.match(/[a-z]+/g) ?? []),
    slips,
  ),
);

/** Words of their own that are one slip from a word of a sign. */
const ordinary = ['tired', 'tried', 'united', 'trial', 'angle', 'diary', 'casual', 'bread', 'sacred'];

/** How far around the words of a sign another meaning is looked for, in letters: a sentence, not a letter to the practice. */
const aroundMax = 100;

/**
 * Looks for signs of an emergency that is now or was just now, in whoever it is: not for one that is denied, long over, in care
 * already, asked about in general, or a figure of speech. Tuned so that few are missed rather than that few are too many.
 * Pure, and linear in the length of the text.
 */
export function emergencyIn(body: string): Emergency | undefined {
  const sentences = sentencesBy(ownWords(body).replace(/\bo\.?d['’]?e?['’]?d\b/giu, odd), spelling());
  const found = new Set<Compiled>();
  for (const { words } of sentences) {
    for (const { rule, pattern } of spoken()(words.split(' ')))
      if (!found.has(rule) && tells(rule, pattern, words)) found.add(rule);
  }
  const [first] = found;
  if (first === undefined) return undefined;
  const all = [...found];
  return {
    kind: all.some(({ kind }) => kind === 'self-harm') ? 'self-harm' : 'medical',
    signs: [...new Set(all.map(({ sign }) => sign))],
    language: first.language,
  };
}

/** "OD'd" is folded to "odd", which is another word. */
const odd = (written: string): string => (/^odd$/i.test(written) ? written : 'overdosed');

function tells(rule: Compiled, pattern: WordPattern, words: string): boolean {
  for (const match of matchesOf(pattern, words)) if (stands(rule, words, match)) return true;
  return false;
}

/** Whether the words of a sign mean it, with what stands around them. */
function stands({ unlessNear, deniable }: Compiled, words: string, match: RegExpExecArray): boolean {
  const end = match.index + match[0].length;
  const before = words.slice(Math.max(0, match.index - aroundMax), match.index);
  const after = words.slice(end, end + aroundMax);
  const around = `${before}${match[0]}${after}`;
  if (unlessNear?.test(around)) return false;
  if (deniable && denied(before, match[0], after)) return false;
  return !over(around);
}
