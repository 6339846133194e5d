import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { bugs } from './bugs.ts';
import type { Planted } from './patch.ts';
import type { Caught } from './worker.ts';

/*
 * `npm run simulate:planted -- --seeds 20000 --jobs 2 [--only NAME]`: each planted bug in a worker of its own, and how many histories it took to
 * catch it. One that survives is a hole in the simulation, and one whose code fails by itself proves nothing: the run ends with 1.
 */

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20000' },
    jobs: { type: 'string', default: '2' },
    only: { type: 'string' },
  },
});

const wanted = bugs.filter(({ name }) => values.only === undefined || name === values.only);
const left = [...wanted];
let survived = 0;

function hunt(bug: Planted): Promise<Caught> {
  const { promise, resolve, reject } = Promise.withResolvers<Caught>();
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: { bug, seedsMax: Number(values.seeds) },
  });
  worker.on('message', resolve);
  worker.on('error', reject);
  return promise;
}

async function work(): Promise<void> {
  for (let bug = left.shift(); bug; bug = left.shift()) {
    const { name, seed, violation, broke } = await hunt(bug);
    if (seed === undefined || broke) survived += 1;
    const what = violation?.split('\n')[0];
    if (broke) console.log(`BROKE ${name} seed ${seed} (${what}): no invariant caught it`);
    else console.log(seed === undefined ? `SURVIVED ${name}` : `caught ${name} seed ${seed} (${what})`);
  }
}

await Promise.all(Array.from({ length: Number(values.jobs) }, work));
console.log(`${wanted.length - survived} of ${wanted.length} planted bugs caught`);
process.exitCode = survived === 0 ? 0 : 1;
