import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LocalClient, lines, type ShownAppointment, type ShownTask } from '../support/local-client.ts';
import { type RunningHost, startInProcess, tuesdayMorning } from '../support/local-host.ts';

/* A family of three on one phone, as its practice's system and its handset see it. */

let host: RunningHost;
let client: LocalClient;
beforeAll(async () => {
  host = await startInProcess({ clock: tuesdayMorning });
  client = host.client;
});
afterAll(() => host?.stop());

/** Mia, Leo and Sam with visits of one morning, asked about three days before. */
async function family(phone: string, prefix: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const [given, time] of [
    ['Mia', '09:30'],
    ['Leo', '10:00'],
    ['Sam', '10:30'],
  ] as const) {
    const id = `${prefix}-${given}`;
    ids.push(id);
    await client.book(id, { phone, given, start: `2026-12-08T${time}:00-05:00` });
    await client.settle();
  }
  return ids;
}

const shown = (id: string) => client.done<ShownAppointment>('GET', `/v1/appointments/${id}`);
const bodies = async (phone: string) => (await client.received(phone)).map(({ body }) => body);

test('a family is asked in one text, and "1 and 3 yes, can\'t do 2" is understood for each', async () => {
  const phone = '+12125550184';
  const ids = await family(phone, 'one');
  await client.moveClock({ to: '2026-12-05T16:00:00Z' });
  expect((await bodies(phone)).at(-1)).toBe(
    'Riverside Family: 1) Mia Tue Dec 8 9:30 AM 2) Leo 10:00 AM 3) Sam 10:30 AM. Reply C for all, or like C1 R2.',
  );
  const asked = (await bodies(phone)).length;

  await client.handsetSends(phone, lines.ours, "1 and 3 yes, can't do 2");
  await client.settle();
  const visits = await Promise.all(ids.map(shown));
  expect(visits.map(({ status }) => status)).toEqual(['confirmed', 'declined', 'confirmed']);
  expect(visits.map(({ history }) => history.at(-1)?.by)).toEqual(['patient', 'patient', 'patient']);
  expect((await bodies(phone)).slice(asked)).toEqual([
    'Riverside Family: Thank you! Confirmed: 1 and 3. We will text or call you about 2.',
  ]);
  const contactId = await client.contactId(phone);
  const tasks = (await client.all<ShownTask & { appointmentId?: string }>('/v1/tasks')).filter(
    (task) => task.contactId === contactId,
  );
  expect(tasks.map(({ kind, appointmentId }) => [kind, appointmentId])).toEqual([['declined', ids[1]]]);

  // Three hours before, those that are to come are expected, and the one that is not is not named.
  await client.moveClock({ to: '2026-12-08T13:30:00Z' });
  expect((await bodies(phone)).at(-1)).toBe(
    'Riverside Family: See you 1) Mia Tue Dec 8 9:30 AM 2) Sam Tue Dec 8 10:30 AM. To reschedule one, reply R and its number.',
  );
});
