import type { Appointment } from './appointment.ts';
import type { ContactHead } from './contact.ts';
import type { Draft } from './draft.ts';
import type { ListedAppointment } from './family.ts';
import { fold } from './fold.ts';
import { isElsewhere, nameOfZone } from './reminder-wording.ts';
import { measure } from './segments.ts';
import { type PracticeView, wordsFor } from './system-text.ts';
import { dayIn } from './wall-clock.ts';
import { briefTime, nameInText, type Words } from './words.ts';

/** A name that is cut to find room keeps so many letters. */
const cutNameLength = 10;

/** The given name by which a text that lists an appointment names its patient; `undefined` where none is known. */
const givenOf = (head: ContactHead, { patientIds }: Appointment): string | undefined =>
  nameInText(head.patients.find(({ patientId }) => patientId === patientIds[0])?.given);

/** So many letters of a name are enough to tell a family's patients apart, and all that a question remembers. */
export const listedNameLength = 4;

/** The first name as an answer may write it, folded; `undefined` where it is not written in Latin letters. */
export const firstNameIn = (given: string | undefined): string | undefined =>
  /^[a-z]+(?= |$)/.exec(fold(given ?? ''))?.[0];

/** How the name of an appointment's patient begins. */
export const listedName = (head: ContactHead, appointment: Appointment): string | undefined =>
  firstNameIn(givenOf(head, appointment))?.slice(0, listedNameLength);

interface Form {
  readonly everyDay: boolean;
  readonly cut: boolean;
  readonly short: boolean;
}

/** From the fullest to the least: the first that fits one segment is taken. */
const forms: readonly Form[] = [
  { everyDay: true, cut: false, short: false },
  { everyDay: false, cut: false, short: false },
  { everyDay: false, cut: false, short: true },
  { everyDay: false, cut: true, short: true },
];

/**
 * What a text says that asks about a family's appointments: `Riverside: 1) Mia Tue Dec 1 9:30 AM 2) Leo 10:00 AM. Reply ...`. In one
 * segment where it can be, with how to opt out; a day is named once where there is less room, and long names are cut.
 */
export function familyBody(
  draft: Draft,
  { settings: { profile } }: PracticeView,
  family: readonly ListedAppointment[],
): string {
  const words = wordsFor(draft);
  const confirmed = family.every(({ appointment: { status } }) => status === 'confirmed');
  const bodies = forms.map((form) => {
    const list = listOf(words, draft.head, family, form);
    const lead = confirmed ? `${words.familyOfConfirmed} ` : '';
    return `${profile.shortName}: ${lead}${list}. ${words.answerByNumber(confirmed, form.short)}`;
  });
  const fitting = bodies.find((body) => measure(`${body} ${words.howToOptOut}`).segments === 1);
  return fitting ?? bodies.at(-1) ?? '';
}

function listOf(
  words: Words,
  head: ContactHead,
  family: readonly ListedAppointment[],
  { everyDay, cut }: Form,
): string {
  let day: string | undefined;
  return family
    .map(({ appointment }, index) => {
      const { start, timeZone } = appointment;
      const own = dayIn(start, timeZone);
      const time = briefTime(words, start, timeZone, everyDay || own !== day);
      day = own;
      const zone = isElsewhere(start, timeZone, head.patients) ? ` ${nameOfZone(start, timeZone)}` : '';
      const given = givenOf(head, appointment);
      const name = given && (cut ? [...given].slice(0, cutNameLength).join('').trim() : given);
      return `${index + 1}) ${name ? `${name} ` : ''}${time}${zone}`;
    })
    .join(' ');
}
