import { isLive, type Tier } from '../domain/api-key.ts';
import { notFound } from '../domain/failure.ts';
import { type KeyId, lineIdOf, type PracticeId } from '../domain/identifiers.ts';
import type { Line } from '../domain/line.ts';
import type { E164 } from '../domain/phone-number.ts';
import type { Agreements } from '../domain/practice.ts';
import type { SettingsValue } from '../domain/settings.ts';
import type { IsoInstant, ZoneName } from '../domain/time.ts';
import type { Stored } from '../ports/store.ts';
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
  /** Since when its automated texts may leave: it has passed its readiness check. */
  readonly liveSince?: IsoInstant;
  readonly agreements?: Agreements;
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

/** The records of lines. One that was not put again since the identity secret was changed stands under an older one. */
export async function linesOf(
  world: Pick<World, 'store' | 'secrets'>,
  numbers: readonly E164[],
): Promise<readonly Stored<'line'>[]> {
  const { current, older } = await world.secrets.identityKeys();
  const found = await Promise.all(
    numbers.map(async (number) => {
      const under = await world.store.read(
        [current, ...older].map((key) => ({ kind: 'line', lineId: lineIdOf(key, number) }) as const),
      );
      return under.find((one) => one !== undefined);
    }),
  );
  return found.filter((line) => line !== undefined);
}

/** What there is of a practice: what was made halfway is seen, and finished. */
export async function showPractice(world: World, practiceId: PracticeId): Promise<ShownPractice> {
  const [practice, profile, purposes] = await world.store.read([
    { kind: 'practice', practiceId },
    { kind: 'settings', practiceId, part: 'profile' },
    { kind: 'settings', practiceId, part: 'purposes' },
  ]);
  const timeZone = timeZoneIn(profile?.value);
  if (!practice || timeZone === undefined) throw notFound('practice');
  const { name, createdAt, lines: numbers, agreements } = practice.value;
  const liveSince = purposes?.value.part === 'purposes' ? purposes.value.liveSince : undefined;
  const lines = (await linesOf(world, numbers)).map(({ value }) => value);
  const keys = await keysOf(world, practice.value);
  return {
    practiceId,
    name,
    timeZone,
    createdAt,
    ready: lines.length > 0 && keys.some(({ value }) => isLive(value, world.clock.now())),
    lines,
    ...(liveSince && { liveSince }),
    ...(agreements && { agreements }),
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
