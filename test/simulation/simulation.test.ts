import { expect, test } from 'vitest';
import { addHistory, type Total } from './coverage.ts';
import { runHistory } from './history.ts';
import { bugs } from './planted/bugs.ts';
import { patched } from './planted/patch.ts';

/** A run of thousands is `npm run simulate`. */
const seeds = Array.from({ length: 140 }, (_, index) => index + 1);

test('many histories violate nothing, and what must be met in them was met', async () => {
  const total: Total = new Map();
  const violations: string[] = [];
  for (const seed of seeds) {
    const { violation, coverage } = await runHistory(seed);
    addHistory(total, coverage);
    if (violation !== undefined) violations.push(`seed ${seed}: ${violation}`);
  }
  expect(violations).toEqual([]);
  const met = (what: string): number => total.get(what)?.times ?? 0;
  for (const what of [
    'patient says stop',
    'an opt-out overtook a claimed text',
    'a settings change raced a claim',
    'conflict',
    'duplicate commit',
    'answer of a commit lost',
    'hand-over accepted',
    'hand-over lost',
    'function stands still',
    'function cut off',
    'what was cut off died',
    'webhook twice at once',
    'a number left the block list',
    'event lost',
    'event twice',
    'webhook repeated',
    'schedule lost',
    'a lost schedule healed by the sweep',
    'crash after a commit',
    'clocks changed',
    'two practices share a phone',
    'a number changed hands',
    'consent was put again after an opt-out',
    'a family was listed',
    'a recall left',
    'a bill left',
  ])
    expect(met(what), what).toBeGreaterThan(0);
});

test('a history is the same each time', async () => {
  expect(await runHistory(7)).toEqual(await runHistory(7));
});

test('a history that tells of everything is the same history', async () => {
  const [plain, detailed, again] = [
    await runHistory(11),
    await runHistory(11, { detailed: true }),
    await runHistory(11, { detailed: true }),
  ];
  expect(detailed.coverage).toEqual(plain.coverage);
  expect(detailed.trace).toEqual(again.trace);
  expect(detailed.trace).toEqual(expect.arrayContaining([...plain.trace]));
  for (const line of [
    / {3}deliver-texts \(run \d+\) begins$/,
    /commit claim#\S+ of \w+: committed$/,
    /hand-over of \S+: accepted$/,
  ])
    expect(detailed.trace).toContainEqual(expect.stringMatching(line));
});

test.each(bugs.map((bug) => [bug.name, bug] as const))(
  'the planted bug "%s" finds its place in the source',
  (_name, bug) => {
    expect(patched(bug)).toContain(bug.put);
  },
);
