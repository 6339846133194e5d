import { parentPort, workerData } from 'node:worker_threads';
import { rememberReadings } from '../remembered.ts';
import { type Planted, plant } from './patch.ts';

/** Runs histories over the planted source until one violates something, and says which. */
interface Hunt {
  readonly bug: Planted;
  readonly seedsMax: number;
}

export type Caught = {
  readonly name: string;
  readonly seed: number | undefined;
  readonly violation?: string;
};

async function hunt({ bug, seedsMax }: Hunt): Promise<Caught> {
  // The bug goes over it: what has one remembers nothing.
  rememberReadings();
  plant(bug);
  // Only what is loaded after the hook has the bug.
  const { runHistory } = await import('../history.ts');
  for (let seed = 1; seed <= seedsMax; seed += 1) {
    const { violation } = await runHistory(seed);
    if (violation !== undefined) return { name: bug.name, seed, violation };
  }
  return { name: bug.name, seed: undefined };
}

const caught = await hunt(workerData);
parentPort?.postMessage(caught);
