import type * as z from 'zod';
import type { Fault } from './failure.ts';

/** What to mend, by path: never what was sent. */
export const faultsOf = (error: z.ZodError): Fault[] =>
  error.issues.map(({ code, path, message }) => ({
    path: path
      .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
      .join('')
      .replace(/^\./, ''),
    // Zod quotes the keys that it does not know: they are what was sent.
    message: code === 'unrecognized_keys' ? 'Holds a field that does not belong here.' : message,
  }));
