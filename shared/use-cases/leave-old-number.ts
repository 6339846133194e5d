import type { Appointment } from '../domain/appointment.ts';
import { type Draft, happened, setTimer } from '../domain/draft.ts';
import { Failure } from '../domain/failure.ts';
import type { ContactId } from '../domain/identifiers.ts';
import { unlinkPatient } from '../domain/link-patient.ts';
import type { Patient } from '../domain/patient.ts';
import { reminderTimerOf } from '../domain/reminder.ts';
import { reminderTimer } from '../domain/reminder-plan.ts';
import type { Change, Stored } from '../ports/store.ts';
import type { World } from './world.ts';

/** So many upcoming appointments fit one commit with their timers. */
const movedMax = 8;

/**
 * A patient's number changed: the patient leaves the old contact, and the patient's upcoming appointments go along with
 * their reminders. Consent stays with the number, and so does the old thread.
 *
 * @returns the changes for the commit that puts the patient; timers of the new number go into its draft
 */
export async function leaveOldNumber(
  world: World,
  draft: Draft,
  patient: Patient,
  oldId: ContactId,
): Promise<Change[]> {
  const { practiceId, patientId } = patient;
  const old = { practiceId, contactId: oldId };
  const [[head], page] = await Promise.all([
    world.store.read([{ kind: 'head', ...old }]),
    world.store.list({ listing: 'appointments', of: old, from: draft.now, limit: 100 }),
  ]);
  const theirs = page.items.filter(({ value }) => value.patientIds.every((one) => one === patientId));
  if (theirs.length > movedMax) {
    throw new Failure(
      'conflict',
      `More than ${movedMax} upcoming appointments would move to another number: cancel or move some first.`,
    );
  }
  const pointers = await world.store.read(
    theirs.map(
      ({ value: { appointmentId } }) => ({ kind: 'appointment-pointer', practiceId, appointmentId }) as const,
    ),
  );
  const changes: Change[] = head
    ? [{ put: head.key, value: unlinkPatient(head.value, patientId), expect: head.version }]
    : [];
  for (const [index, appointment] of theirs.entries())
    changes.push(...move(draft, appointment, pointers[index]));
  return changes;
}

function move(
  draft: Draft,
  { key, value, version }: Stored<'appointment'>,
  pointer: Stored<'appointment-pointer'> | undefined,
): Change[] {
  const { practiceId, contactId } = draft.head;
  const moved: Appointment = { ...value, contactId, revision: value.revision + 1 };
  const changes: Change[] = [
    { remove: key, expect: version },
    { put: { ...key, kind: 'appointment', contactId }, value: moved, expect: 'absent' },
  ];
  if (pointer)
    changes.push({ put: pointer.key, value: { ...pointer.value, contactId }, expect: pointer.version });
  for (const { step, dueAt, status } of value.reminders) {
    if (status !== 'planned') continue;
    const timer = reminderTimer(value, step);
    changes.push({
      remove: {
        kind: 'timer',
        practiceId,
        contactId: value.contactId,
        timerKind: timer.kind,
        timerId: timer.id,
      },
      expect: 1,
    });
    happened(draft, 'timer.changed', { contactId: value.contactId, timer, status: 'gone' });
    setTimer(draft, reminderTimerOf(moved, step, dueAt));
  }
  return changes;
}
