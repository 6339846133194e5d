import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { transactItem } from '../../shared/adapters/dynamodb/items.ts';
import { planOf } from '../../shared/adapters/dynamodb/plan.ts';
import { SqliteStore } from '../../shared/adapters/sqlite/store.ts';
import { businessMinutesBetween } from '../../shared/domain/business-time.ts';
import type { ContactHead } from '../../shared/domain/contact.ts';
import { businessHoursOf, goalDueAt } from '../../shared/domain/goal.ts';
import { contactIdOf, staffIdSchema } from '../../shared/domain/identifiers.ts';
import { startingSettings } from '../../shared/domain/starting-settings.ts';
import { plusSeconds } from '../../shared/domain/time.ts';
import type { Store } from '../../shared/ports/store.ts';
import { listThreads, type ThreadQuery } from '../../shared/use-cases/threads.ts';
import { makeTable, type TestTable } from '../support/dynamo-store.ts';
import { startDynoxide } from '../support/dynoxide.ts';
import { phone, profile, tuesdayAtTen } from '../support/facts.ts';
import { commitOf, headOf, putHead } from '../support/records.ts';
import { openWorld, riverside } from '../support/world.ts';
import { printRate } from './rate.ts';

/*
 * `npm run measure:inbox [-- 100000 100000]`: how long a page of the inbox takes, through the use case, with so many threads waiting on one
 * practice, on SQLite and on a DynamoDB engine; and how often the arithmetic of goals runs in a second of processor time.
 */

const counts = { sqlite: Number(process.argv[2] ?? 100_000), engine: Number(process.argv[3] ?? 100_000) };
const calls = 60;
const types = [
  'appointment-request',
  'clinical-question',
  'prescription',
  'billing-inquiry',
  'records',
  'other',
];
const areas = ['646', '917', '347', '332', '929', '718', '516', '914', '631', '845', '680'];

/** One thread in a hundred is rare's, one in a thousand urgent; goals lie over four weeks around now. */
function waitingThread(index: number) {
  const number = phone(
    `+1${areas[Math.floor(index / 10_000) % areas.length]}555${String(index % 10_000).padStart(4, '0')}`,
  );
  const of = {
    practiceId: riverside,
    contactId: contactIdOf({ version: 1, secret: 'test' }, riverside, number),
  };
  const goalAt = plusSeconds(tuesdayAtTen, ((index * 7919) % 2_419_200) - 1_209_600);
  return headOf(of, {
    phone: number,
    nextSeq: 3,
    thread: {
      waitingOn: 'practice',
      episode: 1,
      type: types[index % types.length] ?? 'other',
      assignee: staffIdSchema.parse(index % 100 === 7 ? 'rare' : 'sam'),
      urgent: index % 1000 === 0,
      waitingSince: plusSeconds(goalAt, -7200),
      goalDueAt: goalAt,
      promise: goalAt,
      lastTextAt: plusSeconds(tuesdayAtTen, -index),
    },
  });
}

const queries: readonly (readonly [string, Omit<ThreadQuery, 'cursor'>])[] = [
  ['the first 50, most urgent first', { waitingOn: 'practice', limit: 50 }],
  ['the first 100', { waitingOn: 'practice', limit: 100 }],
  ['50 of a type that is one in six', { waitingOn: 'practice', type: 'records', limit: 50 }],
  ['of a person with one in a hundred, a page of 50', { waitingOn: 'practice', assignee: 'rare', limit: 50 }],
  ['the latest 50 of all threads', { limit: 50 }],
];

