import type { OutText } from '../domain/text.ts';
import type { RecordKey, Stored } from '../ports/store.ts';
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

/** The appointments that a text is about, as they stand now; without those that are gone or have moved. */
export async function appointmentsOf(
  world: Pick<World, 'store'>,
  { practiceId, contactId, about }: OutText,
): Promise<readonly Stored<'appointment'>[]> {
  const found = await appointmentsAt(world, { practiceId, contactId }, about ? [about] : []);
  return found.flatMap(({ record }) => record ?? []);
}
