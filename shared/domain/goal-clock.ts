import { addBusinessMinutes, businessMinutesBetween, nextBusinessDay } from './business-time.ts';
import { isOptedOut } from './consent.ts';
import type { Thread } from './contact.ts';
import { amend, amendThread, clearTimer, type Draft, happened, raiseTask, setTimer } from './draft.ts';
import { businessHoursOf, goalDueAt, messageTypeOf, toWholeMinute } from './goal.ts';
import type { StaffId, TaskId } from './identifiers.ts';
import { heldBy, toldOfMiss } from './routing.ts';
import { acknowledge, type PracticeView, wordsFor } from './system-text.ts';
import type { TaskKind } from './task.ts';
import { type IsoInstant, plusSeconds } from './time.ts';
import { promisedTime, whatOf } from './words.ts';

/*
 * The clock of an episode: near its goal the point person is nudged, past it the deputy and the managers are told and the patient
 * hears an honest new time, and then people are told again as each day of business opens, until somebody answers. One timer stands
 * at a time. What it means is read from the thread when it fires, so that a nudge which comes after the goal is the miss itself.
 */

/** At how much of the goal's business time the point person is nudged. */
const nudgeAtShare = 0.8;

/** How often people are told again where a practice's hours never open. */
const daySeconds = 86_400;

/** The id of the timer that stands for a thread. One from before there were nudges stood for the goal alone. */
function timerOf({ goalTimer, goalDueAt, goalMissedAt, episode }: Thread): string | undefined {
  if (goalTimer !== undefined) return goalTimer;
  return goalDueAt && !goalMissedAt ? String(episode) : undefined;
}

function setClock(draft: Draft, dueAt: IsoInstant): void {
  const { practiceId, contactId, thread } = draft.head;
  const { episode } = thread;
  const id = `${episode}@${dueAt}`;
  setTimer(draft, { practiceId, contactId, kind: 'goal', id, dueAt, episode });
  amendThread(draft, { goalTimer: id });
}

/** Starts the clock of an episode whose goal is due at a moment: the nudge first, where one lies between. */
export function startClock(draft: Draft, { settings }: PracticeView, due: IsoInstant): void {
  const hours = businessHoursOf(settings);
  const minutes = businessMinutesBetween(hours, draft.now, due) * nudgeAtShare;
  const nudge = minutes > 0 ? addBusinessMinutes(hours, draft.now, minutes) : undefined;
  const at = nudge && toWholeMinute(nudge);
  setClock(draft, at && at > draft.now && at < due ? at : due);
}

/** Stops the clock: whatever timer stands goes. */
export function stopClock(draft: Draft): void {
  const id = timerOf(draft.head.thread);
  if (id === undefined) return;
  clearTimer(draft, { kind: 'goal', id });
  const { goalTimer: _timer, ...thread } = draft.head.thread;
  draft.head = { ...draft.head, thread };
}

/**
 * The clock's timer fired.
 *
 * @returns whether it stood for something; where it did not (answered, another episode, fired before), nothing is changed
 */
export function strike(
  draft: Draft,
  practice: PracticeView,
  timer: { readonly id: string; readonly dueAt: IsoInstant },
): boolean {
  const { thread } = draft.head;
  if (thread.waitingOn !== 'practice' || timerOf(thread) !== timer.id || timer.dueAt > draft.now)
    return false;
  stopClock(draft);
  const holder = heldBy(thread, practice.settings, draft.now, true);
  if (holder !== undefined && holder !== thread.assignee) amendThread(draft, { assignee: holder });
  if (thread.goalDueAt && !thread.goalMissedAt && draft.now < thread.goalDueAt) {
    nudge(draft, thread.goalDueAt, holder);
    setClock(draft, thread.goalDueAt);
    return true;
  }
  if (thread.goalMissedAt) tellAgain(draft, practice);
  else miss(draft, practice);
  const hours = businessHoursOf(practice.settings);
  setClock(draft, nextBusinessDay(hours, draft.now, 1, '00:00') ?? plusSeconds(draft.now, daySeconds));
  return true;
}

function nudge(draft: Draft, due: IsoInstant, holder: StaffId | undefined): void {
  const { type, waitingSince } = draft.head.thread;
  raiseOfClock(draft, 'nudge', holder ? [holder] : [], {
    detail: `A text (${type}) waits since ${waitingSince} and is to be answered by ${due}.`,
  });
}

/** The goal passed without an answer. */
function miss(draft: Draft, practice: PracticeView): void {
  const { thread } = draft.head;
  amendThread(draft, { goalMissedAt: draft.now, ...(thread.promise && { promiseBroken: true }) });
  raiseOfClock(draft, 'goal-missed', toldOfMiss(draft.head.thread, practice.settings, draft.now), {
    detail: `A text (${thread.type}) has waited since ${thread.waitingSince} and its goal was ${thread.goalDueAt}. ${whatToDo(draft)}`,
  });
  happened(draft, 'goal.missed', { episode: thread.episode });
  if (practice.settings.policy.slaReply) tellPatient(draft, practice);
}

/** Still no answer as another day of business opens. The task of the day before makes room for today's; the first two stay where they are. */
function tellAgain(draft: Draft, practice: PracticeView): void {
  const { thread } = draft.head;
  const told = toldOfMiss(thread, practice.settings, draft.now);
  const holder = draft.head.thread.assignee;
  const all = holder && !told.includes(holder) ? [...told, holder] : told;
  const [first, second, yesterday] = thread.tasks ?? [];
  if (yesterday) draft.tasksSettled.push({ taskId: yesterday, decision: 'told-again' });
  amendThread(draft, { tasks: [first, second].filter((one) => one !== undefined) });
  raiseOfClock(draft, 'goal-missed', all, {
    detail: `A text (${thread.type}) has waited since ${thread.waitingSince} and nobody has answered. ${whatToDo(draft)}`,
  });
}

/** Who said stop after asking can be answered by phone alone, until they ask again. */
const whatToDo = ({ head }: Draft): string =>
  head.thread.askedAt !== undefined || !isOptedOut(head.consent)
    ? 'Answer it now.'
    : 'The patient opted out of texts since: call them.';

/** One honest text with a new time, in place of the promise that was not kept. */
function tellPatient(draft: Draft, practice: PracticeView): void {
  const { settings } = practice;
  const { thread } = draft.head;
  const messageType = messageTypeOf(settings['message-types'], thread.type);
  const again = goalDueAt(messageType.goal, businessHoursOf(settings), draft.now);
  const words = wordsFor(draft);
  const what = whatOf(words, thread.type, messageType.acknowledgement);
  const by = again && promisedTime(words, again, draft.now, settings.profile.timeZone);
  const said = acknowledge(draft, practice, words.missedGoal(settings.profile.shortName, what, by));
  if (said && again) amendThread(draft, { promise: again });
}

/** A task of the clock is the thread's: whatever settles the episode takes it off the list. */
function raiseOfClock(
  draft: Draft,
  kind: Extract<TaskKind, 'nudge' | 'goal-missed'>,
  assignees: readonly StaffId[],
  { detail }: { readonly detail: string },
): TaskId {
  const taskId = raiseTask(draft, { kind, detail, ...(assignees.length > 0 && { assignees }) });
  const { thread } = draft.head;
  amend(draft, { thread: { ...thread, tasks: [...(thread.tasks ?? []), taskId] } });
  return taskId;
}
