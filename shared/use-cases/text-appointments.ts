import type { OutText } from '../domain/text.ts';
import type { Stored } from '../ports/store.ts';
import type { World } from './world.ts';

/** The appointments that a text is about, as they stand now; without those that are gone or have moved. One round trip, or none. */
export async function appointmentsOf(
  world: Pick<World, 'store'>,
  { practiceId, contactId, about }: OutText,
): Promise<readonly Stored<'appointment'>[]> {
  if (!about) return [];
  const { start, appointmentId } = about;
  const found = await world.store.read([
    { kind: 'appointment', practiceId, contactId, start, appointmentId } as const,
  ]);
  return found.flatMap((record) => record ?? []);
}
