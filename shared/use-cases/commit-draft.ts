import type { Draft } from '../domain/draft.ts';
import type { DomainEvent, Happening } from '../domain/event.ts';
import type { PracticeId } from '../domain/identifiers.ts';
import type { IsoInstant } from '../domain/time.ts';
import {
  type Change,
  type Check,
  type Commit,
  type CommitAnswer,
  type Json,
  type RecordKey,
  type Store,
  type Stored,
  StoreUnavailable,
  type Subject,
} from '../ports/store.ts';
import { newIdOf, type World } from './world.ts';

/** Gives the happenings of one commit their ids: the same however often the commit is tried. */
const eventsOf = (
  commitId: string,
  practiceId: PracticeId,
  at: IsoInstant,
  happenings: readonly Happening[],
): DomainEvent[] =>
  happenings.map((happening, index) => ({ id: `${commitId}.${index}`, at, practiceId, ...happening }));

export interface DraftCommit<R> {
  /** The commit's own name within its contact. */
  readonly once: string;
  /** What was read for the decision: changed records are conditional on the version seen here. */
  readonly read: readonly (Stored | undefined)[];
  /** What the decision rested on and does not change. */
  readonly checks?: readonly Check[];
  readonly changes?: readonly Change[];
  readonly result: R;
}

/**
 * Writes everything that a decision about a contact changes, together with its events, in one commit conditional on the
 * head that the decision read.
 */
export async function commitDraft<R extends Json>(
  world: World,
  draft: Draft,
  commit: DraftCommit<R>,
): Promise<CommitAnswer<R>> {
  const { practiceId, contactId } = draft.head;
  const changes = await changesOf(world, draft, commit.read);
  const full: Commit<R> = {
    once: { subject: { of: 'contact', practiceId, contactId }, name: commit.once },
    checks: commit.checks ?? [],
    changes: [...changes, ...(commit.changes ?? [])],
    events: eventsOf(newIdOf(world)(), practiceId, draft.now, draft.happenings),
    result: commit.result,
  };
  return world.store.commit(full);
}

/** Everything that a decision changes, conditional on what it read: for its own commit, or for that of another contact's decision beside it. */
export async function changesOf(
  world: World,
  draft: Draft,
  read: readonly (Stored | undefined)[],
): Promise<readonly Change[]> {
  const { practiceId, contactId } = draft.head;
  const ofContact = { practiceId, contactId };
  const seen = (key: RecordKey): number | 'absent' =>
    read.findLast((record) => record && isSame(record.key, key))?.version ?? 'absent';
  const head = { kind: 'head', ...ofContact } as const;
  const changes: Change[] = [{ put: head, value: draft.head, expect: seen(head) }];
  for (const text of draft.newTexts) {
    changes.push({ put: { kind: 'text', ...ofContact, seq: text.seq }, value: text, expect: 'absent' });
  }
  for (const text of draft.changedTexts) {
    const key = { kind: 'text', ...ofContact, seq: text.seq } as const;
    changes.push({ put: key, value: text, expect: seen(key) });
  }
  for (const consent of draft.consents) {
    changes.push({
      put: { kind: 'consent', ...ofContact, seq: consent.seq },
      value: consent,
      expect: 'absent',
    });
  }
  for (const appointment of draft.changedAppointments) {
    const { start, appointmentId } = appointment;
    const key = { kind: 'appointment', ...ofContact, start, appointmentId } as const;
    changes.push({ put: key, value: appointment, expect: seen(key) });
  }
  for (const outreach of draft.changedOutreach) {
    const key = { kind: 'outreach', ...ofContact, what: outreach.what, id: outreach.id } as const;
    changes.push({ put: key, value: outreach, expect: seen(key) });
  }
  for (const timer of draft.timersSet) {
    changes.push({
      put: { kind: 'timer', ...ofContact, timerKind: timer.kind, timerId: timer.id },
      value: timer,
      expect: 'absent',
    });
  }
  for (const timer of draft.timersCleared) {
    // Timers are made and removed, never changed: what stands is the first version.
    changes.push({
      remove: { kind: 'timer', ...ofContact, timerKind: timer.kind, timerId: timer.id },
      expect: 1,
    });
  }
  for (const task of draft.tasks) {
    changes.push({
      put: { kind: 'task', practiceId, state: 'open', taskId: task.taskId },
      value: task,
      expect: 'absent',
    });
  }
  for (const episode of draft.episodes) {
    changes.push({
      put: { kind: 'episode', ...ofContact, episode: episode.episode },
      value: episode,
      expect: 'absent',
    });
  }
  changes.push(...(await settledTasks(world, draft)));
  return changes;
}

/** Takes off the list what is still on it of the tasks that a draft settles. Costs a round trip only where there are such. */
async function settledTasks(
  world: World,
  { head: { practiceId }, now, tasksSettled }: Draft,
): Promise<Change[]> {
  if (tasksSettled.length === 0) return [];
  const open = await world.store.read(
    tasksSettled.map(({ taskId }) => ({ kind: 'task', practiceId, state: 'open', taskId }) as const),
  );
  return tasksSettled.flatMap(({ taskId, decision }, index): Change[] => {
    const task = open[index];
    if (!task) return [];
    const done = { kind: 'task', practiceId, state: 'done', taskId } as const;
    return [
      { remove: task.key, expect: task.version },
      { put: done, value: { ...task.value, doneAt: now, decision }, expect: 'absent' },
    ];
  });
}

/** Whether two keys name one record: those of a kind have the same members. */
function isSame(one: RecordKey, other: RecordKey): boolean {
  if (one.kind !== other.kind) return false;
  const members = new Map<string, unknown>(Object.entries(other));
  return Object.entries(one).every(([name, value]) => members.get(name) === value);
}

/** How often a decision is made again before the store counts as overloaded. */
const attemptsMax = 24;

/**
 * Reads, decides and commits, and does all of it again where something that the decision rested on changed meanwhile.
 * `attempt` answers `conflict` to be called again.
 *
 * @throws StoreUnavailable after 24 conflicts: nothing was done
 */
export async function untilDecided<T>(
  world: Pick<World, 'pause' | 'randomness'>,
  attempt: () => Promise<T | 'conflict'>,
): Promise<T> {
  for (let tried = 0; tried < attemptsMax; tried += 1) {
    const answer = await attempt();
    if (answer !== 'conflict') return answer;
    await world.pause(world.randomness.fraction() * Math.min(2 ** tried, 60));
  }
  throw new StoreUnavailable('Too many others change the same record.');
}

/** A commit about a practice or the deployment, which raises nothing. */
export const commitOnce = <R extends Json>(
  store: Store,
  subject: Subject,
  name: string,
  changes: readonly Change[],
  result: R,
): Promise<CommitAnswer<R>> => store.commit({ once: { subject, name }, changes, events: [], result });
