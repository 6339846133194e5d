import { hoursFor } from './applicable-hours.ts';
import type { Appointment } from './appointment.ts';
import { canonical } from './canonical.ts';
import type { ContactHead } from './contact.ts';
import { begin, clearTimer, type Draft, setTimer } from './draft.ts';
import type { OutreachId, TextId } from './identifiers.ts';
import {
  type BillInput,
  dayAfter,
  type Outreach,
  type OutreachStep,
  type Recall,
  type RecallInput,
  stillAsks,
} from './outreach.ts';
import { outreachTimer, outreachTimerOf, planOutreach } from './outreach-plan.ts';
import type { Settings } from './settings.ts';
import { isOlder } from './source-version.ts';
import type { IsoInstant } from './time.ts';
import { dayIn } from './wall-clock.ts';
import { whereabouts } from './whereabouts.ts';

/** What a practice's system put, with its kind. */
export type OutreachInput =
  | ({ readonly what: 'recall' } & RecallInput)
  | ({ readonly what: 'bill' } & BillInput);

/** What putting a recall or bill is decided from. */
export interface OutreachPutFacts {
  /** The contact at which its patient is reached now. */
  readonly head: ContactHead;
  /** As it stands; `undefined` where it is new. */
  readonly before: Outreach | undefined;
  readonly settings: Settings;
  readonly now: IsoInstant;
  readonly newId: () => string;
}

/**
 * Puts a recall or bill as the practice has it. A new one, a recall with another day and one that is open again are planned anew; one
 * that is done, paid or void has its steps taken back; any other change leaves them. What stood at another contact comes along with
 * the steps that were still to come; what it leaves behind there is the use case's.
 *
 * @returns `undefined` where nothing changes: the same content, or an older state of it that came late
 */
export function decideOutreach(
  facts: OutreachPutFacts,
  id: OutreachId,
  input: OutreachInput,
): { readonly draft: Draft; readonly put: Outreach } | undefined {
  const { head, before, settings, now } = facts;
  if (isOlder(input.sourceVersion, before?.sourceVersion)) return undefined;
  const content = contentOf(input, before);
  const elsewhere = before !== undefined && before.contactId !== head.contactId;
  if (before && !elsewhere && canonical(content) === canonical(contentIn(before))) return undefined;
  const draft = begin(head, now, facts.newId);
  const common = {
    practiceId: head.practiceId,
    id,
    contactId: head.contactId,
    version: (before?.version ?? 0) + 1,
    revision: before?.revision ?? 0,
    steps: before?.steps ?? [],
    updatedAt: now,
  };
  const put: Outreach = content.what === 'recall' ? { ...content, ...common } : { ...content, ...common };
  return { draft, put: replanned(draft, before, put, settings) };
}

function replanned(draft: Draft, before: Outreach | undefined, put: Outreach, settings: Settings): Outreach {
  const elsewhere = before !== undefined && before.contactId !== put.contactId;
  const anew =
    !before ||
    !stillAsks(before) ||
    before.patientId !== put.patientId ||
    (put.what === 'recall' && before.dueOn !== put.dueOn);
  if (stillAsks(put) && anew) {
    if (before && !elsewhere) cancelSteps(draft, before);
    return planAnew(draft, put, settings);
  }
  if (elsewhere) return stillAsks(put) ? comeAlong(draft, put) : { ...put, steps: cancelled(put.steps) };
  return stillAsks(put) || !before ? put : { ...put, steps: cancelSteps(draft, before) };
}

function setTimers(draft: Draft, one: Outreach): void {
  for (const step of one.steps) if (step.status === 'planned') setTimer(draft, outreachTimerOf(one, step));
}

/** Plans every step, with its timer. */
function planAnew(draft: Draft, one: Outreach, settings: Settings): Outreach {
  const { timeZone } = settings.profile;
  const { zones, states } = whereabouts(draft.head, timeZone);
  const rules = hoursFor({ purpose: 'other', states, practice: settings.policy.quietHours }, draft.now);
  const steps = planOutreach(one, timeZone, { zones, rules }, draft.now);
  const planned: Outreach = { ...one, revision: one.revision + 1, steps };
  setTimers(draft, planned);
  return planned;
}

/** The steps that were still to come, at the contact that the draft is about. */
function comeAlong(draft: Draft, one: Outreach): Outreach {
  const moved: Outreach = { ...one, contactId: draft.head.contactId, revision: one.revision + 1 };
  setTimers(draft, moved);
  return moved;
}

/** A recall or bill whose patient has another number now, at that number's contact. The same content: no new version. */
export const moveOutreach = (draft: Draft, one: Outreach): Outreach => comeAlong(draft, one);

