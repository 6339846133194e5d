import { parentPort, workerData } from 'node:worker_threads';
import { addHistory, type Met, type Total } from './coverage.ts';
import { rememberReadings } from './remembered.ts';

/** What a worker is given: seeds `from`, `from + every`, ... below `until`. */
export interface Share {
  readonly from: number;
  readonly until: number;
  readonly every: number;
}

/** What a worker tells: how far it is, and what it found. */
export type Report =
  | {
      readonly kind: 'done';
      readonly histories: number;
      readonly coverage: readonly (readonly [string, Met])[];
    }
  | {
      readonly kind: 'violated';
      readonly seed: number;
      readonly violation: string;
      readonly trace: readonly string[];
    };

const reportEvery = 25;

async function work({ from, until, every }: Share): Promise<void> {
  const tell = (report: Report): void => parentPort?.postMessage(report);
  rememberReadings();
  // Only what is loaded after the hook remembers.
  const { runHistory } = await import('./history.ts');
  let total: Total = new Map();
  let histories = 0;
  const tellDone = (): void => {
    tell({ kind: 'done', histories, coverage: [...total] });
    histories = 0;
    total = new Map();
  };
  // Functions die and stores are away by the dozen; where it happened nobody asks. A run of one seed says where something broke.
  Error.stackTraceLimit = 0;
  for (let seed = from; seed < until; seed += every) {
    const { violation, coverage } = await runHistory(seed);
    addHistory(total, coverage);
    histories += 1;
    if (violation !== undefined) {
      // Once more, with everything that happened: and it comes out the same, or the seed is worth nothing.
      const again = await runHistory(seed, { detailed: true });
      const known = again.violation === violation ? violation : `${violation} (again: ${again.violation})`;
      tell({ kind: 'violated', seed, violation: known, trace: again.trace });
    }
    if (histories === reportEvery) tellDone();
  }
  tellDone();
}

await work(workerData);
