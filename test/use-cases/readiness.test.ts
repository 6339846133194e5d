import { describe, expect, test } from 'vitest';
import { keyIdOf, staffIdSchema } from '../../shared/domain/identifiers.ts';
import type { SettingsPart, SettingsValue } from '../../shared/domain/settings.ts';
import { listAudit } from '../../shared/use-cases/audit.ts';
import { createPractice, putAgreements, putLine } from '../../shared/use-cases/provision.ts';
import { checkReadiness } from '../../shared/use-cases/readiness.ts';
import { sendTestText } from '../../shared/use-cases/send-test-text.ts';
import { readSettings, writeSettings } from '../../shared/use-cases/settings.ts';
import { everythingOn, line, patientNumber, phone, sam } from '../support/facts.ts';
import { openWorld, riverside, TestWorld } from '../support/world.ts';

const staffPhone = phone('+12125550111');

const write = (world: TestWorld, value: SettingsValue) => writeSettings(world, riverside, value, undefined);
const switchOn = (world: TestWorld) => write(world, { part: 'purposes', value: everythingOn });
const missing = async (world: TestWorld) =>
  (await checkReadiness(world, riverside)).missing.map(({ code }) => code);

/** Writes what the practice has to write itself, as it stands. */
async function settle(world: TestWorld): Promise<void> {
  const settings = await world.settings.settings(riverside);
  await write(world, { part: 'hours', value: settings.hours });
  const pointPerson = staffIdSchema.parse('sam');
  const value = settings['message-types'].map((type) => ({ ...type, pointPerson }));
  await write(world, { part: 'message-types', value });
}

async function newPractice(): Promise<TestWorld> {
  const world = new TestWorld({});
  await createPractice(world, { practiceId: riverside, name: 'Riverside', timeZone: 'America/New_York' });
  return world;
}

/** Everything but what `without` leaves out. */
async function prepared(without?: 'test-text'): Promise<TestWorld> {
  const world = await newPractice();
  await putLine(world, line);
  await settle(world);
  await putAgreements(world, riverside, { cloud: '2026-11-02' });
  await world.patient('P-1');
  if (without !== 'test-text') await sendTestText(world, riverside, staffPhone, sam);
  await world.drain();
  return world;
}

describe('a new practice', () => {
  test('goes from nothing to live by doing what the check says, and its reminders then leave', async () => {
    const world = await newPractice();
    expect(await missing(world)).toEqual([
      'hours',
      'point-persons',
      'line',
      'carrier-agreement',
      'cloud-agreement',
      'consent-records',
      'test-text',
    ]);
    await putLine(world, line);
    await settle(world);
    await putAgreements(world, riverside, { cloud: '2026-11-02' });
    expect(await missing(world)).toEqual(['consent-records', 'test-text']);
    await world.patient('P-1');
    await switchOn(world);
    await world.appointment('A-1', '2026-12-08T14:00:00-05:00');
    await world.moveTo('2026-12-01T15:01:00Z');
    expect(await world.outcomes()).toEqual(['appointment refused']);
    const [refused] = await world.texts();
    expect(refused).toMatchObject({ permit: { code: 'not-live' } });

    await sendTestText(world, riverside, staffPhone, sam);
    expect(await missing(world)).toEqual(['test-text']);
    await world.drain();
    expect(await checkReadiness(world, riverside)).toEqual({
      ready: true,
      missing: [],
      liveSince: world.clock.now(),
    });
    await world.appointment('A-2', '2026-12-09T14:00:00-05:00');
    await world.drain();
    await world.moveTo('2026-12-01T15:02:00Z');
    expect(await world.outcomes()).toEqual(['appointment refused', 'appointment sent']);
  });

  test('is live at once where its switches are the last step', async () => {
    const world = await prepared();
    expect(await switchOn(world)).toMatchObject({ version: 2 });
    expect((await world.settings.settings(riverside)).liveSince).toBe(world.clock.now());
  });

  test('is not where they are not, though they may be set', async () => {
    const world = await prepared('test-text');
    await switchOn(world);
    expect((await world.settings.settings(riverside)).liveSince).toBeUndefined();
  });

  test('acknowledges and replies before it is live', async () => {
    const world = await openWorld({ live: false });
    await world.text('May I have an appointment?');
    await world.drain();
    await world.reply('Tuesday at 9?');
    await world.drain();
    expect(await world.outcomes()).toEqual(['acknowledgement sent', 'reply sent']);
  });
});

describe('a live practice', () => {
  test('stays live when it takes a point person away, and the check says what is missing', async () => {
    const world = await prepared();
    const { liveSince } = await checkReadiness(world, riverside);
    const types = (await world.settings.settings(riverside))['message-types'];
    const value = types.map(({ pointPerson: _gone, ...type }) => type);
    await write(world, { part: 'message-types', value });
    world.wait(60);
    expect(await checkReadiness(world, riverside)).toMatchObject({
      ready: false,
      missing: [{ code: 'point-persons' }],
      liveSince,
    });
    await switchOn(world);
    expect((await world.settings.settings(riverside)).liveSince).toBe(liveSince);
  });

  test('is made so once, however often it is checked at once', async () => {
    const world = await prepared();
    const { version } = await readSettings(world, riverside, 'purposes');
    await Promise.all([1, 2, 3].map(() => checkReadiness(world, riverside)));
    expect(await readSettings(world, riverside, 'purposes')).toMatchObject({ version: version + 1 });
  });
});

