import type { Listing, Page, RecordKey, Stored } from '../../ports/store.ts';
import { type ItemKey, recordKeyOf } from './keys.ts';

/*
 * Where a store's bytes get the port's types. An adapter is one piece of code for all kinds of records, so the compiler
 * cannot see that what stands under a key of a kind is of that kind: `commit` takes no other. That is said here, once,
 * for all three adapters, and casts stand nowhere else in them.
 */

/** A record as an adapter found it. */
export const storedAt = (at: ItemKey, version: number, value: unknown): Stored =>
  ({ key: recordKeyOf(at), version, value }) as Stored;

type Answer<K extends readonly RecordKey[]> = { -readonly [I in keyof K]: Stored<K[I]['kind']> | undefined };

/** What was found under each key, in the order asked. */
export const inOrder = <const K extends readonly RecordKey[]>(
  keys: K,
  find: (key: RecordKey) => Stored | undefined,
): Answer<K> => keys.map(find) as Answer<K>;

/** A page of what a listing's span holds. */
export const pageOf = <L extends Listing>(items: readonly Stored[], next: string | undefined): Page<L> =>
  ({ items, ...(next !== undefined && { next }) }) as Page<L>;
