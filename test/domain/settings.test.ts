import { describe, expect, test } from 'vitest';
import {
  holidaysSchema,
  hoursSchema,
  messageTypesSchema,
  profileSchema,
  purposesSchema,
  settingsParts,
  settingsSchemas,
  staffSchema,
} from '../../shared/domain/settings.ts';
import { startingSettings } from '../../shared/domain/starting-settings.ts';
import { profile } from '../support/facts.ts';

const paths = (result: { error?: { issues: { path: PropertyKey[] }[] } | undefined }): string[] =>
  result.error?.issues.map(({ path }) => path.join('.')) ?? [];

describe('hours', () => {
  const week = (mon: unknown) => ({ week: { mon, tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] } });

  test.each([
    [
      'split days',
      [
        ['08:00', '12:00'],
        ['13:00', '17:00'],
      ],
    ],
    [
      'spans that touch',
      [
        ['08:00', '12:00'],
        ['12:00', '17:00'],
      ],
    ],
    ['until midnight', [['00:00', '24:00']]],
    ['closed', []],
  ])('%s are hours', (_case, mon) => {
    expect(hoursSchema.safeParse(week(mon)).success).toBe(true);
  });

  test.each([
    ['a span that ends before it begins', [['12:00', '08:00']], 'week.mon.0'],
    ['an empty span', [['08:00', '08:00']], 'week.mon.0'],
    [
      'spans that overlap',
      [
        ['08:00', '12:00'],
        ['11:59', '17:00'],
      ],
      'week.mon',
    ],
    [
      'spans out of order',
      [
        ['13:00', '17:00'],
        ['08:00', '12:00'],
      ],
      'week.mon',
    ],
    ['a time that is none', [['8:00', '12:00']], 'week.mon.0.0'],
    ['a minute that is none', [['08:00', '12:60']], 'week.mon.0.1'],
    ['an hour after midnight', [['08:00', '24:01']], 'week.mon.0.1'],
    ['half a span', [['08:00']], 'week.mon.0'],
    ['seven spans', Array.from({ length: 7 }, (_, index) => [`0${index}:00`, `0${index}:30`]), 'week.mon'],
    ['none at all', undefined, 'week.mon'],
  ])('%s is refused at its place', (_case, mon, path) => {
    expect(paths(hoursSchema.safeParse(week(mon)))[0]?.startsWith(path)).toBe(true);
  });

  test('a day that is unknown is refused', () => {
    expect(hoursSchema.safeParse({ week: { ...week([]).week, holiday: [] } }).success).toBe(false);
  });
});

describe('message types', () => {
  const other = { type: 'other', words: [], goal: { businessMinutes: 120 } };

  test.each([
    ['other alone', [other], true],
    ['others before it', [{ ...other, type: 'records' }, other], true],
    ['none', [], false],
    ['other not last', [other, { ...other, type: 'records' }], false],
    ['one type twice', [{ ...other, type: 'records' }, { ...other, type: 'records' }, other], false],
    ['a name with spaces', [{ ...other, type: 'My type' }, other], false],
    ['a goal of both kinds', [{ ...other, goal: { businessMinutes: 5, businessDays: 1 } }], false],
    ['a goal of nothing', [{ ...other, goal: {} }], false],
    ['a goal in the past', [{ ...other, goal: { businessMinutes: 0 } }], false],
    ['a goal by a bad time', [{ ...other, goal: { businessDays: 1, by: '25:00' } }], false],
    ['a goal by noon', [{ ...other, goal: { businessDays: 1, by: '12:00' } }], true],
    ['a member that is unknown', [{ ...other, colour: 'red' }], false],
  ])('%s: %s', (_case, types, expected) => {
    expect(messageTypesSchema.safeParse(types).success).toBe(expected);
  });
});

