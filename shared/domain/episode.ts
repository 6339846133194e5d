import { amendThread, type Draft, happened } from './draft.ts';
import { businessHoursOf, goalDueAt, messageTypeOf } from './goal.ts';
import { startClock } from './goal-clock.ts';
import { assigneeOf, heldBy } from './routing.ts';
import { withoutEpisode } from './settle-thread.ts';
import { acknowledge, type PracticeView, wordsFor } from './system-text.ts';
import { type IsoInstant, plusSeconds } from './time.ts';
import { promisedTime, whatOf } from './words.ts';

/** Where a practice's hours never open there is no promise to make; a person is still told a day later. */
const unpromisedGoalSeconds = 86_400;

/**
 * A patient's text waits on the practice. The first of an episode is acknowledged once, with the time by which an answer
 * is promised, and starts the clock; a further one joins the episode and changes neither.
 *
 * @param say what to answer instead of the usual acknowledgement
 */
export function awaitAnswer(draft: Draft, practice: PracticeView, type: string, say?: string): void {
  const { thread } = draft.head;
  amendThread(draft, { askedAt: draft.now });
  if (thread.waitingOn === 'practice') {
    const holder = heldBy(thread, practice.settings, draft.now);
    if (holder !== undefined && holder !== thread.assignee) amendThread(draft, { assignee: holder });
    if (say !== undefined) acknowledge(draft, practice, say);
    return;
  }
  const { settings } = practice;
  const messageType = messageTypeOf(settings['message-types'], type);
  const promise = goalDueAt(messageType.goal, businessHoursOf(settings), draft.now);
  const due = promise ?? plusSeconds(draft.now, unpromisedGoalSeconds);
  const { assignee: _assignee, ...before } = withoutEpisode(draft.head.thread);
  const assignee = assigneeOf(settings, type, draft.now);
  const episode = thread.episode + 1;
  draft.head = {
    ...draft.head,
    thread: {
      ...before,
      waitingOn: 'practice',
      waitingSince: draft.now,
      episode,
      type,
      goalDueAt: due,
      ...(assignee && { assignee }),
    },
  };
  startClock(draft, practice, due);
  happened(draft, 'thread.waiting');
  if (acknowledge(draft, practice, say ?? acknowledgementOf(draft, practice, type, promise), promise)) {
    if (promise && say === undefined) amendThread(draft, { promise });
  }
}

function acknowledgementOf(
  draft: Draft,
  { settings }: PracticeView,
  type: string,
  promise: IsoInstant | undefined,
): string {
  const words = wordsFor(draft);
  const { shortName, timeZone } = settings.profile;
  const what = whatOf(words, type, messageTypeOf(settings['message-types'], type).acknowledgement);
  return promise
    ? words.acknowledgement(shortName, what, promisedTime(words, promise, draft.now, timeZone))
    : words.acknowledgementUnpromised(shortName, what);
}
