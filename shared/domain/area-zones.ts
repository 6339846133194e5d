import { stateAreas, zoneAreas } from './area-zones-data.ts';
import type { E164 } from './phone-number.ts';
import type { StateCode } from './state.ts';
import type { ZoneName } from './time.ts';

const zonesByArea = new Map<string, readonly ZoneName[]>(
  zoneAreas.flatMap(([zones, areas]) => areas.split(' ').map((area) => [area, zones.split(' ')] as const)),
);
const stateByArea = new Map<string, StateCode>(
  stateAreas.flatMap(([state, areas]) => areas.split(' ').map((area) => [area, state] as const)),
);

/** The area code of a number of the North American Numbering Plan; `undefined` for a number of another country. */
const areaOf = (phone: E164): string | undefined => (phone.startsWith('+1') ? phone.slice(2, 5) : undefined);

/**
 * Every zone that a number's area code may be in; none for toll-free and personal numbers, for area codes newer than the
 * data, and for other countries. The exchange behind the area code is not looked at, though it would name one zone of a
 * split area code for a wired telephone: a mobile number, and one that has been ported, has long left its exchange.
 */
export const zonesOfNumber = (phone: E164): readonly ZoneName[] => zonesByArea.get(areaOf(phone) ?? '') ?? [];

/**
 * The state that a number's area code belongs to: none crosses a state's line. Laws presume so too (Fla. Stat.
 * 501.059(8)(d)), though people keep their numbers when they move.
 */
export const statesOfNumber = (phone: E164): readonly StateCode[] => {
  const state = stateByArea.get(areaOf(phone) ?? '');
  return state === undefined ? [] : [state];
};
