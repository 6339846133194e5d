import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningHost, startInProcess } from '../support/local-host.ts';

/* What a permit is for, as a practice's system sees it: the rule that spoke, what would satisfy it, and the minute at which a text goes. */

let host: RunningHost;
// Tuesday 20:30 in New York.
beforeAll(async () => {
  host = await startInProcess({ clock: '2026-12-02T01:30:00Z' });
});
afterAll(() => host.stop());

const headers = { 'x-api-key': 'ptx_local_riverside', 'content-type': 'application/json' };
const call = async (method: string, path: string, body?: object) => {
  const response = await fetch(`${host.url}${path}`, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
};
let patients = 0;
/** A patient of the practice; answers the contact's path. */
async function patientAt(phone: string, more: object = {}): Promise<string> {
  patients += 1;
  const patient = { name: { given: 'Ana', family: 'Sandoval' }, phone, ...more };
  expect(await call('PUT', `/v1/patients/L-${patients}`, patient)).toMatchObject({ status: 201 });
  return host.client.contactId(phone);
}
const offer = { body: 'Riverside: teeth whitening is half the price in December.', purpose: 'marketing' };

describe('a marketing text', () => {
  test('needs a written consent, is told which, and with it is held to the next lawful minute', async () => {
    const contactId = await patientAt('+12125550161');
    await call('PUT', '/v1/settings/purposes', {
      ...(await call('GET', '/v1/settings/purposes')).body.value,
      marketing: { on: true },
    });
    const refused = await call('POST', `/v1/threads/${contactId}/texts`, offer);
    expect(refused).toMatchObject({
      status: 422,
      body: {
        code: 'no-consent',
        detail: expect.stringContaining('scope marketing, basis written'),
        permit: {
          verdict: 'refuse',
          rules: expect.arrayContaining([
            expect.objectContaining({ code: 'no-consent', cites: '47 CFR 64.1200(f)(9)' }),
          ]),
        },
      },
    });
    const signed = {
      scope: 'marketing',
      action: 'granted',
      basis: 'written',
      source: 'intake-form',
      evidence: 'I agree to get offers by text. Signed on the tablet.',
    };
    expect((await call('POST', `/v1/contacts/${contactId}/consents`, signed)).status).toBe(201);
    const held = await call('POST', `/v1/threads/${contactId}/texts`, offer);
    expect(held).toMatchObject({ status: 202, body: { status: 'held', at: '2026-12-02T14:00:00.000Z' } });
    const text = await call('GET', `/v1/texts/${held.body.textId}`);
    expect(text.body.permit).toMatchObject({ verdict: 'hold', at: '2026-12-02T14:00:00.000Z' });
    const spoke = text.body.permit.rules.map(
      ({ code, outcome }: Record<string, string>) => `${code} ${outcome}`,
    );
    expect(spoke).toEqual(
      expect.arrayContaining(['consent ok', 'switched-on ok', 'not-late ok', 'caps ok', 'quiet-hours hold']),
    );
    await host.client.moveClock({ to: '2026-12-02T13:59:00Z' });
    expect(await host.client.received('+12125550161')).toEqual([]);
    await host.client.moveClock({ to: '2026-12-02T14:00:00Z' });
    expect(await host.client.received('+12125550161')).toMatchObject([{ at: '2026-12-02T14:00:00.000Z' }]);
  });
});

describe('an appointment text goes by the clocks that the patient may live by', () => {
  test.each([
    [
      'a New York number that lives in Phoenix',
      '+12125550162',
      { timeZone: 'America/Phoenix' },
      '2026-12-08T03:59Z',
      undefined,
    ],
    [
      'the same an hour of its evening later',
      '+12125550163',
      { timeZone: 'America/Phoenix' },
      '2026-12-08T04:00Z',
      '2026-12-08T15:00Z',
    ],
    [
      'an area code over two zones, early in the west',
      '+18125550164',
      {},
      '2026-12-08T13:30Z',
      '2026-12-08T14:00Z',
    ],
    [
      'the same with the zone known',
      '+18125550165',
      { timeZone: 'America/New_York' },
      '2026-12-08T13:30Z',
      undefined,
    ],
    ['the night in which clocks go forward', '+12125550166', {}, '2027-03-14T06:59Z', '2027-03-14T12:00Z'],
    ['the night in which clocks go back', '+12125550167', {}, '2027-11-07T05:30Z', '2027-11-07T13:00Z'],
    ['Phoenix, which never moves its clocks', '+16025550168', {}, '2027-03-14T14:59Z', '2027-03-14T15:00Z'],
    ['Hawaii', '+18085550169', {}, '2026-12-08T17:00Z', '2026-12-08T18:00Z'],
    ['Puerto Rico', '+17875550170', {}, '2026-12-08T11:30Z', '2026-12-08T12:00Z'],
  ])('%s', async (_name, phone, more, at, heldUntil) => {
    const contactId = await patientAt(phone, more);
    const asked = { purpose: 'appointment', body: 'See you soon.', at };
    const { body } = await call('POST', `/v1/contacts/${contactId}/permits`, asked);
    expect([body.verdict, body.at?.slice(0, 16)]).toEqual([
      heldUntil ? 'hold' : 'send',
      heldUntil?.slice(0, 16),
    ]);
  });
});

test('health information is refused with its place, and goes after the warning and a YES', async () => {
  const phone = '+12125550171';
  await host.client.moveClock({ to: '2026-12-02T15:00:00Z' });
  await host.client.handsetSends(phone, '+12125550101', 'Are my results in?');
  await host.client.settle();
  const contactId = await host.client.contactId(phone);
  const say = (body: object) => call('POST', `/v1/threads/${contactId}/texts`, body);
  const result = { body: 'Your A1C came back at 8.2' };
  expect(await say(result)).toMatchObject({
    status: 422,
    body: { code: 'phi', errors: [{ path: expect.stringMatching(/^body\[5-/) }] },
  });
  expect((await say({ standardResponse: 'phi-warning' })).status).toBe(202);
  await host.client.settle();
  await host.client.handsetSends(phone, '+12125550101', 'YES');
  await host.client.settle();
  expect((await say(result)).status).toBe(202);
  await host.client.settle();
  const bodies = (await host.client.received(phone)).map(({ body }) => body);
  expect(bodies.at(-1)).toBe(result.body);
});
