import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalClient, lakeside, lines, type Page } from '../support/local-client.ts';
import { type RunningHost, startInProcess, tuesdayMorning } from '../support/local-host.ts';

let host: RunningHost;
let client: LocalClient;
beforeAll(async () => {
  host = await startInProcess({ clock: tuesdayMorning });
  client = host.client;
});
afterAll(() => host?.stop());

interface Shown {
  readonly name: string;
  readonly starter: boolean;
  readonly version: number;
  readonly findings: readonly { readonly code: string }[];
}

const path = '/v1/standard-responses';
const phone = '+16465550130';

it('a prepared answer is offered, written down, previewed, suggested, sent and taken away', async () => {
  const { items } = await client.done<Page<Shown>>('GET', `${path}?type=prescription`);
  expect(items.map(({ starter }) => starter)).toEqual([true, true, true]);

  const body = {
    en: '{shortName}: Hi {given|there}, it is at {pharmacy}.',
    es: '{shortName}: en {pharmacy}.',
  };
  const made = await client.call<Shown>('PUT', `${path}/at-pharmacy`, { type: 'prescription', body });
  expect([made.status, made.headers.get('etag'), made.body.starter]).toEqual([201, '"1"', false]);
  expect(made.body.findings.map(({ code }) => code)).toEqual(['field-needed', 'field-needed']);

  const stale = await client.call('PUT', `${path}/at-pharmacy`, { body }, { headers: { 'if-match': '"7"' } });
  expect(stale.status).toBe(412);
  expect((await client.call('GET', `${path}/at-pharmacy`, undefined, { key: lakeside })).status).toBe(404);

  await client.handsetSends(phone, lines.ours, 'Where is my refill?');
  const contactId = await client.contactId(phone);
  const fields = { pharmacy: 'Main Street' };
  const words = 'Riverside: Hi there, it is at Main Street.';
  expect(await client.done('POST', `${path}/at-pharmacy/preview`, { fields, contactId })).toMatchObject({
    body: expect.stringContaining('Hi there, it is at Main Street.'),
    segments: 1,
    encoding: 'GSM-7',
    findings: [],
  });
  const suggestions = () =>
    client.done<{ items: readonly { name: string; uses: number }[] }>(
      'GET',
      `/v1/threads/${contactId}/suggestions`,
    );
  expect((await suggestions()).items[0]).toMatchObject({ name: 'at-pharmacy', uses: 0 });

  const text = (more: object) =>
    client.call('POST', `/v1/threads/${contactId}/texts`, { standardResponse: 'at-pharmacy', ...more });
  expect((await text({})).body).toMatchObject({ code: 'invalid', errors: [{ path: 'fields.pharmacy' }] });
  expect((await text({ fields })).status).toBe(202);
  await client.settle();
  expect((await client.received(phone)).at(-1)?.body.slice(-words.length + 10)).toBe(words.slice(10));
  expect((await suggestions()).items[0]).toMatchObject({ name: 'at-pharmacy', uses: 1 });

  expect((await client.call('DELETE', `${path}/at-pharmacy`)).status).toBe(204);
  expect((await client.call('DELETE', `${path}/at-pharmacy`)).status).toBe(404);
  expect((await client.call('DELETE', `${path}/phi-warning`)).status).toBe(409);
});

it('a request that makes no sense is told what to mend', async () => {
  const put = (body: unknown) =>
    client.call<{ errors: readonly { path: string }[] }>('PUT', `${path}/x`, body);
  for (const [body, at] of [
    [{}, 'body'],
    [{ body: '' }, 'body'],
    [{ body: { es: 'Hola.' } }, 'body'],
    [{ body: 'Hi.', purpose: 'service' }, 'purpose'],
    [{ body: 'Reply CANCEL to cancel.' }, 'body.en[6-12]'],
    [{ body: 'Hi {given' }, 'body.en[3-4]'],
  ] as const) {
    const { status, body: said } = await put(body);
    expect([status, said.errors[0]?.path]).toEqual([422, at]);
  }
  expect((await client.call('GET', `${path}/No%20Such`)).status).toBe(404);
  expect((await client.call('GET', `${path}?cursor=offered.x`)).status).toBe(400);
});
