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
import { cursorOf, type Place, placeAfter } from '../dynamodb/cursor.ts';
import { type IndexEntries, type IndexName, type ItemKey, indexNames, itemKeyOf } from '../dynamodb/keys.ts';
import { assertLimit, assertReadable, nameOf, planOf, resultIn, type Step } from '../dynamodb/plan.ts';
import { spanOf } from '../dynamodb/spans.ts';
import { inOrder, pageOf, storedAt } from '../dynamodb/typed.ts';
import { type CommittedEvents, eventPlace, eventsAfter } from './fed-events.ts';
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
    const { once, outcome, events, steps } = planOf(commit);
    const before = this.#outcomes.get(nameOf(once));
    if (before !== undefined) return { outcome: 'duplicate', result: resultIn(before) };
    if (!steps.every(({ at, expect }) => this.#stands(at, expect))) return { outcome: 'conflict' };
    for (const step of steps) this.#carryOut(step);
    this.#outcomes.set(nameOf(once), outcome);
    if (commit.events.length > 0)
      this.#history.push({ position: this.#history.length + 1, events: frozen(JSON.parse(events)) });
    return { outcome: 'committed', result: commit.result };
  }

  #stands(at: ItemKey, expect: Expectation): boolean {
    return (this.#records.get(nameOf(at))?.stored.version ?? 'absent') === expect;
  }

  #carryOut(step: Step): void {
    if (step.act === 'check') return;
    const { at } = step;
    const before = this.#records.get(nameOf(at));
    if (before !== undefined)
      for (const { index, pk, place } of standings(at, before.entries))
        this.#partition(index, pk).delete(place.sort);
    if (step.act === 'remove') {
      this.#records.delete(nameOf(at));
      return;
    }
    const stored = storedAt(at, step.version, frozen(JSON.parse(step.value)));
    this.#records.set(nameOf(at), { stored, entries: step.entries });
    for (const { index, pk, place } of standings(at, step.entries)) this.#partition(index, pk).add(place);
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

interface Standing {
  readonly index: IndexName | undefined;
  readonly pk: string;
  readonly place: Place;
}

/** Everywhere that a record is listed: its own partition and the sparse indexes. */
function standings(at: ItemKey, entries: IndexEntries): readonly Standing[] {
  const standing = (index: IndexName | undefined, { pk, sk }: ItemKey): Standing => ({
    index,
    pk,
    place: { sort: sk, item: at },
  });
  return [
    standing(undefined, at),
    ...indexNames.flatMap((index) => {
      const entry = entries[index];
      return entry === undefined ? [] : standing(index, entry);
    }),
  ];
}

/** The same value, unchangeable all the way down. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) frozen(part);
    Object.freeze(value);
  }
  return value;
}
