import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stateCodes } from '../../shared/domain/state.ts';
import { statesOfZip, zip3Of, zonesOfZip } from '../../shared/domain/zip-zones.ts';
import { zipZones } from '../../shared/domain/zip-zones-data.ts';
import { zoneSchema } from '../../shared/domain/zone.ts';

const east = 'America/New_York';
const central = 'America/Chicago';
const mountain = 'America/Denver';

describe('ZIP codes', () => {
  test.each([
    ['10001', ['NY'], [east]],
    ['02139-4307', ['MA'], [east]],
    ['331', ['FL'], [east]],
    ['32401', ['FL'], [central, east]],
    ['32501', ['FL'], [central]],
    ['47601', ['IN'], [central, east]],
    ['46032', ['IN'], [east]],
    ['46402', ['IN'], [central]],
    ['85001', ['AZ'], ['America/Phoenix']],
    ['86515', ['AZ'], [mountain, 'America/Phoenix']],
    ['57701', ['SD'], [mountain]],
    ['57501', ['SD'], [central, mountain]],
    ['79901', ['TX'], [mountain]],
    ['83501', ['ID'], [mountain, 'America/Los_Angeles']],
    ['83414', ['ID', 'WY'], [mountain]],
    ['06390', ['CT', 'NY'], [east]],
    ['96801', ['HI'], ['Pacific/Honolulu']],
    ['99501', ['AK'], ['America/Adak', 'America/Anchorage']],
    ['00901', ['PR'], ['America/Puerto_Rico']],
    ['00802', ['VI'], ['America/St_Thomas']],
    ['09012', [], []],
    ['K1A 0B1', [], []],
    ['', [], []],
  ])('%s is in %j: %j', (zip, states, zones) => {
    expect([statesOfZip(zip).toSorted(), zonesOfZip(zip).toSorted()]).toEqual([states, zones]);
  });

  test('every zone is known to this runtime, and every state but those with a ZIP code of another has one', () => {
    const zones = new Set(zipZones.flatMap(([, among]) => among));
    expect([...zones].filter((zone) => !zoneSchema.safeParse(zone).success)).toEqual([]);
    const states = new Set(zipZones.map(([state]) => state));
    expect(stateCodes.filter((state) => !states.has(state))).toEqual(['AS']);
  });

  test('a prefix stands for the code: three digits, five or nine say the same', () => {
    const digits = fc.stringMatching(/^\d{9}$/);
    fc.assert(
      fc.property(digits, (all) => {
        const prefix = all.slice(0, 3);
        for (const written of [
          prefix,
          all.slice(0, 5),
          `${all.slice(0, 5)}-${all.slice(5)}`,
          ` ${prefix} `,
        ]) {
          expect(zip3Of(written)).toBe(prefix);
          expect(zonesOfZip(written)).toEqual(zonesOfZip(prefix));
        }
        expect(zip3Of(all.slice(0, 4))).toBeUndefined();
      }),
    );
  });
});
