import type { Appointment } from './appointment.ts';
import type { PatientHere } from './contact.ts';
import type { Draft } from './draft.ts';
import type { Language } from './patient.ts';
import { phiIn } from './phi-guard.ts';
import { type PlanStep, stepsFor } from './reminder-plans.ts';
import { fillTemplate } from './reminder-template.ts';
import { measure, toGsm7 } from './segments.ts';
import type { Settings } from './settings.ts';
import { type PracticeView, wordsFor } from './system-text.ts';
import { epochMillisecondsOf, type IsoInstant, inZone, type ZoneName } from './time.ts';
import { dayAndTime, phoneShown, type Words, withName } from './words.ts';

/** What a step of an appointment's plan says: in the practice's own words where it has some that fit, else in the standard ones. */
export function reminderBody(
  draft: Draft,
  { settings }: PracticeView,
  appointment: Appointment,
  step: string,
): string {
  const words = wordsFor(draft);
  const { shortName, phone } = settings.profile;
  const when = visitTime(words, appointment, draft.head.patients);
  // A confidential visit names nobody: others may read this phone.
  const patient = draft.head.patients.find((one) => one.patientId === appointment.patientIds[0]);
  const given = appointment.confidential ? undefined : patient?.given;
  const own = ownWords(stepsFor(settings['reminder-plans'], appointment.kind), step, languageOf(draft));
  const { provider, location } = appointment;
  const filled =
    own && fillTemplate(own, { given, when, shortName, phone: phoneShown(phone), provider, location });
  const ends = ` ${words.howToOptOut}`;
  if (filled && mayGo(toGsm7(filled), ends, settings)) return toGsm7(filled);
  return withName(given, (name) => standard(words, appointment)(shortName, name, when), ends);
}

/** Whether own words with their values in fit one segment and tell nothing of anyone's health: a place's name may be that of its illness. */
function mayGo(body: string, ends: string, { profile, policy }: Settings): boolean {
  const told = phiIn(body, policy.phiPatterns, [profile.name, profile.shortName]);
  return told.length === 0 && measure(body + ends).segments === 1;
}

const languageOf = ({ head }: Draft): Language =>
  head.patients.find(({ language }) => language)?.language ?? 'en';

function ownWords(steps: readonly PlanStep[], step: string, language: Language): string | undefined {
  const body = steps.find((one) => one.step === step)?.body;
  if (typeof body === 'string') return language === 'en' ? body : undefined;
  return body?.[language];
}

function standard(words: Words, { status }: Appointment) {
  if (status === 'completed') return words.followUp;
  return status === 'confirmed' ? words.reminderOfConfirmed : words.reminder;
}

/**
 * When a visit is, by the clock where it takes place: `Tue Dec 1 at 9:30 AM`, and `... 9:30 AM EST` to a patient who is known to live
 * by another clock.
 */
function visitTime(
  words: Words,
  { start, timeZone }: Pick<Appointment, 'start' | 'timeZone'>,
  patients: readonly Pick<PatientHere, 'timeZone'>[],
): string {
  const when = dayAndTime(words, start, timeZone);
  return isElsewhere(start, timeZone, patients) ? `${when} ${nameOfZone(start, timeZone)}` : when;
}

/** Whether one of the patients is known to live by another clock than a visit's. */
export function isElsewhere(
  start: IsoInstant,
  timeZone: ZoneName,
  patients: readonly Pick<PatientHere, 'timeZone'>[],
): boolean {
  const here = inZone(start, timeZone).offset;
  return patients.some(({ timeZone: own }) => own !== undefined && inZone(start, own).offset !== here);
}

/** `EST`, `HST`, or `GMT+10` where English has no letters for it. */
export const nameOfZone = (at: IsoInstant, timeZone: ZoneName): string =>
  namesIn(timeZone)
    .formatToParts(epochMillisecondsOf(at))
    .find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;

/** Making a format costs a hundred times what using it does. A name counts once for each way to write its letters, large or small. */
const formatsMax = 1000;
const formats = new Map<ZoneName, Intl.DateTimeFormat>();

function namesIn(timeZone: ZoneName): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'short' });
  if (formats.size >= formatsMax) formats.clear();
  formats.set(timeZone, format);
  return format;
}
