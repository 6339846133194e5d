import type { APIGatewayProxyResult } from 'aws-lambda';
import { Failure } from '../domain/failure.ts';
import { CursorInvalid, StoreUnavailable } from '../ports/store.ts';
import { catalogue } from './catalogue.ts';

/** Makes a failure of whatever was thrown. What we did not foresee is `internal`, and says nothing of itself. */
export function failureFrom(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof StoreUnavailable)
    return new Failure(
      'unavailable',
      'The store is busy, and this may or may not have been done: send the same request again, with the same Idempotency-Key.',
    );
  // A handler that has no time left is stopped by middy, by this name: what held it up is overload.
  if (error instanceof Error && error.name === 'TimeoutError')
    return new Failure(
      'unavailable',
      'This took too long, and may or may not have been done: send the same request again, with the same Idempotency-Key.',
    );
  if (error instanceof CursorInvalid)
    return new Failure('malformed', 'The cursor is not one that this list gave: start from the first page.');
  return new Failure(
    'internal',
    'Nothing is known of the cause here: send the same request again, and tell the operator if it persists.',
  );
}

/** RFC 9457 problem details of a failure. */
export function problemOf(failure: Failure) {
  const { http, title } = catalogue[failure.code];
  return {
    type: `urn:practice-texting:problem:${failure.code}`,
    title,
    status: http,
    detail: failure.detail,
    code: failure.code,
    ...(failure.errors && { errors: failure.errors }),
    ...(failure.permit && { permit: failure.permit }),
  };
}

/** The answer to a failure. */
export function problem(failure: Failure): APIGatewayProxyResult {
  const { http, retry } = catalogue[failure.code];
  return {
    statusCode: http,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(retry && { 'retry-after': '2' }),
    },
    body: JSON.stringify(problemOf(failure)),
  };
}
