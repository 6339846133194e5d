import { describe, expect, test } from 'vitest';
import { keyIdOf, practiceIdSchema } from '../../shared/domain/identifiers.ts';
import { settingsParts } from '../../shared/domain/settings.ts';
import { authorize } from '../../shared/use-cases/authorize.ts';
import { commitOnce } from '../../shared/use-cases/commit-draft.ts';
import { createKey, revokeKey } from '../../shared/use-cases/keys.ts';
import { createPractice, putLine } from '../../shared/use-cases/provision.ts';
import { readAllSettings, readSettings, writeSettings } from '../../shared/use-cases/settings.ts';
import { showPractice } from '../../shared/use-cases/show-practice.ts';
import { line, lineNumber, phone } from '../support/facts.ts';
import { openWorld, riverside, TestWorld } from '../support/world.ts';

const lakeside = practiceIdSchema.parse('lakeside');
const practice = { practiceId: lakeside, name: 'Lakeside Dental', timeZone: 'America/Chicago' };

describe('a practice', () => {
  test('is made with safe settings, and a key that is stored as its hash alone', async () => {
    const world = new TestWorld({});
    const made = await createPractice(world, practice);
    expect(made.apiKey).toMatch(/^ptx_[A-Za-z0-9_-]{27}$/);
    expect(made.keyId).toBe(keyIdOf(made.apiKey));
    expect((await readAllSettings(world, lakeside)).map(({ version }) => version)).toEqual(
      settingsParts.map(() => 1),
    );
    expect(await authorize(world, made.apiKey)).toMatchObject({
      key: { scope: 'practice', practiceId: lakeside },
    });
    const [record] = await world.store.read([{ kind: 'api-key', keyId: made.keyId }]);
    expect(JSON.stringify(record)).not.toContain(made.apiKey.slice(4));
  });

  test('of the same id, by another name or in another time zone, is refused, and the first is left as it was', async () => {
    const world = new TestWorld({});
    const made = await createPractice(world, practice);
    for (const other of [{ name: 'Other' }, { timeZone: 'America/Denver' }])
      await expect(createPractice(world, { ...practice, ...other })).rejects.toMatchObject({
        code: 'conflict',
        detail: expect.stringContaining('choose another id, or make a key for it'),
      });
    expect((await showPractice(world, lakeside)).keys).toHaveLength(1);
    expect((await readSettings(world, lakeside, 'profile')).value).toMatchObject({ name: 'Lakeside Dental' });
    expect(await authorize(world, made.apiKey)).toBeDefined();
  });

  test('asked for again is left as it is, and answers with one more key: the first was never heard', async () => {
    const world = new TestWorld({});
    const first = await createPractice(world, practice);
    const again = await createPractice(world, practice);
    expect(again.apiKey).not.toBe(first.apiKey);
    for (const { apiKey } of [first, again]) expect(await authorize(world, apiKey)).toBeDefined();
    const { keys } = await showPractice(world, lakeside);
    expect(keys.map(({ keyId }) => keyId)).toEqual([first.keyId, again.keyId]);
  });

  test('three at once make one practice, and three keys that open it', async () => {
    const world = new TestWorld({});
    const made = await Promise.all([1, 2, 3].map(() => createPractice(world, practice)));
    for (const { apiKey } of made) expect(await authorize(world, apiKey)).toBeDefined();
    const { keys } = await showPractice(world, lakeside);
    expect(new Set(keys.map(({ keyId }) => keyId))).toEqual(new Set(made.map(({ keyId }) => keyId)));
    expect((await readSettings(world, lakeside, 'profile')).version).toBe(1);
    expect(world.usagePlans.book.size).toBe(3);
  });
});

test('a practice that is shown says whether texts can be had: it has a line, and a key that opens something', async () => {
  const world = new TestWorld({});
  const { keyId } = await createPractice(world, practice);
  expect(await showPractice(world, lakeside)).toMatchObject({
    ready: false,
    timeZone: 'America/Chicago',
    lines: [],
  });
  const theirs = { ...line, practiceId: lakeside };
  await putLine(world, theirs);
  expect(await showPractice(world, lakeside)).toMatchObject({ ready: true, lines: [theirs] });
  await revokeKey(world, keyId);
  expect(await showPractice(world, lakeside)).toMatchObject({
    ready: false,
    keys: [{ keyId, revokedAt: world.clock.now() }],
  });
  await expect(showPractice(world, riverside)).rejects.toMatchObject({ code: 'not-found' });
});

