import { isAnothers } from './another-text.ts';
import { isUpcoming } from './appointment.ts';
import { caps } from './caps-rule.ts';
import { consent } from './consent-rule.ts';
import { type ContactHead, headLimits } from './contact.ts';
import { dailyVolume } from './daily-volume.ts';
import { emergencyFirst } from './emergency-rule.ts';
import { listStands } from './family-rule.ts';
import { stillTheirs } from './left-rule.ts';
import { live } from './live-rule.ts';
import { stillMeant } from './notice-rule.ts';
import { stillDue } from './outreach-rule.ts';
import { ok, type Rule, refuse } from './permit-rule.ts';
import { phi } from './phi-rule.ts';
import { isSwitchable } from './purpose.ts';
import { clockIn, lawfulHours } from './quiet-hours.ts';
import { reservedWords } from './reserved-words-rule.ts';
import { review } from './review-rule.ts';
import { isKeptHere, numberChecked } from './suspension.ts';
import type { TextingHours } from './texting-hours.ts';
import { type IsoInstant, secondsBetween } from './time.ts';
import { whereabouts } from './whereabouts.ts';

const switchedOn: Rule = ({ purpose, purposes }) => {
  if (!isSwitchable(purpose)) return undefined;
  return purposes[purpose].on
    ? ok('switched-on', `The practice has switched ${purpose} texts on.`)
    : refuse('switched-off', `The practice has not switched ${purpose} texts on (settings, purposes).`);
};

const stillTrue: Rule = ({ purpose, about, appointment, now, ...facts }) => {
  if (about === undefined) return undefined;
  if (appointment === undefined || appointment.start !== about.start) {
    return refuse('appointment-changed', 'The appointment is gone or has moved since the text was written.');
  }
  if (!isKeptHere(facts.head, appointment.patientIds))
    return refuse('appointment-changed', 'None of its patients is reached at this number any more.');
  if (isAnothers(facts, appointment, about.step))
    return refuse('appointment-changed', 'It was planned again since: another text asks about it.');
  if (appointment.confidential && !about.confidential)
    return refuse('appointment-changed', 'It was marked confidential since the text was written.');
  if (purpose === 'care') {
    return appointment.status === 'completed'
      ? ok('still-true', 'The visit was completed.')
      : refuse('appointment-changed', `The visit is ${appointment.status}, not completed.`);
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

const quietHours: Rule = ({ purpose, sendNow, head, profile, policy, now }) => {
  if (purpose === 'emergency' || purpose === 'service' || purpose === 'acknowledgement') return undefined;
  if (purpose === 'reply') {
    if (sendNow) return ok('quiet-hours', 'The person who wrote it said to send it now.');
    if (head.lastInboundAt && secondsBetween(head.lastInboundAt, now) <= freshReplyMinutes * 60) {
      return ok('quiet-hours', `The patient texted within the last ${freshReplyMinutes} minutes.`);
    }
  }
  const { zones, states } = whereabouts(head, profile.timeZone);
  const { at, bound, rules } = lawfulHours({
    purpose: purpose === 'marketing' ? 'marketing' : 'other',
    practice: policy.quietHours,
    ...{ zones, states, now },
  });
  const clocks = (moment: IsoInstant) =>
    zones.map((zone) => `${clockIn(zone, moment)} in ${zone}`).join(', ');
  if (at === now) return ok('quiet-hours', `Inside the hours for texts: ${clocks(now)}.`, citesOf(rules));
  if (at === undefined)
    return refuse('expired', `No hour is lawful in all of ${zones.join(', ')}.`, citesOf(bound));
  const names = bound.map(({ name }) => name).join(', ');
  return {
    code: 'quiet-hours',
    outcome: 'hold',
    until: at,
    detail: `Outside the ${names}: ${clocks(now)}. Held until ${clocks(at)}.`,
    cites: citesOf(bound),
  };
};

const citesOf = (hours: readonly TextingHours[]): string => hours.map(({ cites }) => cites).join('; ');

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
export const rules: readonly Rule[] = [
  consent,
  switchedOn,
  live,
  stillTrue,
  listStands,
  numberChecked,
  stillTheirs,
  active,
  stillDue,
  stillMeant,
  notLate,
  phi,
  reservedWords,
  emergencyFirst,
  review,
  bounded,
  caps,
  dailyVolume,
  room,
  quietHours,
];
