import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../functions/practice-api/routes/index.ts';
import {
  type Answer,
  type LocalClient,
  lakeside,
  lines,
  type Page,
  riverside,
  type ShownTask,
  type ShownThread,
} from '../support/local-client.ts';
import { type RunningHost, startInProcess, tuesdayMorning } from '../support/local-host.ts';

const phone = '+16465550101';
const words = 'Zebulon asks about the quagmire';

let host: RunningHost;
let client: LocalClient;
/** Everything that riverside has, by the name of the parameter that names it. */
let owned: Readonly<Record<string, string>>;
beforeAll(async () => {
  host = await startInProcess({ clock: tuesdayMorning });
  client = host.client;
  await client.book('visit-1', { phone, start: '2026-12-08T14:00:00-05:00', given: 'Zebulon' });
  await client.done('PUT', '/v1/recalls/recall-1', {
    patientId: 'visit-1-patient',
    kind: 'quagmire',
    dueOn: '2027-01-01',
  });
  await client.done('PUT', '/v1/bills/bill-1', {
    patientId: 'visit-1-patient',
    amountCents: 100,
    dueOn: '2027-01-01',
  });
  await client.done('PUT', '/v1/standard-responses/quagmire', { type: 'other', body: { en: words } });
  const { noticeId } = await client.done<{ noticeId: string }>('POST', '/v1/day-notices', {
    date: '2026-12-08',
    body: words,
  });
  await client.handsetSends(phone, lines.ours, words);
  await client.moveClock({ by: 'PT3H' });
  const contactId = await client.contactId(phone);
  const { texts } = await client.done<ShownThread>('GET', `/v1/threads/${contactId}`);
  const [task] = await client.all<ShownTask>('/v1/tasks');
  owned = {
    contactId,
    textId: texts[0]?.textId ?? '',
    taskId: task?.taskId ?? '',
    appointmentId: 'visit-1',
    patientId: 'visit-1-patient',
    recallId: 'recall-1',
    billId: 'bill-1',
    noticeId,
    name: 'quagmire',
  };
});
afterAll(() => host?.stop());

/** Ids of the same shape that nobody has. */
const unknown: Readonly<Record<string, string>> = {
  contactId: `c1${'a'.repeat(26)}`,
  textId: `c1${'a'.repeat(26)}.1`,
  taskId: '019ad000-0000-7000-8000-000000000000',
  appointmentId: 'none',
  patientId: 'nobody',
  recallId: 'none',
  billId: 'none',
  noticeId: '019ad000-0000-7000-8000-000000000000',
  name: 'none',
};
const filled = (path: string, ids: Readonly<Record<string, string>>): string =>
  path.replace(/\{(\w+)\}/g, (_whole, name: string) => ids[name] ?? 'missing');

/** Bodies for the routes that take one. */
const bodies: Readonly<Record<string, unknown>> = {
  replyToPatient: { body: 'Hello' },
  retypeThread: { type: 'records' },
  assignThread: { staffId: 'sam' },
  closeThread: { reason: 'Done.' },
  markThreadRead: { textId: `c1${'a'.repeat(26)}.1` },
  noteOnThread: { call: true },
  askPermit: { purpose: 'reply', body: 'Hello' },
  reportConsent: {
    scope: 'phi',
    action: 'granted',
    basis: 'express',
    source: 'desk',
    evidence: 'Said yes to the warning.',
  },
};

