import type { Language } from './patient.ts';
import { phiIn } from './phi-guard.ts';
import { reservedWordsIn } from './reserved-words.ts';
import { measure } from './segments.ts';
import { isoFrom } from './time.ts';
import { dayAndTime, wordsIn } from './words.ts';

/** What a practice's own words may name, in braces: "{given}, see you {when} with {provider}." */
const mergeFields = ['given', 'when', 'shortName', 'phone', 'location', 'provider'] as const;
export type MergeField = (typeof mergeFields)[number];

export type MergeValues = Readonly<Record<MergeField, string | undefined>>;

const braced = /\{([^{}]*)\}/g;
const isField = (name: string): name is MergeField => mergeFields.some((field) => field === name);

/**
 * A template with its fields filled in, once: braces in a value stay what they are. `undefined` where one of its fields has no
 * value, for "Hi , see you" is worse than the standard words.
 */
export function fillTemplate(template: string, values: MergeValues): string | undefined {
  let whole = true;
  const filled = template.replace(braced, (written, name: string) => {
    const value = isField(name) ? values[name] : written;
    whole &&= value !== undefined;
    return value ?? '';
  });
  return whole ? filled : undefined;
}

/** Values at their longest: names of 20 characters, and the time with the zone that a traveller's has. */
const longest = (language: Language): MergeValues => ({
  given: 'g'.repeat(20),
  when: `${dayAndTime(wordsIn(language), isoFrom('2026-12-30T12:30:00Z'), 'UTC')} GMT+10`,
  shortName: 's'.repeat(20),
  phone: '212-555-0100',
  location: 'l'.repeat(20),
  provider: 'p'.repeat(20),
});

/**
 * What is wrong with a practice's own words for a reminder, each fault with what to do; none where they may be saved. It is asked
 * with names of 20 characters and with the line on how to opt out, which the first text to a patient ends with.
 */
export function templateFaults(template: string, language: Language, namesTime: boolean): string[] {
  const faults: string[] = [];
  const unknown = Array.from(template.matchAll(braced), ([, name = '']) => name).filter(
    (name) => !isField(name),
  );
  if (unknown.length > 0 || /[{}]/.test(template.replace(braced, '')))
    faults.push(`Braces hold one of ${mergeFields.join(', ')}, such as {when}.`);
  if (namesTime && !template.includes('{when}'))
    faults.push('Name the day and time with {when}: a reminder without it can be misread.');
  const values = longest(language);
  const filled = fillTemplate(template, values) ?? template;
  const { encoding, segments } = measure(`${filled} ${wordsIn(language).howToOptOut}`);
  if (encoding !== 'GSM-7')
    faults.push('Use plain letters: an emoji or a letter outside GSM-7 makes every text cost twice or more.');
  else if (segments > 1)
    faults.push('Shorten it: with names of 20 characters and how to opt out it does not fit one segment.');
  for (const reason of new Set([...reservedWordsIn(filled), ...phiIn(filled)].map((span) => span.reason)))
    faults.push(reason);
  return faults;
}
