import { spawnSync } from 'node:child_process';
import { load, type Measured } from './load.ts';

/*
 * `npm run measure:inbound [-- ROUNDS SECONDS]`, the first part of `npm run bench`: what a text that comes in costs beside the floor
 * (test/bench/floor.ts), which does the same by hand. Rounds are interleaved, so that what else the machine does falls on both; medians with the least and the most, and the ratios of each round. No
 * figure here is a gate: ratios say something on any machine, seconds only on this one.
 */

const [rounds, seconds] = [Number(process.argv[2] ?? 5), Number(process.argv[3] ?? 8)];
const programs = {
  floor: './floor.ts',
  'our handler': './handlers.ts',
  'the whole host': '../../infra/local/main.ts',
} as const;
type Name = keyof typeof programs;
const names = Object.keys(programs) as Name[];

if (spawnSync('wrk', ['-v']).error) {
  console.log('wrk is not on this machine (Debian: apt-get install wrk): nothing was measured.');
  process.exit(1);
}

const sortedOf = (values: readonly number[]): readonly number[] => values.toSorted((a, b) => a - b);
const spread = (values: readonly number[], digits: number): string => {
  const sorted = sortedOf(values);
  const shown = (value = Number.NaN) => value.toFixed(digits);
  return `${shown(sorted[Math.floor(sorted.length / 2)])} (${shown(sorted[0])} to ${shown(sorted.at(-1))})`;
};

async function measure(connections: number): Promise<void> {
  const results = new Map<Name, Measured[]>(names.map((name) => [name, []]));
  for (let round = 1; round <= rounds; round += 1)
    for (const name of names) {
      process.stderr.write(`\r${connections} connections, round ${round} of ${rounds}: ${name}      `);
      results.get(name)?.push(await load(programs[name], connections, seconds));
    }
  process.stderr.write('\r');
  console.log(
    `${connections} ${connections === 1 ? 'connection' : 'connections'}, ${rounds} rounds of ${seconds} s`,
  );
  const of = (name: Name, pick: (one: Measured) => number) => (results.get(name) ?? []).map(pick);
  for (const name of names) {
    console.log(
      `  ${name.padEnd(16)} ${spread(
        of(name, (one) => one.perSecond),
        0,
      )} texts/s, p50 ${spread(
        of(name, (one) => one.p50Ms),
        2,
      )} ms, p99 ${spread(
        of(name, (one) => one.p99Ms),
        1,
      )} ms, ${spread(
        of(name, (one) => one.processorUs),
        0,
      )} us of processor time a text`,
    );
    const refused = of(name, (one) => one.refused).reduce((sum, many) => sum + many, 0);
    if (refused > 0) console.log(`  ${name}: ${refused} WERE REFUSED`);
  }
  const ratio = (name: Name, pick: (one: Measured) => number): string => {
    const floor = of('floor', pick);
    return spread(
      of(name, pick).map((value, round) => value / (floor[round] ?? Number.NaN)),
      2,
    );
  };
  for (const name of names.slice(1))
    console.log(
      `  ${name} to the floor: texts/s ${ratio(name, (one) => one.perSecond)}, p50 ${ratio(name, (one) => one.p50Ms)}, processor time ${ratio(name, (one) => one.processorUs)}`,
    );
}

await measure(16);
await measure(1);
