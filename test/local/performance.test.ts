import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LocalClient, lines } from '../support/local-client.ts';
import { type RunningHost, startInProcess, tuesdayMorning } from '../support/local-host.ts';

let host: RunningHost;
let client: LocalClient;
beforeAll(async () => {
  host = await startInProcess({ clock: tuesdayMorning });
  client = host.client;
});
afterAll(() => host?.stop());

interface Figures {
  readonly count: number;
  readonly medianMinutes?: number;
  readonly goalsKept: { readonly kept: number; readonly of: number };
  readonly promisesKept: { readonly kept: number; readonly of: number };
  readonly trend: string;
}
interface Report {
  readonly from: string;
  readonly to: string;
  readonly total: Figures;
  readonly items: readonly (Figures & { readonly type?: string; readonly staffId?: string })[];
  readonly weeks: readonly (Figures & { readonly week: string })[];
}

test('an answer is in the figures of its week, by type and by person, as soon as its event is delivered', async () => {
  const phone = '+12125550191';
  await client.handsetSends(phone, lines.ours, 'I need a refill of my prescription');
  await client.settle();
  await client.done('POST', '/local/clock', { by: 'PT20M' });
  const contactId = await client.contactId(phone);
  const headers = { 'x-staff-id': 'alex' };
  const written = { body: 'It is ready.' };
  await client.call('POST', `/v1/threads/${contactId}/texts`, written, { headers });
  await client.settle();
  const byType = await client.done<Report>('GET', '/v1/performance');
  expect(byType).toMatchObject({
    to: '2026-12-06',
    total: { count: 1, goalsKept: { kept: 1, of: 1 }, promisesKept: { kept: 1, of: 1 }, trend: 'too-few' },
    weeks: [{ week: '2026-11-30', count: 1 }],
  });
  expect(byType.items.map(({ type, count }) => [type, count])).toEqual([['prescription', 1]]);
  expect(byType.total.medianMinutes).toBeGreaterThan(18.9);
  expect(byType.total.medianMinutes).toBeLessThan(21.1);
  const byPerson = await client.done<Report>(
    'GET',
    '/v1/performance?by=person&from=2026-12-01&to=2026-12-01',
  );
  expect([byPerson.from, byPerson.items.map(({ staffId, count }) => [staffId, count])]).toEqual([
    '2026-11-30',
    [['alex', 1]],
  ]);
});

test('a stretch that ends before it begins is 422 with the field', async () => {
  const { status, body } = await client.call<{ errors: { path: string }[] }>(
    'GET',
    '/v1/performance?from=2026-12-08&to=2026-12-01',
  );
  expect([status, body.errors.map(({ path }) => path)]).toEqual([422, ['from']]);
});
