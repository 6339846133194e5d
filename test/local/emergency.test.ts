import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page, ShownTask, ShownThread } from '../support/local-client.ts';
import { type RunningHost, startInProcess } from '../support/local-host.ts';

/** Thanksgiving, 3 AM in New York. */
const thanksgivingAtThree = '2026-11-26T08:00:00Z';

let host: RunningHost;
beforeAll(async () => {
  host = await startInProcess({ clock: thanksgivingAtThree });
});
afterAll(() => host.stop());

const line = '+12125550101';
const waiting = async () =>
  (await host.client.done<Page<ShownThread & { urgent: boolean }>>('GET', '/v1/threads?waitingOn=practice'))
    .items;
const urgent = async () =>
  (await host.client.all<ShownTask & { detail: string }>('/v1/tasks')).filter(
    ({ kind }) => kind === 'urgent',
  );

test('chest pain at 3 AM on a holiday is answered in the same second, by nothing else, with an urgent task and thread', async () => {
  const patient = '+12125550177';
  await host.client.handsetSends(patient, line, 'I have chest pain');
  await host.client.settle();
  const received = await host.client.received(patient);
  expect(received.map(({ body }) => body)).toEqual([expect.stringContaining('call 911 now')]);
  expect(Date.parse(received[0]?.at ?? '') - Date.parse(thanksgivingAtThree)).toBeLessThan(1000);
  const { texts } = await host.client.thread(patient);
  expect(texts[0]).toMatchObject({ purpose: 'emergency', permit: { verdict: 'send' }, segments: 1 });
  const [first] = await waiting();
  expect(first).toMatchObject({ phone: patient, urgent: true });
  const contactId = await host.client.contactId(patient);
  expect((await urgent()).filter((task) => task.contactId === contactId)).toEqual([
    expect.objectContaining({ detail: expect.not.stringMatching(/chest|pain/i) }),
  ]);
  await host.client.done('POST', `/v1/threads/${contactId}/texts`, { body: 'We are calling you.' });
  expect((await waiting()).some(({ phone }) => phone === patient)).toBe(false);
});

test('a patient who opted out is answered too, and one who opts out with the sign gets both, the emergency first', async () => {
  const [before, both] = ['+12125550178', '+12125550179'];
  await host.client.handsetSends(before, line, 'STOP');
  await host.client.settle();
  await host.client.handsetSends(before, line, 'No puedo respirar');
  await host.client.handsetSends(both, line, 'stop texting me, I want to kill myself');
  await host.client.settle();
  expect((await host.client.received(before)).map(({ body }) => body)).toEqual([
    expect.stringContaining('opted out'),
    expect.stringContaining('llame al 911'),
  ]);
  expect((await host.client.received(both)).map(({ body }) => body)).toEqual([
    expect.stringMatching(/911.*988/),
    expect.stringContaining('opted out'),
  ]);
});
