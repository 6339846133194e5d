import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RoundTrip } from '../../shared/adapters/dynamodb/store.ts';
import { StoreUnavailable } from '../../shared/ports/store.ts';
import { clientOf, makeTable, type TestTable } from '../support/dynamo-store.ts';
import { type Dynoxide, dynoxideExists, startDynoxide } from '../support/dynoxide.ts';
import {
  at,
  commitOf,
  contactOf,
  eventOf,
  headKey,
  headOf,
  newContact,
  newPractice,
  noon,
  putHead,
  putText,
  textKey,
} from '../support/records.ts';
import { storeContract } from './store.contract.ts';

let engine: Dynoxide | undefined;

async function endpoint(): Promise<string> {
  engine ??= await startDynoxide();
  if (engine === undefined) throw new Error('The engine is not installed.');
  return engine.endpoint;
}

afterAll(async () => {
  await engine?.stop();
});

describe.skipIf(!dynoxideExists())('on a DynamoDB engine', () => {
  storeContract(
    'the DynamoDB store',
    async () => {
      const table = await makeTable(await endpoint());
      return { store: table.storeWith(), feed: table.feed, close: table.close };
    },
    25,
  );

  describe('the DynamoDB store alone', () => {
    let table: TestTable;
    beforeAll(async () => {
      table = await makeTable(await endpoint());
    });
    afterAll(() => table.close());

    const counted = () => {
      const trips: RoundTrip[] = [];
      const store = table.storeWith({ onRoundTrip: (trip) => trips.push(trip) });
      return { store, since: () => trips.splice(0) };
    };

    it('costs an ordinary inbound text two round trips', async () => {
      const { store, since } = counted();
      const of = newContact();
      await store.commit(commitOf(of, { changes: [putHead(headOf(of))] }));
      since();
      const [head] = await store.read([headKey(of)]);
      const thread = { waitingOn: 'practice', lastTextAt: at(1), goalDueAt: at(60) } as const;
      await store.commit(
        commitOf(of, {
          changes: [putText(of, 1), putHead(headOf(of, { thread }), head?.version ?? 'absent')],
          events: [eventOf(of, 'e')],
        }),
      );
      // Once, text and head under 1 KB each are 2 units each; the head appears in `inbox` (1) and moves in `contacts` (2).
      expect(since()).toEqual([
        { operation: 'get', readUnits: 1, writeUnits: 0 },
        { operation: 'transact-write', readUnits: 0, writeUnits: 9 },
      ]);
    });

    it('costs a duplicate one failed transaction, a conflict one read more, a page of an index two', async () => {
      const { store, since } = counted();
      const of = newContact();
      const first = commitOf(of, {
        name: 'n',
        changes: [putHead(headOf(of, { thread: { lastTextAt: noon } }))],
      });
      await store.commit(first);
      since();
      expect((await store.commit(first)).outcome).toBe('duplicate');
      expect(since()).toEqual([]);
      expect((await store.commit({ ...first, once: { ...first.once, name: 'm' } })).outcome).toBe('conflict');
      expect(since().map(({ operation }) => operation)).toEqual(['get']);
      await store.list({ listing: 'threads', of, limit: 10 });
      expect(since().map(({ operation }) => operation)).toEqual(['query', 'get']);
      await store.list({ listing: 'threads', of: { practiceId: newPractice() }, limit: 10 });
      expect(since().map(({ operation }) => operation)).toEqual(['query']);
      await store.read([headKey(of), textKey(of, 1), headKey(of)]);
      expect(since().map(({ operation }) => operation)).toEqual(['batch-get']);
    });

    it('lets a commit be forgotten 35 days on', async () => {
      const of = newContact();
      await table.storeWith().commit(commitOf(of, { name: 'n' }));
      const { Item } = await table.client.send(
        new GetItemCommand({
          TableName: table.table,
          Key: { pk: { S: `P#${of.practiceId}#C#${of.contactId}` }, sk: { S: 'ONCE#n' } },
        }),
      );
      expect(Item?.expiresAt).toEqual({ N: String(Date.parse(noon) / 1000 + 35 * 86_400) });
    });

    /** A store each of whose calls is done, and then told to a fault, which may throw or change the engine's answer. */
    const faulty = async (fault: (operation: string, answer: Record<string, unknown>) => void) => {
      const client = clientOf(await endpoint());
      client.middlewareStack.add(
        (next, context) => async (args) => {
          const done = await next(args);
          fault(String(context.commandName), done.output as unknown as Record<string, unknown>);
          return done;
        },
        { step: 'deserialize', priority: 'high', name: 'fault' },
      );
      return table.storeWith({ client, patience: { sleep: async () => undefined } });
    };
    const timeout = () => Object.assign(new Error('timed out'), { name: 'TimeoutError' });

    it('does a commit once though its answer is lost on the way', async () => {
      let calls = 0;
      const store = await faulty(() => {
        calls += 1;
        if (calls === 1) throw timeout();
      });
      const of = newContact();
      const commit = commitOf(of, { name: 'n', changes: [putHead(headOf(of))], result: 'first' });
      expect((await store.commit(commit)).outcome).toMatch(/committed|duplicate/);
      expect(calls).toBe(2);
      expect(await store.commit(commit)).toEqual({ outcome: 'duplicate', result: 'first' });
      expect((await store.read([headKey(of)]))[0]?.version).toBe(1);
    });

    it('says StoreUnavailable where every answer is lost; the same commit then gets its first result', async () => {
      const store = await faulty(() => {
        throw timeout();
      });
      const of = newContact();
      const commit = commitOf(of, { name: 'n', changes: [putHead(headOf(of))], result: 'first' });
      await expect(store.commit(commit)).rejects.toThrow(StoreUnavailable);
      const again = await table.storeWith().commit({ ...commit, result: 'second' });
      expect(again).toEqual({ outcome: 'duplicate', result: 'first' });
    });

    it('drops what an index that lags behind still names, and reads the rest as it stands', async () => {
      const practiceId = newPractice();
      const stays = contactOf(practiceId, 1);
      const moves = contactOf(practiceId, 2);
      const gone = contactOf(practiceId, 3);
      const before: unknown[] = [];
      const store = await faulty((operation, answer) => {
        if (operation !== 'QueryCommand') return;
        if (before.length === 0 && Array.isArray(answer.Items)) before.push(...answer.Items);
        else answer.Items = [...before, ...before];
      });
      const thread = { waitingOn: 'practice', lastTextAt: noon } as const;
      for (const of of [stays, moves, gone])
        await store.commit(commitOf(of, { changes: [putHead(headOf(of, { thread }))] }));
      const inbox = () =>
        store.list({ listing: 'inbox', of: { practiceId, waitingOn: 'practice' }, limit: 10 });
      expect((await inbox()).items).toHaveLength(3);
      const away = headOf(moves, { thread: { ...thread, waitingOn: 'closed' } });
      await store.commit(
        commitOf(moves, { changes: [putHead(away, 1), { remove: headKey(gone), expect: 1 }] }),
      );
      await store.commit(commitOf(stays, { changes: [putHead(headOf(stays, { thread, nextSeq: 7 }), 1)] }));
      const { items } = await inbox();
      expect(items.map(({ key, version }) => ({ key, version }))).toEqual([
        { key: headKey(stays), version: 2 },
      ]);
    });

    it('asks again for what a batch left unread, and gives up where nothing is ever read', async () => {
      let readPerBatch = 1;
      const store = await faulty((operation, answer) => {
        if (operation !== 'BatchGetItemCommand') return;
        const responses = answer.Responses as Record<string, Record<string, unknown>[]>;
        const unread = (responses[table.table] ?? []).splice(readPerBatch).map(({ pk, sk }) => ({ pk, sk }));
        if (unread.length > 0) answer.UnprocessedKeys = { [table.table]: { Keys: unread } };
      });
      const of = newContact();
      const keys = [1, 2, 3].map((seq) => textKey(of, seq));
      await store.commit(commitOf(of, { changes: [1, 2, 3].map((seq) => putText(of, seq)) }));
      expect((await store.read(keys)).map((text) => text?.value.seq)).toEqual([1, 2, 3]);
      readPerBatch = 0;
      await expect(store.read(keys)).rejects.toThrow(StoreUnavailable);
    });

    it('says StoreUnavailable where nobody answers', async () => {
      const store = table.storeWith({ client: clientOf('http://127.0.0.1:9') });
      const of = newContact();
      await expect(store.read([headKey(of)])).rejects.toThrow(StoreUnavailable);
      await expect(store.commit(commitOf(of, {}))).rejects.toThrow(StoreUnavailable);
      await expect(store.list({ listing: 'texts', of, limit: 1 })).rejects.toThrow(StoreUnavailable);
    });

    it('does not hide a fault of ours: a table that is not there', async () => {
      const store = table.storeWith({ table: 'no-such-table' });
      await expect(store.read([headKey(newContact())])).rejects.toThrow(
        expect.objectContaining({ name: 'ResourceNotFoundException' }),
      );
    });
  });
});
