import type { DatabaseSync } from 'node:sqlite';
import type { IsoInstant } from '../../shared/domain/time.ts';
import type { TimerHint, Timers } from '../../shared/ports/timers.ts';

/** A schedule that has come due. */
export interface DueSchedule {
  readonly name: string;
  readonly dueAt: IsoInstant;
  readonly hint: TimerHint;
}

/** The local scheduler: what EventBridge Scheduler is in the cloud, kept in the host's file. */
export interface Schedules extends Timers {
  /** Of those due by a moment, the one due first. */
  firstDue(by: IsoInstant): DueSchedule | undefined;
  /** All that are due by a moment, in order. */
  due(by: IsoInstant): readonly DueSchedule[];
  /** Takes away one that has fired; one that firing has set anew for another moment stays. */
  fired(one: DueSchedule): void;
}

const nameOf = ({ practiceId, contactId, timer }: TimerHint): string =>
  `${practiceId}|${contactId}|${timer.kind}|${timer.id}`;

export function openSchedules(file: DatabaseSync): Schedules {
  const upsert = file.prepare(
    'INSERT INTO schedules (name, due_at, hint) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET due_at = excluded.due_at',
  );
  const remove = file.prepare('DELETE FROM schedules WHERE name = ?');
  const removeFired = file.prepare('DELETE FROM schedules WHERE name = ? AND due_at = ?');
  const select = file.prepare(
    'SELECT name, due_at, hint FROM schedules WHERE due_at <= ? ORDER BY due_at, name LIMIT ?',
  );
  const read = (by: IsoInstant, limit: number): DueSchedule[] =>
    select.all(by, limit).map((row) => ({
      name: String(row.name),
      dueAt: String(row.due_at) as IsoInstant,
      hint: JSON.parse(String(row.hint)) as TimerHint,
    }));
  return {
    set: async (hint, dueAt) => {
      upsert.run(nameOf(hint), dueAt, JSON.stringify(hint));
    },
    clear: async (hint) => {
      remove.run(nameOf(hint));
    },
    firstDue: (by) => read(by, 1)[0],
    due: (by) => read(by, 500),
    fired: ({ name, dueAt }) => {
      removeFired.run(name, dueAt);
    },
  };
}
