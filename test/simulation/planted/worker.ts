import { parentPort, workerData } from 'node:worker_threads';
import { rememberReadings } from '../remembered.ts';
import { type Planted, plant } from './patch.ts';

/** Runs histories over the planted source until an invariant speaks, and says of which. */
interface Hunt {
  readonly bug: Planted;
  readonly seedsMax: number;
}

export type Caught = {
  readonly name: string;
  readonly seed: number | undefined;
  readonly violation?: string;
  /** The planted code failed in its own way, and in no history an invariant spoke: that proves nothing. */
  readonly broke?: true;
};

async function hunt({ bug, seedsMax }: Hunt): Promise<Caught> {
  // The bug goes over it: what has one remembers nothing.
  rememberReadings();
  plant(bug);
  // Only what is loaded after the hook has the bug.
  const { runHistory } = await import('../history.ts');
  let broken: Caught | undefined;
  for (let seed = 1; seed <= seedsMax; seed += 1) {
    const { violation, broke } = await runHistory(seed);
    if (violation !== undefined && !broke) {
      const again = await runHistory(seed, { detailed: true });
      if (again.violation !== violation) throw new Error(`Seed ${seed} came out as ${again.violation}.`);
      return { name: bug.name, seed, violation };
    }
    if (violation !== undefined) broken ??= { name: bug.name, seed, violation, broke: true };
  }
  return broken ?? { name: bug.name, seed: undefined };
}

const caught = await hunt(workerData);
parentPort?.postMessage(caught);
