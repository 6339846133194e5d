import type { EmergencyKind } from './emergency.ts';
import type { Language } from './patient.ts';
import { measure, toGsm7 } from './segments.ts';
import { type DayNumber, dayOfEpoch, type IsoInstant, weekdayOf, type ZoneName } from './time.ts';
import { wallClock } from './wall-clock.ts';

/*
 * Every word that the system itself says to a patient, in English and Spanish, effective 2026-11-23. Each default fits
 * one GSM-7 segment with names of 20 characters; the Spanish ones keep to letters that GSM-7 has. None invites one of the
 * words that by law mean stop, except to opt out (47 CFR 64.1200(a)(10)): so never "reply CANCEL".
 */

export interface Words {
  acknowledgement(practice: string, what: string, by: string): string;
  acknowledgementUnpromised(practice: string, what: string): string;
  missedGoal(practice: string, what: string, by: string | undefined): string;
  /** `narrower`: whether the line lets the patient choose less than all. */
  optedOut(practice: string, narrower: boolean): string;
  /** To a STOP that by rule covers offers alone. */
  noMoreOffers(practice: string): string;
  keptReminders(practice: string): string;
  /** What a patient is warned of before a text may hold health information (78 FR 5634). */
  phiWarning(practice: string): string;
  phiAgreed(practice: string): string;
  /** To a bare CANCEL in answer to a reminder, which is an opt-out by law and may have meant the appointment. */
  optedOutNotCancelled(practice: string, phone: string | undefined): string;
  /** To somebody who says that the number is not the patient's. */
  wrongNumber(practice: string): string;
  optedIn(practice: string): string;
  help(practice: string, phone: string | undefined): string;
  /** To signs of an emergency: `short` leaves room for the practice's own words. */
  emergency(practice: string, kind: EmergencyKind, short: boolean): string;
  reminder(practice: string, given: string | undefined, when: string): string;
  reminderOfConfirmed(practice: string, given: string | undefined, when: string): string;
  /** Before a family's appointments, which are listed by number, where each of them was confirmed already. */
  familyOfConfirmed: string;
  /** Behind a family's appointments: how to answer for all of them and by number; `short` where there is less room. */
  answerByNumber(confirmed: boolean, short: boolean): string;
  /** To an answer about a family's appointments: which are confirmed, and which a person follows up, by their numbers. */
  familyAnswered(practice: string, confirmed: readonly number[], followed: readonly number[]): string;
  /** After a visit that was completed. */
  followUp(practice: string, given: string | undefined, when: string): string;
  confirmed(practice: string, when: string): string;
  rescheduleAsked(practice: string): string;
  declined(practice: string): string;
  noLonger(practice: string): string;
  /** To an answer about a visit whose time has come and gone. */
  hasPassed(practice: string): string;
  /** To a confirmation by someone who had declined or asked for another time. */
  turnedDownBefore(practice: string): string;
  /** To someone who is late or on the way. */
  lateNoted(practice: string): string;
  howToOptOut: string;
  /** To a phone of the practice's own staff. */
  testText(practice: string): string;
  /** Behind a practice's own words about a day. */
  offerReschedule: string;
  /** What an acknowledgement calls a text of a type. Nothing here tells what is wrong with anyone. */
  what: Readonly<Record<string, string>>;
  anything: string;
  weekdays: readonly string[];
  months: readonly string[];
  today(time: string): string;
  onDay(day: string, time: string): string;
  at(date: string, time: string): string;
}

/** A practice's number as a patient reads it: `212-555-0100`. */
export const phoneShown = (phone: string | undefined): string | undefined =>
  phone?.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '$1-$2-$3');

/** `1`, `1 and 3`, `1, 2 and 3`. */
const numbers = (list: readonly number[], and: string): string =>
  list.length < 2 ? `${list[0] ?? ''}` : `${list.slice(0, -1).join(', ')} ${and} ${list.at(-1)}`;