/**
 * A step whose text will never leave is due again at once: its patient has another number, and the firing takes the whole along to that.
 * Under the next plan, for a step of this one has fired already. Of several that waited the last is asked, and the others are passed over, as
 * is one that a later step is about to follow.
 *
 * @param unsent the texts that will never leave, of this recall or bill
 */
export function askAgain(draft: Draft, one: Outreach, unsent: ReadonlySet<TextId>): void {
  const waited = one.steps.filter(
    ({ textId, status }) => status === 'queued' && textId !== undefined && unsent.has(textId),
  );
  const last = waited.at(-1);
  if (!last || !stillAsks(one)) return;
  const isNext = ({ status, dueAt }: OutreachStep): boolean =>
    status === 'queued' || (status === 'planned' && dueAt <= draft.now);
  const overtaken = one.steps.slice(one.steps.indexOf(last) + 1).some(isNext);
  const steps = one.steps.map((step): OutreachStep => {
    if (step === last && !overtaken) return { step: step.step, dueAt: draft.now, status: 'planned' };
    return waited.includes(step) ? { ...step, status: 'skipped' } : step;
  });
  if (overtaken) {
    draft.changedOutreach.push({ ...one, steps });
    return;
  }
  cancelSteps(draft, one);
  const again: Outreach = { ...one, revision: one.revision + 1, steps };
  setTimers(draft, again);
  draft.changedOutreach.push(again);
}

/** Takes back every step that was still to come. */
function cancelSteps(draft: Draft, one: Outreach): readonly OutreachStep[] {
  for (const { step, status } of one.steps)
    if (status === 'planned') clearTimer(draft, outreachTimer(one, step));
  return cancelled(one.steps);
}

const cancelled = (steps: readonly OutreachStep[]): readonly OutreachStep[] =>
  steps.map((step) => (step.status === 'planned' ? { ...step, status: 'cancelled' } : step));

/** A completed visit renews the patient's recalls that have an interval: due so long after it, from the first step on. */
export function renewRecalls(
  draft: Draft,
  visit: Pick<Appointment, 'start' | 'timeZone' | 'patientIds'>,
  outreaches: readonly Outreach[],
  settings: Settings,
): void {
  const lastVisit = dayIn(visit.start, visit.timeZone);
  for (const one of outreaches) {
    if (one.what !== 'recall' || !visit.patientIds.includes(one.patientId)) continue;
    const dueOn = one.interval === undefined ? undefined : dayAfter(lastVisit, one.interval);
    if (dueOn === undefined || !stillAsks(one) || lastVisit <= (one.lastVisit ?? '')) continue;
    const renewed: Recall = { ...one, lastVisit, dueOn, version: one.version + 1, updatedAt: draft.now };
    draft.changedOutreach.push(replanned(draft, one, renewed, settings));
  }
}

function contentOf(input: OutreachInput, before: Outreach | undefined) {
  if (input.what === 'bill') {
    const { what, patientId, amountCents, currency, dueOn, payUrl, sourceVersion } = input;
    const earlier = before?.what === 'bill' ? before.status : undefined;
    const status = input.status ?? earlier ?? 'open';
    return { what, patientId, amountCents, currency, dueOn, payUrl, sourceVersion, status };
  }
  const { what, patientId, kind, interval, sourceVersion } = input;
  const earlier = before?.what === 'recall' ? before : undefined;
  const given = input.dueOn ?? `${input.lastVisit}+${interval}`;
  const { lastVisit, dueOn } = earlier?.given === given ? earlier : { ...input, dueOn: dueDayOf(input) };
  // Another day is another recall: one that was done for the last one is asked for again.
  const status = input.status ?? (earlier && earlier.dueOn === dueOn ? earlier.status : 'active');
  return { what, patientId, kind, given, interval, lastVisit, dueOn, sourceVersion, status };
}

function dueDayOf({ dueOn, lastVisit, interval }: RecallInput): string {
  const day = dueOn ?? (lastVisit && interval && dayAfter(lastVisit, interval));
  if (!day) throw new Error('A recall says when it is due: its schema sees to that.');
  return day;
}

function contentIn(one: Outreach) {
  const { patientId, dueOn, sourceVersion } = one;
  const common = { patientId, dueOn, sourceVersion };
  if (one.what === 'bill') {
    const { what, amountCents, currency, payUrl, status } = one;
    return { ...common, what, amountCents, currency, payUrl, status };
  }
  const { what, kind, given, interval, lastVisit, status } = one;
  return { ...common, what, kind, given, interval, lastVisit, status };
}
