import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOlder } from '../../shared/domain/source-version.ts';

describe('of two source versions', () => {
  test.each([
    [1, 2],
    [9, 10],
    ['9', '10'],
    ['0009', '10'],
    [9, '10'],
    ['9', 10],
    ['9007199254740993', '9007199254740994'],
    ['v9', 'v10'],
    ['2026-11-30.9', '2026-11-30.10'],
    ['1.2.9', '1.10'],
    ['1.2', '1.2.1'],
    ['2026-12-01T09:00:00-05:00', '2026-12-01T14:00:01Z'],
    ['2026-12-01T14:00:00Z', '2026-12-01T14:00:00.5Z'],
    ['a', 'b'],
  ])('%j is older than %j', (older, newer) => {
    expect(isOlder(older, newer)).toBe(true);
    expect(isOlder(newer, older)).toBe(false);
  });

  test.each([
    [1, 1],
    ['1', 1],
    ['2026-12-01T09:00:00-05:00', '2026-12-01T14:00:00Z'],
    [undefined, 1],
    [1, undefined],
    [undefined, undefined],
    [1, 'b'],
    ['b', 1],
  ])('of %j and %j none is older', (one, other) => {
    expect(isOlder(one, other)).toBe(false);
    expect(isOlder(other, one)).toBe(false);
  });

  test('never is each older than the other', () => {
    const version = fc.oneof(
      fc.nat(),
      fc.string({ minLength: 1, maxLength: 12 }),
      fc.stringMatching(/^v?\d{1,20}$/),
    );
    fc.assert(fc.property(version, version, (one, other) => !(isOlder(one, other) && isOlder(other, one))));
  });
});
