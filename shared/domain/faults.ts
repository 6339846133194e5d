import type * as z from 'zod';
import type { Fault } from './failure.ts';

/** A field's name. Other keys of what was sent are words of it, and are shown as `*`. */
const name = /^[A-Za-z][\w-]{0,39}$/;
const shown = (part: PropertyKey): string => (name.test(String(part)) ? `.${String(part)}` : '.*');

/** What to mend, by path: never what was sent. */
export const faultsOf = (error: z.ZodError): Fault[] =>
  error.issues.map(({ code, path, message }) => ({
    path: path
      .map((part) => (typeof part === 'number' ? `[${part}]` : shown(part)))
      .join('')
      .replace(/^\./, ''),
    // Zod quotes the keys that it does not know: they are what was sent.
    message: code === 'unrecognized_keys' ? 'Holds a field that does not belong here.' : message,
  }));
