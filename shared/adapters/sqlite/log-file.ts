import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs';
import { StoreUnavailable } from '../../ports/store.ts';

/**
 * The file that SQLite appends commits to, flushed on a thread of its own. With synchronous=FULL COMMIT would wait for the disk itself,
 * and this process would do nothing for anybody meanwhile; with NORMAL it only writes (https://sqlite.org/pragma.html#pragma_synchronous),
 * and a flush of this file afterwards puts on the disk what FULL would have. The log is read in order after a crash, so what rests on
 * another commit never outlives it. SQLite's locks are on other files: to close this one lets go of none
 * (https://sqlite.org/howtocorrupt.html, 2.2).
 */
export class LogFile {
  readonly #descriptor: number | undefined;
  #last: Promise<void> = Promise.resolve();

  /** @param file the database's, opened as one; `:memory:` has no log */
  constructor(file: string) {
    this.#descriptor = file === ':memory:' ? undefined : openSync(`${file}-wal`, 'r+');
  }

  /**
   * Resolves when all that was written is on the disk. Once the disk refused, nobody knows what of it stands (a second flush may
   * succeed without it): every flush from then on rejects with StoreUnavailable, until the file is opened again.
   *
   * @param here on this thread, which does nothing meanwhile: for who is alone, two hand-overs to another thread cost more than
   *   most disks take
   */
  flush(here: boolean): Promise<void> {
    const descriptor = this.#descriptor;
    if (descriptor !== undefined)
      this.#last = this.#last.then(() => (here ? flushHere(descriptor) : flushElsewhere(descriptor)));
    return this.#last;
  }

  /** Lets go of the file once what was asked for is done. */
  close(): void {
    const descriptor = this.#descriptor;
    if (descriptor === undefined) return;
    const done = (): void => closeSync(descriptor);
    this.#last.then(done, done);
  }
}

const refused = (error: unknown): StoreUnavailable =>
  new StoreUnavailable('The disk refused what was written. Start again.', { cause: error });

function flushHere(descriptor: number): void {
  try {
    fdatasyncSync(descriptor);
  } catch (error) {
    throw refused(error);
  }
}

const flushElsewhere = (descriptor: number): Promise<void> =>
  new Promise((resolve, reject) =>
    fdatasync(descriptor, (error) => {
      if (error === null) resolve();
      else reject(refused(error));
    }),
  );
