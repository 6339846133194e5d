import type { ApiKey } from '../domain/api-key.ts';
import { Failure, notFound } from '../domain/failure.ts';
import { type KeyId, keyIdOf, lineIdOf, type PracticeId } from '../domain/identifiers.ts';
import type { Line } from '../domain/line.ts';
import type { Practice } from '../domain/practice.ts';
import { type SettingsValue, settingsParts } from '../domain/settings.ts';
import { startingSettings } from '../domain/starting-settings.ts';
import type { Change } from '../ports/store.ts';
import { commitOnce, untilDecided } from './commit-draft.ts';
import { newIdOf, type World } from './world.ts';

/** A name as texts use it until the practice chooses one: cut to 20, but not through the middle of a character. */
const shortened = (name: string): string =>
  name
    .slice(0, 20)
    .replace(/\p{Cs}$/u, '')
    .trim();

/** A new key: 160 random bits behind a prefix that secret scanners can know. */
const newApiKey = (world: World): string =>
  `ptx_${Buffer.from(world.randomness.bytes(20)).toString('base64url')}`;

/**
 * Makes a practice with safe settings and its first key, in one commit. A practice that exists is left as it is, and the
 * caller gets another key for it only through `createKey`.
 *
 * @returns the key, which is shown this once and stored as its hash
 */
export async function createPractice(
  world: World,
  input: { readonly practiceId: PracticeId; readonly name: string; readonly timeZone: string },
  apiKey = newApiKey(world),
): Promise<{ practiceId: PracticeId; apiKey: string; keyId: KeyId }> {
  const { practiceId, name, timeZone } = input;
  const practice: Practice = { practiceId, name, createdAt: world.clock.now(), lines: [] };
  const settings = startingSettings({ name, shortName: shortened(name), timeZone });
  const key = practiceKey(world, practiceId);
  const changes: Change[] = [
    { put: { kind: 'practice', practiceId }, value: practice, expect: 'absent' },
    { put: { kind: 'api-key', keyId: keyIdOf(apiKey) }, value: key, expect: 'absent' },
    ...settingsParts.map(
      (part): Change => ({
        put: { kind: 'settings', practiceId, part },
        value: partOf(settings, part),
        expect: 'absent',
      }),
    ),
  ];
  const answer = await commitOnce(
    world.store,
    { of: 'practice', practiceId },
    `practice#${newIdOf(world)()}`,
    changes,
    null,
  );
  if (answer.outcome === 'conflict')
    throw new Failure('conflict', 'A practice of this id exists: choose another id, or make a key for it.');
  return { practiceId, apiKey, keyId: keyIdOf(apiKey) };
}

function partOf(settings: ReturnType<typeof startingSettings>, part: SettingsValue['part']): SettingsValue {
  switch (part) {
    case 'profile':
      return { part, value: settings[part] };
    case 'hours':
      return { part, value: settings[part] };
    case 'message-types':
      return { part, value: settings[part] };
    case 'purposes':
      return { part, value: settings[part] };
  }
}

const practiceKey = (world: World, practiceId: PracticeId): ApiKey => ({
  scope: 'practice',
  practiceId,
  tier: 'standard',
  createdAt: world.clock.now(),
  usageId: newIdOf(world)(),
});

/** Makes one more key for a practice, so that keys can be changed with an overlap. */
export async function createKey(
  world: World,
  practiceId: PracticeId,
  apiKey = newApiKey(world),
): Promise<{ practiceId: PracticeId; apiKey: string; keyId: KeyId }> {
  const [practice] = await world.store.read([{ kind: 'practice', practiceId }]);
  if (!practice) throw notFound('practice');
  await putKey(world, apiKey, practiceKey(world, practiceId));
  return { practiceId, apiKey, keyId: keyIdOf(apiKey) };
}

/** Stores a key by its hash; one that is there already stays. */
export async function putKey(world: World, apiKey: string, value: ApiKey): Promise<void> {
  const keyId = keyIdOf(apiKey);
  await commitOnce(
    world.store,
    { of: 'deployment' },
    `key#${keyId}`,
    [{ put: { kind: 'api-key', keyId }, value, expect: 'absent' }],
    null,
  );
}

/** Revokes a key; twice is once. In force at once where keys are looked up, within the authorizer's cache (60 s) elsewhere. */
export async function revokeKey(world: World, keyId: KeyId): Promise<void> {
  await untilDecided(world, async () => {
    const [key] = await world.store.read([{ kind: 'api-key', keyId }]);
    if (!key) throw notFound('key');
    if (key.value.revokedAt) return 'revoked';
    const value: ApiKey = { ...key.value, revokedAt: world.clock.now() };
    const change: Change = { put: key.key, value, expect: key.version };
    return (await commitOnce(world.store, { of: 'deployment' }, `key-revoked#${keyId}`, [change], null))
      .outcome;
  });
}

/** Puts a line: whose number it is and which carrier serves it. The practice must exist; a line keeps its practice. */
export async function putLine(world: World, line: Line): Promise<Line> {
  const { current, older } = await world.secrets.identityKeys();
  // While the secret under which ids are made is being changed, the line may stand under an older one: it is then moved.
  const keys = [current, ...older].map(
    (key) => ({ kind: 'line', lineId: lineIdOf(key, line.number) }) as const,
  );
  const { practiceId } = line;
  return untilDecided(world, async () => {
    const [found, [practice]] = await Promise.all([
      world.store.read(keys),
      world.store.read([{ kind: 'practice', practiceId }]),
    ]);
    if (!practice) throw notFound('practice');
    if (found.some((existing) => existing && existing.value.practiceId !== practiceId)) {
      throw new Failure('conflict', 'This number is the line of another practice.');
    }
    const { lines } = practice.value;
    const [present, ...before] = found;
    const put = { kind: 'line', lineId: lineIdOf(current, line.number) } as const;
    const changes: Change[] = [{ put, value: line, expect: present?.version ?? 'absent' }];
    for (const old of before) if (old) changes.push({ remove: old.key, expect: old.version });
    if (!lines.includes(line.number)) {
      changes.push({
        put: practice.key,
        value: { ...practice.value, lines: [...lines, line.number] },
        expect: practice.version,
      });
    }
    const once = `line#${newIdOf(world)()}`;
    if (
      (await commitOnce(world.store, { of: 'practice', practiceId }, once, changes, null)).outcome ===
      'conflict'
    )
      return 'conflict';
    world.settings.forget(practiceId);
    return line;
  });
}
