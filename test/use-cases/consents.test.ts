import { describe, expect, test } from 'vitest';
import type { ConsentReported } from '../../shared/domain/consent.ts';
import { keyIdOf, staffIdSchema } from '../../shared/domain/identifiers.ts';
import { listConsents, reportConsent } from '../../shared/use-cases/consents.ts';
import { importConsents } from '../../shared/use-cases/import-consents.ts';
import { verifyLedger } from '../../shared/use-cases/verify-ledger.ts';
import { patientNumber, phone } from '../support/facts.ts';
import { openWorld, riverside, type TestWorld } from '../support/world.ts';

const by = { keyId: keyIdOf('ptx_test'), staffId: staffIdSchema.parse('alex') };
const spoken: ConsentReported = {
  scope: 'informational',
  action: 'revoked',
  basis: 'express',
  source: 'desk',
  evidence: { words: 'Said at the desk: no more texts please.' },
};

async function withContact(): Promise<TestWorld> {
  const world = await openWorld();
  await world.text('Do you have something on Tuesday?');
  await world.drain();
  return world;
}
const contact = (world: TestWorld) => ({ practiceId: riverside, contactId: world.contactOf(patientNumber) });
const page = { limit: 50 };

test("a consent whose source a caller calls 'test-text' is a consent like any other", async () => {
  const world = await openWorld();
  await world.patient('P-1');
  const signed: ConsentReported = {
    scope: 'informational',
    action: 'granted',
    basis: 'written',
    source: 'test-text',
    evidence: { words: 'I agree to texts about my visits.' },
    purposes: ['appointment'],
  };
  await reportConsent(world, contact(world), signed, by, undefined);
  await world.patient('P-1', { language: 'es' });
  const { informational } = (await world.head()).consent;
  expect(informational).toMatchObject({ basis: 'written', purposes: ['appointment'] });
  expect(informational).not.toHaveProperty('forTest');
});

describe('an opt-out recorded at the desk', () => {
  test('takes everything off, with its evidence and who recorded it, and is confirmed to the patient once', async () => {
    const world = await withContact();
    const event = await reportConsent(world, contact(world), spoken, by, undefined);
    await world.drain();
    expect(event).toMatchObject({ scope: 'informational', action: 'revoked', source: 'desk', by });
    const { consent } = await world.head();
    expect(Object.values(consent).map(({ state }) => state)).toEqual(['revoked', 'revoked', 'revoked']);
    expect(await world.outcomes()).toEqual(['acknowledgement sent', 'service sent']);

    await reportConsent(world, contact(world), spoken, by, undefined);
    await world.drain();
    expect(await world.outcomes()).toEqual(['acknowledgement sent', 'service sent']);
    const { items } = await listConsents(world, contact(world), page);
    expect(items.filter(({ scope }) => scope === 'informational').map(({ action }) => action)).toEqual([
      'revoked',
      'revoked',
      'granted',
    ]);
  });

  test('is confirmed by us also where the carrier answers STOP, which it did not hear', async () => {
    const world = await openWorld({ line: { optOutHandledBy: 'carrier' } });
    await world.text('Hello');
    await reportConsent(world, contact(world), spoken, by, undefined);
    await world.drain();
    expect(await world.outcomes()).toContain('service sent');
  });

  test('of marketing alone leaves the rest as it is, and texts nobody', async () => {
    const world = await withContact();
    await reportConsent(world, contact(world), { ...spoken, scope: 'marketing' }, by, undefined);
    await world.drain();
    const { consent } = await world.head();
    expect([consent.informational.state, consent.marketing.state]).toEqual(['granted', 'revoked']);
    expect(await world.outcomes()).toEqual(['acknowledgement sent']);
  });
});

