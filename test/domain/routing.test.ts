import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assigneeOf, heldBy, holderOf, isAway, toldOfMiss } from '../../shared/domain/routing.ts';
import type { StaffMember } from '../../shared/domain/settings.ts';
import { isoFrom } from '../../shared/domain/time.ts';
import { practiceWith, staffOf, tuesdayAtTen } from '../support/facts.ts';

const zone = 'America/New_York';
const [pat, dee, max, eve] = staffOf([
  { staffId: 'pat' },
  { staffId: 'dee' },
  { staffId: 'max', manager: true },
  { staffId: 'eve' },
]);
if (!pat || !dee || !max || !eve) throw new Error('There are four.');
const type = {
  type: 'other',
  words: [],
  goal: { businessMinutes: 60 },
  pointPerson: pat.staffId,
  deputy: dee.staffId,
};
const away = (one: StaffMember): StaffMember => ({
  ...one,
  away: [{ from: '2026-11-30', to: '2026-12-01' }],
});
const inactive = (one: StaffMember): StaffMember => ({ ...one, status: 'inactive' });
const settings = (staff: readonly StaffMember[]) =>
  practiceWith({ staff: [...staff], 'message-types': [type] }).settings;

describe('who is to hold a thread', () => {
  test.each([
    ['the point person', [dee, pat, max], 'pat'],
    ['the deputy when they are away', [away(pat), dee, max], 'dee'],
    ['the deputy when they are inactive', [inactive(pat), dee, max], 'dee'],
    ['a manager as the last', [away(pat), inactive(dee), max], 'max'],
    ['whoever else is there', [away(pat), away(dee), away(max), eve], 'eve'],
    ['the point person where everybody is away', [away(max), away(dee), away(pat)], 'pat'],
    ['nobody where nobody is with the practice any more', [inactive(pat), inactive(max)], undefined],
    ['the type’s word where the practice lists no staff', [], 'pat'],
  ])('%s', (_case, staff, expected) => {
    expect(holderOf(type, { staff, zone, at: tuesdayAtTen })).toBe(expected);
  });

  test('is never nobody, and never anybody who left, while somebody is there', () => {
    const member = fc.record({
      staffId: fc.constantFrom(pat.staffId, dee.staffId, max.staffId),
      name: fc.constant('x'),
      manager: fc.boolean(),
      status: fc.constantFrom('active' as const, 'inactive' as const),
      away: fc.array(fc.constant({ from: '2026-12-01', to: '2026-12-01' }), { maxLength: 1 }),
    });
    const staffs = fc.uniqueArray(member, { selector: ({ staffId }) => staffId, minLength: 1 });
    const before = fc.constantFrom(pat.staffId, dee.staffId, max.staffId, undefined);
    fc.assert(
      fc.property(staffs, before, fc.boolean(), (staff, assignee, there) => {
        const thread = { waitingOn: 'practice', type: 'other', ...(assignee && { assignee }) } as const;
        const held = heldBy(thread, settings(staff), tuesdayAtTen, there);
        const active = staff.filter(({ status }) => status === 'active').map(({ staffId }) => staffId);
        if (active.length === 0) expect(held).toBeUndefined();
        else expect(active).toContain(held);
        const present = staff.filter(({ status, away: gone }) => status === 'active' && gone.length === 0);
        if (there && present.length > 0) expect(present.map(({ staffId }) => staffId)).toContain(held);
      }),
    );
  });

  test('of a text out of hours is whoever is there when the practice opens', () => {
    const sunday = isoFrom('2026-11-29T20:00:00-05:00');
    const back: StaffMember = { ...pat, away: [{ from: '2026-11-23', to: '2026-11-29' }] };
    expect(assigneeOf(settings([back, dee]), 'other', sunday)).toBe('pat');
    expect(assigneeOf(settings([away(pat), dee]), 'other', sunday)).toBe('dee');
  });
});

describe('who holds a thread', () => {
  const thread = { waitingOn: 'practice', type: 'other', assignee: dee.staffId } as const;

  test.each([
    ['whoever it was given to', [pat, dee], 'dee'],
    ['the same, away, while it is only read', [pat, away(dee)], 'dee'],
    ['another, once they are removed', [pat, max], 'pat'],
    ['another, once they are inactive', [pat, inactive(dee)], 'pat'],
  ])('%s', (_case, staff, expected) => {
    expect(heldBy(thread, settings(staff), tuesdayAtTen)).toBe(expected);
  });

  test('nobody, where the one it was with is removed and nobody waits', () => {
    expect(heldBy({ ...thread, waitingOn: 'patient' }, settings([pat]), tuesdayAtTen)).toBeUndefined();
  });
});

describe('who hears of a missed goal', () => {
  const thread = { waitingOn: 'practice', type: 'other', assignee: pat.staffId } as const;

  test.each([
    ['deputy and manager', [pat, dee, max], ['dee', 'max']],
    ['the manager alone, where the deputy is away', [pat, away(dee), max], ['max']],
    ['one who is both, once', [pat, { ...dee, manager: true }], ['dee']],
    ['whoever holds it, where there is neither', [pat], ['pat']],
    ['nobody by name, where nobody is left', [inactive(pat)], []],
  ])('%s', (_case, staff, expected) => {
    expect(toldOfMiss(thread, settings(staff), tuesdayAtTen)).toEqual(expected);
  });
});

describe('being away', () => {
  test.each([
    ['a day, by the practice’s clock', '2026-12-01', '2026-12-01', true],
    ['the days before', '2026-11-23', '2026-11-30', false],
    ['the days after', '2026-12-02', '2026-12-09', false],
    ['hours of it', '2026-12-01T09:00:00-05:00', '2026-12-01T10:00:01-05:00', true],
    ['hours that end now', '2026-12-01T09:00:00-05:00', '2026-12-01T10:00:00-05:00', false],
    ['from a moment to a day', '2026-12-01T15:00:00Z', '2026-12-03', true],
  ])('%s', (_case, from, to, expected) => {
    expect(isAway({ ...pat, away: [{ from, to }] }, { zone, at: tuesdayAtTen })).toBe(expected);
  });
});
