import type { DatabaseSync } from 'node:sqlite';
import type { IsoInstant } from '../../domain/time.ts';
import {
  type Commit,
  type CommitAnswer,
  type EventFeed,
  type Expectation,
  type Json,
  type Listing,
  type ListQuery,
  type Page,
  type RecordKey,
  type Store,
  StoreUnavailable,
} from '../../ports/store.ts';
import { cursorOf, placeAfter } from '../dynamodb/cursor.ts';
import { type ItemKey, itemKeyOf } from '../dynamodb/keys.ts';
import { assertLimit, assertReadable, type Plan, planOf, resultIn, type Step } from '../dynamodb/plan.ts';
import { spanOf } from '../dynamodb/spans.ts';
import { inOrder, pageOf, storedAt } from '../dynamodb/typed.ts';
import { eventPlace, eventsAfter } from '../memory/fed-events.ts';
import { GroupCommit } from './group-commit.ts';
import { LogFile } from './log-file.ts';
import { openDatabase } from './schema.ts';
import { prepareStatements, type Statements } from './statements.ts';

export interface SqliteStoreOptions {
  /** The database's file; `:memory:` for none. */
  readonly file: string;
  /** Stamps commits, for `purge`. */
  readonly now: () => IsoInstant;
}

/** What became of one plan within its batch. `before` is what the first commit of that name came to. */
type Verdict =
  | { readonly outcome: 'committed' | 'conflict' }
  | { readonly outcome: 'duplicate'; readonly before: string };

/**
 * The store in one SQLite file: the embedded default of the local host. Commits that are asked for together share one
 * transaction and one flush, and are evaluated in order within it; an answer comes when they are on the disk. SQLite runs
 * on this thread and no read happens within a batch: a read sees every acknowledged commit, none in part, and may see one
 * some milliseconds before it is acknowledged. What is then committed because of it reaches the disk after it.
 */
