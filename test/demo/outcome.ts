import { join } from 'node:path';
import { SqliteStore } from '../../shared/adapters/sqlite/store.ts';
import { systemClock } from '../../shared/adapters/system/clock.ts';
import type { AnsweredEpisode } from '../../shared/domain/answered-episode.ts';
import type { Appointment } from '../../shared/domain/appointment.ts';
import type { ConsentEvent } from '../../shared/domain/consent.ts';
import type { ContactHead } from '../../shared/domain/contact.ts';
import { practiceIdSchema } from '../../shared/domain/identifiers.ts';
import type { Task } from '../../shared/domain/task.ts';
import type { Text } from '../../shared/domain/text.ts';
import { secondsBetween } from '../../shared/domain/time.ts';
import { walk } from '../support/walk.ts';
import type { Patient } from './cast.ts';

/** All that a number's week left behind. */
export interface Outcome {
  readonly patient: Patient;
  readonly head: ContactHead;
  /** Oldest first. */
  readonly texts: readonly Text[];
  readonly consents: readonly ConsentEvent[];
  readonly episodes: readonly AnsweredEpisode[];
  readonly appointments: readonly Appointment[];
  /** Open and done. */
  readonly tasks: readonly Task[];
}

const practiceId = practiceIdSchema.parse('riverside');

/** Reads what stands in a stopped host's folder: threads, texts, episodes, tasks, ledger, appointments, of everybody of the cast. */
export async function outcomesIn(dataDir: string, cast: readonly Patient[]): Promise<readonly Outcome[]> {
  const store = new SqliteStore({ file: join(dataDir, 'store.sqlite'), now: () => systemClock.now() });
  try {
    const heads = new Map(
      (await walk(store, { listing: 'contacts', of: { practiceId } })).map(({ value }) => [
        `${value.phone}`,
        value,
      ]),
    );
    const open = await walk(store, { listing: 'tasks', of: { practiceId, state: 'open' } });
    const finished = await walk(store, { listing: 'tasks', of: { practiceId, state: 'done' } });
    const tasks = Map.groupBy(
      [...open, ...finished].map(({ value }) => value),
      ({ contactId }) => contactId,
    );
    const outcomes: Outcome[] = [];
    for (const patient of cast) {
      const head = heads.get(patient.phone);
      // A stranger whose first text comes after the day at which the story ends.
      if (!head) continue;
      const of = { practiceId, contactId: head.contactId };
      const numbers = Array.from({ length: head.thread.episode }, (_, index) => index + 1);
      const episodes = await store.read(
        numbers.map((episode) => ({ kind: 'episode', ...of, episode }) as const),
      );
      const values = async <L extends 'texts' | 'consents' | 'appointments'>(listing: L) =>
        (await walk<L>(store, { listing, of })).map(({ value }) => value);
      outcomes.push({
        patient,
        head,
        texts: await values('texts'),
        consents: await values('consents'),
        appointments: await values('appointments'),
        episodes: episodes.flatMap((episode) => episode?.value ?? []),
        tasks: tasks.get(head.contactId) ?? [],
      });
    }
    return outcomes;
  } finally {
    store.close();
  }
}

/** What became of a text that a patient sent; `lost` must not be. */
export type Fate = 'answered by a person' | 'answered at once' | 'on a list' | 'needs none' | 'lost';

/** What each text of a patient led to. */
export function fatesOf({ patient, head, texts, tasks }: Outcome): readonly Fate[] {
  const asked = patient.conversation?.lines.flatMap((line) => (line.who === 'patient' ? [line] : [])) ?? [];
  const arrived = texts.filter(({ direction }) => direction === 'in');
  const waiting = head.thread.waitingOn === 'practice' && head.thread.assignee !== undefined;
  const listed = waiting || tasks.some(({ doneAt }) => doneAt === undefined);
  return arrived.map((text) => {
    const after = texts.flatMap((one) => (one.direction === 'out' && one.seq > text.seq ? [one] : []));
    const left = after.filter(({ status }) => status === 'sent' || status === 'delivered');
    if (left.some(({ automated }) => !automated)) return 'answered by a person';
    if (listed) return 'on a list';
    // What the system can settle alone: a confirmation, an opt-out, help. An acknowledgement of a question is no answer, and leaves the
    // thread waiting.
    if (left.some(({ at }) => secondsBetween(text.at, at) < 60)) return 'answered at once';
    if (tasks.some(({ since }) => since >= text.at)) return 'on a list';
    return asked.find(({ words }) => words === text.body)?.needsNone ? 'needs none' : 'lost';
  });
}

/**
 * What must be the same however often the process was killed: words, their fate, appointments, the ledger, tasks. Times are not
 * in it, for a sweep heals within minutes; nor is a text of which nobody knows whether it arrived, where a person was told.
 */
export function comparable({ patient, head, texts, consents, appointments, tasks }: Outcome) {
  return {
    who: patient.id,
    waitingOn: head.thread.waitingOn,
    type: head.thread.type,
    texts: texts
      .map((text) =>
        text.direction === 'in' ? `in: ${text.body}` : `${text.purpose} ${fate(text.status)}: ${text.body}`,
      )
      .toSorted(),
    consents: consents.map(({ scope, action, source }) => `${scope} ${action} ${source}`),
    appointments: appointments.map(({ start, status }) => `${start} ${status}`),
    tasks: tasks
      .filter(({ kind }) => kind !== 'unknown-outcome')
      .map(({ kind, doneAt }) => `${kind} ${doneAt === undefined ? 'open' : 'done'}`)
      .toSorted(),
  };
}

const fate = (status: Text['status']): string =>
  status === 'unknown' || status === 'sent' || status === 'delivered' ? 'left' : status;
