import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalClient, lines, operator, riverside } from '../support/local-client.ts';
import { type RunningHost, startInProcess, tuesdayMorning } from '../support/local-host.ts';

let host: RunningHost;
let client: LocalClient;
beforeAll(async () => {
  host = await startInProcess({ clock: tuesdayMorning, empty: true });
  client = host.client;
});
afterAll(() => host?.stop());

const asOperator = <T>(method: 'POST' | 'PUT', path: string, body?: unknown) =>
  client.done<T>(method, path, body, operator);

/** What a new practice does before anything automated leaves: each step as the check names it. */
async function goLive(apiKey: string): Promise<void> {
  const call = <T>(method: 'GET' | 'PUT' | 'POST', path: string, body?: unknown): Promise<T> =>
    client.done(method, path, body, apiKey);
  const check = () =>
    call<{ ready: boolean; missing: { code: string }[]; liveSince?: string }>('GET', '/v1/readiness');
  const missing = async () => (await check()).missing.map(({ code }) => code);
  expect(await missing()).toEqual(['hours', 'point-persons', 'cloud-agreement', 'test-text']);
  const hours = await call<{ value: object }>('GET', '/v1/settings/hours');
  await call('PUT', '/v1/settings/hours', hours.value);
  const types = await call<{ value: object[] }>('GET', '/v1/settings/message-types');
  const staffed = types.value.map((type) => ({ ...type, pointPerson: 'sam' }));
  await call('PUT', '/v1/settings/message-types', staffed);
  await asOperator('PUT', '/operator/practices/hillside/agreements', { cloud: '2026-11-02' });
  await call('POST', '/v1/test-texts', { to: '+1 303 555 0111' });
  expect(await missing()).toEqual(['test-text']);
  await client.settle();
  expect(await check()).toMatchObject({ ready: true, missing: [], liveSince: expect.any(String) });
  expect((await client.received('+13035550111')).map(({ body }) => body)).toEqual([
    'Hillside Pediatrics: This is a test. If you can read it, our text line works. Reply STOP to opt out.',
  ]);
}

it('has no practice and no line', async () => {
  expect((await client.call('GET', '/v1/threads', undefined, { key: riverside })).status).toBe(401);
  const webhook = client.twilioText({ from: '+16465550001', body: 'Hello' });
  expect((await client.post(webhook)).status).toBe(404);
  const handset = await client.request<{ code: string }>('POST', '/local/phones/+16465550001/texts', {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to: lines.ours, body: 'Hello' }),
  });
  expect([handset.status, handset.body.code]).toEqual([404, 'unknown-line']);
});

it('is given a practice, its line and its settings by hand, and texts end to end', async () => {
  const { apiKey } = await asOperator<{ apiKey: string }>('POST', '/operator/practices', {
    practiceId: 'hillside',
    name: 'Hillside Pediatrics and Family Medicine',
    timeZone: 'America/Denver',
  });
  const call = <T>(method: 'GET' | 'PUT' | 'POST', path: string, body?: unknown): Promise<T> =>
    client.done(method, path, body, apiKey);
  const patient = { name: { given: 'Ann', family: 'Example' }, phone: '(646) 555-0002' };
  const early = await client.call<{ code: string }>('PUT', '/v1/patients/p1', patient, { key: apiKey });
  expect([early.status, early.body.code]).toEqual([409, 'conflict']);

  const line = {
    number: '(303) 555-0100',
    practiceId: 'hillside',
    carrier: 'simulated',
    optOutHandledBy: 'ours',
    messagesPerSecond: 5,
  };
  expect(await asOperator('PUT', '/operator/lines', line)).toMatchObject({ number: '+13035550100' });
  expect(await asOperator('PUT', '/operator/lines', line)).toMatchObject({ number: '+13035550100' });
  await call('PUT', '/v1/settings/profile', {
    name: 'Hillside Pediatrics and Family Medicine',
    shortName: 'Hillside Pediatrics',
    phone: '303-555-0199',
    timeZone: 'America/Denver',
  });

  // 8:00 in Denver: before opening at 9:00, and two business hours are promised.
  const phone = '+16465550002';
  await client.handsetSends(phone, '+13035550100', 'May I have an appointment?');
  await client.settle();
  expect((await client.received(phone)).map(({ body }) => body)).toEqual([
    'Hillside Pediatrics: We got your appointment request and will reply by 11:00 AM today. Reply STOP to opt out.',
  ]);
  const thread = await client.thread(phone, apiKey);
  expect(thread.waitingOn).toBe('practice');
  await call('POST', `/v1/threads/${thread.contactId}/texts`, { body: 'Tomorrow at 10?' });
  await client.settle();
  expect((await client.received(phone)).at(-1)).toMatchObject({
    from: '+13035550100',
    body: 'Tomorrow at 10?',
  });

  // Nothing automated but acknowledgements is on until the practice says so.
  await call('PUT', '/v1/patients/p1', patient);
  const appointment = {
    patientId: 'p1',
    start: '2026-12-08T10:00:00-07:00',
    durationMinutes: 20,
    kind: 'checkup',
  };
  await call('PUT', '/v1/appointments/a1', appointment);
  await client.settle();
  expect(await client.received(phone)).toHaveLength(2);
  const off = { on: false };
  await call('PUT', '/v1/settings/purposes', {
    appointment: { on: true },
    recall: off,
    bill: off,
    care: off,
    marketing: off,
  });
  await goLive(apiKey);
  await client.moveClock({ to: '2026-12-09T00:00:00Z' });
  // Three hours before is 7:00 in Denver, and 9:00 by the clock of a New York number, whose patient's own zone nobody knows.
  expect((await client.received(phone)).slice(2).map(({ at }) => at)).toEqual([
    '2026-12-05T17:00:00.000Z',
    '2026-12-08T14:00:00.000Z',
  ]);
});

it('is given a practice of any name, whose short name is whole characters', async () => {
  const { apiKey } = await asOperator<{ apiKey: string }>('POST', '/operator/practices', {
    practiceId: 'emoji',
    name: 'Nineteen characters\u{1F469} and more',
    timeZone: 'America/Denver',
  });
  const { value } = await client.done<{ value: { shortName: string } }>(
    'GET',
    '/v1/settings/profile',
    undefined,
    apiKey,
  );
  expect(value.shortName).toBe('Nineteen characters');
});