export class SqliteStore implements Store {
  readonly #database: DatabaseSync;
  readonly #statements: Statements;
  readonly #now: () => IsoInstant;
  readonly #log: LogFile;
  readonly #commits = new GroupCommit<Plan, Verdict>({
    run: (plans) => this.#commitAll(plans),
    settle: (alone) => this.#log.flush(alone),
  });

  constructor({ file, now }: SqliteStoreOptions) {
    this.#database = openDatabase(file);
    this.#log = available(() => new LogFile(file));
    this.#statements = prepareStatements(this.#database);
    this.#now = now;
  }

  /** What the commits raised. */
  readonly feed: EventFeed = {
    read: async (after, limit) => {
      const place = eventPlace(after);
      const rows = available(() => this.#statements.events.all(place.position, limit + 1));
      const commits = rows.map((row) => ({
        position: Number(row.position),
        events: JSON.parse(String(row.events)),
      }));
      return eventsAfter(place, commits, limit);
    },
  };

  async read<const K extends readonly RecordKey[]>(keys: K) {
    assertReadable(keys);
    return available(() =>
      inOrder(keys, (key) => {
        const at = itemKeyOf(key);
        const row = this.#statements.record.get(at.pk, at.sk);
        return row && storedAt(at, Number(row.version), JSON.parse(String(row.value)));
      }),
    );
  }

  async list<L extends Listing>(query: ListQuery<L>): Promise<Page<L>> {
    assertLimit(query);
    const span = spanOf(query);
    const walks = this.#statements.walks[span.index ?? 'table'];
    const direction = query.direction ?? 'ascending';
    const bounds = [span.pk, span.low, span.high];
    // One more than the page holds tells whether it is the last.
    const most = query.limit + 1;
    const after = query.after === undefined ? undefined : placeAfter(span, query.after).sort;
    const found = available(() =>
      after === undefined
        ? walks[direction].all(...bounds, most)
        : walks[`${direction}After`].all(...bounds, after, most),
    );
    const rows = found.slice(0, query.limit).map((row) => ({
      sort: String(row.sort),
      item: { pk: String(row.pk), sk: String(row.sk) },
      version: Number(row.version),
      value: JSON.parse(String(row.value)),
    }));
    const last = found.length > query.limit ? rows.at(-1) : undefined;
    return pageOf<L>(
      rows.map(({ item, version, value }) => storedAt(item, version, value)),
      last && cursorOf(span, last),
    );
  }

  async commit<R extends Json>(commit: Commit<R>): Promise<CommitAnswer<R>> {
    const verdict = await this.#commits.submit(planOf(commit));
    switch (verdict.outcome) {
      case 'committed':
        return { outcome: 'committed', result: commit.result };
      case 'duplicate':
        return { outcome: 'duplicate', result: resultIn(verdict.before) };
      case 'conflict':
        return { outcome: 'conflict' };
    }
  }

  /** Forgets the names and events of commits made before a moment, but for the newest; answers how many. Costs what it removes. */
  purge(before: IsoInstant): number {
    return available(() => {
      const first = this.#statements.firstSince.get(before) ?? this.#statements.newest.get();
      return Number(this.#statements.purge.run(Number(first?.position ?? 0)).changes);
    });
  }

  /** Finishes what waits and lets go of the file. Whatever is asked afterwards is refused with StoreUnavailable. */
  close(): void {
    if (!this.#database.isOpen) return;
    this.#commits.flush();
    this.#database.close();
    this.#log.close();
  }

  /** All of a batch in one transaction. Where that fails nothing of it is done, and every caller hears so. */
  #commitAll(plans: readonly Plan[]): readonly Verdict[] {
    return available(() => {
      const writtenAt = this.#now();
      return (
        this.#transact(() => this.#writeAll(plans, writtenAt)) ??
        this.#transact(() => plans.map((plan) => this.#commitOne(plan, writtenAt)))
      );
    });
  }

  /** One transaction: all of it is taken back where its work throws, or comes to `undefined`. */
  #transact<T>(work: () => T): T {
    this.#statements.begin.run();
    try {
      const done = work();
      if (done !== undefined) this.#statements.commit.run();
      return done;
    } finally {
      if (this.#database.isTransaction) this.#statements.rollback.run();
    }
  }

  /**
   * What a batch mostly is: nothing in it was done before, and all that it changes stands as expected. Each write finds that out for
   * itself, for less than looking first; `undefined` where one finds otherwise.
   */
  #writeAll(plans: readonly Plan[], writtenAt: IsoInstant): readonly Verdict[] | undefined {
    const fits = plans.every(
      (plan) => this.#append(plan, writtenAt) && plan.steps.every((step) => this.#carryOut(step)),
    );
    return fits ? plans.map(() => ({ outcome: 'committed' })) : undefined;
  }

  /** Everything is looked at before anything is written, so that a plan which fails leaves no trace in the batch. */
  #commitOne(plan: Plan, writtenAt: IsoInstant): Verdict {
    const { once, steps } = plan;
    const before = this.#statements.record.get(once.pk, once.sk)?.value;
    if (before !== undefined) return { outcome: 'duplicate', before: String(before) };
    if (!steps.every(({ at, expect }) => this.#stands(at, expect))) return { outcome: 'conflict' };
    this.#append(plan, writtenAt);
    for (const step of steps) this.#carryOut(step);
    return { outcome: 'committed' };
  }

  #stands({ pk, sk }: ItemKey, expect: Expectation): boolean {
    return (this.#statements.version.get(pk, sk)?.version ?? 'absent') === expect;
  }

  /** Writes a commit's own row; whether there was none. */
  #append({ once, outcome, events }: Plan, writtenAt: IsoInstant): boolean {
    const raised = events === '[]' ? null : events;
    return this.#statements.append.run(once.pk, once.sk, outcome, raised, writtenAt).changes === 1;
  }

  /** Does a step where all stands as it expects; whether it does. */
  #carryOut(step: Step): boolean {
    const { pk, sk } = step.at;
    if (step.act === 'check') return this.#stands(step.at, step.expect);
    if (step.act === 'remove') return this.#statements.remove.run(pk, sk, step.expect).changes === 1;
    const { due, inbox, contacts } = step.entries;
    const places = [due, inbox, contacts].flatMap((entry) => [entry?.pk ?? null, entry?.sk ?? null]);
    const written =
      step.expect === 'absent'
        ? this.#statements.insert.run(step.version, step.value, ...places, pk, sk)
        : this.#statements.update.run(step.version, step.value, ...places, pk, sk, step.expect);
    return written.changes === 1;
  }
}

/** Does something with the database; what fails there (busy, full, closed, broken) is StoreUnavailable. */
function available<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error && 'code' in error)
      throw new StoreUnavailable(`SQLite: ${error.message}`, { cause: error });
    throw error;
  }
}