const ms = (from: number): number => performance.now() - from;
const shown = (sorted: readonly number[], share: number): string =>
  (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(1);

type Fill = (heads: readonly ContactHead[]) => Promise<unknown>;

/** As the use cases write them: a commit of a hundred items. */
const inCommits =
  (store: Store): Fill =>
  ([first, ...more]) =>
    first
      ? store.commit(commitOf(first, { changes: [first, ...more].map((head) => putHead(head)) }))
      : Promise.resolve();

/** The same items in batches, four at a time: transactions of that many take the engine an hour. */
function inBatches({ client, table }: TestTable): Fill {
  const documents = DynamoDBDocumentClient.from(client);
  const itemOf = (head: ContactHead) => {
    const { steps } = planOf(commitOf(head, { changes: [putHead(head)] }));
    return steps
      .flatMap((step) => transactItem(table, step).Put ?? [])
      .map(({ Item }) => ({ PutRequest: { Item } }));
  };
  return (heads) =>
    Promise.all(
      [0, 25, 50, 75].map(async (from) => {
        const some = heads.slice(from, from + 25).flatMap(itemOf);
        if (some.length === 0) return;
        const { UnprocessedItems = {} } = await documents.send(
          new BatchWriteCommand({ RequestItems: { [table]: some } }),
        );
        if (Object.keys(UnprocessedItems).length > 0)
          throw new Error('The engine left items undone: give it fewer.');
      }),
    );
}

async function measure(name: string, store: Store, count: number, fill: Fill): Promise<void> {
  const world = await openWorld({ wrap: () => store });
  const begun = performance.now();
  for (let first = 0; first < count; first += 99) {
    await fill(
      Array.from({ length: Math.min(99, count - first) }, (_, index) => waitingThread(first + index)),
    );
    if (first % 9900 === 0)
      process.stderr.write(`\r${name}: ${first} put, ${(ms(begun) / 1000).toFixed(0)} s `);
  }
  process.stderr.write('\r');
  console.log(`${name}: ${count.toLocaleString('en-US')} threads put in ${(ms(begun) / 1000).toFixed(0)} s`);
  for (const [what, query] of queries) {
    const taken: number[] = [];
    for (let call = 0; call < calls; call += 1) {
      const from = performance.now();
      await listThreads(world, riverside, query);
      taken.push(ms(from));
    }
    const sorted = taken.toSorted((a, b) => a - b);
    console.log(`  ${what.padEnd(48)} p50 ${shown(sorted, 0.5)} ms, p95 ${shown(sorted, 0.95)} ms`);
  }
  const deep = { waitingOn: 'practice', limit: 100 } as const;
  const from = performance.now();
  let page = await listThreads(world, riverside, deep);
  let pages = 1;
  for (; page.next !== undefined && pages < 200; pages += 1)
    page = await listThreads(world, riverside, { ...deep, cursor: page.next });
  console.log(
    `  ${`page after page of 100, ${pages} of them`.padEnd(48)} ${(ms(from) / pages).toFixed(1)} ms a page`,
  );
}

const folder = mkdtempSync(join(tmpdir(), 'inbox-'));
const sqlite = new SqliteStore({ file: join(folder, 'inbox.sqlite'), now: () => tuesdayAtTen });
await measure('SQLite', sqlite, counts.sqlite, inCommits(sqlite));
sqlite.close();
rmSync(folder, { recursive: true });

const engine = await startDynoxide();
if (engine) {
  const table = await makeTable(engine.endpoint, { streams: false });
  await measure('DynamoDB engine (dynoxide, in memory)', table.storeWith(), counts.engine, inBatches(table));
  table.close();
  await engine.stop();
}

const settings = startingSettings(profile);
const hours = businessHoursOf({
  ...settings,
  hours: {
    week: Object.fromEntries(
      (['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const).map((day) => [
        day,
        day === 'sat' || day === 'sun'
          ? []
          : [
              ['08:00', '12:00'],
              ['13:00', '17:00'],
            ],
      ]),
    ) as typeof settings.hours.week,
  },
  holidays: { observe: ['us-federal'], closed: [], changed: [] },
});
const friday = plusSeconds(tuesdayAtTen, 3 * 86_400 + 6 * 3600);
printRate('a goal of two hours of business, from Tuesday', 'goals', () =>
  goalDueAt({ businessMinutes: 120 }, hours, tuesdayAtTen),
);
printRate('the same from Friday 4 PM, over the weekend', 'goals', () =>
  goalDueAt({ businessMinutes: 120 }, hours, friday),
);
printRate('the next day of business by noon', 'goals', () =>
  goalDueAt({ businessDays: 1, by: '12:00' }, hours, friday),
);
printRate('minutes of business in three weeks', 'spans', () =>
  businessMinutesBetween(hours, tuesdayAtTen, plusSeconds(tuesdayAtTen, 21 * 86_400)),
);
