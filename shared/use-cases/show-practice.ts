import type { Tier } from '../domain/api-key.ts';
import { notFound } from '../domain/failure.ts';
import { type KeyId, lineIdOf, type PracticeId } from '../domain/identifiers.ts';
import type { Line } from '../domain/line.ts';
import type { IsoInstant } from '../domain/time.ts';
import { keysOf } from './keys.ts';
import type { World } from './world.ts';

export interface ShownPractice {
  readonly practiceId: PracticeId;
  readonly name: string;
  readonly createdAt: IsoInstant;
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

/** What there is of a practice: what was made halfway is seen, and finished. */
export async function showPractice(world: World, practiceId: PracticeId): Promise<ShownPractice> {
  const [practice] = await world.store.read([{ kind: 'practice', practiceId }]);
  if (!practice) throw notFound('practice');
  const { name, createdAt, lines: numbers } = practice.value;
  const { current, older } = await world.secrets.identityKeys();
  // A line that was not put again since the secret was changed stands under an older one.
  const lines = await Promise.all(
    numbers.map(async (number) => {
      const found = await world.store.read(
        [current, ...older].map((key) => ({ kind: 'line', lineId: lineIdOf(key, number) }) as const),
      );
      return found.find((one) => one !== undefined)?.value;
    }),
  );
  const keys = await keysOf(world, practice.value);
  return {
    practiceId,
    name,
    createdAt,
    lines: lines.filter((line) => line !== undefined),
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
