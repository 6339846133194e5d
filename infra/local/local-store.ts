import { join } from 'node:path';
import { CreateTableCommand, DescribeTableCommand, ResourceInUseException } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { databaseClient } from '../../shared/adapters/dynamodb/client.ts';
import { DynamoFeed } from '../../shared/adapters/dynamodb/feed.ts';
import { DynamoStore } from '../../shared/adapters/dynamodb/store.ts';
import { tableDefinition } from '../../shared/adapters/dynamodb/table.ts';
import { SqliteStore } from '../../shared/adapters/sqlite/store.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { EventFeed, Store } from '../../shared/ports/store.ts';
import type { LocalOptions } from './options.ts';

export interface OpenStore {
  readonly store: Store;
  readonly feed: EventFeed;
  /** Under which the bus keeps how far it has read: a table made anew has another feed, though its cursors look alike. */
  readonly cursorName: string;
  close(): void;
}

/** The store that the options name: one SQLite file, or a table on a DynamoDB-compatible engine on this machine. */
export async function openStore(options: LocalOptions, clock: Clock): Promise<OpenStore> {
  const now = () => clock.now();
  if (options.store.kind === 'sqlite') {
    const store = new SqliteStore({ file: join(options.dataDir, 'store.sqlite'), now });
    return { store, feed: store.feed, cursorName: 'bus-cursor', close: () => store.close() };
  }
  const table = 'practice-texting';
  const config = {
    endpoint: options.store.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  const client = databaseClient(config);
  const streams = new DynamoDBStreamsClient(config);
  try {
    await client.send(new CreateTableCommand({ TableName: table, ...tableDefinition }));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
  return {
    store: new DynamoStore({ client, table, now }),
    feed: new DynamoFeed({ client, streams, table }),
    cursorName: `bus-cursor ${Table?.LatestStreamLabel}`,
    close: () => {
      client.destroy();
      streams.destroy();
    },
  };
}
