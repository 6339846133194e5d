import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningHost, startInProcess, tuesdayMorning } from '../support/local-host.ts';
import { temporaryFolder } from '../support/temporary.ts';

const script = fileURLToPath(new URL('../../infra/ledger/verify.ts', import.meta.url));
const verify = (dataDir: string) =>
  promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', script], {
    env: { PATH: process.env.PATH, DATA_DIR: dataDir },
  });

let host: RunningHost;
beforeAll(async () => {
  host = await startInProcess({ clock: tuesdayMorning });
});
afterAll(() => host.stop());

const patient = '+12125550177';
const call = async (method: string, path: string, body?: object) => {
  const response = await fetch(`${host.url}${path}`, {
    method,
    headers: { 'x-api-key': 'ptx_local_riverside', 'x-staff-id': 'alex', 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
};

test('an opt-out recorded at the desk reaches the patient, the ledger and whoever verifies it', async () => {
  await host.client.handsetSends(patient, '+12125550101', 'Hello, may I ask something?');
  await host.client.settle();
  const { body: found } = await call('POST', '/v1/contacts/lookup', { phone: patient });
  const path = `/v1/contacts/${found.contactId}/consents`;
  const refused = await call('POST', path, {
    scope: 'informational',
    action: 'revoked',
    basis: 'express',
    source: 'desk',
  });
  expect(refused).toMatchObject({ status: 422, body: { code: 'invalid', errors: [{ path: 'evidence' }] } });
  const recorded = await call('POST', path, {
    scope: 'informational',
    action: 'revoked',
    basis: 'express',
    source: 'desk',
    evidence: 'Said at the desk: please stop the texts.',
  });
  expect(recorded).toMatchObject({ status: 201, body: { action: 'revoked', by: { staffId: 'alex' } } });
  await host.client.settle();
  const { body: ledger } = await call('GET', `${path}?limit=1`);
  expect(ledger.items).toHaveLength(1);
  expect(ledger.next).toBeDefined();
  const { stdout } = await verify(host.dataDir);
  // This patient, and of each practice the phone of its staff and the patient it starts with.
  expect(stdout).toMatch(/^2 practices, 5 contacts, \d+ events: 0 differ\n$/);
});

test('an import is answered row by row', async () => {
  const row = {
    phone: '(212) 555-0178',
    scope: 'informational',
    action: 'granted',
    basis: 'written',
    source: 'former-system',
    evidence: 'Intake form, 2024',
  };
  const { status, body } = await call('POST', '/v1/consents:import', { rows: [row, { ...row, phone: 'x' }] });
  expect(status).toBe(200);
  expect(body.rows).toMatchObject([
    { line: 1, outcome: 'recorded' },
    { line: 2, outcome: 'refused', errors: [{ path: 'phone' }] },
  ]);
});

test('a folder without a store is said plainly, and nothing is made in it', async () => {
  const folder = temporaryFolder();
  await expect(verify(folder.path)).rejects.toMatchObject({ stderr: expect.stringContaining('DATA_DIR') });
  folder.remove();
});
