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

interface Booked {
  readonly patientIds: readonly string[];
  readonly durationMinutes: number;
  readonly kind: string;
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

test('what became of reminders is told by step: asked, delivered, answered, and who did not come', async () => {
  const phone = '+12125550192';
  const start = '2026-12-08T14:00:00-05:00';
  await client.book('no-show', { phone, start });
  await client.settle();
  await client.handsetSends(phone, lines.ours, 'C');
  await client.settle();
  const { patientIds, durationMinutes, kind } = await client.done<Booked>('GET', '/v1/appointments/no-show');
  const put = { patientIds, durationMinutes, kind, start, status: 'no-show' };
  await client.done('PUT', '/v1/appointments/no-show', put);
  await client.settle();
  const figures = {
    asked: 1,
    delivered: 1,
    confirmed: 1,
    declined: 0,
    unanswered: 0,
    completed: 0,
    noShow: 1,
  };
  expect(await client.done('GET', '/v1/performance/reminders?from=2026-12-08&to=2026-12-08')).toMatchObject({
    from: '2026-12-07',
    visits: figures,
    steps: [{ step: 'booked', ...figures }],
  });
});

test('a stretch that ends before it begins is 422 with the field', async () => {
  const { status, body } = await client.call<{ errors: { path: string }[] }>(
    'GET',
    '/v1/performance?from=2026-12-08&to=2026-12-01',
  );
  expect([status, body.errors.map(({ path }) => path)]).toEqual([422, ['from']]);
});