const english: Words = {
  acknowledgement: (practice, what, by) => `${practice}: We got your ${what} and will reply by ${by}.`,
  acknowledgementUnpromised: (practice, what) =>
    `${practice}: We got your ${what} and will reply as soon as we can.`,
  missedGoal: (practice, what, by) =>
    by === undefined
      ? `${practice}: Sorry, your ${what} is still with us. We will reply as soon as we can.`
      : `${practice}: Sorry, we need more time for your ${what}. We will reply by ${by}.`,
  optedOut: (practice, narrower) =>
    narrower
      ? `${practice}: You are opted out of all our texts. Reply REMINDERS to keep only appointment reminders, START to resume all.`
      : `${practice}: You are opted out and will get no more texts from us. Reply START to get them again.`,
  phiWarning: (practice) =>
    `${practice}: Texts are not encrypted, and others may read them. May ours to you hold health information? Reply YES if you agree.`,
  phiAgreed: (practice) =>
    `${practice}: Thank you. Our texts to you may hold health information now. Call us to change this. Reply STOP to opt out.`,
  noMoreOffers: (practice) =>
    `${practice}: You will get no more offers from us. Reply STOP to opt out of all our texts.`,
  keptReminders: (practice) =>
    `${practice}: You will get appointment reminders only. Reply START to get all our texts, STOP to opt out.`,
  optedOutNotCancelled: (practice, phone) =>
    `${practice}: You are opted out of our texts. Your appointment still stands: if you cannot come, call ${phoneShown(phone) ?? 'us'}. START brings texts back.`,
  wrongNumber: (practice) =>
    `${practice}: Sorry for the mix-up! We have paused our texts to this number while we check it.`,
  optedIn: (practice) => `${practice}: You will get our texts again. Reply HELP for help, STOP to opt out.`,
  help: (practice, phone) =>
    `${practice}: Text us here${phone ? ` or call ${phoneShown(phone)}` : ''}. In an emergency call 911. Msg & data rates may apply. Reply STOP to opt out.`,
  emergency: (practice, kind, short) =>
    kind === 'self-harm'
      ? `${practice}: If you are in danger, call 911 now. To talk with someone now, call or text 988${short ? '.' : ', free, day and night. You matter to us.'}`
      : `${practice}: If this may be an emergency, call 911 now${short ? '.' : ' or go to the nearest ER. Do not wait for an answer by text.'}`,
  reminder: (practice, given, when) =>
    `${practice}: ${given ? `${given}, you` : 'You'} have an appointment ${when}. Reply C to confirm, R to reschedule.`,
  reminderOfConfirmed: (practice, given, when) =>
    `${practice}: ${given ? `${given}, see` : 'See'} you ${when}. Reply R if you need to reschedule.`,
  familyOfConfirmed: 'See you',
  answerByNumber: (confirmed, short) =>
    confirmed
      ? `${short ? 'To reschedule: R and' : 'To reschedule one, reply R and'} its number.`
      : short
        ? 'Reply C for all, or like C1 R2.'
        : 'Reply C to confirm all, or by number: C1 R2 (R to reschedule).',
  familyAnswered: (practice, confirmed, followed) => {
    const thanks =
      confirmed.length > 0 ? `Thank you! Confirmed: ${numbers(confirmed, 'and')}.` : 'Thank you.';
    const more = followed.length > 0 ? ` We will text or call you about ${numbers(followed, 'and')}.` : '';
    return `${practice}: ${thanks}${more}`;
  },
  followUp: (practice, given, when) =>
    `${practice}: ${given ? `${given}, thank` : 'Thank'} you for your visit ${when}. Any questions? You can text us here.`,
  confirmed: (practice, when) => `${practice}: Thank you! You're confirmed for ${when}.`,
  rescheduleAsked: (practice) => `${practice}: No problem. We will text or call you to find a new time.`,
  declined: (practice) =>
    `${practice}: Thank you for telling us. We will text or call you about your appointment.`,
  noLonger: (practice) =>
    `${practice}: That appointment is no longer on our schedule. We will text or call you about it.`,
  hasPassed: (practice) =>
    `${practice}: The time of that appointment has passed. We will text or call you about it.`,
  turnedDownBefore: (practice) =>
    `${practice}: You told us before that this time does not suit you. We will text or call you to settle it.`,
  lateNoted: (practice) => `${practice}: Thank you for telling us. The front desk has been told.`,
  howToOptOut: 'Reply STOP to opt out.',
  testText: (practice) => `${practice}: This is a test. If you can read it, our text line works.`,
  offerReschedule: 'Reply R to reschedule.',
  what: {
    'appointment-request': 'appointment request',
    'clinical-question': 'question',
    prescription: 'request',
    'billing-inquiry': 'billing question',
    records: 'records request',
  },
  anything: 'message',
  weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  months: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  today: (time) => `${time} today`,
  onDay: (day, time) => `${day} ${time}`,
  at: (date, time) => `${date} at ${time}`,
};

