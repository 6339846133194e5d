import { ok, type Rule, refuse } from './permit-rule.ts';
import { isSwitchable, type Purpose, type Switchable } from './purpose.ts';
import type { PurposeSwitches } from './settings.ts';

/*
 * A practice may bound how many texts of a purpose leave in one of its days (`dailyMax`). The day's texts are counted in blocks of
 * at most 20: a claim takes from one of the blocks that are open, so that no record is written with every text of the practice.
 * A block is taken from and a text is claimed in one commit, so nothing is counted that was not claimed, and the other way round.
 */

/** How a purpose's day is cut into blocks. */
export interface DailyVolume {
  readonly purpose: Switchable;
  /** A local day of the practice's zone, `2026-12-01`. */
  readonly day: string;
  /** The bound by which it was cut: under another it is cut anew. */
  readonly dailyMax: number;
  /** Which cut this is. Blocks of an earlier one count as untouched. */
  readonly cut: number;
  /** What the day's earlier cuts had taken. */
  readonly spent: number;
  /** The first block that is open; those before it are full. */
  readonly from: number;
}

/** How many texts a block gave room to. */
export interface VolumeBlock {
  readonly cut: number;
  readonly taken: number;
}

/** No block holds more. Under a small bound they hold less, so that several are open at any time. */
const blockSizeMax = 20;
/** As many are open at a time: so many claims can be made at the same moment. */
const openBlocksMax = 16;

const roomOf = ({ dailyMax, spent }: DailyVolume): number => Math.max(0, dailyMax - spent);
const sizeOf = (volume: DailyVolume): number =>
  Math.min(blockSizeMax, Math.max(1, Math.ceil(roomOf(volume) / openBlocksMax)));

/** The blocks that are open, by number, each with how many texts it has room for. */
export function openBlocks(
  volume: DailyVolume,
): readonly { readonly block: number; readonly room: number }[] {
  const size = sizeOf(volume);
  const open = Array.from({ length: openBlocksMax }, (_, index) => volume.from + index);
  return open
    .map((block) => ({ block, room: Math.min(size, roomOf(volume) - block * size) }))
    .filter(({ room }) => room > 0);
}

/**
 * How many texts a block has given room to in this cut. One of a later cut has no room for an earlier: whoever still sees that has
 * been overtaken, and must not write over what is counted since.
 */
export function takenFrom(volume: DailyVolume, block: VolumeBlock | undefined, room: number): number {
  if (block === undefined || block.cut < volume.cut) return 0;
  return block.cut === volume.cut ? block.taken : room;
}

/** The day cut by the bound that holds now; `undefined` where it is so cut already. */
export function cutAnew(
  volume: DailyVolume | undefined,
  now: { readonly purpose: Switchable; readonly day: string; readonly dailyMax: number },
  taken: number,
): DailyVolume | undefined {
  // A clock that lags behind another's midnight counts on in the day that has begun.
  if (!volume || volume.day < now.day) return { ...now, cut: (volume?.cut ?? 0) + 1, spent: 0, from: 0 };
  if (volume.dailyMax === now.dailyMax) return undefined;
  const spent = volume.spent + volume.from * sizeOf(volume) + taken;
  return { ...volume, dailyMax: now.dailyMax, cut: volume.cut + 1, spent, from: 0 };
}

/** The next blocks, once those that were open are full; `undefined` where there are none. */
export function openedFurther(volume: DailyVolume): DailyVolume | undefined {
  const further = { ...volume, from: volume.from + openBlocksMax };
  return openBlocks(further).length > 0 ? further : undefined;
}

/** How many texts of a purpose may leave in a day; `undefined` where there is no bound, or where the text goes outside it. */
export function dailyMaxOf(
  purposes: PurposeSwitches,
  { purpose, notice }: { readonly purpose: Purpose; readonly notice?: unknown },
): { readonly purpose: Switchable; readonly dailyMax: number } | undefined {
  if (!isSwitchable(purpose) || notice !== undefined) return undefined;
  const { dailyMax } = purposes[purpose];
  return dailyMax === undefined ? undefined : { purpose, dailyMax };
}

/** The bound on a day's texts of a purpose over the whole practice. As every cap it refuses and never holds. */
export const dailyVolume: Rule = ({ purposes, volume, ...text }) => {
  const bound = dailyMaxOf(purposes, text);
  if (!bound) return undefined;
  const { purpose, dailyMax } = bound;
  return volume === 'full'
    ? refuse(
        'cap',
        `${dailyMax} ${purpose} texts went out today, as many as the practice allows in a day (settings, purposes, dailyMax).`,
      )
    : ok('daily-volume', `Within the practice's ${dailyMax} ${purpose} texts a day, counted as each leaves.`);
};
