/** The most works that one batch takes: bounds how long the process does nothing else. */
const batchMax = 256;

interface Waiting<Work, Answer> {
  readonly work: Work;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Collects what is asked for at the same time and has it done at once, so that one fsync serves many callers: whatever was
 * submitted in one turn of the event loop (all requests that had arrived, all callers that the batch before set free)
 * is one batch. A caller alone pays one turn of the loop, some microseconds.
 */
export class GroupCommit<Work, Answer> {
  readonly #run: (works: readonly Work[]) => readonly Answer[];
  #waiting: Waiting<Work, Answer>[] = [];

  /** @param run does a batch, all or nothing: answers in order, or throws what every caller of the batch gets. */
  constructor(run: (works: readonly Work[]) => readonly Answer[]) {
    this.#run = run;
  }

  submit(work: Work): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ work, resolve, reject });
      if (this.#waiting.length === 1) setImmediate(() => this.flush());
    });
  }

  /** Does all that waits. */
  flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (let begin = 0; begin < waiting.length; begin += batchMax)
      this.#flushBatch(waiting.slice(begin, begin + batchMax));
  }

  #flushBatch(batch: readonly Waiting<Work, Answer>[]): void {
    try {
      const answers = this.#run(batch.map(({ work }) => work));
      for (const [index, answer] of answers.entries()) batch[index]?.resolve(answer);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
