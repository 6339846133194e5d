import type { Actor } from './actor.ts';
import type { AnsweredEpisode, SettledBy } from './answered-episode.ts';
import { businessMinutesBetween } from './business-time.ts';
import type { Thread } from './contact.ts';
import { amendThread, type Draft, happened } from './draft.ts';
import { businessHoursOf } from './goal.ts';
import { stopClock } from './goal-clock.ts';
import type { PracticeView } from './system-text.ts';

/*
 * What ends an episode: a person's answer, a call that they note, closing the thread with a reason. Each stops the clock, takes the
 * tasks that the clock raised off the list, and leaves a record of how long the patient waited and whether the promise was kept.
 */

/** On a thread whose patient answered what a person has to make out; what ends the episode takes it off. */
export const unclearFlag = 'unclear-reply';

/** How an episode came to its end. */
interface Ending {
  readonly settledBy: SettledBy;
  readonly by?: Actor | undefined;
  readonly reason?: string | undefined;
}

/** A person answered by text: the clock stops, and the thread waits on the patient. @returns whether anybody had waited */
export const answered = (draft: Draft, practice: PracticeView, by?: Actor): boolean =>
  settle(draft, practice, { settledBy: 'answer', by });

/** A person called the patient: as good as an answer. @returns whether anybody had waited; where not, nothing is changed */
export const noteCall = (draft: Draft, practice: PracticeView, by: Actor): boolean =>
  settle(draft, practice, { settledBy: 'call', by });

/**
 * A person closes the thread: nobody is owed anything until the patient writes again.
 *
 * @param reason why, up to 200 characters; kept with the episode where the patient still waited
 * @returns whether it was open; closing twice is closing once
 */
export function closeThread(
  draft: Draft,
  practice: PracticeView,
  { reason, by }: { readonly reason: string; readonly by?: Actor | undefined },
): boolean {
  if (draft.head.thread.waitingOn === 'closed') return false;
  const { episode } = draft.head.thread;
  const waited = settle(draft, practice, { settledBy: 'closed', by, reason });
  const { askedAt: _asked, ...thread } = draft.head.thread;
  draft.head = { ...draft.head, thread: { ...thread, waitingOn: 'closed', urgent: false } };
  happened(draft, 'thread.closed', waited ? { episode } : {});
  return true;
}

function settle(draft: Draft, practice: PracticeView, ending: Ending): boolean {
  const { thread } = draft.head;
  if (thread.waitingOn !== 'practice') return false;
  stopClock(draft);
  const measured = measuredBy(draft, practice, ending);
  draft.episodes.push(measured);
  for (const taskId of thread.tasks ?? []) draft.tasksSettled.push({ taskId, decision: ending.settledBy });
  draft.head = { ...draft.head, thread: withoutEpisode(thread) };
  const flags = thread.flags.filter((flag) => flag !== unclearFlag);
  amendThread(draft, { waitingOn: 'patient', urgent: false, flags });
  // A closed thread was not answered: it says so itself.
  if (ending.settledBy !== 'closed')
    happened(draft, 'thread.answered', {
      episode: measured.episode,
      status: measured.goalKept ? 'kept' : 'missed',
    });
  return true;
}

/** A thread without what belonged to its last episode. */
export function withoutEpisode(thread: Thread): Thread {
  const {
    waitingSince: _since,
    goalDueAt: _due,
    goalMissedAt: _missed,
    goalTimer: _timer,
    promise: _promise,
    promiseBroken: _broken,
    tasks: _tasks,
    ...rest
  } = thread;
  return rest;
}

function measuredBy(draft: Draft, { settings }: PracticeView, ending: Ending): AnsweredEpisode {
  const { head, now } = draft;
  const { thread, practiceId, contactId } = head;
  const { waitingSince = now, goalDueAt, promise, promiseBroken } = thread;
  return {
    practiceId,
    contactId,
    episode: thread.episode,
    type: thread.type,
    ...(thread.assignee && { assignee: thread.assignee }),
    ...(ending.by && { by: ending.by }),
    waitingSince,
    settledAt: now,
    settledBy: ending.settledBy,
    businessMinutes: businessMinutesBetween(businessHoursOf(settings), waitingSince, now),
    ...(goalDueAt && { goalDueAt }),
    goalKept: goalDueAt === undefined || now <= goalDueAt,
    ...(promise && { promiseKept: !promiseBroken && now <= promise }),
    ...(ending.reason !== undefined && { reason: ending.reason }),
  };
}
