import { DatabaseSync } from 'node:sqlite';

/**
 * What the local host itself remembers between runs, beside the store: how far the bus has read, schedules, handsets, the clock.
 * None of it is the system's: in the cloud EventBridge, Scheduler, the carriers and real time hold it.
 */
export function openHostFile(path: string): DatabaseSync {
  const file = new DatabaseSync(path);
  claim(file);
  file.exec(`
    PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS schedules (
      name TEXT PRIMARY KEY, due_at TEXT NOT NULL, hint TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS schedules_by_due ON schedules (due_at, name);
    CREATE TABLE IF NOT EXISTS handset_texts (
      position INTEGER PRIMARY KEY AUTOINCREMENT, phone TEXT NOT NULL, direction TEXT NOT NULL,
      from_number TEXT NOT NULL, to_number TEXT NOT NULL, body TEXT NOT NULL, at TEXT NOT NULL
    );
    CREATE INDEX IF NOT EXISTS handset_texts_by_phone ON handset_texts (phone, position);
    CREATE TABLE IF NOT EXISTS receipts_due (
      position INTEGER PRIMARY KEY AUTOINCREMENT, message_id TEXT NOT NULL, practice_id TEXT NOT NULL,
      text_id TEXT NOT NULL, line TEXT NOT NULL, phone TEXT NOT NULL
    );
    CREATE TABLE IF NOT EXISTS dead_letters (
      position INTEGER PRIMARY KEY AUTOINCREMENT, function TEXT NOT NULL, event TEXT NOT NULL, at TEXT NOT NULL
    );
  `);
  return file;
}

/**
 * Takes the folder for this process until it ends, however it ends. Two hosts on one folder would deliver each event twice and
 * hold two opinions of the time.
 */
function claim(file: DatabaseSync): void {
  try {
    file.exec(`
      PRAGMA busy_timeout = 5000;
      PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA journal_mode = WAL;
      CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
      BEGIN IMMEDIATE;
      COMMIT;
    `);
  } catch (error) {
    file.close();
    throw new Error('Another host runs on this data folder: end it, or choose another DATA_DIR.', {
      cause: error,
    });
  }
}

/** A small fact that survives a restart. */
export interface Facts {
  get(name: string): string | undefined;
  set(name: string, value: string): void;
}

export function factsIn(file: DatabaseSync): Facts {
  const select = file.prepare('SELECT value FROM facts WHERE name = ?');
  const upsert = file.prepare(
    'INSERT INTO facts (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  return {
    get: (name) => {
      const value = select.get(name)?.value;
      return typeof value === 'string' ? value : undefined;
    },
    set: (name, value) => {
      upsert.run(name, value);
    },
  };
}