describe('holidays', () => {
  const changed = (date: string) => ({ date, hours: [] });

  test.each([
    ['none', {}],
    ['a calendar', { observe: ['us-federal'] }],
    [
      'days of its own',
      { closed: ['2026-12-24'], changed: [{ date: '2026-12-31', hours: [['08:00', '12:00']] }] },
    ],
    ['a leap day', { closed: ['2028-02-29'] }],
  ])('%s are holidays', (_case, value) => {
    expect(holidaysSchema.parse(value)).toEqual({ observe: [], closed: [], changed: [], ...value });
  });

  test.each([
    ['an unknown calendar', { observe: ['uk'] }, 'observe.0'],
    ['a day that no calendar has', { closed: ['2026-02-29'] }, 'closed.0'],
    ['a day written otherwise', { closed: ['12/24/2026'] }, 'closed.0'],
    ['a day that is changed twice', { changed: [changed('2026-12-31'), changed('2026-12-31')] }, 'changed'],
    [
      'hours out of order',
      { changed: [{ date: '2026-12-31', hours: [['12:00', '08:00']] }] },
      'changed.0.hours.0',
    ],
    ['more than there is', { extra: 1 }, ''],
  ])('%s is not one: the fault is named', (_case, value, path) => {
    expect(paths(holidaysSchema.safeParse(value))).toEqual([path]);
  });
});

describe('staff', () => {
  const sam = { staffId: 'sam', name: 'Sam' };

  test('has its phones as E.164, and stretches of days or moments away', () => {
    const away = [
      { from: '2026-12-21', to: '2026-12-31' },
      { from: '2026-12-01T12:00:00-05:00', to: '2026-12-01T17:00:00Z' },
    ];
    const [one] = staffSchema.parse([{ ...sam, manager: true, phone: '(212) 555-0199', away }]);
    expect(one).toEqual({ ...sam, manager: true, phone: '+12125550199', away });
  });

  test.each([
    ['two of one id', [sam, sam], ''],
    ['no name', [{ staffId: 'sam' }], '0.name'],
    ['an odd id', [{ ...sam, staffId: 'sam smith' }], '0.staffId'],
    [
      'a moment without its offset',
      [{ ...sam, away: [{ from: '2026-12-01T12:00:00', to: '2026-12-02' }] }],
      '0.away.0.from',
    ],
    ['an unknown status', [{ ...sam, status: 'asleep' }], '0.status'],
  ])('%s is refused: the fault is named', (_case, value, path) => {
    expect(paths(staffSchema.safeParse(value))).toEqual([path]);
  });
});

describe('profile and purposes', () => {
  test('a short name is at most 20 characters, a zone is one of IANA, a phone number is one', () => {
    expect(profileSchema.safeParse({ ...profile, shortName: 'x'.repeat(21) }).success).toBe(false);
    expect(profileSchema.safeParse({ ...profile, timeZone: 'EST5' }).success).toBe(false);
    expect(profileSchema.safeParse({ ...profile, timeZone: '+05:00' }).success).toBe(false);
    expect(profileSchema.safeParse({ ...profile, phone: '911' }).success).toBe(false);
    expect(profileSchema.parse({ ...profile, phone: '(212) 555-0100' }).phone).toBe('+12125550100');
  });

  test('every purpose has its switch', () => {
    expect(purposesSchema.safeParse({ appointment: { on: true } }).success).toBe(false);
  });
});

describe('a new practice', () => {
  const starting = startingSettings(profile);

  test.each(settingsParts)('starts with a valid %s', (part) => {
    expect(settingsSchemas[part].safeParse(starting[part]).success).toBe(true);
  });

  test('has nothing switched on', () => {
    expect(Object.values(starting.purposes).map(({ on }) => on)).toEqual([false, false, false, false, false]);
  });

  test('has each type of message that a practice starts with', () => {
    expect(starting['message-types'].map(({ type }) => type).toSorted()).toEqual([
      'appointment-request',
      'billing-inquiry',
      'clinical-question',
      'other',
      'prescription',
      'records',
    ]);
  });
});
