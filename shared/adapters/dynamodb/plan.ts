import type { Change, Check, Commit, Expectation, Json, Listing, ListQuery } from '../../ports/store.ts';
import { indexEntries } from './index-entries.ts';
import { type IndexEntries, type ItemKey, itemKeyOf, onceKeyOf } from './keys.ts';

/** One item of a commit besides its own, with the place it is about and what must stand there. */
export type Step =
  | { readonly act: 'check'; readonly at: ItemKey; readonly expect: Expectation }
  | {
      readonly act: 'put';
      readonly at: ItemKey;
      readonly expect: Expectation;
      readonly version: number;
      /** The value, written down. */
      readonly value: string;
      readonly entries: IndexEntries;
    }
  | { readonly act: 'remove'; readonly at: ItemKey; readonly expect: number };

/**
 * A commit as every adapter carries it out, with everything written down before anything waits: what the caller does to
 * its objects afterwards changes nothing, and all adapters keep the same of them (`undefined` members vanish).
 */
export interface Plan {
  readonly once: ItemKey;
  /** `{"result": ...}`: wrapped, so that a result of `undefined` can be kept. */
  readonly outcome: string;
  readonly events: string;
  readonly steps: readonly Step[];
}

/** The most that DynamoDB takes in one transaction, or in one batch of reads. */
const itemsMax = 100;

/** Lays a commit out. Throws a RangeError on one that DynamoDB would not take: too large, or a record named twice. */
export function planOf<R extends Json>(commit: Commit<R>): Plan {
  const { once, checks = [], changes, events, result } = commit;
  const steps = [...checks.map(stepOfCheck), ...changes.map(stepOfChange)];
  if (steps.length + 1 > itemsMax)
    throw new RangeError(
      `A commit has at most ${itemsMax} items with its own, this one ${steps.length + 1}.`,
    );
  const places = new Set(steps.map(({ at }) => nameOf(at)));
  if (places.size < steps.length) throw new RangeError('A commit names each record once.');
  return {
    once: onceKeyOf(once.subject, once.name),
    outcome: JSON.stringify({ result }),
    events: JSON.stringify(events),
    steps,
  };
}

/** The result in an outcome that was written down. */
export const resultIn = <R>(outcome: string): R => {
  const { result }: { result: R } = JSON.parse(outcome);
  return result;
};

/** One string for a place: no key holds a line break. */
export const nameOf = ({ pk, sk }: ItemKey): string => `${pk}\n${sk}`;

/** Throws a RangeError on more keys than one round trip can read. */
export function assertReadable(keys: readonly unknown[]): void {
  if (keys.length > itemsMax)
    throw new RangeError(`A read names at most ${itemsMax} records, this one ${keys.length}.`);
}

/** Throws a RangeError on a page size out of bounds. */
export function assertLimit({ limit }: ListQuery<Listing>): void {
  if (!Number.isInteger(limit) || limit < 1 || limit > itemsMax)
    throw new RangeError(`A page holds 1 to ${itemsMax} records, not ${limit}.`);
}

const stepOfCheck = ({ key, expect }: Check): Step => ({ act: 'check', at: itemKeyOf(key), expect });

function stepOfChange(change: Change): Step {
  if ('remove' in change) return { act: 'remove', at: itemKeyOf(change.remove), expect: change.expect };
  return {
    act: 'put',
    at: itemKeyOf(change.put),
    expect: change.expect,
    version: change.expect === 'absent' ? 1 : change.expect + 1,
    value: JSON.stringify(change.value),
    entries: indexEntries(change),
  };
}
