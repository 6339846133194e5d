import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LocalClient } from '../support/local-client.ts';
import { type RunningHost, startInProcess, tuesdayMorning } from '../support/local-host.ts';

let host: RunningHost;
let client: LocalClient;
beforeAll(async () => {
  host = await startInProcess({ clock: tuesdayMorning });
  client = host.client;
  const { value } = await client.done<{ value: object }>('GET', '/v1/settings/purposes');
  const on = { ...value, recall: { on: true }, bill: { on: true } };
  await client.done('PUT', '/v1/settings/purposes', on);
});
afterAll(() => host?.stop());

const patient = (id: string, phone: string) =>
  client.done('PUT', `/v1/patients/${id}`, { name: { given: 'Ann', family: 'Example' }, phone });
const bodies = async (phone: string) => (await client.received(phone)).map(({ body }) => body);

test('a bill is asked for until it is paid, without its amount, and shows what became of each step', async () => {
  const phone = '+16465550121';
  await patient('payer', phone);
  const bill = {
    patientId: 'payer',
    amountCents: 12_000,
    dueOn: '2026-12-31',
    payUrl: 'https://pay.example.com',
  };
  const put = await client.call<{ version: number }>('PUT', '/v1/bills/b-1', bill);
  expect(put).toMatchObject({
    status: 201,
    body: { billId: 'b-1', currency: 'USD', status: 'open', version: 1 },
  });
  expect((await client.call('PUT', '/v1/bills/b-1', bill)).status).toBe(200);
  await client.settle();
  expect(await bodies(phone)).toEqual([
    'Riverside Family: Ann, you have a bill to pay. Pay: https://pay.example.com Reply STOP to opt out.',
  ]);
  const stale = { headers: { 'if-match': '"7"' } };
  expect((await client.call('PUT', '/v1/bills/b-1', { ...bill, status: 'paid' }, stale)).status).toBe(412);
  await client.done('PUT', '/v1/bills/b-1', { ...bill, status: 'paid' });
  await client.moveClock({ by: 'P8D' });
  expect(await bodies(phone)).toHaveLength(1);
  const { steps } = await client.done<{ steps: { status: string }[] }>('GET', '/v1/bills/b-1');
  expect(steps.map(({ status }) => status)).toEqual(['queued', 'cancelled', 'cancelled']);
});

test('a bill with a link of one person alone, or of nobody known, is refused with what to mend', async () => {
  const bill = { patientId: 'payer', amountCents: 1, dueOn: '2026-12-31' };
  const linked = { ...bill, payUrl: 'https://pay.example.com/b/8f3a2c9d1e4b' };
  expect(await client.call('PUT', '/v1/bills/b-2', linked)).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'payUrl' }] },
  });
  expect(await client.call('PUT', '/v1/bills/b-2', { ...bill, patientId: 'nobody' })).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'patientId' }] },
  });
  expect((await client.call('GET', '/v1/bills/b-2')).status).toBe(404);
});

test('a recall asks to book, and no more once an appointment is booked; its kind stands in no text', async () => {
  const phone = '+16465550122';
  await patient('returner', phone);
  const recall = {
    patientId: 'returner',
    kind: 'periodontal cleaning',
    lastVisit: '2026-06-01',
    interval: 'P6M',
  };
  expect(await client.call('PUT', '/v1/recalls/r-1', recall)).toMatchObject({ status: 201 });
  await client.moveClock({ by: 'P1D' });
  expect(await bodies(phone)).toHaveLength(1);
  expect((await bodies(phone))[0]).toMatch(/^Riverside Family: Ann, it is time for your next appointment\./);
  await client.done('PUT', '/v1/appointments/booked', {
    patientId: 'returner',
    start: '2027-03-01T10:00:00-05:00',
    durationMinutes: 30,
    kind: 'checkup',
    status: 'confirmed',
  });
  await client.moveClock({ by: 'P43D' });
  expect((await bodies(phone)).filter((body) => body.includes('next appointment'))).toHaveLength(1);
  expect(await client.done('GET', '/v1/recalls/r-1')).toMatchObject({
    recallId: 'r-1',
    kind: 'periodontal cleaning',
    steps: [{ status: 'queued' }, { status: 'skipped' }, { status: 'skipped' }],
  });
});

test('a visit that nobody answers is put before the desk a day ahead', async () => {
  const phone = '+16465550123';
  await client.moveToNext(1, '10:00');
  const now = await client.now();
  const start = new Date(Date.parse(now) + 4 * 86_400_000).toISOString();
  await client.book('unanswered', { phone, start });
  await client.moveClock({ by: 'P3DT1M' });
  const tasks = await client.all<{ kind: string; appointmentId?: string }>('/v1/tasks');
  expect(tasks.filter(({ appointmentId }) => appointmentId === 'unanswered')).toMatchObject([
    { kind: 'call-patient' },
  ]);
});

test("a notice texts a provider's list once for each number, says who was not reached, and takes R as an answer", async () => {
  await client.moveToNext(2, '09:00');
  const day = (await client.now()).slice(0, 10);
  const visit = async (id: string, phone: string, time: string, provider: string) => {
    await patient(`${id}-patient`, phone);
    await client.done('PUT', `/v1/appointments/${id}`, {
      patientId: `${id}-patient`,
      start: `${day}T${time}:00-05:00`,
      durationMinutes: 30,
      kind: 'checkup',
      provider,
    });
  };
  const [one, two, three] = ['+16465550131', '+16465550132', '+16465550133'];
  await visit('out-1', one, '15:00', 'Dr. Lee');
  await visit('out-2', two, '15:30', 'Dr. Lee');
  await visit('out-3', three, '16:00', 'Dr. Moss');
  await client.handsetSends(two, '+12125550101', 'STOP');
  await client.settle();
  const request = { date: day, provider: 'Dr. Lee', body: 'Dr. Lee is out today.' };
  const headers = { 'idempotency-key': 'out-today' };
  const first = await client.call<{ noticeId: string }>('POST', '/v1/day-notices', request, { headers });
  expect(first).toMatchObject({
    status: 202,
    body: { queued: 1, held: 0, notReached: [{ appointmentId: 'out-2', code: 'opted-out' }] },
  });
  const again = await client.call<{ noticeId: string }>('POST', '/v1/day-notices', request, { headers });
  expect(again.body).toEqual(first.body);
  await client.settle();
  expect((await bodies(one)).filter((body) => body.includes('is out today'))).toEqual([
    'Riverside Family: Dr. Lee is out today. Reply R to reschedule.',
  ]);
  expect((await bodies(three)).filter((body) => body.includes('is out today'))).toEqual([]);
  await client.handsetSends(one, '+12125550101', 'R');
  await client.settle();
  expect(await client.done('GET', '/v1/appointments/out-1')).toMatchObject({
    status: 'reschedule-requested',
  });
  expect(await client.done('GET', `/v1/day-notices/${first.body.noticeId}`)).toMatchObject({
    done: true,
    body: 'Dr. Lee is out today.',
    notReached: [{ appointmentId: 'out-2', code: 'opted-out' }],
  });
  const other = await client.call(
    'POST',
    '/v1/day-notices',
    { ...request, body: 'Dr. Lee is back.' },
    { headers },
  );
  expect(other.status).toBe(409);
  const health = { ...request, body: 'Your A1C came back at 8.2' };
  expect(await client.call('POST', '/v1/day-notices', health)).toMatchObject({
    status: 422,
    body: { code: 'phi', errors: [{}] },
  });
});
