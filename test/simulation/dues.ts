import { itemKeyOf } from '../../shared/adapters/dynamodb/keys.ts';
import { nameOf } from '../../shared/adapters/dynamodb/plan.ts';
import { type IsoInstant, plusSeconds } from '../../shared/domain/time.ts';
import type { Change, Put } from '../../shared/ports/store.ts';

/** How long the sweep leaves to triggers what is due. */
export const overdueAfterSeconds = 120;

/**
 * What the due index holds, kept beside it commit by commit: a sweep that would find all of its sixteen shards empty, as nineteen in
 * twenty do, need not walk them, and time at rest passes from one due moment to the next.
 */
export class Dues {
  readonly #moments = new Map<string, IsoInstant>();

  see(changes: readonly Change[]): void {
    for (const change of changes) {
      const key = 'put' in change ? change.put : change.remove;
      if (key.kind !== 'head' && key.kind !== 'timer') continue;
      const name = nameOf(itemKeyOf(key));
      const due = 'put' in change ? dueOf(change.value) : undefined;
      if (due === undefined) this.#moments.delete(name);
      else this.#moments.set(name, due);
    }
  }

  /** When the sweep has something to do, if ever: the moment is after that at which it is due. */
  get sweptFrom(): IsoInstant | undefined {
    let first: IsoInstant | undefined;
    for (const moment of this.#moments.values()) if (first === undefined || moment < first) first = moment;
    return first && plusSeconds(first, overdueAfterSeconds);
  }
}

function dueOf(value: Put['value']): IsoInstant | undefined {
  if ('thread' in value) return value.nextDueAt;
  return 'dueAt' in value ? value.dueAt : undefined;
}
