import { lazily } from './lazily.ts';
import type { StateCode } from './state.ts';
import type { ZoneName } from './time.ts';
import { zipZones } from './zip-zones-data.ts';

interface Place {
  readonly zones: readonly ZoneName[];
  readonly states: readonly StateCode[];
}

const nowhere: Place = { zones: [], states: [] };

/** `"320-323 326"` as its prefixes, each with three digits. */
function* prefixesIn(written: string): Generator<string> {
  for (const part of written.split(' ')) {
    const [from = '', to = from] = part.split('-');
    for (let prefix = Number(from); prefix <= Number(to); prefix += 1) yield `${prefix}`.padStart(3, '0');
  }
}

const placesByPrefix = lazily(() => {
  const places = new Map<string, Place>();
  for (const [state, zones, written] of zipZones) {
    for (const prefix of prefixesIn(written)) {
      const before = places.get(prefix) ?? nowhere;
      places.set(prefix, {
        zones: [...new Set([...before.zones, ...zones])],
        states: [...new Set([...before.states, state])],
      });
    }
  }
  return places;
});

/**
 * The first three digits of a US postal code as people write it (`"02139"`, `"02139-4307"`, `"021"`): all that a zone or
 * a state needs, and all that is kept. `undefined` for anything else, such as a Canadian code.
 */
export const zip3Of = (postalCode: string): string | undefined =>
  /^(\d{3})(?:\d{2}(?:-?\d{4})?)?$/.exec(postalCode.trim())?.[1];

const placeOf = (zip: string): Place => placesByPrefix().get(zip3Of(zip) ?? '') ?? nowhere;

/** Every zone that a ZIP code, or its first three digits, may be in; none for military and unknown ones. */
export const zonesOfZip = (zip: string): readonly ZoneName[] => placeOf(zip).zones;

/** The states that a ZIP code may be in: one, but for a few prefixes across a state's line. */
export const statesOfZip = (zip: string): readonly StateCode[] => placeOf(zip).states;
