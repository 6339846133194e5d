import { expect, test } from 'vitest';
import * as z from 'zod';
import { faultsOf } from '../../shared/domain/faults.ts';

const form = z.strictObject({ facts: z.record(z.string().max(40), z.string()), rows: z.array(z.int()) });
const pathsOf = (input: unknown) =>
  faultsOf(form.safeParse(input).error ?? expect.fail('It is taken.')).map(({ path }) => path);

test('a fault is named by the way to its field', () => {
  expect(pathsOf({ facts: { shownAt: 1 }, rows: [1, 'two'] })).toEqual(['facts.shownAt', 'rows[1]']);
});

test('a key that is no name of a field is words of the request, and is not said again', () => {
  for (const key of ['my knee hurts', 'x'.repeat(5000), '<b>', '+16465550101', '__proto', 'Ünï'])
    expect(pathsOf({ facts: { [key]: 1 }, rows: [] })).toContain('facts.*');
});

test('nor is a field that does not belong', () => {
  expect(
    faultsOf(form.safeParse({ facts: {}, rows: [], 'my knee': 1 }).error ?? expect.fail('It is taken.')),
  ).toEqual([{ path: '', message: 'Holds a field that does not belong here.' }]);
});
