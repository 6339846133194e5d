import type { ConsumedCapacity, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { Temporal } from 'temporal-polyfill';
import type { IsoInstant } from '../../domain/time.ts';
import type {
  Commit,
  CommitAnswer,
  Json,
  Listing,
  ListQuery,
  Page,
  RecordKey,
  Store,
} from '../../ports/store.ts';
import { cursorOf, type Place, placeAfter } from './cursor.ts';
import { type Cancellation, cancellationIn, failureOf } from './failures.ts';
import { type Item, onceItem, placeOf, recordIn, standsIn, transactItem } from './items.ts';
import { type ItemKey, itemKeyOf } from './keys.ts';
import { ordinaryPatience, type Patience, patiently } from './patience.ts';
import { assertLimit, assertReadable, nameOf, type Plan, planOf, resultIn } from './plan.ts';
import { type Span, spanOf } from './spans.ts';
import { indexAttributes } from './table.ts';
import { inOrder, pageOf } from './typed.ts';

/** What one round trip used, as the engine reports it. */
export interface RoundTrip {
  readonly operation: 'get' | 'batch-get' | 'query' | 'transact-write';
  readonly readUnits: number;
  readonly writeUnits: number;
}

export interface DynamoStoreOptions {
  /** As `databaseClient` makes one. */
  readonly client: DynamoDBClient;
  readonly table: string;
  /** Says when a commit's own item may be forgotten. */
  readonly now: () => IsoInstant;
  readonly patience?: Partial<Patience>;
  /** Told of each round trip that succeeded; capacity is asked for only where this is given. */
  readonly onRoundTrip?: (cost: RoundTrip) => void;
}

/** How long a commit's name is remembered: 5 days more than promised, since nobody counts to the minute. */
const onceKeptSeconds = 35 * 86_400;

/** The store over DynamoDB: one table, and what each call costs is in the header of keys.ts. */
export class DynamoStore implements Store {
  readonly #documents: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #now: () => IsoInstant;
  readonly #patience: Patience;
  readonly #onRoundTrip: ((cost: RoundTrip) => void) | undefined;
  readonly #capacity: { readonly ReturnConsumedCapacity?: 'TOTAL' };

  constructor({ client, table, now, patience, onRoundTrip }: DynamoStoreOptions) {
    this.#documents = DynamoDBDocumentClient.from(client);
    this.#table = table;
    this.#now = now;
    this.#patience = { ...ordinaryPatience, ...patience };
    this.#onRoundTrip = onRoundTrip;
    this.#capacity = onRoundTrip === undefined ? {} : { ReturnConsumedCapacity: 'TOTAL' };
  }

  async read<const K extends readonly RecordKey[]>(keys: K) {
    assertReadable(keys);
    const found = await this.#items(keys.map(itemKeyOf));
    return inOrder(keys, (key) => {
      const item = found.get(nameOf(itemKeyOf(key)));
      return item && recordIn(item);
    });
  }

  async list<L extends Listing>(query: ListQuery<L>): Promise<Page<L>> {
    assertLimit(query);
    const span = spanOf(query);
    const { items, last } = await this.#walk(span, query);
    const standing = span.index === undefined ? items : await this.#itemsStandingIn(span, items);
    return pageOf<L>(standing.map(recordIn), last && cursorOf(span, last));
  }

  async commit<R extends Json>(commit: Commit<R>): Promise<CommitAnswer<R>> {
    const plan = planOf(commit);
    return patiently(this.#patience, async (attempt): Promise<CommitAnswer<R> | undefined> => {
      const cancellation = await this.#transact(plan);
      if (cancellation === undefined) return { outcome: 'committed', result: commit.result };
      if (cancellation.because === 'throttling') return undefined;
      if (cancellation.because === 'contention' && attempt < this.#patience.attemptsMax) return undefined;
      const known = cancellation.because === 'once' ? cancellation.outcome : undefined;
      // The engine need not tell of every condition that failed. Where ours is not named, one more read makes sure that
      // this commit was not done before (an answer lost on the way): only then may the caller decide afresh.
      const before = known ?? (await this.#outcomeOf(plan.once));
      return before === undefined
        ? { outcome: 'conflict' }
        : { outcome: 'duplicate', result: resultIn(before) };
    });
  }

  /** Carries a plan out; answers why not, where it was cancelled. */
  async #transact(plan: Plan): Promise<Cancellation | undefined> {
    const { epochMilliseconds } = Temporal.Instant.from(this.#now());
    const expiresAt = Math.floor(epochMilliseconds / 1000) + onceKeptSeconds;
    const items = plan.steps.map((step) => transactItem(this.#table, step));
    const command = new TransactWriteCommand({
      TransactItems: [onceItem(this.#table, plan, expiresAt), ...items],
      ...this.#capacity,
    });
    try {
      const { ConsumedCapacity } = await this.#documents.send(command);
      this.#report('transact-write', ConsumedCapacity);
      return undefined;
    } catch (error) {
      const cancellation = cancellationIn(error);
      if (cancellation === undefined) throw failureOf(error);
      return cancellation;
    }
  }

  async #outcomeOf(once: ItemKey): Promise<string | undefined> {
    const items = await this.#items([once]);
    return items.get(nameOf(once))?.outcome;
  }

  /** What stands at some places, strongly consistent, by name: one round trip, unless the engine leaves some unread. */
  async #items(places: readonly ItemKey[]): Promise<ReadonlyMap<string, Item>> {
    const distinct = [...new Map(places.map((place) => [nameOf(place), place])).values()];
    const [first] = distinct;
    if (first === undefined) return new Map();
    const items = distinct.length === 1 ? await this.#get(first) : await this.#batchGet(distinct);
    return new Map(items.map((item) => [nameOf(placeOf(item)), item]));
  }

  async #get(place: ItemKey): Promise<readonly Item[]> {
    const command = new GetCommand({
      TableName: this.#table,
      Key: place,
      ConsistentRead: true,
      ...this.#capacity,
    });
    const { Item, ConsumedCapacity } = await this.#documents.send(command).catch(rethrow);
    this.#report('get', ConsumedCapacity);
    return Item === undefined ? [] : [Item];
  }

  async #batchGet(places: readonly ItemKey[]): Promise<readonly Item[]> {
    const found: Item[] = [];
    let keys: Item[] = [...places];
    return patiently(this.#patience, async () => {
      const command = new BatchGetCommand({
        RequestItems: { [this.#table]: { Keys: keys, ConsistentRead: true } },
        ...this.#capacity,
      });
      const { Responses, UnprocessedKeys, ConsumedCapacity } = await this.#documents
        .send(command)
        .catch(rethrow);
      this.#report('batch-get', ConsumedCapacity);
      found.push(...(Responses?.[this.#table] ?? []));
      keys = UnprocessedKeys?.[this.#table]?.Keys ?? [];
      return keys.length === 0 ? found : undefined;
    });
  }

  /** One page of a span: whole items of the table, keys alone of an index; and where it ended, if not at the end. */
  async #walk(
    span: Span,
    query: ListQuery<Listing>,
  ): Promise<{ items: readonly Item[]; last: Place | undefined }> {
    const names = span.index === undefined ? { pk: 'pk', sk: 'sk' } : indexAttributes(span.index);
    const after = query.after === undefined ? undefined : placeAfter(span, query.after);
    // DynamoDB refuses bounds that stand the wrong way round, between which there is nothing.
    if (span.low > span.high) return { items: [], last: undefined };
    const command = new QueryCommand({
      TableName: this.#table,
      ...(span.index === undefined ? { ConsistentRead: true } : { IndexName: span.index }),
      KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :low AND :high',
      ExpressionAttributeNames: { '#pk': names.pk, '#sk': names.sk },
      ExpressionAttributeValues: { ':pk': span.pk, ':low': span.low, ':high': span.high },
      ScanIndexForward: query.direction !== 'descending',
      Limit: query.limit,
      ...(after && { ExclusiveStartKey: { ...after.item, [names.pk]: span.pk, [names.sk]: after.sort } }),
      ...this.#capacity,
    });
    const {
      Items = [],
      LastEvaluatedKey,
      ConsumedCapacity,
    } = await this.#documents.send(command).catch(rethrow);
    this.#report('query', ConsumedCapacity);
    const last = LastEvaluatedKey && { sort: LastEvaluatedKey[names.sk], item: placeOf(LastEvaluatedKey) };
    return { items: Items, last };
  }

  /** The records that entries of an index name, as they stand now, without those that stand elsewhere by now. */
  async #itemsStandingIn(span: Span, entries: readonly Item[]): Promise<readonly Item[]> {
    const found = await this.#items(entries.map(placeOf));
    const names = new Set(entries.map((entry) => nameOf(placeOf(entry))));
    return [...names].flatMap((name) => found.get(name) ?? []).filter((item) => standsIn(span, item));
  }

  #report(
    operation: RoundTrip['operation'],
    consumed: ConsumedCapacity | ConsumedCapacity[] | undefined,
  ): void {
    if (this.#onRoundTrip === undefined) return;
    const units = [consumed ?? []].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
    const writes = operation === 'transact-write';
    this.#onRoundTrip({ operation, readUnits: writes ? 0 : units, writeUnits: writes ? units : 0 });
  }
}

function rethrow(error: unknown): never {
  throw failureOf(error);
}
