import type { ContactHead } from './contact.ts';
import { begin, clearTimer, type Draft } from './draft.ts';
import { tellOfDrop } from './dropped.ts';
import {
  type AboutOutreach,
  type Outreach,
  type OutreachKind,
  type OutreachStep,
  stillAsks,
} from './outreach.ts';
import { outreachTimer } from './outreach-plan.ts';
import { outreachBody } from './outreach-words.ts';
import { type PracticeView, wordsFor, writeText } from './system-text.ts';
import type { IsoInstant } from './time.ts';
import type { Timer } from './timer.ts';

/** What the firing of a step's timer rests on. */
export interface OutreachDueFacts {
  readonly head: ContactHead;
  readonly timer: Timer & { kind: OutreachKind };
  /** As it stands now; `undefined` where it is gone. */
  readonly outreach: Outreach | undefined;
  /** Whether an appointment of its patient is booked and still to come. */
  readonly booked: boolean;
  readonly practice: PracticeView;
  readonly now: IsoInstant;
  readonly newId: () => string;
}

/**
 * A step of a recall or bill is due: everything is asked again, and where it still stands as the timer says, its text is written.
 * A recall is passed over, without a text, while its patient has an appointment: a later step asks again.
 */
export function decideOutreachDue(facts: OutreachDueFacts): Draft {
  const { head, timer, outreach, booked, practice, now } = facts;
  const draft = begin(head, now, facts.newId);
  clearTimer(draft, { kind: timer.kind, id: timer.id });
  if (!outreach || outreachTimer(outreach, timer.step).id !== timer.id) return draft;
  if (!outreach.steps.some(({ step, status }) => step === timer.step && status === 'planned')) return draft;
  if (!stillAsks(outreach) || (outreach.what === 'recall' && booked)) {
    draft.changedOutreach.push(withStep(outreach, timer.step, { status: 'skipped' }));
    return draft;
  }
  const { what, id, patientId, revision } = outreach;
  const amountCents = amountIn(outreach, practice);
  const about: AboutOutreach = {
    what,
    id,
    patientId,
    revision,
    step: timer.step,
    ...(amountCents !== undefined && { amountCents }),
  };
  const text = writeText(draft, practice, {
    purpose: what,
    body: bodyOf(draft, practice, outreach, amountCents),
    outreach: about,
    facts: { asked: { outreach, booked } },
  });
  const refused = text.status === 'refused' || text.status === 'expired';
  const status = refused ? 'refused' : 'queued';
  draft.changedOutreach.push(withStep(outreach, timer.step, { status, textId: text.textId }));
  if (refused) tellOfDrop(draft, text);
  return draft;
}

const withStep = (one: Outreach, step: string, change: Partial<OutreachStep>): Outreach => ({
  ...one,
  steps: one.steps.map((before) => (before.step === step ? { ...before, ...change } : before)),
});

/** A bill's amount says more than that there is one: only where the practice allows it. */
const amountIn = (one: Outreach, { settings }: PracticeView): number | undefined =>
  one.what === 'bill' && settings.policy.billAmount ? one.amountCents : undefined;

function bodyOf(
  draft: Draft,
  { settings: { profile } }: PracticeView,
  one: Outreach,
  amountCents: number | undefined,
): string {
  const patient = draft.head.patients.find(({ patientId }) => patientId === one.patientId);
  return outreachBody(one.what, {
    language: patient?.language ?? draft.head.patients.find(({ language }) => language)?.language,
    practice: profile.shortName,
    given: patient?.given,
    url: one.what === 'bill' ? (one.payUrl ?? profile.payUrl) : profile.bookingUrl,
    phone: profile.phone,
    amountCents,
    ends: ` ${wordsFor(draft).howToOptOut}`,
  });
}
