import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { addHistory, addTotal, shownGaps, shownTotal, type Total } from './coverage.ts';
import { runHistory } from './history.ts';
import type { Report, Share } from './worker.ts';

/*
 * `npm run simulate -- --seeds 10000 --from 1 --jobs 2`: that many histories, with progress on standard error and what happened in them
 * on standard output; interrupted (Ctrl-C), it says what it found so far. `-- --seed 123` runs one and prints its trace.
 * Ends with 1 where an invariant was violated.
 */

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '2' },
    seed: { type: 'string' },
  },
});
const shownMax = 5;

if (values.seed === undefined) await runMany(Number(values.seeds), Number(values.from), Number(values.jobs));
else await runOne(Number(values.seed));

async function runOne(seed: number): Promise<void> {
  const { trace, violation, coverage } = await runHistory(seed, { detailed: true });
  console.log(trace.join('\n'));
  const total: Total = new Map();
  addHistory(total, coverage);
  console.log(shownTotal(total));
  console.log(violation === undefined ? `seed ${seed}: nothing violated` : `seed ${seed}: ${violation}`);
  process.exitCode = violation === undefined ? 0 : 1;
}

async function runMany(seeds: number, from: number, jobs: number): Promise<void> {
  const total: Total = new Map();
  const begun = performance.now();
  let [done, violations] = [0, 0];
  const rate = (): string => `${Math.round((done * 1000) / (performance.now() - begun))} histories a second`;
  const hear = (report: Report): void => {
    if (report.kind === 'done') {
      done += report.histories;
      addTotal(total, report.coverage);
      process.stderr.write(`\r${done} of ${seeds} histories, ${violations} violations, ${rate()} `);
      return;
    }
    violations += 1;
    if (violations > shownMax) return;
    console.log(`\nseed ${report.seed}: ${report.violation}\n${report.trace.slice(-60).join('\n')}`);
    console.log(`again: npm run simulate -- --seed ${report.seed}`);
  };
  const conclude = (): void => {
    console.log(`\nWhat happened in ${done} histories:\n${shownTotal(total)}`);
    for (const gap of shownGaps(total)) console.log(gap);
    console.log(`${done} histories from seed ${from}, ${rate()}: ${violations} violations`);
    process.exitCode = violations === 0 ? 0 : 1;
  };
  // Who stops a run of hours wants to know what it found so far.
  process.once('SIGINT', () => {
    conclude();
    process.exit();
  });
  await Promise.all(
    Array.from({ length: jobs }, (_, job) =>
      runShare({ from: from + job, until: from + seeds, every: jobs }, hear),
    ),
  );
  conclude();
}

function runShare(share: Share, hear: (report: Report) => void): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: share,
    // A history's records are young all of their life: with room for many of them few are ever copied.
    resourceLimits: { maxYoungGenerationSizeMb: 64 },
  });
  worker.on('message', hear);
  worker.on('error', reject);
  worker.on('exit', () => resolve());
  return promise;
}
