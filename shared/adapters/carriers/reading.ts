import * as z from 'zod';
import { practiceIdSchema, textIdSchema } from '../../domain/identifiers.ts';
import { type E164, parsePhoneNumber } from '../../domain/phone-number.ts';
import type { CarrierRequest, Parsed } from '../../ports/carrier.ts';

/*
 * How every carrier's `wire.ts` reads what came in. Each schema's message is the end of a sentence that begins with
 * the field's name: together they are the `detail` of a malformed request, which never holds what the field held.
 */

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A body as words; `undefined` where it is not UTF-8. */
export function wordsOf(body: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(body);
  } catch {
    return undefined;
  }
}

/** What some words say in JSON; `undefined` where they are none. */
export function jsonOf(words: string | undefined): unknown {
  if (words === undefined) return undefined;
  try {
    return JSON.parse(words);
  } catch {
    return undefined;
  }
}

/** A body as JSON, or which of the two it is not. */
export function jsonBodyOf(request: CarrierRequest): Parsed<unknown> {
  const words = wordsOf(request.body);
  if (words === undefined) return malformed('The body is not UTF-8.');
  const value = jsonOf(words);
  return value === undefined ? malformed('The body is not JSON.') : parsed(value);
}

export const parsed = <T>(value: T): Parsed<T> => ({ kind: 'parsed', value });
export const ignored = (reason: string): Parsed<never> => ({ kind: 'ignored', reason });
export const malformed = (detail: string): Parsed<never> => ({ kind: 'malformed', detail });

/** Reads unknown input by its schema, once; names every field that does not fit. */
export function parsedBy<T>(schema: z.ZodType<T>, input: unknown): Parsed<T> {
  const result = schema.safeParse(input);
  if (result.success) return parsed(result.data);
  return malformed(
    result.error.issues.map(({ path, message }) => `${path.join('.') || 'It'} ${message}.`).join(' '),
  );
}

/** Goes on with what was parsed; passes anything else on. */
export function andThen<A, B>(first: Parsed<A>, next: (value: A) => Parsed<B>): Parsed<B> {
  return first.kind === 'parsed' ? next(first.value) : first;
}

/** A field of words. In a form, a field that comes twice is an array. */
export const field = z.string({
  error: ({ input }) => (Array.isArray(input) ? 'is given more than once' : 'is missing'),
});

/** A carrier's id of a message. It becomes part of a record's key, so its letters are few. */
export const carrierMessageId = field.regex(/^[A-Za-z0-9._:-]{1,128}$/, 'is not an id');

/** A number that a person can be answered at: five or six digits, or a name, are machines that nobody can text. */
export const number = field
  .regex(/^\+[1-9][0-9]{6,14}$/, 'is not an E.164 phone number (a short code or a name cannot be answered)')
  .transform((written, context): E164 => {
    const read = parsePhoneNumber(written);
    if (read !== undefined) return read;
    context.addIssue({ code: 'custom', message: 'is not a phone number that exists' });
    return z.NEVER;
  });

/** A patient's words, all of them, but for NUL and halves of characters, which no store keeps faithfully. */
export const body = field.transform((words) => words.replaceAll('\0', '').toWellFormed());

/** One of our own ids, as a carrier hands it back. */
const ours = <Schema extends z.ZodType>(schema: Schema) =>
  field.transform((written, context): z.output<Schema> => {
    const read = schema.safeParse(written);
    if (read.success) return read.data;
    context.addIssue({ code: 'custom', message: 'is not an id of ours' });
    return z.NEVER;
  });

export const practiceId = ours(practiceIdSchema);
export const textId = ours(textIdSchema);

/** Our reference of a text, where it comes back as one object. */
export const reference = z.object({ practiceId, textId }, 'is missing');

/** A carrier's own code, where it is one: letters, digits, `-` and `_`, and too short to hold a phone number. */
export function codeOf(code: unknown): string | undefined {
  const written = typeof code === 'number' ? String(code) : code;
  if (typeof written !== 'string' || !/^[A-Za-z0-9_-]{1,80}$/.test(written)) return undefined;
  return /[0-9]{7}/.test(written) ? undefined : written;
}

/** What a table says of a carrier's word; `undefined` of a word that is not in it, `constructor` and its like too. */
export const among = <T>(table: Readonly<Record<string, T>>, word: string | undefined): T | undefined =>
  word !== undefined && Object.hasOwn(table, word) ? table[word] : undefined;
