import { createHash } from 'node:crypto';
import { Failure } from '../domain/failure.ts';

/** A caller's own name for a request, and what it asked: the same name for something else is an error. */
export interface IdempotencyKey {
  readonly key: string;
  readonly content: string;
}

/** What a request asked, as the result under its name remembers it. */
export const fingerprintOf = (content: string): string =>
  createHash('sha256').update(content).digest('base64url');

/** Throws `idempotency-mismatch` where a caller's key already stands for another request. */
export function assertSameRequest(first: string, asked: string): void {
  if (first === asked) return;
  throw new Failure(
    'idempotency-mismatch',
    'This Idempotency-Key already stands for another request: use a new one.',
  );
}
