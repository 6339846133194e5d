import {
  cutAnew,
  type DailyVolume,
  dailyMaxOf,
  openBlocks,
  openedFurther,
  takenFrom,
} from '../domain/daily-volume.ts';
import type { PracticeId } from '../domain/identifiers.ts';
import type { PracticeView } from '../domain/system-text.ts';
import type { OutText } from '../domain/text.ts';
import { dayIn } from '../domain/wall-clock.ts';
import type { Change, Check, Stored } from '../ports/store.ts';
import { newIdOf, type World } from './world.ts';

/** What a claim may take of the day: whether there is room, and what taking it changes. */
export interface Share {
  readonly volume: 'room' | 'full';
  /** The local day in which the text counts. */
  readonly day: string;
  /** To be committed with the claim, and only with it. */
  readonly change?: Change;
}

/**
 * Finds room for a text in its purpose's day. Costs nothing where the practice has set no bound, else two reads; once in a day, and
 * once in 320 texts, a commit besides.
 *
 * @param switches the record that the bound stands in, as the claim's commit checks it
 * @returns `conflict` where the day was cut or opened meanwhile, by this call or another: ask again
 */
export async function findRoom(
  world: World,
  practice: PracticeView,
  text: OutText,
  switches: Check,
): Promise<Share | 'conflict' | undefined> {
  const bound = dailyMaxOf(practice.settings.purposes, text);
  if (!bound) return undefined;
  const { practiceId } = text;
  const today = dayIn(world.clock.now(), practice.settings.profile.timeZone);
  // Claimed again, it does not count a second time.
  if (text.countedOn === today) return { volume: 'room', day: today };
  const [record] = await world.store.read([{ kind: 'volume', practiceId, purpose: bound.purpose }]);
  const standing = record && (await blocksOf(world, practiceId, record.value));
  const taken = standing?.reduce((sum, { count }) => sum + count, 0) ?? 0;
  const cut = cutAnew(record?.value, { ...bound, day: today }, taken);
  if (cut) return rewrite(world, practiceId, { record, volume: cut, switches });
  if (!record || !standing) return 'conflict';
  const { day } = record.value;
  if (text.countedOn === day) return { volume: 'room', day };
  const free = standing.filter(({ room, count }) => count < room);
  const chosen = free[Math.floor(world.randomness.fraction() * free.length)];
  if (chosen) {
    const { key, version, count } = chosen;
    const value = { cut: record.value.cut, taken: count + 1 };
    return { volume: 'room', day, change: { put: key, value, expect: version } };
  }
  const further = openedFurther(record.value);
  return further
    ? rewrite(world, practiceId, { record, volume: further, switches })
    : { volume: 'full', day };
}

/** The open blocks as they stand, with how many texts each has taken. */
async function blocksOf(world: World, practiceId: PracticeId, volume: DailyVolume) {
  const open = openBlocks(volume).map(({ block, room }) => {
    const key = { kind: 'volume-block', practiceId, purpose: volume.purpose, block } as const;
    return { key, room };
  });
  const records = await world.store.read(open.map(({ key }) => key));
  return open.map(({ key, room }, index) => {
    const record = records[index];
    const version = record?.version ?? ('absent' as const);
    return { key, room, version, count: takenFrom(volume, record?.value, room) };
  });
}

/** Cuts the day anew or opens its next blocks; whoever asked starts over with what then stands. */
async function rewrite(
  world: World,
  practiceId: PracticeId,
  {
    record,
    volume,
    switches,
  }: { record: Stored<'volume'> | undefined; volume: DailyVolume; switches: Check },
): Promise<'conflict'> {
  const { purpose } = volume;
  const put = { kind: 'volume', practiceId, purpose } as const;
  await world.store.commit({
    once: { subject: { of: 'practice', practiceId }, name: `volume#${purpose}#${newIdOf(world)()}` },
    // Claims under the bound of before are conditional on the same record: none of them can come after this.
    checks: [switches],
    changes: [{ put, value: volume, expect: record?.version ?? 'absent' }],
    events: [],
    result: null,
  });
  return 'conflict';
}
