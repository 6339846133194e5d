import { type IdentifierKind, identifiersIn } from './phi-identifiers.ts';
import type { LexiconKind } from './phi-lexicon.ts';
import { linksIn } from './phi-links.ts';
import { expressionOf, type PhiPattern } from './phi-patterns.ts';
import { type Found, termsIn } from './phi-terms.ts';
import { plainTextOf } from './phi-text.ts';

export type PhiKind = IdentifierKind | LexiconKind | 'link-with-id';

/** A part of a text that tells more of someone's health than may go without PHI consent. */
export interface PhiSpan {
  /** UTF-16 indices into the body as it was given: first, and past the last. */
  readonly start: number;
  readonly end: number;
  readonly kind: PhiKind;
  /** Why, and what to do, for front-desk staff. It never quotes what was found. */
  readonly reason: string;
}

const call = 'Call the patient about it, or send the warning and wait for their YES.';
/** For each kind one sentence that is always the same, so that it can be shown and kept without care. */
export const reasons: Readonly<Record<PhiKind, string>> = {
  ssn: 'Looks like a Social Security number. Leave it out.',
  'birth-date': 'Looks like when someone was born. Leave it out, or ask for it by phone.',
  'record-number': 'Looks like the number of someone at this practice. Leave it out.',
  'account-number': 'Looks like the number of an account, a policy or a member. Leave it out.',
  email: 'Looks like the address of a person. Leave it out.',
  'link-with-id': 'Leads to a page of one person alone. Send the general one instead.',
  diagnosis: `Says what someone has. ${call}`,
  medicine: `Says what someone takes. ${call}`,
  'test-result': `Says what was looked for or found. ${call}`,
  treatment: `Says what is being done for someone. ${call}`,
};

/**
 * Reads one outbound text for health information beyond the minimum that may go without PHI consent (78 FR 5634):
 * who writes, day and time, a way to reply. Spans stand in order and do not overlap; none means that nothing was found.
 *
 * What is minimum: appointment and visit, cleaning and checkup and the like, a doctor's name, directions, hours, forms,
 * an insurance card to bring, a bill and its amount, "your prescription is ready" and "call us about your results". What is
 * more: the name of a medicine, a condition, a test or a treatment, an outcome or measured value, and identifiers
 * (45 CFR 164.514(b)(2)). It sees what rules can see: no span is no proof that a text is harmless.
 *
 * @param patterns how this practice writes its own numbers
 * @param names what is said of no patient: the practice's own names ("Valley Dialysis") and its people's
 */
export function phiIn(
  body: string,
  patterns: readonly PhiPattern[] = [],
  names: readonly string[] = [],
): readonly PhiSpan[] {
  const text = plainTextOf(body);
  const own = placesOf(text.plain, names);
  const found: Found<PhiKind>[] = [
    ...patterns.flatMap((pattern) =>
      Array.from(text.plain.matchAll(expressionOf(pattern)), ({ 0: number, index }) => ({
        kind: pattern.kind,
        from: index,
        to: index + number.length,
      })),
    ),
    ...linksIn(text.plain),
    ...identifiersIn(text.plain),
    ...termsIn(text),
  ].filter(({ from, to }) => !own.some((place) => place.from <= from && to <= place.to));
  return apart(
    found.map(({ kind, from, to }) => ({ ...text.spanOf(from, to), kind, reason: reasons[kind] })),
  );
}

function placesOf(plain: string, names: readonly string[]): readonly { from: number; to: number }[] {
  return names.flatMap((name) => {
    const written = plainTextOf(name).plain.trim();
    const places: { from: number; to: number }[] = [];
    for (let from = written === '' ? -1 : plain.indexOf(written); from >= 0; ) {
      places.push({ from, to: from + written.length });
      from = plain.indexOf(written, from + written.length);
    }
    return places;
  });
}

/**
 * Where two overlap, the one that begins first stands, and of those the longer, and of those the one found first. In
 * the body, not in the plain text: a "½" that both touch is one character there, and "1 2" here.
 */
function apart(found: readonly PhiSpan[]): readonly PhiSpan[] {
  const kept: PhiSpan[] = [];
  for (const one of found.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (one.start >= (kept.at(-1)?.end ?? 0)) kept.push(one);
  }
  return kept;
}
