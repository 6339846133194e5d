import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { kept } from '../../shared/adapters/memory/kept.ts';

const values = fc.object({
  key: fc.string().filter((name) => name !== '__proto__'),
  withNullPrototype: true,
  values: [fc.string(), fc.boolean(), fc.double(), fc.integer(), fc.constant(null), fc.constant(undefined)],
});

test('keeps of a value what JSON keeps', () => {
  fc.assert(
    fc.property(values, (value) => {
      expect(kept(value, new WeakSet())).toStrictEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('keeps what was kept before as it is, and copies the rest', () => {
  const before = new WeakSet<object>();
  const first = kept({ list: [1, 2], name: 'first' }, before);
  const flags = ['a'];
  const second = kept({ ...first, flags }, before);
  flags.push('b');
  expect(second).toEqual({ list: [1, 2], name: 'first', flags: ['a'] });
  expect(second.list).toBe(first.list);
  expect(Object.isFrozen(second.flags)).toBe(true);
});

test.each([
  ['a date', { at: new Date(0) }],
  ['a map', { of: new Map() }],
  ['a big integer', { count: 1n }],
])('refuses %s, which no record holds', (_name, value) => {
  expect(() => kept(value, new WeakSet())).toThrow(TypeError);
});
