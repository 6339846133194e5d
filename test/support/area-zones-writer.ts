import { readFileSync } from 'node:fs';
import { type StateCode, stateCodes } from '../../shared/domain/state.ts';

/*
 * Writes shared/domain/area-zones-data.ts from two files of libphonenumber, `resources/timezones/map_data.txt` and
 * `resources/geocoding/en/1.txt`:
 *
 *   node test/support/area-zones-writer.ts <map_data.txt> <1.txt> <their version> > shared/domain/area-zones-data.ts
 */

/**
 * Area codes laid over one that has several zones serve the same ground, whatever their few numbers show so far; those of
 * Saskatchewan go by the oldest too.
 */
const overlays = ['208 986', '250 236 257 672 778', '270 364', '306 639 474', '418 367 581', '541 458']
  .concat('709 879', '812 930', '850 448')
  .map((group) => group.split(' '));

/** The map stands in Hawaii for the Aleutians, which have a zone of their own since 1983. */
const misplaced: Readonly<Record<string, string>> = { 907: 'Pacific/Honolulu' };

/** The names that the geocoding file has for states, and the territories that it has no line for. */
const statesNamed = [
  'AK Alaska, AL Alabama, AR Arkansas, AZ Arizona, CA California, CO Colorado, CT Connecticut',
  'DE Delaware, FL Florida, GA Georgia, HI Hawaii, IA Iowa, ID Idaho, IL Illinois, IN Indiana',
  'KS Kansas, KY Kentucky, LA Louisiana, MA Massachusetts, MD Maryland, ME Maine, MI Michigan',
  'MN Minnesota, MO Missouri, MS Mississippi, MT Montana, NC North Carolina, ND North Dakota',
  'NE Nebraska, NH New Hampshire, NJ New Jersey, NM New Mexico, NV Nevada, NY New York, OH Ohio',
  'OK Oklahoma, OR Oregon, PA Pennsylvania, RI Rhode Island, SC South Carolina, SD South Dakota',
  'TN Tennessee, TX Texas, UT Utah, VA Virginia, VT Vermont, WI Wisconsin, WV West Virginia',
  'WY Wyoming',
  'WA Washington State, DC Washington D.C., VI 340, MP 670, GU 671, AS 684, PR 787, PR 939',
].flatMap((line) => line.split(', ').map((one) => [one.slice(3), one.slice(0, 2)] as const));
const names = new Map(statesNamed);
const territories = statesNamed.filter(([area]) => /^\d{3}$/.test(area));

const rowsOf = (path: string): [prefix: string, value: string][] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, prefix, value] = /^1(\d{3,})\|(.+)$/.exec(line) ?? [];
      return prefix && value ? [[prefix, value]] : [];
    });

const add = <K, V>(map: Map<K, Set<V>>, key: K, ...values: readonly V[]): void => {
  map.set(key, new Set([...(map.get(key) ?? []), ...values]));
};

const [mapPath = '', geocodingPath = '', version = ''] = process.argv.slice(2);

const zones = new Map<string, Set<string>>();
for (const [prefix, value] of rowsOf(mapPath)) {
  const area = prefix.slice(0, 3);
  add(zones, area, ...value.split('&').filter((zone) => zone !== misplaced[area]));
}
for (const group of overlays) {
  const all = group.flatMap((area) => [...(zones.get(area) ?? [])]);
  for (const area of group) if (all.length > 0) add(zones, area, ...all);
}

const stateOf = (value: string): StateCode | undefined =>
  stateCodes.find((code) => [value, names.get(value), value.split(', ').at(-1)].includes(code));

const states = new Map<StateCode, Set<string>>();
const placed = new Set<string>();
/** The line of a whole area code comes first; where there is none, those of its exchanges name the state. */
const byLength = [...rowsOf(geocodingPath), ...territories].sort(([a], [b]) => a.length - b.length);
for (const [prefix, value] of byLength) {
  const area = prefix.slice(0, 3);
  const state = stateOf(value);
  if (!zones.has(area) || placed.has(area)) continue;
  placed.add(area);
  if (state !== undefined) add(states, state, area);
}

const byZones = new Map<string, Set<string>>();
for (const [area, set] of zones) add(byZones, [...set].sort().join(' '), area);

const wrapped = (areas: Iterable<string>): string =>
  (
    [...areas]
      .sort()
      .join(' ')
      .match(/.{1,95}(?: |$)/g) ?? []
  )
    .map((line, index) => `'${index > 0 ? ' ' : ''}${line.trim()}'`)
    .join(' + ');

const rows = (entries: Iterable<readonly [string, Set<string>]>): string =>
  [...entries]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, areas]) => `  ['${key}', ${wrapped(areas)}],`)
    .join('\n');

process.stdout.write(`import type { StateCode } from './state.ts';

/*
 * Written by test/support/area-zones-writer.ts from ${version}:
 * resources/timezones/map_data.txt (Copyright 2012 The Libphonenumber Authors) and resources/geocoding/en/1.txt
 * (Copyright 2011 The Libphonenumber Authors), Apache License 2.0. Changed by reducing each area code to all of its zones.
 */

/** Zones, and the area codes of country code 1 whose numbers may be in them. Toll-free and personal numbers have none. */
export const zoneAreas: readonly (readonly [zones: string, areas: string])[] = [
${rows(byZones)}
];

/** The area codes of each state. None crosses a state's line. */
export const stateAreas: readonly (readonly [StateCode, areas: string])[] = [
${rows(states)}
];
`);
