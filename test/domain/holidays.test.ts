import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { federalHolidays, holidayOn } from '../../shared/domain/holidays.ts';

const daysOf = (year: number) =>
  Array.from({ length: 366 }, (_, days) => Temporal.PlainDate.from({ year, month: 1, day: 1 }).add({ days }))
    .filter((date) => date.year === year)
    .filter((date) => holidayOn(federalHolidays, date) !== undefined)
    .map((date) => date.toString().slice(5));

describe('federal holidays', () => {
  // The days that the Office of Personnel Management lists, with the fixed dates they stand for.
  test.each([
    [2026, '01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 10-12 11-11 11-26 12-25'],
    [2027, '01-01 01-18 02-15 05-31 06-18 06-19 07-04 07-05 09-06 10-11 11-11 11-25 12-24 12-25 12-31'],
    [2028, '01-01 01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-11 11-23 12-25'],
  ])('%i', (year, days) => {
    expect(daysOf(year).join(' ')).toBe(days);
  });
});

describe('holidays told by a rule', () => {
  const on = (date: string) => ({
    easter: holidayOn([{ name: 'yes', easter: 0 }], Temporal.PlainDate.from(date)),
    election: holidayOn(
      [{ name: 'yes', years: 'even', month: 11, weekday: 1, nth: 1, plus: 1 }],
      Temporal.PlainDate.from(date),
    ),
  });

  test.each([
    '2024-03-31',
    '2025-04-20',
    '2026-04-05',
    '2027-03-28',
    '2038-04-25',
    '2049-04-18',
    '2076-04-19',
  ])('Easter is on %s', (date) => {
    expect(on(date).easter).toBe('yes');
  });

  test.each(['2026-11-03', '2028-11-07', '2032-11-02'])('a general election is on %s', (date) => {
    expect(on(date).election).toBe('yes');
  });

  test.each(['2027-11-02', '2026-11-02', '2028-11-06', '2032-11-01'])('and none on %s', (date) => {
    expect(on(date).election).toBeUndefined();
  });
});
