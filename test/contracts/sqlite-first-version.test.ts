import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, it } from 'vitest';
import { planOf } from '../../shared/adapters/dynamodb/plan.ts';
import { SqliteStore } from '../../shared/adapters/sqlite/store.ts';
import type { Commit, Json } from '../../shared/ports/store.ts';
import {
  commitOf,
  eventOf,
  headOf,
  newContact,
  noon,
  putHead,
  putText,
  textKey,
} from '../support/records.ts';
import { temporaryFolder } from '../support/temporary.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

/** The tables of the first version, in which a commit's row stood in one of its own. */
const tables = `
  CREATE TABLE records (
    pk TEXT NOT NULL, sk TEXT NOT NULL, version INTEGER NOT NULL, value TEXT NOT NULL,
    due_pk TEXT, due_sk TEXT, inbox_pk TEXT, inbox_sk TEXT, contacts_pk TEXT, contacts_sk TEXT,
    PRIMARY KEY (pk, sk)
  ) STRICT;
  CREATE INDEX due ON records (due_pk, due_sk) WHERE due_pk IS NOT NULL;
  CREATE INDEX inbox ON records (inbox_pk, inbox_sk) WHERE inbox_pk IS NOT NULL;
  CREATE INDEX contacts ON records (contacts_pk, contacts_sk) WHERE contacts_pk IS NOT NULL;
  CREATE TABLE commits (
    position INTEGER PRIMARY KEY,
    pk TEXT NOT NULL, sk TEXT NOT NULL, outcome TEXT NOT NULL, events TEXT, written_at TEXT NOT NULL,
    UNIQUE (pk, sk)
  ) STRICT;
  PRAGMA user_version = 1;
`;

/** Writes a file as the first version did: each commit at its position, with the records that it puts. */
function writeFirstVersion(file: string, commits: ReadonlyMap<number, Commit<Json>>): void {
  const database = new DatabaseSync(file);
  database.exec(tables);
  const record = database.prepare(
    'INSERT INTO records (pk, sk, version, value, contacts_pk, contacts_sk) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const row = database.prepare('INSERT INTO commits VALUES (?, ?, ?, ?, ?, ?)');
  for (const [position, commit] of commits) {
    const { once, steps, outcome, events } = planOf(commit);
    row.run(position, once.pk, once.sk, outcome, events === '[]' ? null : events, noon);
    for (const step of steps) {
      if (step.act !== 'put') continue;
      const { contacts } = step.entries;
      record.run(
        step.at.pk,
        step.at.sk,
        step.version,
        step.value,
        contacts?.pk ?? null,
        contacts?.sk ?? null,
      );
    }
  }
  database.close();
}

it('becomes one of today when it is opened: every record, commit and place is kept', async () => {
  const file = join(folder.path, 'first.sqlite');
  const of = newContact();
  const kept = commitOf(of, {
    name: 'kept',
    changes: [putText(of, 1)],
    events: [eventOf(of, 'e1')],
    result: 'r',
  });
  const quiet = commitOf(of, { name: 'quiet', changes: [putHead(headOf(of))] });
  writeFirstVersion(
    file,
    new Map<number, Commit<Json>>([
      [7, kept],
      [9, quiet],
    ]),
  );
  const store = new SqliteStore({ file, now: () => noon });
  expect((await store.read([textKey(of, 1)]))[0]).toMatchObject({ version: 1, value: { seq: 1 } });
  expect((await store.list({ listing: 'contacts', of, limit: 10 })).items).toHaveLength(1);
  expect(await store.commit(kept)).toEqual({ outcome: 'duplicate', result: 'r' });
  expect((await store.commit(quiet)).outcome).toBe('duplicate');
  const [first] = await store.feed.read(undefined, 10);
  expect(first).toMatchObject({ cursor: '7.0', event: { id: 'e1' } });
  await store.commit(commitOf(of, { name: 'next', events: [eventOf(of, 'e2')] }));
  expect((await store.feed.read(first?.cursor, 10)).map(({ event }) => event.id)).toEqual(['e2']);
  store.close();
  new SqliteStore({ file, now: () => noon }).close();
});
