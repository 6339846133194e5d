import * as z from 'zod';

/** A practice's own form of number: `#` is a digit, `@` a letter, all else stands for itself: `MRN-######`. */
const formatSchema = z
  .string()
  .trim()
  .regex(/^[\x20-\x7e]{4,32}$/, 'A format has 4 to 32 plain characters: # for a digit, @ for a letter.')
  .refine((format) => (format.match(/[#@]/g) ?? []).length >= 3 && format.includes('#'), {
    message:
      'A format has at least three of # and @, one of them #: else it would be found in ordinary words.',
  });

const phiPatternSchema = z.strictObject({
  kind: z.enum(['record-number', 'account-number']),
  format: formatSchema,
});
export type PhiPattern = z.infer<typeof phiPatternSchema>;

/** How a practice writes its record and account numbers. */
export const phiPatternsSchema = z.array(phiPatternSchema).max(10);

/**
 * A format as an expression over plain text. It has neither choice nor repetition, so that reading a text takes time in
 * proportion to its length, whatever a practice writes.
 */
export const expressionOf = ({ format }: PhiPattern): RegExp => {
  const units = Array.from(format.toLowerCase(), (unit) => {
    if (unit === '#') return '\\d';
    return unit === '@' ? '[a-z]' : `\\u{${unit.charCodeAt(0).toString(16)}}`;
  });
  return new RegExp(`(?<![\\p{L}\\p{N}])${units.join('')}(?![\\p{L}\\p{N}])`, 'gu');
};