describe('a consent recorded at the desk', () => {
  test('lifts an opt-out with the evidence of what was said, and the carrier is told too', async () => {
    const world = await withContact();
    await world.text('STOP');
    await world.drain();
    const granted = { ...spoken, action: 'granted' } as const;
    await reportConsent(world, contact(world), granted, by, undefined);
    const head = await world.head();
    expect(head.consent.informational).toMatchObject({ state: 'granted', basis: 'express' });
    expect(head.consent.marketing.state).toBe('revoked');
    expect(head.consentPendingSince).toBeDefined();
  });

  test.each<[string, Partial<ConsentReported>, object]>([
    ['implied, over an opt-out', { action: 'granted', basis: 'implied' }, { code: 'opted-out' }],
    ['to marketing by word', { action: 'granted', scope: 'marketing' }, { errors: [{ path: 'basis' }] }],
    [
      'to health information implied',
      { action: 'granted', scope: 'phi', basis: 'implied' },
      { errors: [{ path: 'basis' }] },
    ],
    [
      'to health information for some purposes alone',
      { action: 'granted', scope: 'phi', purposes: ['appointment'] },
      { errors: [{ path: 'purposes' }] },
    ],
    ['revoked by implication', { basis: 'implied' }, { errors: [{ path: 'basis' }] }],
    ['revoked for one purpose', { purposes: ['bill'] }, { errors: [{ path: 'purposes' }] }],
  ])('%s is refused, and leaves no trace', async (_what, change, failure) => {
    const world = await withContact();
    await world.text('STOP');
    await world.drain();
    const { nextConsentSeq } = await world.head();
    await expect(
      reportConsent(world, contact(world), { ...spoken, ...change }, by, undefined),
    ).rejects.toMatchObject(failure);
    expect((await world.head()).nextConsentSeq).toBe(nextConsentSeq);
  });

  test('is answered by its event when it comes again after what would refuse it now', async () => {
    const world = await withContact();
    const given = { ...spoken, action: 'granted', basis: 'implied' } as const;
    const report = (key: string) =>
      reportConsent(world, contact(world), given, by, { key, content: JSON.stringify(given) });
    const first = await report('form-1');
    await world.text('STOP');
    expect(await report('form-1')).toEqual(first);
    await expect(report('form-2')).rejects.toMatchObject({ code: 'opted-out' });
    expect((await world.head()).consent.informational.state).toBe('revoked');
  });

  test('is one event however often it is sent by one Idempotency-Key, and another one is a mismatch', async () => {
    const world = await withContact();
    const key = { key: 'k1', content: '' };
    const first = await reportConsent(world, contact(world), spoken, by, key);
    expect(await reportConsent(world, contact(world), spoken, by, key)).toEqual(first);
    await expect(
      reportConsent(world, contact(world), { ...spoken, source: 'phone' }, by, key),
    ).rejects.toMatchObject({ code: 'idempotency-mismatch' });
  });
});

describe('an import', () => {
  const row = (number: string, more: object = {}) => ({
    ...spoken,
    phone: number,
    source: 'former-system',
    ...more,
  });
  const rows = [
    row('(212) 555-0150', { action: 'granted' }),
    row('212-555-0151'),
    row('12'),
    row('+12125550152', { evidence: '' }),
    row('+12125550153', { colour: 'red' }),
    row('+12125550154', { action: 'granted', scope: 'marketing' }),
    row('+12125550101', {}),
  ];

  test('answers each row by its line, with the fields to mend and none of what they hold', async () => {
    const world = await openWorld();
    const outcomes = await importConsents(world, riverside, rows, by, 11);
    expect(outcomes.map(({ line, outcome }) => [line, outcome])).toEqual([
      [11, 'recorded'],
      [12, 'recorded'],
      [13, 'refused'],
      [14, 'refused'],
      [15, 'refused'],
      [16, 'refused'],
      [17, 'refused'],
    ]);
    const paths = outcomes.flatMap((one) =>
      one.outcome === 'refused' ? [one.errors.map(({ path }) => path)] : [],
    );
    expect(paths).toEqual([['phone'], ['evidence'], [''], ['basis'], ['phone']]);
    expect(JSON.stringify(outcomes)).not.toMatch(/colour|01[0-9]{2}\b(?<!0101)/);
    await world.drain();
    expect((await world.head(phone('+12125550151'))).consent.informational.state).toBe('revoked');
    expect(world.network.sent).toEqual([]);
  });

  test('cut off and sent again records what is missing, and nothing twice', async () => {
    const world = await openWorld();
    await importConsents(world, riverside, rows.slice(0, 1), by);
    const again = await importConsents(world, riverside, rows.slice(0, 2), by);
    expect(again.map(({ outcome }) => outcome)).toEqual(['already', 'recorded']);
    expect((await world.head(phone('+12125550150'))).nextConsentSeq).toBe(2);
  });
});

