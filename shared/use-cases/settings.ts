import type { Actor } from '../domain/actor.ts';
import { assertVersion, invalid, notFound } from '../domain/failure.ts';
import type { PracticeId } from '../domain/identifiers.ts';
import { type SettingsPart, type SettingsValue, settingsParts } from '../domain/settings.ts';
import { laterParts } from '../domain/starting-settings.ts';
import { inForce } from '../domain/stop-scope.ts';
import type { IsoInstant } from '../domain/time.ts';
import type { Check, Stored } from '../ports/store.ts';
import { auditedBy } from './audit.ts';
import { untilDecided } from './commit-draft.ts';
import { examine } from './readiness.ts';
import { newIdOf, type World } from './world.ts';

type SwitchesValue = Extract<SettingsValue, { part: 'purposes' }>;

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
  if (!practice || !isLater(part)) throw notFound('practice');
  // A practice of before there was this part: what holds for it until it writes its own.
  return { part, version: 0, value: laterParts[part] };
}

const isLater = (part: SettingsPart): part is keyof typeof laterParts => Object.hasOwn(laterParts, part);

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
 * @param by who does; absent where the deployment itself does, which stands in no audit
 */
export async function writeSettings(
  world: World,
  practiceId: PracticeId,
  value: SettingsValue,
  expected: number | undefined,
  by?: Actor,
): Promise<SettingsAnswer> {
  return untilDecided(world, async () => {
    const key = { kind: 'settings', practiceId, part: value.part } as const;
    const [record, practice] = await world.store.read([key, { kind: 'practice', practiceId }]);
    if (!record && (!practice || !isLater(value.part))) throw notFound('practice');
    assertAllowed(value, world.clock.now());
    const version = record?.version ?? 0;
    assertVersion(expected, version);
    const { written, checks } =
      value.part === 'purposes'
        ? await withLiveness(world, practiceId, value, record)
        : { written: value, checks: [] };
    const { outcome } = await world.store.commit({
      once: { subject: { of: 'practice', practiceId }, name: `settings#${newIdOf(world)()}` },
      checks,
      changes: [
        { put: key, value: written, expect: record?.version ?? 'absent' },
        ...auditedBy(world, by, { practiceId, action: 'settings-changed', what: value.part }),
      ],
      events: [],
      result: null,
    });
    if (outcome === 'conflict') return 'conflict';
    world.settings.forget(practiceId);
    return { part: value.part, version: version + 1, value: value.value };
  });
}

/** What only a rule that is in force allows. */
function assertAllowed({ part, value }: SettingsValue, now: IsoInstant): void {
  if (part !== 'policy' || inForce(value.stopScope, now)) return;
  throw invalid([{ path: 'stopScope', message: 'No rule that allows this is in effect: put "all".' }]);
}

/**
 * Switches with since when the practice is live. Where it was not and its readiness check passes by now, it is from here on:
 * switching a purpose on is often the last step.
 */
async function withLiveness(
  world: World,
  practiceId: PracticeId,
  { part, value }: SwitchesValue,
  record: Stored<'settings'> | undefined,
): Promise<{ written: SwitchesValue; checks: readonly Check[] }> {
  const liveSince = record?.value.part === 'purposes' ? record.value.liveSince : undefined;
  if (liveSince !== undefined) return { written: { part, value, liveSince }, checks: [] };
  const { found, checks } = await examine(world, practiceId, value);
  return found.ready
    ? { written: { part, value, liveSince: world.clock.now() }, checks }
    : { written: { part, value }, checks: [] };
}