const spanish: Words = {
  acknowledgement: (practice, what, by) =>
    `${practice}: Recibimos su ${what}. Le responderemos antes de: ${by}.`,
  acknowledgementUnpromised: (practice, what) =>
    `${practice}: Recibimos su ${what}. Le responderemos lo antes posible.`,
  missedGoal: (practice, what, by) =>
    by === undefined
      ? `${practice}: Disculpe, seguimos con su ${what}. Le responderemos lo antes posible.`
      : `${practice}: Disculpe la demora con su ${what}. Le responderemos antes de: ${by}.`,
  optedOut: (practice, narrower) =>
    narrower
      ? `${practice}: Ya no le enviaremos mensajes. Responda RECORDATORIOS para recibir solo los de sus citas, START para todos.`
      : `${practice}: Ya no le enviaremos mensajes. Responda START para recibirlos otra vez.`,
  phiWarning: (practice) =>
    `${practice}: Los mensajes no van cifrados y otros pueden leerlos. ¿Pueden los nuestros llevar datos de salud? Responda SI si acepta.`,
  phiAgreed: (practice) =>
    `${practice}: Gracias. Nuestros mensajes ya pueden llevar datos de salud. Responda STOP para no recibir ninguno.`,
  noMoreOffers: (practice) =>
    `${practice}: Ya no le enviaremos ofertas. Responda STOP para no recibir ningun mensaje.`,
  keptReminders: (practice) =>
    `${practice}: Solo le enviaremos recordatorios de citas. Responda START para todos, STOP para no recibir ninguno.`,
  optedOutNotCancelled: (practice, phone) =>
    `${practice}: Ya no le enviaremos mensajes. Su cita sigue en pie: si no puede venir, llame ${phone ? `al ${phoneShown(phone)}` : 'a la oficina'}. START para recibirlos otra vez.`,
  wrongNumber: (practice) =>
    `${practice}: Disculpe la molestia. Dejamos de escribir a este numero mientras lo revisamos.`,
  optedIn: (practice) =>
    `${practice}: Le enviaremos mensajes otra vez. Responda HELP para ayuda, STOP para no recibirlos.`,
  help: (practice, phone) =>
    `${practice}: Puede escribirnos por este medio${phone ? ` o llamar al ${phoneShown(phone)}` : ''}. Emergencias: 911. Pueden aplicar tarifas. Responda STOP para no recibir.`,
  emergency: (practice, kind, short) =>
    kind === 'self-harm'
      ? `${practice}: Si hay peligro, llame al 911 ahora. Para hablar con alguien, llame al 988 (oprima 2)${short ? '.' : ', gratis, a toda hora. Usted nos importa.'}`
      : `${practice}: Si puede ser una emergencia, llame al 911 ahora${short ? '.' : ' o vaya a urgencias. No espere una respuesta por este medio.'}`,
  reminder: (practice, given, when) =>
    `${practice}: ${given ? `${given}, tiene` : 'Tiene'} cita ${when}. Responda C para confirmar, R para cambiarla.`,
  reminderOfConfirmed: (practice, given, when) =>
    `${practice}: ${given ? `${given}, le` : 'Le'} esperamos ${when}. Responda R si necesita cambiarla.`,
  familyOfConfirmed: 'Les esperamos',
  answerByNumber: (confirmed, short) =>
    confirmed
      ? `${short ? 'Para cambiar: R y' : 'Para cambiar una, responda R y'} su numero.`
      : short
        ? 'Responda C para todas, o asi: C1 R2.'
        : 'Responda C para confirmar todas, o por numero: C1 R2 (R para cambiar).',
  familyAnswered: (practice, confirmed, followed) => {
    const thanks = confirmed.length > 0 ? `Gracias! Confirmadas: ${numbers(confirmed, 'y')}.` : 'Gracias.';
    const more = followed.length > 0 ? ` Le escribiremos o llamaremos sobre: ${numbers(followed, 'y')}.` : '';
    return `${practice}: ${thanks}${more}`;
  },
  followUp: (practice, given, when) =>
    `${practice}: ${given ? `${given}, gracias` : 'Gracias'} por su visita del ${when}. Si tiene preguntas, puede escribirnos por este medio.`,
  confirmed: (practice, when) => `${practice}: Gracias! Su cita del ${when} queda confirmada.`,
  rescheduleAsked: (practice) =>
    `${practice}: Con gusto. Le escribiremos o llamaremos para buscar otra hora.`,
  declined: (practice) => `${practice}: Gracias por avisar. Le escribiremos o llamaremos sobre su cita.`,
  noLonger: (practice) =>
    `${practice}: Esa cita ya no figura en nuestra agenda. Le escribiremos o llamaremos.`,
  hasPassed: (practice) => `${practice}: La hora de esa cita ya paso. Le escribiremos o llamaremos.`,
  turnedDownBefore: (practice) =>
    `${practice}: Antes nos dijo que esa hora no le conviene. Le escribiremos o llamaremos para aclararlo.`,
  lateNoted: (practice) => `${practice}: Gracias por avisar. Ya lo sabe la recepcion.`,
  howToOptOut: 'Responda STOP para no recibir.',
  testText: (practice) =>
    `${practice}: Esto es una prueba. Si puede leerlo, nuestra linea de textos funciona.`,
  offerReschedule: 'Responda R para cambiar su cita.',
  what: {
    'appointment-request': 'solicitud de cita',
    'clinical-question': 'pregunta',
    prescription: 'solicitud',
    'billing-inquiry': 'pregunta de pago',
    records: 'solicitud',
  },
  anything: 'mensaje',
  weekdays: ['lun', 'mar', 'mie', 'jue', 'vie', 'sab', 'dom'],
  months: ['ene', 'feb', 'mar', 'abr', 'may', 'jun', 'jul', 'ago', 'sep', 'oct', 'nov', 'dic'],
  today: (time) => `hoy ${time}`,
  onDay: (day, time) => `${day} ${time}`,
  at: (date, time) => `${date}, ${time}`,
};

