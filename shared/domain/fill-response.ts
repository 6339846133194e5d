import type { ContactHead } from './contact.ts';
import { fillMerge, readMerge } from './merge-fields.ts';
import type { Language } from './patient.ts';
import { measure, toGsm7 } from './segments.ts';
import type { Profile } from './settings.ts';
import { type StandardResponse, wordsOf } from './standard-response.ts';
import { nameInText, phoneShown } from './words.ts';

/** The longest text that is handed over, in characters. */
export const bodyLengthMax = 1600;

/** Fields that the system knows by itself; every other one is the practice's own, and comes with the request. */
export const knownFields = ['given', 'shortName', 'phone', 'bookingUrl', 'payUrl'] as const;

/** What a response is filled with. */
export interface FillFacts {
  readonly profile: Profile;
  /** The patient's given name, where the number is one patient's. */
  readonly given?: string | undefined;
  readonly language?: Language | undefined;
  /** What the sender says; a field of theirs goes before one that the system knows. */
  readonly fields?: Readonly<Record<string, string>> | undefined;
}

/** Whom a text to this number addresses: the one patient's name where there is one, and the language that is known. */
export function addressOf({ patients }: ContactHead): Pick<FillFacts, 'given' | 'language'> {
  const [first, second] = patients;
  return {
    given: second ? undefined : first?.given,
    language: patients.find(({ language }) => language)?.language,
  };
}

/** A response with everything filled in, and the fields that it still needs. */
export interface Filled {
  readonly body: string;
  readonly language: Language;
  readonly missing: readonly string[];
}

/**
 * Writes a standard response for one patient, in their language. A name is left out where the response says what stands in its
 * place and the name alone would cost a second segment.
 */
export function fillResponse(response: Pick<StandardResponse, 'body'>, facts: FillFacts): Filled {
  const { language, words } = wordsOf(response, facts.language);
  const { parts } = readMerge(words);
  const write = (given: string | undefined): Filled => {
    const { body, missing } = fillMerge(parts, valuesOf({ ...facts, given }));
    return { body: toGsm7(body), language, missing };
  };
  const personal = write(nameInText(facts.given));
  if (measure(personal.body).segments === 1) return personal;
  const plain = write(undefined);
  const shorter = measure(plain.body).segments < measure(personal.body).segments;
  return shorter && plain.missing.length === personal.missing.length ? plain : personal;
}

/** What each field says, of those that have something to say. */
export function valuesOf({ profile, given, fields }: FillFacts): ReadonlyMap<string, string> {
  const known = Object.entries({
    given,
    shortName: profile.shortName,
    phone: phoneShown(profile.phone),
    bookingUrl: profile.bookingUrl,
    payUrl: profile.payUrl,
  });
  return new Map(
    [...known, ...Object.entries(fields ?? {})].flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    ),
  );
}
