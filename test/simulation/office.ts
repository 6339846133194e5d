import type { AppointmentInput } from '../../shared/domain/appointment.ts';
import {
  appointmentIdSchema,
  keyIdOf,
  outreachIdSchema,
  type PracticeId,
  patientIdSchema,
  staffIdSchema,
} from '../../shared/domain/identifiers.ts';
import { inZone, plusDays, plusSeconds } from '../../shared/domain/time.ts';
import type { TimerHint } from '../../shared/ports/timers.ts';
import { closeThread } from '../../shared/use-cases/close-thread.ts';
import { putAppointment, readAppointment } from '../../shared/use-cases/put-appointment.ts';
import { putAppointments } from '../../shared/use-cases/put-appointments.ts';
import { putOutreach } from '../../shared/use-cases/put-outreach.ts';
import { putPatient } from '../../shared/use-cases/put-patient.ts';
import { sendDayNotice } from '../../shared/use-cases/send-day-notice.ts';
import { note } from './coverage.ts';
import type { History } from './history.ts';

/* What a practice's office does: its EHR's records of patients, visits, recalls and bills, and notices about a day. */

const zone = 'America/New_York';
export const by = { keyId: keyIdOf('ptx_simulation'), staffId: staffIdSchema.parse('sam') };

/** The patients of a practice in histories: several on one phone by chance. */
export const patientsCount = 4;
const patientOf = (number: number) => patientIdSchema.parse(`P-${number}`);
export const appointmentOf = (number: number) => appointmentIdSchema.parse(`A-${number}`);
const numberOf = ({ chance }: History) => chance.between(1, patientsCount);
/** Few of them are recalled and billed, so that what was asked is asked again, paid and done. */
const askedOf = ({ chance }: History) => chance.between(1, 2);

const today = ({ world: { now } }: History): string => inZone(now, zone).toPlainDate().toString();

/** The EHR sends a patient's record, as it does again and again: at times with how the patient agreed, whatever they said since. */
export async function putsPatient(history: History, number: number, from = history.phoneOf()): Promise<void> {
  const { chance } = history;
  const { party, phone } = from;
  const input = {
    name: { given: chance.pick(['Ana', 'Ben']), family: 'Sandoval' },
    phone,
    ...(chance.happens(0.2) && { timeZone: 'America/Phoenix' }),
    ...(chance.happens(0.4) && {
      consent: {
        scope: 'informational' as const,
        basis: chance.pick(['implied', 'express', 'written']),
        source: 'practice-record',
        evidence: { words: `Form ${chance.between(1, 1000)}` },
      },
    }),
  };
  if (input.consent && history.watch.hasStopped(history.contactOf(party, phone)))
    note(history.coverage, 'consent was put again after an opt-out');
  history.trace.push(
    `${history.world.now} ${party.practiceId} puts P-${number} (${phone.slice(-4)})${input.consent ? ` with ${input.consent.basis} consent` : ''}`,
  );
  await history.run('put-patient', (world) => putPatient(world, party.practiceId, patientOf(number), input));
}

/** A patient books, moves a visit, or comes under another number. */
export async function books(
  history: History,
  from = history.phoneOf(),
  number = numberOf(history),
): Promise<void> {
  const { chance, world } = history;
  const start = plusSeconds(world.now, chance.between(1, 12 * 24 * 4) * 900);
  await putsPatient(history, number, from);
  history.trace.push(`${world.now} ${from.party.practiceId} books P-${number} at ${start}`);
  await history.run('put-appointment', (of) =>
    putAppointment(of, from.party.practiceId, appointmentOf(number), {
      patientId: patientOf(number),
      start,
      durationMinutes: 30,
      kind: 'visit',
      confidential: chance.happens(0.2),
    }),
  );
}

/** A family comes on one phone: several visits within a day, put at once. */
export async function booksFamily(history: History): Promise<void> {
  const { chance, world } = history;
  const from = history.phoneOf();
  const numbers = chance.shuffled([1, 2, 3, 4]).slice(0, chance.between(2, 3));
  for (const number of numbers) await putsPatient(history, number, from);
  const start = plusSeconds(world.now, chance.between(4, 10 * 24 * 4) * 900);
  history.trace.push(
    `${world.now} ${from.party.practiceId} books a family of ${numbers.length} from ${start}`,
  );
  const items = numbers.map((number) => ({
    appointmentId: `A-${number}`,
    patientId: `P-${number}`,
    start: plusSeconds(start, chance.between(0, 20) * 3600),
    durationMinutes: 30,
    kind: 'visit',
    confidential: chance.happens(0.1),
  }));
  await history.run('put-appointments', async (of) => {
    for (const outcome of await putAppointments(of, from.party.practiceId, items, by))
      if ('failure' in outcome) throw outcome.failure;
  });
}

/** A visit took place, or the patient did not come. */
export const completes = (history: History): Promise<void> =>
  changesVisit(history, { status: history.chance.pick(['completed', 'no-show']) });

/** A visit is to be named to nobody from now on. */
export const conceals = (history: History, of?: Named): Promise<void> =>
  changesVisit(history, { confidential: true }, of);

/** One of a practice's visits. */
interface Named {
  readonly practiceId: PracticeId;
  readonly number: number;
}

