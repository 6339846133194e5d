import { DatabaseSync } from 'node:sqlite';
import { StoreUnavailable } from '../../ports/store.ts';

/** Grows with each change of the table below. */
const schemaVersion = 2;

/*
 * `records` is the single table: the same keys, the sparse indexes as partial ones. A commit's own row stands in it as well, in the
 * partition of its subject, where its index shares pages with all that the commit writes; a table of its own would have one more page to
 * change all over the file with each commit. It makes the commit idempotent (`value` is its outcome), and the feed reads it: `position` grows
 * with each row that is new, and the newest commit is never purged, so that no commit gets a place before one that was read (each is one
 * more than the greatest there is: https://sqlite.org/autoinc.html). Keys compare as bytes (BINARY), as DynamoDB's do. An index of what is
 * due goes by moment before shard: whatever is set at the same time stands on one page, and who asks for one shard passes the entries of all.
 * Ordinary rowid tables and pages of 8 KB: measured on 2 cores with 16 callers, 1.4 times the commits of WITHOUT ROWID, whose rows of 1 KB
 * and more make its tree deep.
 */
const table = `
  CREATE TABLE records (
    position INTEGER PRIMARY KEY,
    pk TEXT NOT NULL, sk TEXT NOT NULL, version INTEGER NOT NULL, value TEXT NOT NULL,
    due_pk TEXT, due_sk TEXT, inbox_pk TEXT, inbox_sk TEXT, contacts_pk TEXT, contacts_sk TEXT,
    events TEXT, written_at TEXT,
    UNIQUE (pk, sk)
  ) STRICT;
  CREATE INDEX due ON records (due_sk, due_pk) WHERE due_pk IS NOT NULL;
  CREATE INDEX inbox ON records (inbox_pk, inbox_sk) WHERE inbox_pk IS NOT NULL;
  CREATE INDEX contacts ON records (contacts_pk, contacts_sk) WHERE contacts_pk IS NOT NULL;
  CREATE INDEX commits ON records (position) WHERE written_at IS NOT NULL;
  PRAGMA user_version = ${schemaVersion};
`;

/** What makes the table of today of each earlier version's, and of none. Commits keep their positions, and all else comes after them. */
const migrations: Readonly<Record<number, string>> = {
  0: table,
  1: `
    DROP INDEX due; DROP INDEX inbox; DROP INDEX contacts;
    ALTER TABLE records RENAME TO records_1; ALTER TABLE commits RENAME TO commits_1;
    ${table}
    INSERT INTO records (position, pk, sk, version, value, events, written_at)
      SELECT position, pk, sk, 1, outcome, events, written_at FROM commits_1;
    INSERT INTO records (pk, sk, version, value, due_pk, due_sk, inbox_pk, inbox_sk, contacts_pk, contacts_sk)
      SELECT pk, sk, version, value, due_pk, due_sk, inbox_pk, inbox_sk, contacts_pk, contacts_sk FROM records_1;
    DROP TABLE records_1; DROP TABLE commits_1;
  `,
};

/**
 * Opens the file, and makes its table where it is new or of an earlier version. A commit is on the disk when its log was flushed after it
 * (log-file.ts; WAL with synchronous=NORMAL, so that checkpoints flush for themselves). Several processes may have the file
 * open, and wait for each other's commits up to `busyMs`. Throws StoreUnavailable on a file of a later version, or that is no database.
 */
export function openDatabase(file: string, busyMs = 5000): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: busyMs });
  try {
    database.exec('PRAGMA page_size = 8192; PRAGMA journal_mode = WAL;');
    // 16 MB of pages: with the default 2 MB, a few thousand contacts are read from the file again and again, and with many more a commit
    // takes long, for SQLite looks through all of them after most (pcache1Truncate in https://sqlite.org/src/file/src/pcache1.c). The log is copied into the
    // database when it is 128 MB: ids are random, so each text changes pages all over, and the longer it waits the more of them are one.
    database.exec(
      'PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 16000; PRAGMA cache_size = -16384;',
    );
    database.exec('BEGIN IMMEDIATE');
    const found = Number(database.prepare('PRAGMA user_version').get()?.user_version);
    const migration = migrations[found];
    if (migration === undefined && found !== schemaVersion)
      throw new StoreUnavailable(
        `${file} holds tables of version ${found}; this program knows version ${schemaVersion}.`,
      );
    if (migration !== undefined) database.exec(migration);
    database.exec('COMMIT');
    return database;
  } catch (error) {
    database.close();
    if (error instanceof StoreUnavailable) throw error;
    throw new StoreUnavailable(`${file} cannot be opened as a store.`, { cause: error });
  }
}
