import { type ApiKey, endingAfter, isLive, liveKeysMax, withKey } from '../domain/api-key.ts';
import { Failure, notFound } from '../domain/failure.ts';
import { type KeyId, keyIdOf, type PracticeId } from '../domain/identifiers.ts';
import type { Practice } from '../domain/practice.ts';
import type { Change, Stored } from '../ports/store.ts';
import { commitOnce, untilDecided } from './commit-draft.ts';
import { newIdOf, type World } from './world.ts';

/** A key as it is shown this once. */
export interface ShownKey {
  readonly practiceId: PracticeId;
  readonly apiKey: string;
  readonly keyId: KeyId;
}

/** The key whose place a new one takes, and how long both open. */
export interface Rotation {
  readonly rotates: KeyId;
  readonly overlapHours: number;
}

/** A new key: 160 random bits behind a prefix that secret scanners can know. */
export const newApiKey = (world: Pick<World, 'randomness'>): string =>
  `ptx_${Buffer.from(world.randomness.bytes(20)).toString('base64url')}`;

/**
 * A practice's new key. Its usage id has no dashes: "an alphanumeric string between 20 and 128 characters" is what API Gateway's
 * developer guide ("Usage plans and API keys for REST APIs") takes as the value of a key.
 */
export const practiceKey = (
  world: World,
  practiceId: PracticeId,
): ApiKey & { readonly scope: 'practice' } => ({
  scope: 'practice',
  practiceId,
  tier: 'standard',
  createdAt: world.clock.now(),
  usageId: newIdOf(world)().replaceAll('-', ''),
});

/**
 * Makes one more key for a practice; where it takes another's place, that one ends after the overlap, in the same commit. Its usage
 * id is enrolled first: a crash then leaves a usage id that no key has, which opens nothing, and never a key that API Gateway
 * refuses. Asked again, it makes another: a key that was never shown is found by `showPractice`, and revoked. Keys that open
 * nothing any more leave the practice's list, and their usage ids go before: an account has 10,000 of them at most (API Gateway
 * quotas), and after the commit nobody would find them.
 *
 * @throws Failure `not-found` where there is no such practice, or no such key of it; `conflict` where it has as many as it may
 */
export async function createKey(
  world: World,
  practiceId: PracticeId,
  rotation?: Rotation,
  apiKey = newApiKey(world),
): Promise<ShownKey> {
  const keyId = keyIdOf(apiKey);
  const key = practiceKey(world, practiceId);
  let enrolled = false;
  return untilDecided(world, async () => {
    const [practice] = await world.store.read([{ kind: 'practice', practiceId }]);
    if (!practice) throw notFound('practice');
    const known = await keysOf(world, practice.value);
    const changes = await changesFor(world, practice, known, { keyId, key }, rotation);
    if (!enrolled) await world.usagePlans.enrol(key.usageId, key.tier);
    enrolled = true;
    for (const { value } of known)
      if (!isLive(value, key.createdAt)) await world.usagePlans.remove(value.usageId);
    const { outcome } = await commitOnce(
      world.store,
      { of: 'practice', practiceId },
      `key#${keyId}`,
      changes,
      null,
    );
    return outcome === 'conflict' ? 'conflict' : { practiceId, apiKey, keyId };
  });
}

async function changesFor(
  world: World,
  practice: Stored<'practice'>,
  known: readonly Stored<'api-key'>[],
  added: { readonly keyId: KeyId; readonly key: ApiKey },
  rotation: Rotation | undefined,
): Promise<readonly Change[]> {
  // The moment that the new key is made counts for all: what is live by it stays, and keeps its usage id.
  const now = added.key.createdAt;
  const keyIds = withKey(
    known.map(({ key, value }) => ({ keyId: key.keyId, key: value })),
    added.keyId,
    now,
  );
  if (keyIds === 'too-many')
    throw new Failure(
      'conflict',
      `A practice has at most ${liveKeysMax} keys that open something: revoke one first.`,
    );
  const changes: Change[] = [
    { put: { kind: 'api-key', keyId: added.keyId }, value: added.key, expect: 'absent' },
    { put: practice.key, value: { ...practice.value, keyIds }, expect: practice.version },
  ];
  if (rotation) {
    const [old] = await world.store.read([{ kind: 'api-key', keyId: rotation.rotates }]);
    const { practiceId } = practice.value;
    if (old?.value.scope !== 'practice' || old.value.practiceId !== practiceId) throw notFound('key');
    changes.push({
      put: old.key,
      value: endingAfter(old.value, now, rotation.overlapHours),
      expect: old.version,
    });
  }
  return changes;
}

/** The keys on a practice's list. */
export async function keysOf(
  world: Pick<World, 'store'>,
  { keyIds = [] }: Practice,
): Promise<readonly Stored<'api-key'>[]> {
  if (keyIds.length === 0) return [];
  const found = await world.store.read(keyIds.map((keyId) => ({ kind: 'api-key', keyId }) as const));
  return found.filter((one) => one !== undefined);
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

/**
 * Revokes a key; twice is once. In force at once where keys are looked up, within the authorizer's cache (60 s) elsewhere. Then
 * its usage id goes, which a second call does as well where the first came only halfway.
 */
export async function revokeKey(world: World, keyId: KeyId): Promise<void> {
  const usageId = await untilDecided(world, async () => {
    const [key] = await world.store.read([{ kind: 'api-key', keyId }]);
    if (!key) throw notFound('key');
    if (key.value.revokedAt) return key.value.usageId;
    const value: ApiKey = { ...key.value, revokedAt: world.clock.now() };
    const change: Change = { put: key.key, value, expect: key.version };
    const once = `key-revoked#${keyId}`;
    const { outcome } = await commitOnce(world.store, { of: 'deployment' }, once, [change], null);
    return outcome === 'conflict' ? 'conflict' : value.usageId;
  });
  await world.usagePlans.remove(usageId);
}
