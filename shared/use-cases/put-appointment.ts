import type { Actor } from '../domain/actor.ts';
import type { Appointment, AppointmentInput } from '../domain/appointment.ts';
import { cancelReminders, tellEnd, withStatusBy } from '../domain/appointment-status.ts';
import { dayOf, decideBooking } from '../domain/booking.ts';
import { begin } from '../domain/draft.ts';
import { assertVersion, Failure, notFound } from '../domain/failure.ts';
import type { AppointmentId, ContactId, PatientId, PracticeId } from '../domain/identifiers.ts';
import { renewRecalls } from '../domain/outreach-change.ts';
import type { Change, Check } from '../ports/store.ts';
import { auditedBy } from './audit.ts';
import { commitDraft, untilDecided } from './commit-draft.ts';
import { type FoundAppointment, findAppointment } from './find-appointment.ts';
import { recallsToRenew } from './outreach-records.ts';
import { timersLeft } from './timers-left.ts';
import { newIdOf, type World } from './world.ts';

export async function readAppointment(
  world: World,
  practiceId: PracticeId,
  appointmentId: AppointmentId,
): Promise<Appointment> {
  return untilDecided(world, async () => {
    const found = await findAppointment(world, practiceId, appointmentId);
    if (found === 'absent') throw notFound('appointment');
    return found === 'moving' ? 'conflict' : found.appointment.value;
  });
}

/**
 * Upserts an appointment by the practice's own id, with its reminders' timers and its place in the day's list, in one
 * commit. `expected` is the version that the caller last saw. Throws `invalid` where a patient is not known, or its
 * patients do not share one number.
 */
export async function putAppointment(
  world: World,
  practiceId: PracticeId,
  appointmentId: AppointmentId,
  input: AppointmentInput,
  expected?: number,
  by?: Actor,
): Promise<{ appointment: Appointment; created: boolean }> {
  const named = input.patientIds ?? (input.patientId === undefined ? [] : [input.patientId]);
  const patientIds = [...new Set(named)];
  return untilDecided(world, async () => {
    const [{ contactId, checks }, settings, there] = await Promise.all([
      contactOf(world, practiceId, patientIds),
      world.settings.settings(practiceId),
      findAppointment(world, practiceId, appointmentId),
    ]);
    if (there === 'moving') return 'conflict';
    const found = there === 'absent' ? undefined : there;
    const [head] = await world.store.read([{ kind: 'head', practiceId, contactId }]);
    if (!head) return 'conflict';
    const now = world.clock.now();
    const before = found?.appointment.value;
    assertVersion(expected, before?.version);
    const line = await world.settings.line(head.value.line);
    const facts = {
      head: head.value,
      before,
      settings,
      messagesPerSecond: line?.messagesPerSecond ?? 1,
      now,
      newId: newIdOf(world),
    };
    const booking = decideBooking(facts, appointmentId, input, patientIds);
    if (!booking) return before ? { appointment: before, created: false } : 'conflict';
    const recalls = await recallsToRenew(world, booking.appointment, before);
    renewRecalls(
      booking.draft,
      booking.appointment,
      recalls.map(({ value }) => value),
      settings,
    );
    const elsewhere =
      found && before?.contactId !== contactId ? timersLeft(booking.draft, found.appointment) : [];
    const { outcome } = await commitDraft(world, booking.draft, {
      once: `appointment#${newIdOf(world)()}`,
      read: [head, found?.appointment, ...recalls],
      checks,
      changes: [
        ...elsewhere,
        ...placed(booking.appointment, found, settings.profile.timeZone),
        ...auditedBy(world, by, { practiceId, contactId, action: 'appointment-put', what: appointmentId }),
      ],
      result: null,
    });
    return outcome === 'conflict' ? 'conflict' : { appointment: booking.appointment, created: !before };
  });
}

