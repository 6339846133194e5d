import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { IndexName } from '../dynamodb/keys.ts';

/** Every statement of the store, prepared once. Each write tells by its `changes` whether all stood as it expects. */
export type Statements = ReturnType<typeof prepareStatements>;

export function prepareStatements(database: DatabaseSync) {
  return {
    begin: database.prepare('BEGIN IMMEDIATE'),
    commit: database.prepare('COMMIT'),
    rollback: database.prepare('ROLLBACK'),
    record: database.prepare('SELECT version, value FROM records WHERE pk = ? AND sk = ?'),
    version: database.prepare('SELECT version FROM records WHERE pk = ? AND sk = ?'),
    insert: database.prepare(
      `INSERT INTO records
        (version, value, due_pk, due_sk, inbox_pk, inbox_sk, contacts_pk, contacts_sk, pk, sk)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (pk, sk) DO NOTHING`,
    ),
    update: database.prepare(
      `UPDATE records SET version = ?, value = ?,
        due_pk = ?, due_sk = ?, inbox_pk = ?, inbox_sk = ?, contacts_pk = ?, contacts_sk = ?
        WHERE pk = ? AND sk = ? AND version = ?`,
    ),
    remove: database.prepare('DELETE FROM records WHERE pk = ? AND sk = ? AND version = ?'),
    append: database.prepare(
      `INSERT INTO records (pk, sk, version, value, events, written_at) VALUES (?, ?, 1, ?, ?, ?)
        ON CONFLICT (pk, sk) DO NOTHING`,
    ),
    events: database.prepare(
      `SELECT position, events FROM records INDEXED BY commits
        WHERE written_at IS NOT NULL AND position >= ? AND events IS NOT NULL ORDER BY position LIMIT ?`,
    ),
    firstSince: database.prepare(
      'SELECT position FROM records INDEXED BY commits WHERE written_at >= ? ORDER BY position LIMIT 1',
    ),
    newest: database.prepare(
      'SELECT max(position) AS position FROM records INDEXED BY commits WHERE written_at IS NOT NULL',
    ),
    purge: database.prepare(
      'DELETE FROM records INDEXED BY commits WHERE written_at IS NOT NULL AND position < ?',
    ),
    walks: {
      table: walksOf(database, undefined),
      due: walksOf(database, 'due'),
      inbox: walksOf(database, 'inbox'),
      contacts: walksOf(database, 'contacts'),
    },
  };
}

interface Walks {
  readonly ascending: StatementSync;
  readonly descending: StatementSync;
  readonly ascendingAfter: StatementSync;
  readonly descendingAfter: StatementSync;
}

/** The walks of the table's partitions, or an index's. Parameters: partition, low, high, the place after, how many. */
function walksOf(database: DatabaseSync, index: IndexName | undefined): Walks {
  const [partition, sort] = index === undefined ? ['pk', 'sk'] : [`${index}_pk`, `${index}_sk`];
  const walk = (after: string, order: 'ASC' | 'DESC') =>
    database.prepare(
      `SELECT pk, sk, ${sort} AS sort, version, value FROM records
        WHERE ${partition} = ? AND ${sort} BETWEEN ? AND ? ${after} ORDER BY ${sort} ${order} LIMIT ?`,
    );
  return {
    ascending: walk('', 'ASC'),
    descending: walk('', 'DESC'),
    ascendingAfter: walk(`AND ${sort} > ?`, 'ASC'),
    descendingAfter: walk(`AND ${sort} < ?`, 'DESC'),
  };
}
