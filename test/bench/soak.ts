import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Held, runSoakHost } from './soak-host.ts';
import { createLoad } from './soak-load.ts';

/*
 * `npm run soak -- --minutes 10`: a host under mixed load on 16 connections, looked at each half minute, at rest and after a
 * collection of garbage. Memory and handles may grow while things get warm, in the first third; after it they are to be flat:
 * the median of the last third of looks is held against the median of the second third. It ends with 1 where they are not, where
 * an answer came that should not, or where a text that was acknowledged is not in its thread.
 */

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, every: { type: 'string', default: '30' } },
});
const milliseconds = Number(values.minutes) * 60_000;

/** What may grow from the second third to the last: a share, and an amount that is nothing but noise. */
const growthMax = {
  heap: { share: 1.05, bytes: 4e6 },
  resident: { share: 1.1, bytes: 24e6 },
  handles: { share: 1, bytes: 4 },
} as const;

type Look = Held & { readonly files: number };

async function soak(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'soak-'));
  const host = fork(import.meta.filename, {
    execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning'],
    env: { ...process.env, SOAK_HOST: folder },
  });
  const [{ url }] = (await once(host, 'message')) as [{ url: string }];
  const { simulated: secret } = JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8')) as {
    simulated: string;
  };
  const load = createLoad(url, secret);
  const seen: Look[] = [];
  const faults: string[] = [];
  let texts = 0;
  let latencies: number[] = [];
  const begun = performance.now();
  console.log('  minute  texts/s  requests/s  p50 ms  p99 ms  resident MB  heap MB  files  resources');
  while (seen.length < 6 || performance.now() - begun < milliseconds) {
    const from = performance.now();
    const interval = await load.run(Number(values.every) * 1000);
    const seconds = (performance.now() - from) / 1000;
    await load.settle();
    host.send('look');
    const [held] = (await once(host, 'message')) as [Held];
    const now: Look = { ...held, files: readdirSync(`/proc/${host.pid}/fd`).length };
    seen.push(now);
    for (const [what, count] of interval.unexpected) faults.push(`${count} times ${what}`);
    texts += interval.texts;
    latencies = [...latencies, ...interval.latencies.filter((_, index) => index % 10 === 0)];
    print((performance.now() - begun) / 60_000, interval.texts / seconds, interval.latencies, seconds, now);
  }
  const lost = await load.lost();
  if (lost > 0) faults.push(`${lost} acknowledged texts are not where they belong`);
  faults.push(...growthOf(seen));
  load.close();
  const ended = once(host, 'exit');
  host.disconnect();
  await ended;
  rmSync(folder, { recursive: true });
  console.log(
    `${texts} texts, p50 ${quantile(latencies, 0.5).toFixed(1)} ms, p99 ${quantile(latencies, 0.99).toFixed(1)} ms over all`,
  );
  for (const fault of faults) console.log(`FAULT: ${fault}`);
  console.log(faults.length === 0 ? 'Memory and handles are flat.' : `${faults.length} faults.`);
  return faults.length === 0 ? 0 : 1;
}

const quantile = (numbers: readonly number[], share: number): number =>
  numbers.toSorted((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))] ?? 0;

function print(
  minute: number,
  textsPerSecond: number,
  latencies: readonly number[],
  seconds: number,
  now: Look,
) {
  const columns = [
    minute.toFixed(1).padStart(8),
    textsPerSecond.toFixed(0).padStart(9),
    (latencies.length / seconds).toFixed(0).padStart(12),
    quantile(latencies, 0.5).toFixed(1).padStart(8),
    quantile(latencies, 0.99).toFixed(1).padStart(8),
    (now.residentBytes / 1e6).toFixed(0).padStart(13),
    (now.heapBytes / 1e6).toFixed(1).padStart(9),
    String(now.files).padStart(7),
    String(now.resources).padStart(11),
  ];
  console.log(columns.join(''));
}

/** What grew from the second third of looks to the last by more than it may. */
function growthOf(seen: readonly Look[]): string[] {
  const third = Math.floor(seen.length / 3);
  const grew = (
    name: string,
    of: (look: Look) => number,
    { share, bytes }: { share: number; bytes: number },
  ) => {
    const second = quantile(seen.slice(third, 2 * third).map(of), 0.5);
    const last = quantile(seen.slice(-third).map(of), 0.5);
    console.log(`${name}: median of the second third ${second.toFixed(0)}, of the last ${last.toFixed(0)}`);
    return last > second * share + bytes
      ? [`${name} grew from ${second.toFixed(0)} to ${last.toFixed(0)}`]
      : [];
  };
  return [
    ...grew('heap after collection, bytes', (look) => look.heapBytes, growthMax.heap),
    ...grew('resident memory, bytes', (look) => look.residentBytes, growthMax.resident),
    ...grew('open files', (look) => look.files, growthMax.handles),
    ...grew('active resources', (look) => look.resources, growthMax.handles),
  ];
}

if (process.env.SOAK_HOST !== undefined) await runSoakHost(process.env.SOAK_HOST);
else process.exitCode = await soak();
