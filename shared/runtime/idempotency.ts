import { Failure } from '../domain/failure.ts';
import type { IdempotencyKey } from '../use-cases/idempotency-key.ts';

/** The caller's own name for its request, where it gave one. */
export function idempotencyKey(
  headers: Readonly<Record<string, string>>,
  content: string,
): IdempotencyKey | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (!/^[\x21-\x7e]{1,128}$/.test(key)) {
    throw new Failure('invalid', 'An Idempotency-Key is 1 to 128 printable characters.', {
      errors: [{ path: 'idempotency-key', message: '1 to 128 printable ASCII characters without spaces.' }],
    });
  }
  return { key, content };
}
