import { setImmediate as turnOfLoop } from 'node:timers/promises';

/** The most works that one batch takes: bounds how long the process does nothing else. */
const batchMax = 256;

interface Waiting<Work, Answer> {
  readonly work: Work;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** What becomes of a batch. */
interface BatchWork<Work, Answer> {
  /** Does a batch, all or nothing: answers in order, or throws what every caller of the batch gets. */
  readonly run: (works: readonly Work[]) => readonly Answer[];
  /**
   * Resolves once all that was run is on the disk; what it rejects with is what every caller of the batch gets. `alone` where one
   * caller asks after the other, so that nobody gains by what could be done meanwhile.
   */
  readonly settle: (alone: boolean) => Promise<void>;
}

/**
 * Collects what is asked for at the same time and has it done at once, so that one fsync serves many callers: a batch is
 * all that was submitted while the one before was on its way to the disk, and in the turns of the event loop after it, for as long as
 * each brings more (requests that had arrived, callers that the batch before set free). A caller alone pays one turn of
 * the loop, some microseconds.
 */
export class GroupCommit<Work, Answer> {
  readonly #batch: BatchWork<Work, Answer>;
  #waiting: Waiting<Work, Answer>[] = [];
  #settling = false;
  #wasAlone = false;

  constructor(batch: BatchWork<Work, Answer>) {
    this.#batch = batch;
  }

  submit(work: Work): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ work, resolve, reject });
      if (this.#waiting.length === 1 && !this.#settling) setImmediate(() => this.#next());
    });
  }

  /** Runs all that waits, whatever is still on its way to the disk. */
  flush(): void {
    while (this.#waiting.length > 0) void this.#runBatch();
  }

  async #next(): Promise<void> {
    this.#settling = true;
    while (this.#waiting.length > 0) {
      await this.#gather();
      // They may have been run by `flush` meanwhile.
      if (this.#waiting.length > 0) await this.#runBatch();
    }
    this.#settling = false;
  }

  /** Waits for as long as each turn of the loop brings more, up to a batch. Where one caller asks after the other there is nobody to wait for. */
  async #gather(): Promise<void> {
    let before = this.#wasAlone ? this.#waiting.length : 0;
    while (this.#waiting.length > before && before < batchMax) {
      before = this.#waiting.length;
      await turnOfLoop();
    }
  }

  /** Never rejects: whoever submitted hears of it. */
  async #runBatch(): Promise<void> {
    const batch = this.#waiting.splice(0, batchMax);
    const alone = batch.length === 1;
    try {
      const answers = this.#batch.run(batch.map(({ work }) => work));
      await this.#batch.settle(alone && this.#wasAlone);
      this.#wasAlone = alone;
      for (const [index, answer] of answers.entries()) batch[index]?.resolve(answer);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
