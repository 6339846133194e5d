import type { Permit, RefusalCode } from './permit-rule.ts';

/** Everything that a caller can be told went wrong. The runtime's catalogue says what each one means over HTTP. */
export type FailureCode =
  | 'malformed'
  | 'invalid'
  | 'unauthorized'
  | 'forbidden'
  | 'forged'
  | 'unknown-line'
  | 'not-found'
  | 'version-mismatch'
  | 'conflict'
  | 'idempotency-mismatch'
  | 'too-large'
  | 'unsupported-media-type'
  | 'throttled'
  | 'unavailable'
  | 'internal'
  | RefusalCode;

/** One fault of an input: where it is and what to do about it. Never what was sent. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

/** A use case's way to say no. `detail` says what to do next and names nobody. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: FailureCode;
  readonly detail: string;
  readonly errors: readonly Fault[] | undefined;
  readonly permit: Permit | undefined;

  constructor(code: FailureCode, detail: string, more: { errors?: readonly Fault[]; permit?: Permit } = {}) {
    super(code);
    this.code = code;
    this.detail = detail;
    this.errors = more.errors;
    this.permit = more.permit;
  }
}

/** An input with faults, each of them named. */
export const invalid = (errors: readonly Fault[]): Failure =>
  new Failure('invalid', 'Mend the fields listed in errors, and send it again.', { errors });

/** Guards an overwrite: throws `version-mismatch` where the caller last saw another version than the present one. */
export function assertVersion(expected: number | undefined, present: number | undefined): void {
  if (expected === undefined || expected === present) return;
  const now = present === undefined ? 'It does not exist' : `It is at version ${present} now`;
  throw new Failure('version-mismatch', `${now}: read it again, then change it.`);
}

/** An id that is unknown and another practice's id are the same answer. */
export const notFound = (what: string): Failure => new Failure('not-found', `There is no such ${what}.`);
