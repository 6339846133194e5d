import * as z from 'zod';
import { type Language, languages } from './patient.ts';
import { type SendablePurpose, sendablePurposes } from './purpose.ts';
import type { IsoInstant } from './time.ts';

/** The system's own prepared answer, whose name no practice may take: the warning before health information. */
const builtInResponses = ['phi-warning'] as const;
export type BuiltInResponse = (typeof builtInResponses)[number];
export const isBuiltIn = (name: string): name is BuiltInResponse =>
  builtInResponses.some((one) => one === name);

export const responseNameSchema = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,59}$/,
    'A name is 1 to 60 small letters, digits and hyphens, and begins with a letter.',
  )
  .brand('ResponseName');
export type ResponseName = z.infer<typeof responseNameSchema>;

/** Words of a text: lines are allowed, other control characters and halves of characters are not. */
const words = z
  .string()
  .trim()
  .min(1)
  .max(1000)
  .regex(/^(?:[^\p{Cc}\p{Cs}]|\n)*$/u, 'A text holds no control characters.');

/** English always, Spanish where the practice has it. */
const bodies = z.strictObject({ en: words, es: words.optional() });

/** What a practice writes down: `body` alone is English. */
export const standardResponseSchema = z.strictObject({
  /** The message type that it answers; of any type where absent. */
  type: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/, 'A type is small letters, digits and hyphens.')
    .optional(),
  /** Why it is sent; `reply` where absent. */
  purpose: z.enum(sendablePurposes).optional(),
  body: z.union(
    [words.transform((en): z.output<typeof bodies> => ({ en })), bodies],
    'A body is 1 to 1,000 letters of words, or {"en": words, "es": words}.',
  ),
});
export type StandardResponseInput = z.output<typeof standardResponseSchema>;

/** A prepared answer, with its merge fields. */
export interface StandardResponse {
  readonly name: ResponseName;
  readonly type?: string | undefined;
  readonly purpose?: SendablePurpose | undefined;
  readonly body: { readonly en: string; readonly es?: string | undefined };
  /** Absent of a starter, which nobody has written down yet. */
  readonly updatedAt?: IsoInstant | undefined;
}

/** Its words in a language, English where it has none in that. */
export function wordsOf(
  { body }: Pick<StandardResponse, 'body'>,
  wanted: Language | undefined,
): { readonly language: Language; readonly words: string } {
  return wanted === 'es' && body.es !== undefined
    ? { language: 'es', words: body.es }
    : { language: 'en', words: body.en };
}

/** The languages that it has words in. */
export const languagesOf = ({ body }: Pick<StandardResponse, 'body'>): readonly Language[] =>
  languages.filter((language) => body[language] !== undefined);