/** The one contact of an appointment's patients, and that each of them is still reached there when it is put. */
async function contactOf(
  world: World,
  practiceId: PracticeId,
  patientIds: readonly PatientId[],
): Promise<{ contactId: ContactId; checks: Check[] }> {
  const patients = await world.store.read(
    patientIds.map((patientId) => ({ kind: 'patient', practiceId, patientId }) as const),
  );
  const unknown = patients.indexOf(undefined);
  if (unknown >= 0) {
    throw new Failure('invalid', 'Put the patient before the appointment.', {
      errors: [
        {
          path: patientIds.length > 1 ? `patientIds[${unknown}]` : 'patientId',
          message: 'There is no such patient.',
        },
      ],
    });
  }
  const contacts = new Set(patients.flatMap((patient) => patient?.value.contactId ?? []));
  const [first] = contacts;
  if (!first || contacts.size > 1) {
    throw new Failure('invalid', 'Put one appointment for each number.', {
      errors: [{ path: 'patientIds', message: 'These patients do not share one number.' }],
    });
  }
  const checks = patients.flatMap((patient) =>
    patient ? [{ key: patient.key, expect: patient.version }] : [],
  );
  return { contactId: first, checks };
}

/** The records that place an appointment: itself, the pointer to it, and its line in the day's list. */
function placed(
  appointment: Appointment,
  found: FoundAppointment | undefined,
  practiceZone: string,
): Change[] {
  const { practiceId, appointmentId, contactId, start } = appointment;
  const day = dayOf(start, practiceZone);
  const old = found?.pointer.value;
  const inPlace = old?.contactId === contactId && old.start === start;
  const changes: Change[] = [
    {
      put: { kind: 'appointment', practiceId, contactId, start, appointmentId },
      value: appointment,
      expect: found && inPlace ? found.appointment.version : 'absent',
    },
    {
      put: { kind: 'appointment-pointer', practiceId, appointmentId },
      value: { contactId, start, day },
      expect: found?.pointer.version ?? 'absent',
    },
  ];
  if (found && !inPlace) changes.push({ remove: found.appointment.key, expect: found.appointment.version });
  if (old?.day.date === day.date && old.day.time === day.time) return changes;
  const dayKey = { kind: 'day-entry', practiceId, appointmentId } as const;
  if (old) changes.push({ remove: { ...dayKey, ...old.day }, expect: 1 });
  changes.push({ put: { ...dayKey, ...day }, value: { appointmentId }, expect: 'absent' });
  return changes;
}

/** Cancels an appointment: its reminders are taken back, and it stays to be told of. Twice is once. */
export async function cancelAppointment(
  world: World,
  practiceId: PracticeId,
  appointmentId: AppointmentId,
  expected?: number,
  by?: Actor,
): Promise<Appointment> {
  return untilDecided(world, async () => {
    const found = await findAppointment(world, practiceId, appointmentId);
    if (found === 'absent') throw notFound('appointment');
    if (found === 'moving') return 'conflict';
    const { value: before } = found.appointment;
    assertVersion(expected, before.version);
    if (before.status === 'cancelled') return before;
    const [head] = await world.store.read([{ kind: 'head', practiceId, contactId: before.contactId }]);
    if (!head) return 'conflict';
    const draft = begin(head.value, world.clock.now(), newIdOf(world));
    const cancelled = cancelReminders(draft, withStatusBy(before, 'cancelled', 'practice', draft.now));
    draft.changedAppointments.push(cancelled);
    tellEnd(draft, cancelled, before);
    const once = `appointment#${newIdOf(world)()}`;
    const { outcome } = await commitDraft(world, draft, {
      once,
      read: [head, found.appointment],
      changes: auditedBy(world, by, {
        practiceId,
        contactId: before.contactId,
        action: 'appointment-cancelled',
        what: appointmentId,
      }),
      result: null,
    });
    return outcome === 'conflict' ? 'conflict' : cancelled;
  });
}
