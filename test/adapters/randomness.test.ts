import { expect, test } from 'vitest';
import { systemRandomness } from '../../shared/adapters/system/randomness.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

test('gives no bytes out twice, whatever is asked for before and after', () => {
  const given = Array.from({ length: 5000 }, (_, index) => systemRandomness.bytes(10 + (index % 3) * 7));
  expect(new Set(given.map((bytes) => hex(bytes).slice(0, 20))).size).toBe(5000);
  const long = systemRandomness.bytes(10_000);
  expect([long.length, new Set(long).size]).toEqual([10_000, 256]);
});

test('leaves to its owner what was given', () => {
  const given = systemRandomness.bytes(16);
  const before = hex(given);
  for (let count = 0; count < 1000; count += 1) systemRandomness.bytes(16).fill(0);
  expect(hex(given)).toBe(before);
  expect(hex(systemRandomness.bytes(16))).not.toBe(hex(new Uint8Array(16)));
});
