import { randomBytes } from 'node:crypto';
import { CreateTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { databaseClient } from '../../shared/adapters/dynamodb/client.ts';
import { DynamoFeed } from '../../shared/adapters/dynamodb/feed.ts';
import { DynamoStore, type DynamoStoreOptions } from '../../shared/adapters/dynamodb/store.ts';
import { tableDefinition } from '../../shared/adapters/dynamodb/table.ts';
import { noon } from './records.ts';

const access = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };

/** A table of its own on an engine, with what opens stores on it. */
export interface TestTable {
  readonly table: string;
  readonly client: DynamoDBClient;
  readonly feed: DynamoFeed;
  readonly storeWith: (options?: Partial<DynamoStoreOptions>) => DynamoStore;
  readonly close: () => void;
}

/** @param streams without, the engine takes 100,000 items in minutes: with a stream each takes longer than the one before */
export async function makeTable(endpoint: string, { streams: kept = true } = {}): Promise<TestTable> {
  const client = databaseClient({ endpoint, ...access });
  const streams = new DynamoDBStreamsClient({ endpoint, ...access });
  const { StreamSpecification, ...rest } = tableDefinition;
  const definition = kept ? { ...rest, StreamSpecification } : rest;
  const table = `practice-texting-${randomBytes(4).toString('hex')}`;
  await client.send(new CreateTableCommand({ TableName: table, ...definition }));
  return {
    table,
    client,
    feed: new DynamoFeed({ client, streams, table }),
    storeWith: (options) => new DynamoStore({ client, table, now: () => noon, ...options }),
    close: () => {
      client.destroy();
      streams.destroy();
    },
  };
}

/** Another client of the same engine, for tests that break its calls. */
export const clientOf = (endpoint: string): DynamoDBClient => databaseClient({ endpoint, ...access });