test('a practice of before there was a list of keys is shown without them, and its next key begins the list', async () => {
  const world = new TestWorld({});
  const { apiKey } = await createPractice(world, practice);
  const [record] = await world.store.read([{ kind: 'practice', practiceId: lakeside }]);
  if (!record) return expect.fail('It was made.');
  const { keyIds: _listed, ...older } = record.value;
  await commitOnce(
    world.store,
    { of: 'practice', practiceId: lakeside },
    'older',
    [{ put: record.key, value: older, expect: record.version }],
    null,
  );
  expect((await showPractice(world, lakeside)).keys).toEqual([]);
  const next = await createKey(world, lakeside);
  expect((await showPractice(world, lakeside)).keys).toMatchObject([{ keyId: next.keyId }]);
  expect(await authorize(world, apiKey)).toBeDefined();
});

describe('lines', () => {
  test('belong to one practice, which must exist', async () => {
    const world = await openWorld();
    await createPractice(world, practice);
    const theirs = { ...line, practiceId: lakeside };
    await expect(putLine(world, theirs)).rejects.toMatchObject({ code: 'conflict' });
    await expect(
      putLine(world, { ...theirs, practiceId: practiceIdSchema.parse('nowhere') }),
    ).rejects.toMatchObject({ code: 'not-found' });
    await putLine(world, { ...theirs, number: phone('+13125550103') });
    expect(await world.settings.line(phone('+13125550103'))).toMatchObject({ practiceId: lakeside });
  });

  test('can be changed, and are listed once', async () => {
    const world = await openWorld();
    await putLine(world, { ...line, optOutHandledBy: 'carrier' });
    expect(await world.settings.line(lineNumber)).toMatchObject({ optOutHandledBy: 'carrier' });
    const [record] = await world.store.read([{ kind: 'practice', practiceId: riverside }]);
    expect(record?.value.lines).toEqual([lineNumber]);
  });
});

describe('settings', () => {
  const purposes = {
    part: 'purposes',
    value: {
      ...Object.fromEntries(
        ['appointment', 'recall', 'bill', 'care', 'marketing'].map((name) => [name, { on: false }]),
      ),
    },
  } as Parameters<typeof writeSettings>[2];

  test('are replaced by whoever saw them last, and by nobody who did not', async () => {
    const world = await openWorld();
    const { version } = await readSettings(world, riverside, 'purposes');
    expect(await writeSettings(world, riverside, purposes, version)).toMatchObject({ version: version + 1 });
    await expect(writeSettings(world, riverside, purposes, version)).rejects.toMatchObject({
      code: 'version-mismatch',
    });
    expect(await writeSettings(world, riverside, purposes, undefined)).toMatchObject({
      version: version + 2,
    });
  });

  test('of two who saw the same version one wins', async () => {
    const world = await openWorld();
    const { version } = await readSettings(world, riverside, 'purposes');
    const both = await Promise.allSettled(
      [1, 2].map(() => writeSettings(world, riverside, purposes, version)),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('of no practice are not found', async () => {
    const world = await openWorld();
    await expect(readSettings(world, lakeside, 'profile')).rejects.toMatchObject({ code: 'not-found' });
    await expect(world.settings.settings(lakeside)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('are remembered for a minute, and forgotten at once by whoever changed them', async () => {
    const world = await openWorld();
    const before = await world.settings.settings(riverside);
    expect(await world.settings.settings(riverside)).toBe(before);
    await writeSettings(world, riverside, purposes, undefined);
    expect((await world.settings.settings(riverside)).purposes.appointment.on).toBe(false);
    const now = await world.settings.settings(riverside);
    world.wait(60);
    expect(await world.settings.settings(riverside)).not.toBe(now);
  });
});
