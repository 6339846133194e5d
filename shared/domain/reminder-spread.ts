import { insideHours } from './quiet-hours.ts';
import type { TextingHours } from './texting-hours.ts';
import { type IsoInstant, plusSeconds, type ZoneName } from './time.ts';

/** Who is texted, by an id that stays the same, and how fast their line sends. */
export interface Pace {
  readonly id: string;
  readonly messagesPerSecond: number;
}

/** So many texts of one line are taken to meet at its first lawful minute. */
const rushTexts = 600;
/** However slow a line is, nobody waits longer for an hour that has come. */
const spreadSecondsMax = 20 * 60;

/**
 * A moment at which many texts would leave at once, put off by a part of the time that the line needs for them. The part comes from
 * the contact's id: the same for every text of a family, so that theirs still meet, and for every step, so that they stay apart.
 *
 * @param roomSeconds no more than this, or it would no longer help
 */
export function spread(
  of: { readonly pace: Pace; readonly zones: readonly ZoneName[]; readonly rules: readonly TextingHours[] },
  at: IsoInstant,
  roomSeconds: number,
): IsoInstant {
  const window = Math.floor(Math.min(rushTexts / of.pace.messagesPerSecond, spreadSecondsMax, roomSeconds));
  if (window < 1) return at;
  const later = plusSeconds(at, hashOf(of.pace.id) % window);
  return insideHours(of.zones, later, ...of.rules) ? later : at;
}

/** FNV-1a, 32 bits. */
function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1)
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
