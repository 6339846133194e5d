import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LocalClient, lines, type ShownTask } from '../support/local-client.ts';
import { type RunningHost, startInProcess, tuesdayMorning } from '../support/local-host.ts';

let host: RunningHost;
let client: LocalClient;
beforeAll(async () => {
  host = await startInProcess({ clock: tuesdayMorning });
  client = host.client;
});
afterAll(() => host?.stop());

interface Shown {
  readonly status: string;
}

/** Books a visit, lets its first reminder go, and sends an answer; how the visit stands, what came back, and the tasks. */
async function answered(appointmentId: string, phone: string, body: string) {
  await client.book(appointmentId, { phone, start: '2026-12-08T14:00:00-05:00' });
  await client.settle();
  await client.handsetSends(phone, lines.ours, body);
  await client.settle();
  const { status } = await client.done<Shown>('GET', `/v1/appointments/${appointmentId}`);
  const tasks = await client.all<ShownTask>('/v1/tasks');
  const contactId = await client.contactId(phone);
  return {
    status,
    last: (await client.received(phone)).at(-1)?.body ?? '',
    tasks: tasks.filter((task) => task.contactId === contactId).map(({ kind }) => kind),
    consent: (
      await client.done<{ consent: { informational: { state: string } } }>('GET', `/v1/contacts/${contactId}`)
    ).consent.informational.state,
  };
}

test('"cancel my appointment please" declines the visit, and opts out of nothing', async () => {
  expect(await answered('sentence', '+12125550181', 'cancel my appointment please')).toEqual({
    status: 'declined',
    last: 'Riverside Family: Thank you for telling us. We will text or call you about your appointment.',
    tasks: ['declined'],
    consent: 'granted',
  });
});

test('a bare "CANCEL" opts out, says that the visit stands, and asks a person to call', async () => {
  const { last, ...rest } = await answered('keyword', '+12125550182', 'CANCEL');
  expect(rest).toEqual({ status: 'booked', tasks: ['unclear-reply'], consent: 'revoked' });
  expect(last).toContain('Your appointment still stands');
});

test('"yes, but can we make it 10?" asks for another time, and the task names it', async () => {
  const phone = '+12125550183';
  expect(await answered('later', phone, 'yes, but can we make it 10?')).toMatchObject({
    status: 'reschedule-requested',
    tasks: ['reschedule'],
  });
  const tasks = await client.all<ShownTask & { readonly detail: string }>('/v1/tasks');
  expect(tasks.find(({ kind }) => kind === 'reschedule')?.detail).toContain('They named: 10.');
});

test('"Yes. What should I bring?" confirms, is answered once, and waits on the practice', async () => {
  const phone = '+12125550184';
  expect(await answered('question', phone, 'Yes. What should I bring?')).toMatchObject({
    status: 'confirmed',
    last: "Riverside Family: Thank you! You're confirmed for Tue Dec 8 at 2:00 PM.",
    tasks: [],
  });
  expect((await client.thread(phone)).waitingOn).toBe('practice');
});
