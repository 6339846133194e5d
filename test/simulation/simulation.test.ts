import { expect, test } from 'vitest';
import type { Coverage } from './coverage.ts';
import { addTo } from './coverage.ts';
import { runHistory } from './history.ts';
import { bugs } from './planted/bugs.ts';
import { patched } from './planted/patch.ts';

/** A run of thousands is `npm run simulate`. */
const seeds = Array.from({ length: 40 }, (_, index) => index + 1);

test('forty histories violate nothing, and what must be met in them was met', async () => {
  const coverage: Coverage = new Map();
  const violations: string[] = [];
  for (const seed of seeds) {
    const { violation, coverage: seen } = await runHistory(seed);
    addTo(coverage, seen);
    if (violation !== undefined) violations.push(`seed ${seed}: ${violation}`);
  }
  expect(violations).toEqual([]);
  const met = (what: string): number => coverage.get(what) ?? 0;
  for (const what of [
    'patient says stop',
    'hand-over accepted',
    'hand-over lost',
    'event lost',
    'event twice',
    'schedule lost',
    'crash after a commit',
    "commit's answer lost",
    'spurious conflict',
    'function stands still',
  ])
    expect(met(what), what).toBeGreaterThan(0);
});

test('a history is the same each time', async () => {
  expect(await runHistory(7)).toEqual(await runHistory(7));
});

test.each(bugs.map((bug) => [bug.name, bug] as const))(
  'the planted bug "%s" finds its place in the source',
  (_name, bug) => {
    expect(patched(bug)).toContain(bug.put);
  },
);
