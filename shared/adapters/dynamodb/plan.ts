import type { Change, Check, Commit, Expectation, Json, Listing, ListQuery } from '../../ports/store.ts';
import { indexEntries } from './index-entries.ts';
import { type IndexEntries, type ItemKey, itemKeyOf, onceKeyOf } from './keys.ts';

/** One item of a commit besides its own, with the place it is about and what must stand there. */
export type Step<Kept = string> =
  | { readonly act: 'check'; readonly at: ItemKey; readonly expect: Expectation }
  | {
      readonly act: 'put';
      readonly at: ItemKey;
      readonly expect: Expectation;
      readonly version: number;
      /** The value, set down as the adapter keeps it. */
      readonly value: Kept;
      readonly entries: IndexEntries;
    }
  | { readonly act: 'remove'; readonly at: ItemKey; readonly expect: number };

/** Where a commit stands, and what it does there. */
export interface Layout<Kept> {
  readonly once: ItemKey;
  readonly steps: readonly Step<Kept>[];
}

/**
 * A commit as an adapter carries it out, with everything written down before anything waits: what the caller does to
 * its objects afterwards changes nothing, and all adapters keep the same of them (`undefined` members vanish).
 */
export interface Plan extends Layout<string> {
  /** `{"result": ...}`: wrapped, so that a result of `undefined` can be kept. */
  readonly outcome: string;
  readonly events: string;
}

/** The most that DynamoDB takes in one transaction, or in one batch of reads. */
const itemsMax = 100;

/** Lays a commit out in writing. Throws a RangeError as `layoutOf` does. */
export const planOf = <R extends Json>(commit: Commit<R>): Plan => ({
  ...layoutOf(commit, (value) => JSON.stringify(value)),
  outcome: outcomeOf(commit.result),
  events: JSON.stringify(commit.events),
});

/**
 * Lays a commit out. Throws a RangeError on one that DynamoDB would not take: too large, or a record named twice.
 *
 * @param keep sets a value down: what JSON keeps of it, and no more
 */
export function layoutOf<Kept>(
  { once, checks = [], changes }: Omit<Commit<Json>, 'result'>,
  keep: (value: object) => Kept,
): Layout<Kept> {
  const steps = [...checks.map(stepOfCheck), ...changes.map((change) => stepOfChange(change, keep))];
  if (steps.length + 1 > itemsMax)
    throw new RangeError(
      `A commit has at most ${itemsMax} items with its own, this one ${steps.length + 1}.`,
    );
  const places = new Set(steps.map(({ at }) => nameOf(at)));
  if (places.size < steps.length) throw new RangeError('A commit names each record once.');
  return { once: onceKeyOf(once.subject, once.name), steps };
}

/** A result, written down. */
export const outcomeOf = (result: Json): string => JSON.stringify({ result });

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

const stepOfCheck = ({ key, expect }: Check) => ({ act: 'check', at: itemKeyOf(key), expect }) as const;

function stepOfChange<Kept>(change: Change, keep: (value: object) => Kept): Step<Kept> {
  if ('remove' in change) return { act: 'remove', at: itemKeyOf(change.remove), expect: change.expect };
  return {
    act: 'put',
    at: itemKeyOf(change.put),
    expect: change.expect,
    version: change.expect === 'absent' ? 1 : change.expect + 1,
    value: keep(change.value),
    entries: indexEntries(change),
  };
}
