import { isDeepStrictEqual } from 'node:util';
import { chanceOf } from '../simulation/chance.ts';
import { momentOf } from './calendar.ts';
import { castOf } from './cast.ts';
import { faultsOf, figuresOf } from './figures.ts';
import { type Keeper, keepHost } from './keeper.ts';
import { comparable, type Outcome, outcomesIn } from './outcome.ts';
import { figureLines, storyOf } from './story.ts';
import { playWeek } from './week.ts';

/*
 * `npm run demo [-- --all] [--seed N] [--days N] [--kill]`: a week in a busy practice, in a local host of its own with a clock that stands where
 * the script puts it. Ends with 1 where a text is neither answered nor on somebody's list. With `--kill` the week is lived once more in a
 * process that is killed at moments of chance and started again, and both must come out alike.
 */

const numberAfter = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const seed = numberAfter('--seed', 1);
const until = numberAfter('--days', 7) - 1;
const eve = momentOf(-1, 18 * 60);

/** Lives the week once; answers what it left behind. */
async function live(keeper: Keeper): Promise<readonly Outcome[]> {
  const cast = castOf(seed);
  try {
    await playWeek(keeper, cast, until);
  } finally {
    await keeper.stop();
  }
  const outcomes = await outcomesIn(keeper.dataDir, cast);
  keeper.remove();
  return outcomes;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const began = performance.now();
const outcomes = await live(await keepHost(eve));
for (const line of storyOf(outcomes, until, process.argv.includes('--all'))) say(line);
say('\nThe week in figures');
for (const line of figureLines(figuresOf(outcomes))) say(line);
const faults = [...faultsOf(outcomes)];
if (process.argv.includes('--kill')) {
  const keeper = await keepHost(eve, { chance: chanceOf(seed), times: 20, requests: 300 * (until + 1) });
  const again = await live(keeper);
  faults.push(...faultsOf(again), ...differences(outcomes, again));
  const { times, cutOff } = keeper.kills();
  say(`\nThe same week, its process killed ${times} times, in the middle of ${cutOff} requests`);
  for (const line of figureLines(figuresOf(again))) say(line);
}
for (const fault of faults) say(`FAULT ${fault}`);
say(faults.length === 0 ? '\nEvery text is answered or on somebody’s list.' : `\n${faults.length} faults.`);
process.stderr.write(`${((performance.now() - began) / 1000).toFixed(1)} s\n`);
process.exitCode = faults.length === 0 ? 0 : 1;

function differences(one: readonly Outcome[], other: readonly Outcome[]): string[] {
  return one.flatMap((outcome, index) => {
    const twin = other[index];
    const same = twin !== undefined && isDeepStrictEqual(comparable(outcome), comparable(twin));
    return same ? [] : [`${outcome.patient.name}: the week came out otherwise`];
  });
}
