import { assertVersion, Failure, notFound } from '../domain/failure.ts';
import type { PracticeId } from '../domain/identifiers.ts';
import { type SettingsPart, type SettingsValue, settingsParts } from '../domain/settings.ts';
import { startingPolicy } from '../domain/starting-settings.ts';
import { inForce } from '../domain/stop-scope.ts';
import type { IsoInstant } from '../domain/time.ts';
import { commitOnce, untilDecided } from './commit-draft.ts';
import { newIdOf, type World } from './world.ts';

/** One part as the API answers it. */
export interface SettingsAnswer {
  readonly part: SettingsPart;
  readonly version: number;
  readonly value: SettingsValue['value'];
}

export async function readSettings(
  world: World,
  practiceId: PracticeId,
  part: SettingsPart,
): Promise<SettingsAnswer> {
  const [record, practice] = await world.store.read([
    { kind: 'settings', practiceId, part },
    { kind: 'practice', practiceId },
  ]);
  if (record) return { part, version: record.version, value: record.value.value };
  if (!practice || part !== 'policy') throw notFound('practice');
  // A practice of before there was a policy: what holds for it until it writes its own.
  return { part, version: 0, value: startingPolicy };
}

export async function readAllSettings(
  world: World,
  practiceId: PracticeId,
): Promise<readonly SettingsAnswer[]> {
  return Promise.all(settingsParts.map((part) => readSettings(world, practiceId, part)));
}

/**
 * Replaces one part of the settings whole. New words and hours are in force within a minute, switches at once.
 *
 * @param expected the version that the caller last saw; without it the last writer wins
 */
export async function writeSettings(
  world: World,
  practiceId: PracticeId,
  value: SettingsValue,
  expected: number | undefined,
): Promise<SettingsAnswer> {
  return untilDecided(world, async () => {
    const key = { kind: 'settings', practiceId, part: value.part } as const;
    const [record, practice] = await world.store.read([key, { kind: 'practice', practiceId }]);
    if (!record && (!practice || value.part !== 'policy')) throw notFound('practice');
    assertAllowed(value, world.clock.now());
    const version = record?.version ?? 0;
    assertVersion(expected, version);
    const answer = await commitOnce(
      world.store,
      { of: 'practice', practiceId },
      `settings#${newIdOf(world)()}`,
      [{ put: key, value, expect: record?.version ?? 'absent' }],
      null,
    );
    if (answer.outcome === 'conflict') return 'conflict';
    world.settings.forget(practiceId);
    return { part: value.part, version: version + 1, value: value.value };
  });
}

/** What only a rule that is in force allows. */
function assertAllowed({ part, value }: SettingsValue, now: IsoInstant): void {
  if (part !== 'policy' || inForce(value.stopScope, now)) return;
  throw new Failure('invalid', 'Mend the fields listed in errors, and send it again.', {
    errors: [{ path: 'stopScope', message: 'No rule that allows this is in effect: put "all".' }],
  });
}
