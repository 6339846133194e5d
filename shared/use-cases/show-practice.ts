import { isLive, type Tier } from '../domain/api-key.ts';
import { notFound } from '../domain/failure.ts';
import { type KeyId, lineIdOf, type PracticeId } from '../domain/identifiers.ts';
import type { Line } from '../domain/line.ts';
import type { SettingsValue } from '../domain/settings.ts';
import type { IsoInstant, ZoneName } from '../domain/time.ts';
import { keysOf } from './keys.ts';
import type { World } from './world.ts';

export interface ShownPractice {
  readonly practiceId: PracticeId;
  readonly name: string;
  /** As its settings say now. */
  readonly timeZone: ZoneName;
  readonly createdAt: IsoInstant;
  /** Whether it has what texts need: a line, and a key that opens something. */
  readonly ready: boolean;
  readonly lines: readonly Line[];
  /** By their hashes; what a key itself is was shown once. */
  readonly keys: readonly {
    readonly keyId: KeyId;
    readonly tier: Tier;
    readonly createdAt: IsoInstant;
    readonly expiresAt?: IsoInstant;
    readonly revokedAt?: IsoInstant;
  }[];
}

/** A practice's time zone, in its settings' profile. */
export const timeZoneIn = (settings: SettingsValue | undefined): ZoneName | undefined =>
  settings?.part === 'profile' ? settings.value.timeZone : undefined;

/** What there is of a practice: what was made halfway is seen, and finished. */
export async function showPractice(world: World, practiceId: PracticeId): Promise<ShownPractice> {
  const [practice, profile] = await world.store.read([
    { kind: 'practice', practiceId },
    { kind: 'settings', practiceId, part: 'profile' },
  ]);
  const timeZone = timeZoneIn(profile?.value);
  if (!practice || timeZone === undefined) throw notFound('practice');
  const { name, createdAt, lines: numbers } = practice.value;
  const { current, older } = await world.secrets.identityKeys();
  // A line that was not put again since the secret was changed stands under an older one.
  const found = await Promise.all(
    numbers.map(async (number) => {
      const under = await world.store.read(
        [current, ...older].map((key) => ({ kind: 'line', lineId: lineIdOf(key, number) }) as const),
      );
      return under.find((one) => one !== undefined)?.value;
    }),
  );
  const lines = found.filter((line) => line !== undefined);
  const keys = await keysOf(world, practice.value);
  return {
    practiceId,
    name,
    timeZone,
    createdAt,
    ready: lines.length > 0 && keys.some(({ value }) => isLive(value, world.clock.now())),
    lines,
    keys: keys.flatMap(({ key: { keyId }, value }) => {
      if (value.scope !== 'practice') return [];
      const { tier, expiresAt, revokedAt } = value;
      return [
        {
          keyId,
          tier,
          createdAt: value.createdAt,
          ...(expiresAt && { expiresAt }),
          ...(revokedAt && { revokedAt }),
        },
      ];
    }),
  };
}
