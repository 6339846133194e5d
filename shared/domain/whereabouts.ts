import { statesOfNumber, zonesOfNumber } from './area-zones.ts';
import type { E164 } from './phone-number.ts';
import type { StateCode } from './state.ts';
import type { ZoneName } from './time.ts';
import { statesOfZip, zonesOfZip } from './zip-zones.ts';

/** What is known of where a contact lives. */
export interface Reached {
  readonly phone: E164;
  readonly patients: readonly {
    readonly timeZone?: ZoneName | undefined;
    /** The first three digits of a patient's ZIP code. */
    readonly zip3?: string | undefined;
  }[];
}

/** The clocks that a contact may live by and the states whose laws may protect them. */
export interface Whereabouts {
  readonly zones: readonly ZoneName[];
  readonly states: readonly StateCode[];
  /** Where the zones are from: the patients' records, the number (with the ZIP codes), or nothing but the practice. */
  readonly source: 'patient' | 'number' | 'practice';
}

/**
 * Where a contact may be: the patients' own zones where known, else every zone that the area code and the ZIP codes
 * allow, else the practice's. The states are those of the ZIP codes, else of the area code.
 */
export function whereabouts({ phone, patients }: Reached, practiceZone: ZoneName): Whereabouts {
  const zips = patients.flatMap(({ zip3 }) => zip3 ?? []);
  const zipStates = zips.flatMap(statesOfZip);
  const states = [...new Set(zipStates.length > 0 ? zipStates : statesOfNumber(phone))];
  const known = patients.flatMap(({ timeZone }) => timeZone ?? []);
  if (known.length > 0) return { zones: [...new Set(known)], states, source: 'patient' };
  const allowed = [...zonesOfNumber(phone), ...zips.flatMap(zonesOfZip)];
  if (allowed.length > 0) return { zones: [...new Set(allowed)], states, source: 'number' };
  return { zones: [practiceZone], states, source: 'practice' };
}
