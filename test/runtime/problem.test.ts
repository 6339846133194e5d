import { describe, expect, test } from 'vitest';
import { Failure, type FailureCode } from '../../shared/domain/failure.ts';
import { CursorInvalid, StoreUnavailable } from '../../shared/ports/store.ts';
import { catalogue } from '../../shared/runtime/catalogue.ts';
import { failureFrom, problem } from '../../shared/runtime/problem.ts';

/** What each code is over HTTP, and whether asking again can help and the operator must know. */
const expected: Readonly<Record<FailureCode, number>> = {
  malformed: 400,
  unauthorized: 401,
  forbidden: 403,
  forged: 403,
  'unknown-line': 404,
  'not-found': 404,
  conflict: 409,
  'idempotency-mismatch': 409,
  'version-mismatch': 412,
  'too-large': 413,
  'unsupported-media-type': 415,
  invalid: 422,
  'opted-out': 422,
  'no-consent': 422,
  'switched-off': 422,
  'not-live': 422,
  'appointment-changed': 422,
  'no-longer-due': 422,
  suspended: 422,
  'reserved-word': 422,
  expired: 422,
  cap: 422,
  phi: 422,
  throttled: 429,
  internal: 500,
  unavailable: 503,
};

const codes = Object.keys(catalogue) as FailureCode[];

describe('a failure as problem+json', () => {
  test.each(codes)('%s', (code) => {
    const { statusCode, headers, body } = problem(new Failure(code, 'Do this.'));
    expect(statusCode).toBe(expected[code]);
    expect(headers).toMatchObject({
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
    });
    expect(JSON.parse(body)).toEqual({
      type: `urn:practice-texting:problem:${code}`,
      title: catalogue[code].title,
      status: expected[code],
      detail: 'Do this.',
      code,
    });
  });

  test('our own fault is worth asking again and an alarm, too many at once is worth asking again, and nothing else is', () => {
    for (const code of codes) {
      const ours = expected[code] >= 500;
      expect([code, catalogue[code].retry, catalogue[code].alarm]).toEqual([
        code,
        ours || code === 'throttled',
        ours,
      ]);
      expect(problem(new Failure(code, '')).headers?.['retry-after'] !== undefined).toBe(
        catalogue[code].retry,
      );
    }
  });

  test('the faults and the permit come along where there are some', () => {
    const permit = {
      verdict: 'refuse',
      code: 'opted-out',
      decidedAt: '2026-12-01T15:00:00.000Z',
      rules: [],
    } as never;
    const errors = [{ path: 'phone', message: 'Expected a phone number.' }];
    expect(JSON.parse(problem(new Failure('invalid', '', { errors, permit })).body)).toMatchObject({
      errors,
      permit,
    });
  });
});

describe('whatever is thrown', () => {
  test.each([
    [new StoreUnavailable('+12125550147'), 'unavailable'],
    [new CursorInvalid('+12125550147'), 'malformed'],
    [new TypeError('cannot read +12125550147', { cause: 'chest pain' }), 'internal'],
    ['chest pain', 'internal'],
    [undefined, 'internal'],
    [{ statusCode: 418, message: 'chest pain' }, 'internal'],
  ])('%s becomes a failure that says nothing of it', (thrown, code) => {
    const failure = failureFrom(thrown);
    expect(failure.code).toBe(code);
    expect(problem(failure).body).not.toMatch(/555|pain|cannot read/);
  });
});
