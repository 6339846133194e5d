import { isLive } from '../domain/api-key.ts';
import { notFound } from '../domain/failure.ts';
import type { PracticeId } from '../domain/identifiers.ts';
import { keysOf } from './keys.ts';
import type { World } from './world.ts';

/**
 * Puts the usage ids of a practice's live keys in their plans once more: after an API was made anew its plans are empty, and API Gateway
 * refuses every key that is in none. Doing it twice is doing it once.
 *
 * @returns how many keys of the practice open something
 */
export async function enrolKeys(world: World, practiceId: PracticeId): Promise<number> {
  const [practice] = await world.store.read([{ kind: 'practice', practiceId }]);
  if (!practice) throw notFound('practice');
  const now = world.clock.now();
  let enrolled = 0;
  for (const { value } of await keysOf(world, practice.value)) {
    if (value.scope !== 'practice' || !isLive(value, now)) continue;
    await world.usagePlans.enrol(value.usageId, value.tier);
    enrolled += 1;
  }
  return enrolled;
}
