import { type Appointment, isUpcoming } from './appointment.ts';
import { isOptedOut, type ScopeState } from './consent.ts';
import { type ContactHead, headLimits } from './contact.ts';
import type { Purpose } from './purpose.ts';
import { defaultTextingHours, nextLawful } from './quiet-hours.ts';
import type { Profile, PurposeSwitches } from './settings.ts';
import type { AboutAppointment } from './text.ts';
import { type IsoInstant, secondsBetween, type ZoneName } from './time.ts';

/** Why a text may not go, as the API's `code` says it. */
export type RefusalCode =
  | 'opted-out'
  | 'no-consent'
  | 'switched-off'
  | 'appointment-changed'
  | 'suspended'
  | 'expired'
  | 'cap';

/** What one rule says of one text: `detail` in words for front-desk staff that name nobody, `cites` its law or document. */
export type RuleAnswer = { readonly detail: string; readonly cites?: string } & (
  | { readonly outcome: 'ok'; readonly code: string }
  | { readonly outcome: 'hold'; readonly code: string; readonly until: IsoInstant }
  | { readonly outcome: 'refuse'; readonly code: RefusalCode }
);

/** The recorded decision that one outbound text may be sent now, held until a time, or refused, with every rule that spoke. */
export type Permit = {
  readonly verdict: 'send' | 'hold' | 'refuse';
  /** Held: when it is decided again. */
  readonly at?: IsoInstant;
  /** Refused: the first rule's code. */
  readonly code?: RefusalCode;
  readonly decidedAt: IsoInstant;
  readonly rules: readonly RuleAnswer[];
};

/** A text that asks for leave. */
export interface PermitRequest {
  readonly purpose: Purpose;
  readonly expiresAt: IsoInstant;
  readonly sendNow?: boolean | undefined;
  readonly about?: AboutAppointment | undefined;
  /** It stands in the outbox already: asked again at its claim, it does not count against itself. */
  readonly standing?: boolean | undefined;
}

/** Everything that a permit rests on. Whoever commits the decision checks that all of it still stands. */
export interface PermitFacts {
  readonly head: ContactHead;
  readonly profile: Profile;
  readonly purposes: PurposeSwitches;
  /** The appointment that the text is about, as it stands now; `undefined` where it is gone. */
  readonly appointment?: Appointment | undefined;
  readonly now: IsoInstant;
}

type Ask = PermitRequest & PermitFacts;
/** A rule answers, or has nothing to say of this purpose. */
type Rule = (ask: Ask) => RuleAnswer | undefined;

const ok = (code: string, detail: string, cites?: string): RuleAnswer => ({
  code,
  outcome: 'ok',
  detail,
  ...(cites && { cites }),
});
const refuse = (code: RefusalCode, detail: string, cites?: string): RuleAnswer => ({
  code,
  outcome: 'refuse',
  detail,
  ...(cites && { cites }),
});

const switchable = ['appointment', 'recall', 'bill', 'care', 'marketing'] as const;
type Switchable = (typeof switchable)[number];
const isSwitchable = (purpose: Purpose): purpose is Switchable => switchable.some((one) => one === purpose);

const revoked = '47 CFR 64.1200(a)(10)';

function informational(state: ScopeState, purpose: Purpose): RuleAnswer {
  if (state.state === 'revoked') {
    return refuse(
      'opted-out',
      `The patient opted out (consent event ${state.seq}, ${state.at}). Only START brings texts back.`,
      revoked,
    );
  }
  if (state.state === 'none') {
    return refuse(
      'no-consent',
      'Nobody has recorded that the patient agreed to be texted.',
      '47 CFR 64.1200(a)(1)',
    );
  }
  if (state.purposes && !state.purposes.includes(purpose)) {
    return refuse(
      'no-consent',
      `The patient agreed to ${state.purposes.join(', ')} texts alone (consent event ${state.seq}).`,
      revoked,
    );
  }
  return ok(
    'consent',
    `Informational consent, ${state.basis} (consent event ${state.seq}, ${state.at}).`,
    '47 CFR 64.1200(a)(1)',
  );
}

const consent: Rule = ({ purpose, head }) => {
  const { consent: given, thread, lastInboundAt } = head;
  switch (purpose) {
    case 'emergency':
      return ok('consent', 'An emergency needs no consent.', '47 CFR 64.1200(f)(4)');
    case 'service':
      return ok('consent', 'Confirms an opt-out or opt-in, or answers HELP.', '47 CFR 64.1200(a)(12)');
    case 'reply':
      return thread.askedAt !== undefined
        ? ok('consent', `The patient texted first (${thread.askedAt}): a person may answer what they asked.`)
        : informational(given.informational, purpose);
    case 'acknowledgement':
      if (isOptedOut(given)) return informational(given.informational, purpose);
      return lastInboundAt === undefined
        ? refuse('no-consent', 'An acknowledgement answers a text, and the patient has sent none.')
        : ok('consent', `Answers the patient's text of ${lastInboundAt}.`);
    case 'appointment':
    case 'recall':
    case 'bill':
    case 'care':
      return informational(given.informational, purpose);
    case 'marketing':
      if (isOptedOut(given)) return informational(given.informational, purpose);
      return given.marketing.state === 'granted' && given.marketing.basis === 'written'
        ? ok(
            'consent',
            `Written marketing consent (consent event ${given.marketing.seq}).`,
            '47 CFR 64.1200(f)(9)',
          )
        : refuse(
            'no-consent',
            'Marketing needs a signed written consent, and none is in force.',
            '47 CFR 64.1200(f)(9)',
          );
  }
};

