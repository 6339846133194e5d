import type { Appointment } from '../domain/appointment.ts';
import { familyApartSecondsMax } from '../domain/family.ts';
import { namedBy, type OutText } from '../domain/text.ts';
import { plusSeconds } from '../domain/time.ts';
import type { RecordKey, Stored } from '../ports/store.ts';
import { findAppointment } from './find-appointment.ts';
import type { World } from './world.ts';

type Named = Pick<RecordKey<'appointment'>, 'appointmentId' | 'start'>;
type Contact = Pick<RecordKey<'appointment'>, 'practiceId' | 'contactId'>;

/** Appointments of a contact as they stand now, each with its key; `record` is absent where one is gone or has moved. One round trip, or none. */
export async function appointmentsAt(
  world: Pick<World, 'store'>,
  contact: Contact,
  named: readonly Named[],
): Promise<
  readonly { readonly key: RecordKey<'appointment'>; readonly record: Stored<'appointment'> | undefined }[]
> {
  if (named.length === 0) return [];
  const { practiceId, contactId } = contact;
  const keys = named.map(
    ({ appointmentId, start }) =>
      ({ kind: 'appointment', practiceId, contactId, start, appointmentId }) as const,
  );
  const found = await world.store.read(keys);
  return keys.map((key, index) => ({ key, record: found[index] }));
}

/**
 * Those of a contact's appointments that are missing there and stand elsewhere: under another time, or their patient's new number. Costs
 * round trips only where one is missing. `moving` where one was put elsewhere just then: ask again.
 */
export async function appointmentsElsewhere(
  world: Pick<World, 'store'>,
  found: Awaited<ReturnType<typeof appointmentsAt>>,
): Promise<readonly Appointment[] | 'moving'> {
  const missing = found.filter(({ record }) => !record);
  const there = await Promise.all(
    missing.map(({ key: { practiceId, appointmentId } }) =>
      findAppointment(world, practiceId, appointmentId),
    ),
  );
  return there.includes('moving')
    ? 'moving'
    : there.flatMap((one) => (typeof one === 'string' ? [] : one.appointment.value));
}

/** A contact has so few visits in two days; where it has more, those are read that come first. */
const nearbyMax = 30;

/**
 * An appointment, and its contact's others within a day of it, which change with the head alone. One round trip, and another where a
 * number has very many.
 */
export async function appointmentsAbout(
  world: Pick<World, 'store'>,
  key: RecordKey<'appointment'>,
): Promise<{
  readonly appointment: Stored<'appointment'> | undefined;
  readonly nearby: readonly Stored<'appointment'>[];
}> {
  const { practiceId, contactId, start, appointmentId } = key;
  const { items, next } = await world.store.list({
    listing: 'appointments',
    of: { practiceId, contactId },
    from: plusSeconds(start, -familyApartSecondsMax),
    to: plusSeconds(start, familyApartSecondsMax),
    limit: nearbyMax,
  });
  const isIt = (one: Stored<'appointment'>) =>
    one.key.appointmentId === appointmentId && one.key.start === start;
  const found = items.find(isIt);
  const [appointment] = found || next === undefined ? [found] : await world.store.read([key]);
  return { appointment, nearby: items.filter((one) => !isIt(one)) };
}

/** The appointments that a text is about, one or those that it lists, each with its key, as they stand now. */
export const appointmentsNamed = (
  world: Pick<World, 'store'>,
  contact: Contact,
  about: NonNullable<OutText['about']>,
): ReturnType<typeof appointmentsAt> => appointmentsAt(world, contact, namedBy(about));

/** The appointments that a text is about, as they stand now; without those that are gone or have moved. */
export async function appointmentsOf(
  world: Pick<World, 'store'>,
  { practiceId, contactId, about }: OutText,
): Promise<readonly Stored<'appointment'>[]> {
  const found = about ? await appointmentsNamed(world, { practiceId, contactId }, about) : [];
  return found.flatMap(({ record }) => record ?? []);
}
