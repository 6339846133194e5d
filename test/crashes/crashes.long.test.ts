import { describe, expect, test } from 'vitest';
import { functions } from '../../infra/topology.ts';
import { histories, type ScriptedHistory } from './histories.ts';
import { differences } from './outcome.ts';
import { type Run, replay } from './replay.ts';

/*
 * Every place at which a function may die, in every history; and for texts that come in, deliveries and reminders every pair of places: what
 * dies a second time does so while it mends the first.
 */

/** What went otherwise than in the history that nothing cut, with the place. */
async function wrongAfter(
  history: ScriptedHistory,
  calm: Run,
  fatal: readonly number[],
): Promise<readonly string[]> {
  const cut = await replay(history, fatal);
  const where = cut.deaths.join('; ');
  return differences(calm.outcome, cut.outcome, cut.deaths.length).map(
    (one) => `${fatal} (${where}): ${one}`,
  );
}

const dying = new Set<string>();

describe('a function that dies at any one place leaves nothing lost and nothing doubled', () => {
  test.each(histories)('$name', { timeout: 900_000 }, async (history) => {
    const calm = await replay(history, []);
    const wrong: string[] = [];
    for (const at of calm.places.keys()) wrong.push(...(await wrongAfter(history, calm, [at])));
    for (const where of calm.places) dying.add(where.split(',')[0] ?? '');
    console.log(`${history.name}: ${calm.places.length} deaths`);
    expect(wrong).toEqual([]);
  });

  test('and that is every function but the relay, which has a test of its own', () => {
    expect([...dying, 'relay'].toSorted()).toEqual(functions.map(({ name }) => name).toSorted());
  });
});

const pairs = /^(inbound-text|deliver|reminder), /;

describe('a function that dies, and dies again while that is mended, does no harm either', () => {
  test.each(histories.filter(({ inPairs }) => inPairs))('$name', { timeout: 1_800_000 }, async (history) => {
    const calm = await replay(history, []);
    const wrong: string[] = [];
    let many = 0;
    for (const [first, where] of calm.places.entries()) {
      if (!pairs.test(where)) continue;
      const { places } = await replay(history, [first]);
      for (const [second, next] of places.entries()) {
        if (second <= first || !pairs.test(next)) continue;
        many += 1;
        wrong.push(...(await wrongAfter(history, calm, [first, second])));
      }
    }
    console.log(`${history.name}: ${many} pairs of deaths`);
    expect(wrong).toEqual([]);
  });
});
