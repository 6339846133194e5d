import type { Randomness } from '../../shared/ports/clock.ts';
import type { Change, Commit, Json, Store } from '../../shared/ports/store.ts';

/* Stores around a store: what they add stands at the port, so that no use case knows. */

/** What one commit wrote, in the order of the commits. */
export interface Written {
  readonly once: string;
  readonly changes: readonly Change[];
}

/** Remembers what was committed, in order. */
export function recording(store: Store): { readonly store: Store; readonly written: Written[] } {
  const written: Written[] = [];
  const commit = async <R extends Json>(asked: Commit<R>) => {
    // The memory store commits at the moment of the call, so the order of the calls is the order of the commits.
    const answer = store.commit(asked);
    const entry = { once: asked.once.name, changes: asked.changes };
    written.push(entry);
    const settled = await answer;
    if (settled.outcome !== 'committed') written.splice(written.indexOf(entry), 1);
    return settled;
  };
  return { store: { read: (keys) => store.read(keys), list: (query) => store.list(query), commit }, written };
}

/** Counts round trips by verb. */
export function counting(store: Store) {
  const counts = { read: 0, list: 0, commit: 0 };
  const counted: Store = {
    read: (keys) => {
      counts.read += 1;
      return store.read(keys);
    },
    list: (query) => {
      counts.list += 1;
      return store.list(query);
    },
    commit: (asked) => {
      counts.commit += 1;
      return store.commit(asked);
    },
  };
  return {
    store: counted,
    /** What came since the last call. */
    taken: (): { read: number; list: number; commit: number } => {
      const since = { ...counts };
      Object.assign(counts, { read: 0, list: 0, commit: 0 });
      return since;
    },
  };
}

/** Lets others go first, before and after each call, so many turns as chance has it. */
export function yielding(store: Store, randomness: Randomness): Store {
  const turns = async (): Promise<void> => {
    for (let left = Math.floor(randomness.fraction() * 6); left > 0; left -= 1) await Promise.resolve();
  };
  const around = async <T>(call: () => Promise<T>): Promise<T> => {
    await turns();
    const answer = await call();
    await turns();
    return answer;
  };
  return {
    read: (keys) => around(() => store.read(keys)),
    list: (query) => around(() => store.list(query)),
    commit: (asked) => around(() => store.commit(asked)),
  };
}
