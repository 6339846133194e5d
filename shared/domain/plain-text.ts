import * as z from 'zod';

/** Words of one line, as people write names and titles: trimmed, without control characters or halves of characters. */
export const plainText = (lengthMax: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(lengthMax)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'Control characters and halves of characters are no text.');
