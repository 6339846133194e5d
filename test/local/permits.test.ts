import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningHost, startInProcess, tuesdayMorning } from '../support/local-host.ts';

let host: RunningHost;
beforeAll(async () => {
  host = await startInProcess({ clock: tuesdayMorning });
});
afterAll(() => host.stop());

const patient = '+12125550177';
const headers = { 'x-api-key': 'ptx_local_riverside', 'content-type': 'application/json' };
const call = async (method: string, path: string, body?: object) => {
  const response = await fetch(`${host.url}${path}`, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
};
const permits = async () => `/v1/contacts/${await host.client.contactId(patient)}/permits`;

test('a permit is asked for without anything being sent, for now and for another moment', async () => {
  await host.client.handsetSends(patient, '+12125550101', 'Hello, may I ask something?');
  await host.client.settle();
  const before = await host.client.received(patient);
  const now = await call('POST', await permits(), { purpose: 'appointment', body: 'See you on Tuesday.' });
  expect(now).toMatchObject({ status: 200, body: { verdict: 'send' } });
  expect(now.body.rules.map(({ code }: { code: string }) => code)).toEqual(
    expect.arrayContaining(['consent', 'switched-on', 'caps', 'quiet-hours']),
  );
  const late = { purpose: 'appointment', body: 'See you on Tuesday.', at: '2026-12-01T23:30:00-05:00' };
  expect((await call('POST', await permits(), late)).body).toMatchObject({
    verdict: 'hold',
    at: '2026-12-02T13:00:00.000Z',
  });
  const offer = await call('POST', await permits(), {
    purpose: 'marketing',
    body: 'Whitening is half the price.',
  });
  expect(offer.body).toMatchObject({ verdict: 'refuse', code: 'no-consent' });
  await host.client.settle();
  expect(await host.client.received(patient)).toEqual(before);
});

test('a policy is read, written with its version, and decides from then on', async () => {
  const { body } = await call('GET', '/v1/settings/policy');
  expect(body).toMatchObject({
    part: 'policy',
    value: { caps: { perDay: 3, perWeek: 8 }, exemption: false },
  });
  const wrong = await call('PUT', '/v1/settings/policy', { ...body.value, caps: { perDay: 9, perWeek: 2 } });
  expect(wrong).toMatchObject({ status: 422, body: { errors: [{ path: 'caps' }] } });
  expect(await call('PUT', '/v1/settings/policy', { ...body.value, exemption: true })).toMatchObject({
    status: 200,
    body: { version: body.version + 1 },
  });
  const asked = await call('POST', await permits(), { purpose: 'appointment', body: 'See you on Tuesday.' });
  const caps = asked.body.rules.find(({ code }: { code: string }) => code === 'caps');
  expect(caps).toMatchObject({ outcome: 'ok', cites: '47 CFR 64.1200(a)(9)(iv)(F)' });
});

test('a contact of another practice is not found', async () => {
  const answer = await fetch(`${host.url}${await permits()}`, {
    method: 'POST',
    headers: { ...headers, 'x-api-key': 'ptx_local_lakeside' },
    body: JSON.stringify({ purpose: 'reply', body: 'Hello' }),
  });
  expect(answer.status).toBe(404);
});

test.each(['ptx_local_riverside', 'ptx_local_lakeside'])('%s has passed its readiness check', async (key) => {
  const { status, body } = await host.client.call('GET', '/v1/readiness', undefined, { key });
  expect({ status, body }).toEqual({
    status: 200,
    body: { ready: true, missing: [], liveSince: expect.any(String) },
  });
  expect(await host.client.all('/v1/tasks', key)).toEqual([]);
});
