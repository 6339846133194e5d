import type { AppointmentId, PracticeId } from '../domain/identifiers.ts';
import type { Stored } from '../ports/store.ts';
import type { World } from './world.ts';

export interface FoundAppointment {
  readonly pointer: Stored<'appointment-pointer'>;
  readonly appointment: Stored<'appointment'>;
}

/**
 * Finds an appointment by the practice's own id. Two round trips: where it stands, and it. `moving` where it was put elsewhere
 * between the two: whoever asks, asks again.
 */
export async function findAppointment(
  world: Pick<World, 'store'>,
  practiceId: PracticeId,
  appointmentId: AppointmentId,
): Promise<FoundAppointment | 'absent' | 'moving'> {
  const [pointer] = await world.store.read([{ kind: 'appointment-pointer', practiceId, appointmentId }]);
  if (!pointer) return 'absent';
  const { contactId, start } = pointer.value;
  const [appointment] = await world.store.read([
    { kind: 'appointment', practiceId, contactId, start, appointmentId },
  ]);
  return appointment ? { pointer, appointment } : 'moving';
}
