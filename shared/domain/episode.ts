import { isOptedOut } from './consent.ts';
import { amendThread, clearTimer, type Draft, happened, raiseTask, setTimer } from './draft.ts';
import { businessHoursOf, goalDueAt, messageTypeOf } from './goal.ts';
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
    if (say !== undefined) acknowledge(draft, practice, say);
    return;
  }
  const { settings } = practice;
  const messageType = messageTypeOf(settings['message-types'], type);
  const promise = goalDueAt(messageType.goal, businessHoursOf(settings.profile, settings.hours), draft.now);
  const due = promise ?? plusSeconds(draft.now, unpromisedGoalSeconds);
  const { goalMissedAt: _missed, promise: _promise, assignee: _assignee, ...before } = draft.head.thread;
  draft.head = {
    ...draft.head,
    thread: {
      ...before,
      waitingOn: 'practice',
      waitingSince: draft.now,
      episode: thread.episode + 1,
      type,
      goalDueAt: due,
      ...(messageType.pointPerson && { assignee: messageType.pointPerson }),
    },
  };
  const { practiceId, contactId } = draft.head;
  setTimer(draft, {
    practiceId,
    contactId,
    kind: 'goal',
    id: goalTimerId(thread.episode + 1),
    dueAt: due,
    episode: thread.episode + 1,
  });
  happened(draft, 'thread.waiting');
  if (acknowledge(draft, practice, say ?? acknowledgementOf(draft, practice, type, promise), promise)) {
    if (promise && say === undefined) amendThread(draft, { promise });
  }
}

const goalTimerId = (episode: number): string => String(episode);

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

/** A person answered: the clock stops, and the thread waits on the patient. */
export function answered(draft: Draft): void {
  const { thread } = draft.head;
  if (thread.waitingOn !== 'practice') return;
  stopClock(draft);
  const {
    waitingSince: _since,
    goalDueAt: _due,
    goalMissedAt: _missed,
    promise: _promise,
    ...rest
  } = draft.head.thread;
  draft.head = { ...draft.head, thread: { ...rest, waitingOn: 'patient', urgent: false } };
  happened(draft, 'thread.answered');
}

/** A goal's timer stands until the goal is missed or the patient is answered. */
function stopClock(draft: Draft): void {
  const { thread } = draft.head;
  if (thread.goalDueAt && !thread.goalMissedAt)
    clearTimer(draft, { kind: 'goal', id: goalTimerId(thread.episode) });
}

/**
 * The goal passed without an answer: the practice's people get a task, and the patient one honest text with a new time.
 *
 * @returns whether this was so; where it was not, nothing is changed.
 */
export function missGoal(draft: Draft, practice: PracticeView, episode: number): boolean {
  const { thread } = draft.head;
  const current = thread.waitingOn === 'practice' && thread.episode === episode && !thread.goalMissedAt;
  if (!current || !thread.goalDueAt || thread.goalDueAt > draft.now) return false;
  stopClock(draft);
  amendThread(draft, { goalMissedAt: draft.now });
  // Who said stop after asking can be answered by phone alone, until they ask again.
  const answerable = thread.askedAt !== undefined || !isOptedOut(draft.head.consent);
  raiseTask(draft, {
    kind: 'goal-missed',
    detail:
      `A text (${thread.type}) has waited since ${thread.waitingSince} and its goal was ${thread.goalDueAt}. ` +
      (answerable ? 'Answer it now.' : 'The patient opted out of texts since: call them.'),
  });
  happened(draft, 'goal.missed');
  const { settings } = practice;
  const messageType = messageTypeOf(settings['message-types'], thread.type);
  const again = goalDueAt(messageType.goal, businessHoursOf(settings.profile, settings.hours), draft.now);
  const words = wordsFor(draft);
  const what = whatOf(words, thread.type, messageType.acknowledgement);
  const by = again && promisedTime(words, again, draft.now, settings.profile.timeZone);
  if (acknowledge(draft, practice, words.missedGoal(settings.profile.shortName, what, by)) && again) {
    amendThread(draft, { promise: again });
  }
  return true;
}