test('a verdict whose ground is taken away meanwhile makes nothing live', async () => {
  let before: (() => Promise<unknown>) | undefined;
  const world = await prepared();
  const racing: TestWorld = Object.assign(Object.create(world), {
    store: {
      ...world.memory,
      read: world.memory.read.bind(world.memory),
      list: world.memory.list.bind(world.memory),
      commit: async (commit: Parameters<TestWorld['memory']['commit']>[0]) => {
        const first = before;
        before = undefined;
        await first?.();
        return world.memory.commit(commit);
      },
    },
  });
  before = async () => {
    const types = (await world.settings.settings(riverside))['message-types'];
    await write(world, {
      part: 'message-types',
      value: types.map(({ pointPerson: _gone, ...type }) => type),
    });
  };
  expect(await checkReadiness(racing, riverside)).toMatchObject({ ready: false });
  expect((await readSettings(world, riverside, 'purposes' satisfies SettingsPart)).version).toBe(1);
});

describe('a test text', () => {
  test('goes to a phone of the staff at any hour, with a permit, and puts no thread in the lists', async () => {
    const world = await openWorld();
    await world.moveTo('2026-12-02T04:00:00Z');
    const { textId } = await sendTestText(world, riverside, staffPhone, sam);
    await world.drain();
    const [text] = await world.texts(staffPhone);
    expect(text).toMatchObject({ textId, status: 'sent', purpose: 'reply', permit: { verdict: 'send' } });
    expect(text?.body).toBe(
      'Riverside: This is a test. If you can read it, our text line works. Reply STOP to opt out.',
    );
    const { items } = await world.memory.list({
      listing: 'threads',
      of: { practiceId: riverside },
      limit: 10,
    });
    expect(items).toEqual([]);
    expect(await world.ledger(staffPhone)).toMatchObject({
      informational: { state: 'granted', basis: 'express', purposes: ['reply'] },
    });
  });

  test.each([
    [
      'a patient of that number',
      (world: TestWorld) => world.patient('P-1', { phone: staffPhone }),
      'implied',
    ],
    [
      'who texts first from there',
      (world: TestWorld) => world.text('Hi, are you open?', staffPhone),
      'express',
    ],
  ] as const)('takes nothing away from %s', async (_who, says, basis) => {
    const world = await openWorld();
    await sendTestText(world, riverside, staffPhone, sam);
    await world.drain();
    await says(world);
    expect(await world.ledger(staffPhone)).toMatchObject({ informational: { state: 'granted', basis } });
    expect((await world.ledger(staffPhone)).informational).not.toHaveProperty('purposes');
    expect((await world.head(staffPhone)).consent).toEqual(await world.ledger(staffPhone));
  });

  test('is no patient whose consent is on record', async () => {
    const world = await openWorld({ live: false });
    await sendTestText(world, riverside, staffPhone, sam);
    expect(await missing(world)).toContain('consent-records');
  });

  test('is one by its Idempotency-Key, also when the day has had its five', async () => {
    const world = await openWorld();
    const keyed = (key: string) =>
      sendTestText(world, riverside, staffPhone, sam, { key, content: staffPhone });
    const first = await keyed('one');
    expect(await keyed('one')).toEqual(first);
    for (const key of ['two', 'three', 'four', 'five']) await keyed(key);
    expect(await keyed('one')).toEqual(first);
    await expect(keyed('six')).rejects.toMatchObject({ code: 'cap' });
    await world.drain();
    expect(await world.texts(staffPhone)).toHaveLength(5);
    world.wait(86_400);
    await sendTestText(world, riverside, staffPhone, sam);
  });

  test('is not sent to another phone by the same Idempotency-Key', async () => {
    const world = await openWorld();
    const other = phone('+12125550112');
    const keyed = (to: typeof other) => sendTestText(world, riverside, to, sam, { key: 'one', content: to });
    const first = await keyed(staffPhone);
    await expect(keyed(other)).rejects.toMatchObject({ code: 'idempotency-mismatch' });
    expect(await keyed(staffPhone)).toEqual(first);
    await sendTestText(
      world,
      riverside,
      other,
      { ...sam, keyId: keyIdOf('another') },
      { key: 'one', content: other },
    );
    await world.drain();
    expect(await world.texts(other)).toHaveLength(1);
  });

  test('stands in the audit once, by its ids', async () => {
    const world = await openWorld();
    const { textId } = await sendTestText(world, riverside, staffPhone, sam, {
      key: 'one',
      content: staffPhone,
    });
    await sendTestText(world, riverside, staffPhone, sam, { key: 'one', content: staffPhone });
    const { items } = await listAudit(world, riverside, { limit: 10 });
    expect(items.filter(({ action }) => action === 'text-sent')).toEqual([
      expect.objectContaining({ textId, what: 'test', by: sam }),
    ]);
  });

  test('is refused to a number that opted out, and to a line of our own', async () => {
    const world = await openWorld();
    await world.text('hello');
    await world.text('STOP');
    await expect(sendTestText(world, riverside, patientNumber, sam)).rejects.toMatchObject({
      code: 'opted-out',
    });
    await expect(sendTestText(world, riverside, line.number, sam)).rejects.toMatchObject({
      code: 'invalid',
      errors: [{ path: 'to' }],
    });
  });
});
