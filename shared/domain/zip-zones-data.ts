import type { StateCode } from './state.ts';
import type { ZoneName } from './time.ts';

const east: ZoneName = 'America/New_York';
const central: ZoneName = 'America/Chicago';
const mountain: ZoneName = 'America/Denver';
const pacific: ZoneName = 'America/Los_Angeles';
const arizona: ZoneName = 'America/Phoenix';
const alaska: ZoneName = 'America/Anchorage';
const hawaii: ZoneName = 'Pacific/Honolulu';

/**
 * States and time zones by the first three digits of a ZIP code. A prefix with more than one zone or state has all of
 * them, on one line or several.
 *
 * Sources: the prefixes of USPS Publication 65 (L002 of the Domestic Mail Manual); the boundaries of 49 CFR part 71;
 * checked in 2026-11 against every ZIP code of GeoNames (CC BY 4.0) and the zone at its coordinates. A prefix of a split
 * state has one zone here only if all of its post offices do. Local custom counts: Phenix City, Alabama (368) lives by
 * Georgia's clock, West Wendover, Nevada (898) by Utah's. Military prefixes are nowhere: 090-098, 340, 962-966.
 */
export const zipZones: readonly (readonly [StateCode, readonly ZoneName[], prefixes: string])[] = [
  ['AK', [alaska], '996-999'],
  // Adak and Atka, west of 169 degrees 30 minutes, keep the Aleutian clock.
  ['AK', [alaska, 'America/Adak'], '995'],
  ['AL', [central], '350-352 354-367 369'],
  ['AL', [central, east], '368'],
  ['AR', [central], '716-729'],
  // No daylight saving but in the Navajo Nation, in the north-east.
  ['AZ', [arizona], '850-853 855-857 859 863 864'],
  ['AZ', [arizona, mountain], '860 865'],
  ['CA', [pacific], '900-908 910-928 930-961'],
  ['CO', [mountain], '800-816'],
  ['CT', [east], '060-069'],
  ['DC', [east], '200 202-205 569'],
  ['DE', [east], '197-199'],
  // The panhandle west of the Apalachicola keeps Central time.
  ['FL', [east], '320-323 326-339 341 342 344 346 347 349'],
  ['FL', [east, central], '324'],
  ['FL', [central], '325'],
  ['GA', [east], '300-319 398 399'],
  // Guam and the Northern Marianas; Palau and the Federated States and Marshall Islands share the prefix.
  ['GU', ['Pacific/Guam', 'Pacific/Palau', 'Pacific/Pohnpei', 'Pacific/Majuro'], '969'],
  ['MP', ['Pacific/Guam'], '969'],
  // American Samoa's one ZIP code, 96799, has Hawaii's prefix: its people are known by area code 684.
  ['HI', [hawaii], '967 968'],
  ['IA', [central], '500-516 520-528'],
  ['ID', [mountain], '832-834 836 837'],
  // The Salmon River parts Idaho's clocks.
  ['ID', [mountain, pacific], '835'],
  ['ID', [pacific], '838'],
  ['IL', [central], '600-620 622-629'],
  ['IN', [east], '460-462 466-468 470-474 478'],
  ['IN', [central], '463 464 477'],
  ['IN', [east, central], '465 469 475 476 479'],
  ['KS', [central], '660-662 664-676 679'],
  ['KS', [central, mountain], '677 678'],
  ['KY', [east], '400 402-418 425'],
  ['KY', [central], '420-424'],
  ['KY', [east, central], '401 426 427'],
  ['LA', [central], '700 701 703-708 710-714'],
  ['MA', [east], '010-027 055'],
  ['MD', [east], '206-212 214-219'],
  ['ME', [east], '039-049'],
  ['MI', [east], '480-497'],
  // Four counties of the Upper Peninsula keep Wisconsin's time.
  ['MI', [east, central], '498 499'],
  ['MN', [central], '550 551 553-567'],
  ['MO', [central], '630 631 633-641 644-658 726'],
  ['MS', [central], '386-397'],
  ['MT', [mountain], '590-599'],
  ['NC', [east], '270-289'],
  ['ND', [central], '580-584'],
  ['ND', [central, mountain], '585-588'],
  ['NE', [central], '680 681 683-689'],
  ['NE', [central, mountain], '690-692'],
  ['NE', [mountain], '693'],
  ['NH', [east], '030-038'],
  ['NJ', [east], '070-089'],
  ['NM', [mountain], '870 871 873-884'],
  ['NV', [pacific], '889-891 893-895 897'],
  ['NV', [pacific, mountain], '898'],
  // Fishers Island has a prefix of Connecticut.
  ['NY', [east], '005 063 100-149'],
  ['OH', [east], '430-459'],
  ['OK', [central], '730 731 734-741 743-749'],
  ['OR', [pacific], '970-978'],
  ['OR', [pacific, mountain], '979'],
  ['PA', [east], '150-196'],
  ['PR', ['America/Puerto_Rico'], '006 007 009'],
  ['RI', [east], '028 029'],
  ['SC', [east], '290-299'],
  ['SD', [central], '570-574'],
  ['SD', [central, mountain], '575 576'],
  ['SD', [mountain], '577'],
  ['TN', [central], '370-372 375 380-385'],
  ['TN', [east], '374 376 378 379'],
  ['TN', [east, central], '373 377'],
  ['TX', [central], '733 739 750-797'],
  ['TX', [central, mountain], '798'],
  ['TX', [mountain], '799 885'],
  ['UT', [mountain], '840-847'],
  ['VA', [east], '201 205 220-246'],
  ['VI', ['America/St_Thomas'], '008'],
  ['VT', [east], '050-054 056-059'],
  ['WA', [pacific], '980-986 988-994'],
  ['WI', [central], '530-532 534 535 537-549'],
  ['WV', [east], '247-268'],
  // Alta, Wyoming has a prefix of Idaho.
  ['WY', [mountain], '820-831 834'],
];
