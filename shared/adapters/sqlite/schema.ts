import { DatabaseSync } from 'node:sqlite';
import { StoreUnavailable } from '../../ports/store.ts';

/** Grows with each change of the tables below. */
const schemaVersion = 1;

/*
 * `records` mirrors the single table: the same keys, the sparse indexes as partial ones. `commits` is what makes a commit
 * idempotent and what the feed reads, in one row; the newest is never purged, so that no position is given twice (each is one more
 * than the greatest there is: https://sqlite.org/autoinc.html). Keys compare as bytes (BINARY), as DynamoDB's do. Ordinary rowid tables and pages of 8 KB: measured on 2 cores
 * with 16 callers, 1.4 times the commits of WITHOUT ROWID, whose rows of 1 KB and more make its tree deep.
 */
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
  PRAGMA user_version = ${schemaVersion};
`;

/**
 * Opens the file, and makes its tables where it is new. A commit is on the disk when its log was flushed after it
 * (log-file.ts; WAL with synchronous=NORMAL, so that checkpoints flush for themselves). Several processes may have the file
 * open, and wait for each other's commits up to `busyMs`. Throws StoreUnavailable on a file of another version, or that is no database.
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
    if (found !== 0 && found !== schemaVersion)
      throw new StoreUnavailable(
        `${file} holds tables of version ${found}; this program knows version ${schemaVersion}.`,
      );
    if (found === 0) database.exec(tables);
    database.exec('COMMIT');
    return database;
  } catch (error) {
    database.close();
    if (error instanceof StoreUnavailable) throw error;
    throw new StoreUnavailable(`${file} cannot be opened as a store.`, { cause: error });
  }
}
