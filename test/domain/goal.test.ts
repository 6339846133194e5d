import { describe, expect, test } from 'vitest';
import { isOpen } from '../../shared/domain/business-time.ts';
import { businessHoursOf, goalDueAt, messageTypeOf, toWholeMinute } from '../../shared/domain/goal.ts';
import { type IsoInstant, isoFrom } from '../../shared/domain/time.ts';
import { practiceWith, profile, tuesdayAtTen } from '../support/facts.ts';

const at = (local: string): IsoInstant => isoFrom(`${local}-05:00`);
const { settings } = practiceWith();
const hours = businessHoursOf(settings);

describe('a moment in whole minutes', () => {
  test.each([
    ['2026-12-01T10:00:00.000', '2026-12-01T10:00:00'],
    ['2026-12-01T10:00:00.001', '2026-12-01T10:01:00'],
    ['2026-12-01T10:00:01.000', '2026-12-01T10:01:00'],
    ['2026-12-01T10:59:59.999', '2026-12-01T11:00:00'],
    ['2026-12-31T23:59:30.500', '2027-01-01T00:00:00'],
  ])('%s is named as %s', (exact, named) => {
    expect(toWholeMinute(at(exact))).toBe(at(named));
  });
});

describe('when a text is to be answered', () => {
  test('counts minutes of business, to the next whole one', () => {
    expect(goalDueAt({ businessMinutes: 120 }, hours, tuesdayAtTen)).toBe(at('2026-12-01T12:00:00'));
    expect(goalDueAt({ businessMinutes: 120 }, hours, at('2026-12-01T10:00:20'))).toBe(
      at('2026-12-01T12:01:00'),
    );
    expect(goalDueAt({ businessMinutes: 60 }, hours, at('2026-12-01T16:30:00'))).toBe(
      at('2026-12-02T09:30:00'),
    );
  });

  test('counts days of business, to their end or an hour of theirs', () => {
    expect(goalDueAt({ businessDays: 1 }, hours, tuesdayAtTen)).toBe(at('2026-12-02T17:00:00'));
    expect(goalDueAt({ businessDays: 2, by: '12:00' }, hours, tuesdayAtTen)).toBe(at('2026-12-03T12:00:00'));
  });

  test('is never where the practice never opens', () => {
    const closed = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
    const never = businessHoursOf({ ...settings, hours: { week: closed } });
    expect(goalDueAt({ businessMinutes: 1 }, never, tuesdayAtTen)).toBeUndefined();
    expect(goalDueAt({ businessDays: 1 }, never, tuesdayAtTen)).toBeUndefined();
  });
});

describe('the hours of a practice', () => {
  const noon = at('2026-12-01T12:00:00');
  const holidays = { observe: [], closed: [], changed: [] };

  test('are its week on its own clock, without closed days and holidays, and with changed days', () => {
    expect(isOpen(hours, noon)).toBe(true);
    expect(
      isOpen(businessHoursOf({ ...settings, holidays: { ...holidays, closed: ['2026-12-01'] } }), noon),
    ).toBe(false);
    const changed = [{ date: '2026-12-01', hours: [['13:00', '14:00'] as [string, string]] }];
    const open = businessHoursOf({ ...settings, holidays: { ...holidays, changed } });
    expect([isOpen(open, noon), isOpen(open, at('2026-12-01T13:30:00'))]).toEqual([false, true]);
    const christmas = at('2026-12-25T12:00:00');
    expect(isOpen(hours, christmas)).toBe(true);
    const observing = businessHoursOf({ ...settings, holidays: { ...holidays, observe: ['us-federal'] } });
    expect([isOpen(observing, christmas), isOpen(observing, noon)]).toEqual([false, true]);
  });

  test('are put together anew where one part of the settings was written and the others stand', () => {
    expect(businessHoursOf(settings)).toBe(businessHoursOf(settings));
    const moved = businessHoursOf({ ...settings, profile: { ...profile, timeZone: 'Pacific/Honolulu' } });
    expect([isOpen(moved, noon), isOpen(moved, at('2026-12-01T16:00:00'))]).toEqual([false, true]);
    const closed = businessHoursOf({ ...settings, holidays: { ...holidays, closed: ['2026-12-01'] } });
    expect([isOpen(closed, noon), isOpen(businessHoursOf(settings), noon)]).toEqual([false, true]);
  });
});

describe('the settings of a message type', () => {
  const types = settings['message-types'];

  test('are its own, and those of other where the practice does not have it any more', () => {
    for (const one of types) expect(messageTypeOf(types, one.type)).toBe(one);
    expect(messageTypeOf(types, 'gone').type).toBe('other');
  });

  test('are nowhere where there is none at all, which no schema lets through', () => {
    expect(() => messageTypeOf([], 'other')).toThrow('at least the message type other');
  });
});
