import { afterAll, expect, test } from 'vitest';
import { chanceOf } from '../simulation/chance.ts';
import { momentOf } from './calendar.ts';
import { castOf } from './cast.ts';
import { faultsOf } from './figures.ts';
import { keepHost } from './keeper.ts';
import { comparable, outcomesIn } from './outcome.ts';
import { playWeek } from './week.ts';

const until = 1;
const folders: { remove: () => void }[] = [];
afterAll(() => {
  for (const folder of folders) folder.remove();
});

/** Lives the first days of the week; without a kill in this process. */
async function live(kill?: Parameters<typeof keepHost>[1]) {
  const keeper = await keepHost(momentOf(-1, 18 * 60), kill);
  folders.push(keeper);
  const cast = castOf(2);
  await playWeek(keeper, cast, until);
  await keeper.stop();
  return { kills: keeper.kills(), outcomes: await outcomesIn(keeper.dataDir, cast) };
}

test('comes out the same when its process is killed in the middle of things', async () => {
  const once = await live();
  const again = await live({ chance: chanceOf(3), times: 10, requests: 700 });
  expect(again.kills.times).toBeGreaterThan(5);
  expect(again.kills.cutOff).toBeGreaterThan(0);
  expect(faultsOf(again.outcomes)).toEqual([]);
  expect(again.outcomes.map(comparable)).toEqual(once.outcomes.map(comparable));
});
