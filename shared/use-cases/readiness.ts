import { notFound } from '../domain/failure.ts';
import { type PracticeId, partsOfTextId } from '../domain/identifiers.ts';
import type { TestText } from '../domain/practice.ts';
import { type Readiness, readiness } from '../domain/readiness.ts';
import { type PurposeSwitches, settingsParts } from '../domain/settings.ts';
import type { OutboundStatus } from '../domain/text.ts';
import type { IsoInstant } from '../domain/time.ts';
import type { Check, Stored } from '../ports/store.ts';
import { untilDecided } from './commit-draft.ts';
import { settingsFrom } from './practice-view.ts';
import { linesOf } from './show-practice.ts';
import { newIdOf, type World } from './world.ts';

export interface ReadinessAnswer extends Readiness {
  /** Since when automated texts may leave: a practice that passed once stays live, whatever it changes. */
  readonly liveSince?: IsoInstant | undefined;
}

interface Examined {
  readonly found: Readiness;
  /** What the verdict rests on, but for the switches, which whoever acts on it writes. */
  readonly checks: readonly Check[];
  readonly purposes: Stored<'settings'> | undefined;
}

/**
 * Whether the practice may go live, and what is missing. One that passes is live from then on: its switches' record says
 * since when, in a commit conditional on everything that the verdict rests on.
 *
 * @throws Failure `not-found` where there is no such practice
 */
export async function checkReadiness(world: World, practiceId: PracticeId): Promise<ReadinessAnswer> {
  return untilDecided(world, async () => {
    const { found, checks, purposes } = await examine(world, practiceId);
    if (purposes?.value.part !== 'purposes') throw notFound('practice');
    const { liveSince } = purposes.value;
    if (liveSince !== undefined || !found.ready) return { ...found, ...(liveSince && { liveSince }) };
    const now = world.clock.now();
    const { outcome } = await world.store.commit({
      once: { subject: { of: 'practice', practiceId }, name: `live#${newIdOf(world)()}` },
      checks,
      changes: [
        { put: purposes.key, value: { ...purposes.value, liveSince: now }, expect: purposes.version },
      ],
      events: [],
      result: null,
    });
    if (outcome === 'conflict') return 'conflict';
    world.settings.forget(practiceId);
    return { ...found, liveSince: now };
  });
}

/**
 * Reads everything that readiness rests on: three round trips side by side after one. `switches` are judged in place of those
 * that stand, for whoever is about to write them.
 */
export async function examine(
  world: World,
  practiceId: PracticeId,
  switches?: PurposeSwitches,
): Promise<Examined> {
  const [[practice], records] = await Promise.all([
    world.store.read([{ kind: 'practice', practiceId }]),
    world.store.read(settingsParts.map((part) => ({ kind: 'settings', practiceId, part }) as const)),
  ]);
  if (!practice) throw notFound('practice');
  const { lines: numbers, agreements = {}, testTexts = [] } = practice.value;
  const settings = settingsFrom(records.map((record) => record?.value));
  const [lines, consentRecorded, statuses] = await Promise.all([
    linesOf(world, numbers),
    anyConsent(world, practiceId),
    statusesOf(world, practiceId, testTexts),
  ]);
  const found = readiness({
    settings: switches ? { ...settings, purposes: switches } : settings,
    written: new Set(settingsParts.filter((_, index) => (records[index]?.version ?? 0) > 1)),
    lines: lines.map(({ value }) => value),
    agreements,
    consentRecorded,
    testTexts: statuses,
  });
  const others = records.filter((record) => record?.value.part !== 'purposes');
  const checks = [practice, ...others, ...lines].flatMap((record) =>
    record ? [{ key: record.key, expect: record.version }] : [],
  );
  return { found, checks, purposes: records.find((record) => record?.value.part === 'purposes') };
}

/**
 * Whether any patient's number has a ledger, of the hundred contacts that the index names first: those that were brought in and never
 * texted, so a practice that put its patients in is found at once.
 */
async function anyConsent(world: World, practiceId: PracticeId): Promise<boolean> {
  const { items } = await world.store.list({ listing: 'contacts', of: { practiceId }, limit: 100 });
  return items.some(
    ({ value: { patients, consent } }) =>
      patients.length > 0 && Object.values(consent).some(({ state }) => state !== 'none'),
  );
}

async function statusesOf(
  world: World,
  practiceId: PracticeId,
  sent: readonly TestText[],
): Promise<readonly OutboundStatus[]> {
  if (sent.length === 0) return [];
  const texts = await world.store.read(
    sent.map(({ textId }) => ({ kind: 'text', practiceId, ...partsOfTextId(textId) }) as const),
  );
  return texts.flatMap((text) => (text?.value.direction === 'out' ? [text.value.status] : []));
}
