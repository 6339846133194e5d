import * as z from 'zod';
import { Failure } from '../domain/failure.ts';

/** What every list accepts. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().min(1).max(500).optional(),
});

/** What every list answers. */
export const pageOf = <S extends z.ZodType>(item: S) =>
  z.object({ items: z.array(item), next: z.string().optional() });

/** The version that `If-Match` names: `"3"` or `3`; `undefined` where there is no such header. */
export function expectedVersion(headers: Readonly<Record<string, string>>): number | undefined {
  const header = headers['if-match'];
  if (header === undefined || header.trim() === '*') return undefined;
  const version = /^(?:W\/)?"?(\d{1,15})"?$/.exec(header.trim())?.[1];
  if (version === undefined) {
    throw new Failure('invalid', 'If-Match holds the version last read.', {
      errors: [{ path: 'if-match', message: 'Not a version, such as "3".' }],
    });
  }
  return Number(version);
}

/** An answer that carries its record's version, as `If-Match` takes it back. */
export const versioned = <B extends { readonly version: number }>(body: B, status = 200) => ({
  status,
  headers: { etag: `"${body.version}"` },
  body,
});
