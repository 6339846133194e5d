import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record as SdkRecord,
} from '@aws-sdk/client-dynamodb-streams';
import { CursorInvalid, type EventFeed, type FedEvent, StoreUnavailable } from '../../ports/store.ts';
import { eventsIn } from './stream-record.ts';

export interface DynamoFeedOptions {
  readonly client: DynamoDBClient;
  readonly streams: DynamoDBStreamsClient;
  readonly table: string;
}

/** Where reading goes on: `<shard>:<sequence number>.<index of the event in the record>`. */
interface StreamPlace {
  readonly shard: string;
  readonly sequence: string;
  readonly index: number;
}

/** The most records that one call gives. */
const recordsMax = 1000;

/**
 * Committed events from a table's stream, for the local host and for tests on an engine: one reader that walks the shards
 * in the order in which the stream lists them. In the cloud the relay's event source does this, with many shards at once;
 * only the order within a contact holds there, and nobody relies on more.
 */
export class DynamoFeed implements EventFeed {
  readonly #client: DynamoDBClient;
  readonly #streams: DynamoDBStreamsClient;
  readonly #table: string;
  #arn: string | undefined;

  constructor({ client, streams, table }: DynamoFeedOptions) {
    this.#client = client;
    this.#streams = streams;
    this.#table = table;
  }

  async read(after: string | undefined, limit: number): Promise<readonly FedEvent[]> {
    const from = after === undefined ? undefined : placeIn(after);
    const shards = await this.#shards();
    const begin = from === undefined ? 0 : shards.indexOf(from.shard);
    if (begin < 0) throw new CursorInvalid('The stream no longer holds what this cursor names.');
    const found: FedEvent[] = [];
    for (const shard of shards.slice(begin)) {
      for await (const record of this.#records(shard, from?.shard === shard ? from : undefined)) {
        found.push(...eventsOf(record, shard, from));
        if (found.length >= limit) return found.slice(0, limit);
      }
    }
    return found;
  }

  /** What a shard holds now, beginning with the record that a place names. */
  async *#records(ShardId: string, from: StreamPlace | undefined): AsyncGenerator<SdkRecord> {
    const start =
      from === undefined
        ? { ShardIteratorType: 'TRIM_HORIZON' as const }
        : { ShardIteratorType: 'AT_SEQUENCE_NUMBER' as const, SequenceNumber: from.sequence };
    const { ShardIterator } = await this.#streams.send(
      new GetShardIteratorCommand({ StreamArn: await this.#stream(), ShardId, ...start }),
    );
    let iterator = ShardIterator;
    while (iterator !== undefined) {
      const page = await this.#streams.send(
        new GetRecordsCommand({ ShardIterator: iterator, Limit: recordsMax }),
      );
      const records = page.Records ?? [];
      yield* records;
      // An open shard always has a next iterator. An empty page is taken for the end: true of engines on one machine (in
      // the cloud a page can be empty with more behind it, and the next call of `read` would find that).
      iterator = records.length === 0 ? undefined : page.NextShardIterator;
    }
  }

  async #shards(): Promise<readonly string[]> {
    const found: string[] = [];
    let last: string | undefined;
    do {
      const { StreamDescription } = await this.#streams.send(
        new DescribeStreamCommand({
          StreamArn: await this.#stream(),
          ...(last !== undefined && { ExclusiveStartShardId: last }),
        }),
      );
      found.push(...(StreamDescription?.Shards ?? []).flatMap(({ ShardId }) => ShardId ?? []));
      last = StreamDescription?.LastEvaluatedShardId;
    } while (last !== undefined);
    return found;
  }

  async #stream(): Promise<string> {
    if (this.#arn === undefined) {
      const { Table } = await this.#client.send(new DescribeTableCommand({ TableName: this.#table }));
      this.#arn = Table?.LatestStreamArn;
    }
    if (this.#arn === undefined) throw new StoreUnavailable(`Table ${this.#table} has no stream.`);
    return this.#arn;
  }
}

/** A record's events with their cursors, without those that a place says were read. */
function eventsOf(record: SdkRecord, shard: string, from: StreamPlace | undefined): readonly FedEvent[] {
  const sequence = record.dynamodb?.SequenceNumber ?? '';
  const read = from?.shard === shard && from.sequence === sequence ? from.index : -1;
  return eventsIn(record)
    .map((event, index) => ({ cursor: `${shard}:${sequence}.${index}`, event }))
    .slice(read + 1);
}

function placeIn(cursor: string): StreamPlace {
  const [, shard, sequence, index] = /^([\w.-]{1,300}):(\d{1,40})\.(\d{1,6})$/.exec(cursor) ?? [];
  if (shard === undefined || sequence === undefined || index === undefined)
    throw new CursorInvalid('This cursor is not one that this feed gave.');
  return { shard, sequence, index: Number(index) };
}