const asLakeside = (
  method: 'GET' | 'PUT' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Answer> => client.call(method, path, body, { key: lakeside });
const tellsNothing = (answer: Answer) => {
  for (const secret of [
    'Zebulon',
    'quagmire',
    '6465550101',
    owned.contactId ?? '',
    owned.taskId ?? '',
    'riverside',
  ])
    expect(answer.words.toLowerCase()).not.toContain(secret.toLowerCase());
};

const named = routes.filter(({ path, method }) => path.includes('{') && method !== 'PUT');

describe("with another practice's key", () => {
  it('every route that names something is known here', () => {
    expect(named.length).toBeGreaterThanOrEqual(8);
    for (const { path } of named) expect(filled(path, unknown)).not.toContain('missing');
  });

  it.each(named.map(({ method, path, operationId }) => [method, path, operationId] as const))(
    '%s %s answers as it answers of what does not exist',
    async (method, path, operationId) => {
      const body = bodies[operationId];
      const theirs = await asLakeside(method, filled(path, owned), body);
      const nobodys = await asLakeside(method, filled(path, unknown), body);
      expect(theirs.status).toBe(404);
      expect(theirs.words).toBe(nobodys.words);
      // The owner's own key opens the same address, so that it is not merely wrong.
      if (method === 'GET') expect((await client.call(method, filled(path, owned))).status).toBe(200);
    },
  );

  it('the number itself is not known', async () => {
    const answer = await asLakeside('POST', '/v1/contacts/lookup', { phone });
    expect(answer.status).toBe(404);
    tellsNothing(answer);
  });

  it.each([
    '/v1/threads',
    '/v1/threads?waitingOn=practice',
    '/v1/threads?waitingOn=patient',
    '/v1/tasks',
    '/v1/appointments?date=2026-12-08',
    '/v1/settings',
  ])('the list %s holds nothing of it', async (path) => {
    expect((await client.call<Page<unknown>>('GET', path)).body.items.length).toBeGreaterThanOrEqual(
      path.endsWith('patient') ? 0 : 1,
    );
    tellsNothing(await asLakeside('GET', path));
  });

  it('its patient cannot be given an appointment, as nobody can', async () => {
    const appointment = { start: '2026-12-08T14:00:00-05:00', durationMinutes: 30, kind: 'checkup' };
    const put = (patientId: string) =>
      asLakeside('PUT', '/v1/appointments/theirs', { ...appointment, patientId });
    const theirs = await put(owned.patientId ?? '');
    expect(theirs.status).toBe(422);
    expect(theirs.words).toBe((await put('nobody')).words);
  });

  it('the same ids put there are other records', async () => {
    const path = '/v1/patients/visit-1-patient';
    const other = { name: { given: 'Other', family: 'Person' }, phone };
    expect((await asLakeside('PUT', path, other)).status).toBe(201);
    expect(await client.done('GET', path)).toMatchObject({ name: { given: 'Zebulon' } });
    const appointment = {
      patientId: 'visit-1-patient',
      start: '2026-12-09T14:00:00-06:00',
      durationMinutes: 15,
      kind: 'cleaning',
    };
    expect((await asLakeside('PUT', '/v1/appointments/visit-1', appointment)).status).toBe(201);
    expect((await asLakeside('DELETE', '/v1/appointments/visit-1')).status).toBe(200);
    expect(await client.done('GET', '/v1/appointments/visit-1')).toMatchObject({
      status: 'booked',
      kind: 'checkup',
    });
    const [theirs, ours] = [
      await client.contactId(phone, lakeside),
      await client.contactId(phone, riverside),
    ];
    expect(theirs).not.toBe(ours);
    tellsNothing(
      await asLakeside('GET', `/v1/threads/${theirs}`).then((answer) => ({
        ...answer,
        // The number is lakeside's own knowledge now.
        words: answer.words.replaceAll(phone, ''),
      })),
    );
  });

  it('STOP to one practice leaves the texts of the other', async () => {
    const shared = '+16465550102';
    await client.handsetSends(shared, lines.lakeside, 'STOP');
    await client.handsetSends(shared, lines.ours, 'Hello');
    await client.settle();
    const received = await client.received(shared);
    expect(received.map(({ from }) => from)).toEqual([lines.lakeside, lines.ours]);
    const consentOf = async (key: string) =>
      client.done('GET', `/v1/contacts/${await client.contactId(shared, key)}`, undefined, key);
    expect(await consentOf(lakeside)).toMatchObject({ consent: { informational: { state: 'revoked' } } });
    expect(await consentOf(riverside)).toMatchObject({ consent: { informational: { state: 'granted' } } });
  });

  it('the same Idempotency-Key stands for each practice by itself', async () => {
    const both = '+16465550103';
    await client.handsetSends(both, lines.ours, 'Hello');
    await client.handsetSends(both, lines.lakeside, 'Hello');
    for (const key of [riverside, lakeside]) {
      const path = `/v1/threads/${await client.contactId(both, key)}/texts`;
      const sent = await client.call(
        'POST',
        path,
        { body: `From ${key}` },
        { key, headers: { 'idempotency-key': 'same' } },
      );
      expect(sent.status).toBe(202);
    }
    await client.settle();
    expect((await client.received(both)).filter(({ body }) => body.startsWith('From'))).toHaveLength(2);
  });
});
