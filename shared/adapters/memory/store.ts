import type {
  Commit,
  CommitAnswer,
  EventFeed,
  Expectation,
  Json,
  Listing,
  ListQuery,
  Page,
  RecordKey,
  Store,
  Stored,
} from '../../ports/store.ts';
import { cursorOf, placeAfter } from '../dynamodb/cursor.ts';
import { type IndexEntries, type IndexName, type ItemKey, indexNames, itemKeyOf } from '../dynamodb/keys.ts';
import {
  assertLimit,
  assertReadable,
  layoutOf,
  nameOf,
  outcomeOf,
  resultIn,
  type Step,
} from '../dynamodb/plan.ts';
import { spanOf } from '../dynamodb/spans.ts';
import { inOrder, pageOf, storedAt } from '../dynamodb/typed.ts';
import { type CommittedEvents, eventPlace, eventsAfter } from './fed-events.ts';
import { kept } from './kept.ts';
import { Partition } from './partition.ts';

interface Held {
  readonly stored: Stored;
  readonly entries: IndexEntries;
}

/**
 * The store as a Map: for tests of use cases and for the simulation, which wraps it at the port. Nothing in it waits, so
 * each call happens at one moment. Values are frozen: a use case that changes what it read fails at once.
 */
export class MemoryStore implements Store {
  readonly #records = new Map<string, Held>();
  readonly #partitions = new Map<string, Partition>();
  readonly #outcomes = new Map<string, string>();
  /** The commits that raised events, in order; the first stands at position 1. */
  readonly #history: CommittedEvents[] = [];
  /** All that this store keeps of values, which records share where they can. */
  readonly #kept = new WeakSet<object>();

  /** What the commits raised. */
  readonly feed: EventFeed = {
    read: async (after, limit) => {
      const place = eventPlace(after);
      const begin = Math.max(0, place.position - 1);
      return eventsAfter(place, this.#history.slice(begin, begin + limit + 1), limit);
    },
  };

  async read<const K extends readonly RecordKey[]>(keys: K) {
    assertReadable(keys);
    return inOrder(keys, (key) => this.#records.get(nameOf(itemKeyOf(key)))?.stored);
  }

  async list<L extends Listing>(query: ListQuery<L>): Promise<Page<L>> {
    assertLimit(query);
    const span = spanOf(query);
    const after = query.after === undefined ? undefined : placeAfter(span, query.after).sort;
    const descending = query.direction === 'descending';
    // One more than the page holds tells whether it is the last.
    const found = this.#partition(span.index, span.pk).walk({
      ...span,
      after,
      descending,
      most: query.limit + 1,
    });
    const places = found.slice(0, query.limit);
    const last = found.length > query.limit ? places.at(-1) : undefined;
    return pageOf<L>(
      places.flatMap(({ item }) => this.#records.get(nameOf(item))?.stored ?? []),
      last && cursorOf(span, last),
    );
  }

  async commit<R extends Json>(commit: Commit<R>): Promise<CommitAnswer<R>> {
    const { once, steps } = layoutOf(commit, (value) => kept(value, this.#kept));
    const before = this.#outcomes.get(nameOf(once));
    if (before !== undefined) return { outcome: 'duplicate', result: resultIn(before) };
    if (!steps.every(({ at, expect }) => this.#stands(at, expect))) return { outcome: 'conflict' };
    for (const step of steps) this.#carryOut(step);
    this.#outcomes.set(nameOf(once), outcomeOf(commit.result));
    const events = kept(commit.events, this.#kept);
    if (events.length > 0) this.#history.push({ position: this.#history.length + 1, events });
    return { outcome: 'committed', result: commit.result };
  }

  #stands(at: ItemKey, expect: Expectation): boolean {
    return (this.#records.get(nameOf(at))?.stored.version ?? 'absent') === expect;
  }

  #carryOut(step: Step<object>): void {
    if (step.act === 'check') return;
    const { at } = step;
    const name = nameOf(at);
    const before = this.#records.get(name);
    if (step.act === 'remove') {
      this.#records.delete(name);
      this.#place(at, before?.entries, undefined);
      return;
    }
    const stored = storedAt(at, step.version, step.value);
    this.#records.set(name, { stored, entries: step.entries });
    this.#place(at, before?.entries, step.entries);
  }

  /** Lists a record where it stands now, and no more where it stood: its own partition, and the sparse indexes that it moved in. */
  #place(at: ItemKey, before: IndexEntries | undefined, after: IndexEntries | undefined): void {
    if (after && !before) this.#partition(undefined, at.pk).add({ sort: at.sk, item: at });
    if (before && !after) this.#partition(undefined, at.pk).delete(at.sk);
    for (const index of indexNames) {
      const [old, current] = [before?.[index], after?.[index]];
      if (old?.pk === current?.pk && old?.sk === current?.sk) continue;
      if (old) this.#partition(index, old.pk).delete(old.sk);
      if (current) this.#partition(index, current.pk).add({ sort: current.sk, item: at });
    }
  }

  #partition(index: IndexName | undefined, pk: string): Partition {
    const name = `${index ?? 'table'}\n${pk}`;
    const known = this.#partitions.get(name);
    if (known !== undefined) return known;
    const made = new Partition();
    this.#partitions.set(name, made);
    return made;
  }
}
