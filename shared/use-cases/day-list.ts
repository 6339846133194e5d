import type { Appointment, AppointmentStatus } from '../domain/appointment.ts';
import type { PracticeId } from '../domain/identifiers.ts';
import type { World } from './world.ts';

/**
 * A day's appointments by the practice's own clock, in the order of their times: who tomorrow is unconfirmed? A filter
 * may make pages short: `next` says whether there is more. Three round trips a page.
 */
export async function readDay(
  world: World,
  practiceId: PracticeId,
  query: {
    readonly date: string;
    readonly status?: AppointmentStatus | undefined;
    readonly provider?: string | undefined;
    readonly kind?: string | undefined;
    readonly limit: number;
    readonly cursor?: string | undefined;
  },
): Promise<{ items: readonly Appointment[]; next?: string | undefined }> {
  const after = query.cursor === undefined ? {} : { after: query.cursor };
  const page = await world.store.list({
    listing: 'day',
    of: { practiceId, date: query.date },
    limit: query.limit,
    ...after,
  });
  const pointers = await readSome(
    page.items.map(
      ({ value: { appointmentId } }) => ({ kind: 'appointment-pointer', practiceId, appointmentId }) as const,
    ),
  );
  const appointments = await readSome(
    pointers.map(
      ({ key, value: { contactId, start } }) =>
        ({ kind: 'appointment', practiceId, contactId, start, appointmentId: key.appointmentId }) as const,
    ),
  );
  const items = appointments
    .map(({ value }) => value)
    .filter(
      ({ status, provider, kind }) =>
        (query.status === undefined || status === query.status) &&
        (query.provider === undefined || provider === query.provider) &&
        (query.kind === undefined || kind === query.kind),
    );
  return { items, next: page.next };

  async function readSome<K extends Parameters<World['store']['read']>[0][number]>(keys: readonly K[]) {
    if (keys.length === 0) return [];
    return (await world.store.read(keys)).flatMap((record) => (record ? [record] : []));
  }
}