describe('an import of what was agreed to before', () => {
  const granted = (number: string, more: object = {}) => ({
    ...spoken,
    action: 'granted',
    basis: 'written',
    phone: number,
    source: 'former-system',
    evidence: 'Intake form of 2024',
    ...more,
  });

  test('lifts no opt-out, in whatever scope and however strong its words, until the patient says START', async () => {
    const world = await withContact();
    await world.text('STOP');
    const { phone: number } = await world.head();
    for (const scope of ['informational', 'marketing', 'phi']) {
      const [outcome] = await importConsents(world, riverside, [granted(number, { scope })], by);
      expect(outcome).toMatchObject({ outcome: 'refused', errors: [{ path: 'action' }] });
    }
    expect((await world.head()).consent.informational.state).toBe('revoked');
    await world.text('START');
    const [again] = await importConsents(world, riverside, [granted(number)], by);
    expect(again?.outcome).toBe('recorded');
  });

  test('adds nothing to what REMINDERS kept, and is no error where it says no more than that', async () => {
    const world = await withContact();
    await world.text('STOP');
    await world.text('REMINDERS');
    const { phone: number, consent } = await world.head();
    const bill = granted(number, { scope: 'informational', purposes: ['appointment', 'bill'] });
    for (const row of [granted(number, { scope: 'informational' }), bill])
      expect(await importConsents(world, riverside, [row], by)).toMatchObject([
        { outcome: 'refused', errors: [{ path: 'action' }] },
      ]);
    expect((await world.head()).consent).toEqual(consent);
    const narrow = granted(number, { scope: 'informational', purposes: ['appointment'] });
    for (const expected of ['recorded', 'already'])
      expect(await importConsents(world, riverside, [narrow], by)).toMatchObject([{ outcome: expected }]);
  });

  test('may still say that somebody opted out', async () => {
    const world = await withContact();
    await world.text('STOP');
    const { phone: number } = await world.head();
    const [outcome] = await importConsents(world, riverside, [{ ...spoken, phone: number }], by);
    expect(outcome?.outcome).toBe('recorded');
  });
});

describe('the ledger verified', () => {
  test('agrees with every contact, whatever they did, and counts them all', async () => {
    const world = await withContact();
    for (const body of ['STOP', 'START', 'stop', 'Hi again']) await world.text(body);
    await importConsents(world, riverside, [{ ...spoken, phone: '+12125550151' }], by);
    await world.drain();
    const report = await verifyLedger(world.memory);
    expect(report).toMatchObject({ practices: 1, contacts: 2, discrepancies: [] });
    expect(report.events).toBeGreaterThan(6);
  });

  test('names a contact whose state is not what its ledger says, and one whose ledger has a gap', async () => {
    const world = await withContact();
    await world.text('STOP');
    await world.drain();
    const [head] = await world.memory.read([{ kind: 'head', ...contact(world) }]);
    if (!head) return expect.fail('There is a contact.');
    const put = async (change: object, expected: number) =>
      world.memory.commit({
        once: { subject: { of: 'contact', ...contact(world) }, name: `tampered-${expected}` },
        changes: [{ put: head.key, value: { ...head.value, ...change }, expect: expected }],
        events: [],
        result: null,
      });
    await put({ consent: { ...head.value.consent, phi: { state: 'none' } } }, head.version);
    expect((await verifyLedger(world.memory)).discrepancies).toEqual([{ ...contact(world), what: 'state' }]);
    await put({ nextConsentSeq: head.value.nextConsentSeq + 1 }, head.version + 1);
    expect((await verifyLedger(world.memory)).discrepancies).toEqual([{ ...contact(world), what: 'gap' }]);
  });
});