const switchedOn: Rule = ({ purpose, purposes }) => {
  if (!isSwitchable(purpose)) return undefined;
  return purposes[purpose].on
    ? ok('switched-on', `The practice has switched ${purpose} texts on.`)
    : refuse('switched-off', `The practice has not switched ${purpose} texts on (settings, purposes).`);
};

const stillTrue: Rule = ({ about, appointment, now }) => {
  if (about === undefined) return undefined;
  if (appointment === undefined || appointment.start !== about.start) {
    return refuse('appointment-changed', 'The appointment is gone or has moved since the text was written.');
  }
  if (!isUpcoming(appointment.status))
    return refuse('appointment-changed', `The appointment is ${appointment.status}.`);
  if (appointment.start <= now) return refuse('expired', 'The appointment has begun.');
  return ok('still-true', 'The appointment stands as the text says.');
};

/** Nothing more goes to a patient who is deceased or inactive; a person's own words are theirs to judge. */
const active: Rule = ({ purpose, head, appointment }) => {
  if (!isSwitchable(purpose)) return undefined;
  const meant = head.patients.filter(
    ({ patientId }) => !appointment || appointment.patientIds.includes(patientId),
  );
  return meant.length > 0 && meant.every(({ status }) => status !== undefined)
    ? refuse('suspended', 'The patient is marked inactive or deceased: nothing more is sent.')
    : undefined;
};

const notLate: Rule = ({ expiresAt, now }) =>
  now < expiresAt
    ? ok('not-late', `Useful until ${expiresAt}.`)
    : refuse('expired', `It was to be sent before ${expiresAt}: too late to be of use.`);

/** A patient who texted within the hour is awake and expects an answer. */
const freshReplyMinutes = 60;

const quietHours: Rule = ({ purpose, sendNow, head, profile, now }) => {
  if (purpose === 'emergency' || purpose === 'service' || purpose === 'acknowledgement') return undefined;
  if (purpose === 'reply') {
    if (sendNow) return ok('quiet-hours', 'The person who wrote it said to send it now.');
    if (head.lastInboundAt && secondsBetween(head.lastInboundAt, now) <= freshReplyMinutes * 60) {
      return ok('quiet-hours', `The patient texted within the last ${freshReplyMinutes} minutes.`);
    }
  }
  const zones = zonesOf(head, profile);
  const lawful = nextLawful(zones, now);
  const { cites } = defaultTextingHours;
  if (lawful === now) return ok('quiet-hours', `Inside 8:00-21:00 in ${zones.join(', ')}.`, cites);
  if (lawful === undefined)
    return refuse('expired', `No hour is lawful in all of ${zones.join(', ')}.`, cites);
  return {
    code: 'quiet-hours',
    outcome: 'hold',
    until: lawful,
    detail: `Quiet hours in ${zones.join(', ')}: held until ${lawful}.`,
    cites,
  };
};

/** Loops end: an auto-responder on the other side gets so many automated answers a day and no more. */
export const automatedAnswersPerDayMax = 8;

/** How many automated answers went to a contact in the last 24 hours. */
export const automatedAnswersSince = (head: ContactHead, now: IsoInstant): number =>
  head.acknowledgedAt.filter((at) => secondsBetween(at, now) < 86_400).length;

const bounded: Rule = ({ purpose, head, now, standing }) => {
  if (purpose !== 'acknowledgement') return undefined;
  const recent = automatedAnswersSince(head, now) - (standing ? 1 : 0);
  return recent < automatedAnswersPerDayMax
    ? ok('bounded', `Automated answer ${recent + 1} of at most ${automatedAnswersPerDayMax} in 24 hours.`)
    : refuse('cap', `${recent} automated answers went to this contact in 24 hours: a person should look.`);
};

/** A contact's head holds so many unfinished texts; a confirmation of STOP or an emergency's answer always finds room. */
const room: Rule = ({ purpose, head, standing }) => {
  if (standing || purpose === 'service' || purpose === 'emergency') return undefined;
  return head.outbox.length < headLimits.outbox
    ? undefined
    : refuse(
        'cap',
        `${head.outbox.length} texts to this patient are still on their way: wait until they have left.`,
      );
};

/** Every rule that a text is asked about, in the order in which a refusal is explained. */
const rules: readonly Rule[] = [consent, switchedOn, stillTrue, active, notLate, bounded, room, quietHours];

/** The zones whose clocks a contact may live by: the patients' own where known, else the practice's. */
export function zonesOf(head: ContactHead, profile: Profile): readonly ZoneName[] {
  const known = head.patients.flatMap((patient) => patient.timeZone ?? []);
  return known.length > 0 ? [...new Set(known)] : [profile.timeZone];
}

/**
 * Decides whether one text may go now. Pure: the same request and facts give the same permit, so a stored one can be
 * replayed. A refusal outweighs a hold; of holds the latest counts; a hold past the text's expiry is a refusal.
 */
export function permit(request: PermitRequest, facts: PermitFacts): Permit {
  const ask = { ...request, ...facts };
  const answers = rules.flatMap((rule) => rule(ask) ?? []);
  const decided = { decidedAt: facts.now, rules: answers };
  for (const answer of answers)
    if (answer.outcome === 'refuse') return { verdict: 'refuse', code: answer.code, ...decided };
  let until: IsoInstant | undefined;
  for (const answer of answers)
    if (answer.outcome === 'hold' && (!until || answer.until > until)) until = answer.until;
  if (until === undefined) return { verdict: 'send', ...decided };
  if (until < request.expiresAt) return { verdict: 'hold', at: until, ...decided };
  const late = refuse(
    'expired',
    `The next lawful moment, ${until}, is after ${request.expiresAt}: too late to be of use.`,
  );
  return { verdict: 'refuse', code: 'expired', decidedAt: facts.now, rules: [...answers, late] };
}