const byLanguage: Readonly<Record<Language, Words>> = { en: english, es: spanish };

/** The words for a patient's language; English where none is known. */
export const wordsIn = (language: Language | undefined): Words => byLanguage[language ?? 'en'];

/** What an acknowledgement calls a text of that type: the practice's own word for it first. */
export const whatOf = (words: Words, type: string, practices: string | undefined): string =>
  practices ?? words.what[type] ?? words.anything;

/** A minute of the day: `9:30 AM`. */
function clock(minuteOfDay: number): string {
  const [hour, minute] = [Math.floor(minuteOfDay / 60), minuteOfDay % 60];
  return `${hour % 12 === 0 ? 12 : hour % 12}:${String(minute).padStart(2, '0')} ${hour < 12 ? 'AM' : 'PM'}`;
}

/** A day: `Tue Dec 1`. */
function dated(words: Words, day: DayNumber): string {
  const [, month, date] = dayOfEpoch(day).split('-').map(Number);
  return `${words.weekdays[weekdayOf(day) - 1]} ${words.months[(month ?? 0) - 1]} ${date}`;
}

/** A day and time as a patient reads it, never to be misread: `Tue Dec 1 at 9:30 AM`. */
export function dayAndTime(words: Words, at: IsoInstant, zone: ZoneName): string {
  const { day, minute } = wallClock(at, zone);
  return words.at(dated(words, day), clock(minute));
}

/** The same in the least room, as a list names it: `Tue Dec 1 9:30 AM`, and `9:30 AM` where the day was just named. */
export function briefTime(words: Words, at: IsoInstant, zone: ZoneName, withDay: boolean): string {
  const { day, minute } = wallClock(at, zone);
  return withDay ? `${dated(words, day)} ${clock(minute)}` : clock(minute);
}

/** A promised time: `12:00 PM today`, `Tue 12:00 PM`, and with its date where the weekday alone could be misread. */
export function promisedTime(words: Words, at: IsoInstant, now: IsoInstant, zone: ZoneName): string {
  const { day, minute } = wallClock(at, zone);
  const days = day - wallClock(now, zone).day;
  const time = clock(minute);
  if (days === 0) return words.today(time);
  return words.onDay(days < 6 ? (words.weekdays[weekdayOf(day) - 1] ?? '') : dated(words, day), time);
}

/** A name in the letters of a text: without braces, brackets and what breaks a line. `undefined` where nothing is left. */
export function nameInText(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const name = toGsm7(given)
    .replace(/[\p{Cc}\p{Cf}{}<>]/gu, '')
    .trim();
  return name === '' ? undefined : name;
}

/**
 * A patient's name as a text may carry it: left out where it would cost a second segment or breaks the line.
 *
 * @param ends what may still be added to the text
 */
export function withName(
  given: string | undefined,
  write: (given: string | undefined) => string,
  ends = '',
): string {
  const personal = write(nameInText(given));
  return measure(personal + ends).segments === 1 ? personal : write(undefined);
}
