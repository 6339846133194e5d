import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LocalClient, operator } from '../support/local-client.ts';
import { type RunningHost, startInProcess, tuesdayMorning } from '../support/local-host.ts';

/*
 * What the practice's systems and people write through the API stands in the audit, each act once however often it is sent. A practice of its
 * own per run, whose audit therefore begins empty.
 */

let host: RunningHost;
let client: LocalClient;
beforeAll(async () => {
  host = await startInProcess({ clock: tuesdayMorning });
  client = host.client;
});
afterAll(() => host?.stop());

interface Entry {
  readonly auditId: string;
  readonly action: string;
  readonly staffId?: string;
  readonly contactId?: string;
  readonly what?: string;
}

const phone = '+12125550170';
const as = (more: Record<string, string> = {}) => ({ headers: { 'x-staff-id': 'sam', ...more } });

async function done(
  method: 'PUT' | 'POST' | 'DELETE',
  path: string,
  body: unknown,
  options: ReturnType<typeof as>,
) {
  const { status, words } = await client.call(method, path, body, options);
  expect(status, words).toBeLessThan(300);
}

/** The acts that a run adds. */
async function actsOf(run: () => Promise<unknown>): Promise<readonly Entry[]> {
  const read = () => client.all<Entry>('/v1/audit?limit=100');
  const before = new Set((await read()).map(({ auditId }) => auditId));
  await run();
  return (await read()).filter(({ auditId }) => !before.has(auditId));
}

const patient = { name: { given: 'Zebulon', family: 'Quill' }, phone };
const visit = { patientId: 'P-au', start: '2026-12-08T09:30:00-05:00', durationMinutes: 30, kind: 'checkup' };
const revoked = {
  scope: 'marketing',
  action: 'revoked',
  basis: 'express',
  source: 'front-desk',
  evidence: { words: 'Zebulon asked at the desk.' },
};

const acts: readonly {
  readonly action: string;
  readonly what: string;
  readonly run: () => Promise<unknown>;
}[] = [
  {
    action: 'patient-put',
    what: 'P-au',
    run: () => done('PUT', '/v1/patients/P-au', patient, as()),
  },
  {
    action: 'appointment-put',
    what: 'A-au',
    run: () => done('PUT', '/v1/appointments/A-au', visit, as()),
  },
  {
    action: 'appointment-put',
    what: 'A-au2',
    run: () =>
      done('POST', '/v1/appointments:batch', { items: [{ appointmentId: 'A-au2', ...visit }] }, as()),
  },
  {
    action: 'notice-sent',
    what: '',
    run: () =>
      done(
        'POST',
        '/v1/day-notices',
        { date: '2026-12-08', body: 'We are closed that day. Reply R for another time.' },
        as(),
      ),
  },
  {
    action: 'appointment-cancelled',
    what: 'A-au',
    run: () => done('DELETE', '/v1/appointments/A-au', undefined, as()),
  },
  {
    action: 'recall-put',
    what: 'R-au',
    run: () =>
      done('PUT', '/v1/recalls/R-au', { patientId: 'P-au', kind: 'checkup', dueOn: '2027-03-01' }, as()),
  },
  {
    action: 'bill-put',
    what: 'B-au',
    run: () =>
      done('PUT', '/v1/bills/B-au', { patientId: 'P-au', amountCents: 4200, dueOn: '2027-01-04' }, as()),
  },
  {
    action: 'response-put',
    what: 'parking',
    run: () =>
      done('PUT', '/v1/standard-responses/parking', { body: { en: 'Park behind the house.' } }, as()),
  },
  {
    action: 'consent-reported',
    what: 'marketing revoked',
    run: async () =>
      done(
        'POST',
        `/v1/contacts/${await client.contactId(phone)}/consents`,
        revoked,
        as({ 'idempotency-key': 'au-1' }),
      ),
  },
  {
    action: 'consent-reported',
    what: 'marketing revoked',
    run: () => done('POST', '/v1/consents:import', { rows: [{ ...revoked, phone: '+12125550171' }] }, as()),
  },
];

for (const { action, what, run } of acts)
  test(`${action} (${what || 'a notice'}) stands in the audit once, with who did it and nothing of the patient`, async () => {
    const added = await actsOf(run);
    expect(added).toMatchObject([{ action, staffId: 'sam', ...(what && { what }) }]);
    expect(JSON.stringify(added)).not.toMatch(/Zebulon|Quill|5550170|5550171|Park|closed/);
  });

test('what is sent again and changes nothing stands in the audit once', async () => {
  const again = acts.filter(({ action }) =>
    ['patient-put', 'notice-sent', 'consent-reported', 'recall-put', 'bill-put'].includes(action),
  );
  for (const { run } of again) expect(await actsOf(run)).toEqual([]);
});

test('a response that is taken away stands in the audit; one that was refused does not', async () => {
  expect(
    await actsOf(() => client.call('DELETE', '/v1/standard-responses/parking', undefined, as())),
  ).toMatchObject([{ action: 'response-deleted', what: 'parking' }]);
  expect(
    await actsOf(() => client.call('DELETE', '/v1/standard-responses/parking', undefined, as())),
  ).toEqual([]);
  expect(
    await actsOf(() => client.call('PUT', '/v1/patients/P-au', { ...patient, phone: '1' }, as())),
  ).toEqual([]);
});

test("an operator's key reads no practice's audit", async () => {
  expect((await client.call('GET', '/v1/audit', undefined, { key: operator })).status).toBeGreaterThan(400);
});