/** A visit stays when it is, and something else of it changes. */
async function changesVisit(
  history: History,
  change: Partial<Pick<AppointmentInput, 'status' | 'confidential'>>,
  { practiceId, number }: Named = {
    practiceId: history.chance.pick(history.parties).practiceId,
    number: numberOf(history),
  },
): Promise<void> {
  const appointmentId = appointmentOf(number);
  history.trace.push(`${history.world.now} ${practiceId} says ${JSON.stringify(change)} of ${appointmentId}`);
  await history.run('put-appointment', async (of) => {
    const visit = await readAppointment(of, practiceId, appointmentId);
    const { patientIds, start, durationMinutes, kind, confidential } = visit;
    const input = { patientIds: [...patientIds], start, durationMinutes, kind, confidential, ...change };
    await putAppointment(of, practiceId, appointmentId, input);
  });
}

/** The practice asks a patient to book again, or has no reason to any more. */
export async function recalls(history: History): Promise<void> {
  const { chance, world } = history;
  const { practiceId } = chance.pick(history.parties);
  const number = askedOf(history);
  const dueOn = plusDays(today(history), chance.between(-20, 4));
  const status = chance.happens(0.2) ? ('done' as const) : ('active' as const);
  history.trace.push(`${world.now} ${practiceId} recalls P-${number} on ${dueOn}: ${status}`);
  await history.run('put-outreach', (of) =>
    putOutreach(of, practiceId, outreachIdSchema.parse(`R-${number}`), {
      what: 'recall',
      patientId: patientOf(number),
      kind: 'Cleaning',
      status,
      ...(chance.happens(0.5)
        ? { dueOn }
        : { lastVisit: plusDays(dueOn, -7), interval: chance.pick(['P1W', 'P2W']) }),
    }),
  );
}

/** The practice bills a patient, who pays at times. */
export async function bills(
  history: History,
  { practiceId } = history.chance.pick(history.parties),
  number = askedOf(history),
  status = history.chance.weighted([
    [6, 'open'],
    [3, 'paid'],
    [1, 'void'],
  ] as const),
): Promise<void> {
  const { chance, world } = history;
  history.trace.push(`${world.now} ${practiceId} bills P-${number}: ${status}`);
  await history.run('put-outreach', (of) =>
    putOutreach(of, practiceId, outreachIdSchema.parse(`B-${number}`), {
      what: 'bill',
      patientId: patientOf(number),
      amountCents: chance.between(1000, 1003),
      currency: 'USD',
      dueOn: plusDays(today(history), 10),
      status,
    }),
  );
}

/** While a text is on its way its patient books, pays at the counter, asks to be named to nobody, or gets another number and the old one again. */
export async function meets(history: History, { practiceId, contactId, timer }: TimerHint): Promise<void> {
  const number = Number(/^[ARB]-(\d)\./.exec(timer.id)?.[1]);
  const party = history.parties.find((one) => one.practiceId === practiceId);
  const phone = party?.phones.find((one) => history.contactOf(party, one).contactId === contactId);
  if (!party || !phone) return;
  if (timer.kind !== 'reminder' && history.chance.happens(0.3))
    return putsPatient(history, number, { party, phone: history.chance.pick(party.phones) });
  if (timer.kind === 'bill') await bills(history, party, number, 'paid');
  if (timer.kind === 'recall') await books(history, { party, phone }, number);
  if (timer.kind !== 'reminder') return;
  if (history.chance.happens(0.2)) await conceals(history, { practiceId: party.practiceId, number });
  if (!history.chance.happens(0.3)) return;
  await putsPatient(history, number, { party, phone: history.chance.pick(party.phones) });
  await putsPatient(history, number, { party, phone });
}

/** While a text is being handed over the patients of its number come under another one. */
export async function movesAway(history: History): Promise<void> {
  const { chance, parties, world } = history;
  const about = new Set<string>(world.cutOffAbout);
  for (const party of parties)
    for (const phone of party.phones) {
      const contact = history.contactOf(party, phone);
      if (!about.has(contact.contactId) || !chance.happens(0.8)) continue;
      const [head] = await world.memory.read([{ kind: 'head', ...contact }]);
      const [first, ...more] = party.phones.filter((other) => other !== phone);
      if (!first) continue;
      const to = chance.pick([first, ...more]);
      for (const { patientId } of head?.value.patients ?? [])
        await putsPatient(history, Number(patientId.slice('P-'.length)), { party, phone: to });
    }
}

/** "The doctor is out": to everybody on a day's list, and the same request again where it was cut off, or for no reason. */
export async function notifies(history: History): Promise<void> {
  const { chance, world } = history;
  const { practiceId } = chance.pick(history.parties);
  const days = history.watch.visitDays(practiceId, zone).filter((day) => day >= today(history));
  const date = days[0] === undefined ? today(history) : chance.pick([days[0], ...days.slice(1)]);
  const body = `The doctor is out on ${date}.`;
  const key = `notice-${chance.between(1, 1000)}`;
  history.trace.push(`${world.now} ${practiceId} sends a notice about ${date}`);
  const idempotency = chance.happens(0.5) ? { key, content: body } : undefined;
  const ask = () =>
    history.run('day-notice', (of) => sendDayNotice(of, practiceId, { date, body }, { by, idempotency }));
  if (!(await ask()) || chance.happens(0.3)) await ask();
}

/** A person closes a thread: whatever was asked in it until then is over. */
export async function closes(history: History): Promise<void> {
  const { party, phone } = history.phoneOf();
  history.trace.push(`${history.world.now} ${party.practiceId} closes the thread of ${phone.slice(-4)}`);
  await history.run('close-thread', (of) =>
    closeThread(of, history.contactOf(party, phone), 'Settled at the desk.', { by }),
  );
}
