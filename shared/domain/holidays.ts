import type { Temporal } from 'temporal-polyfill';

/**
 * One holiday as data: a fixed date, or the n-th weekday of a month (1 is Monday; `nth` -1 is the last; `plus` days
 * after it), or so many days from Easter Sunday.
 */
export type Holiday = { readonly name: string; readonly years?: 'even' } & (
  | { readonly month: number; readonly day: number }
  | { readonly month: number; readonly weekday: number; readonly nth: number; readonly plus?: number }
  | { readonly easter: number }
);

/** The legal public holidays of the United States. Source: 5 U.S.C. 6103(a); Juneteenth since 2021-06-17. */
export const federalHolidays: readonly Holiday[] = [
  { name: "New Year's Day", month: 1, day: 1 },
  { name: 'Birthday of Martin Luther King, Jr.', month: 1, weekday: 1, nth: 3 },
  { name: "Washington's Birthday", month: 2, weekday: 1, nth: 3 },
  { name: 'Memorial Day', month: 5, weekday: 1, nth: -1 },
  { name: 'Juneteenth', month: 6, day: 19 },
  { name: 'Independence Day', month: 7, day: 4 },
  { name: 'Labor Day', month: 9, weekday: 1, nth: 1 },
  { name: 'Columbus Day', month: 10, weekday: 1, nth: 2 },
  { name: 'Veterans Day', month: 11, day: 11 },
  { name: 'Thanksgiving Day', month: 11, weekday: 4, nth: 4 },
  { name: 'Christmas Day', month: 12, day: 25 },
];

/**
 * The holiday that a local date is, if any. One with a fixed date that falls on a Saturday is kept on the Friday before
 * as well, on a Sunday on the Monday after as well (5 U.S.C. 6103(b), Executive Order 11582): both days count, for
 * people keep the one and offices the other.
 */
export function holidayOn(holidays: readonly Holiday[], date: Temporal.PlainDate): string | undefined {
  const { dayOfWeek } = date;
  const kept =
    dayOfWeek === 5 ? date.add({ days: 1 }) : dayOfWeek === 1 ? date.subtract({ days: 1 }) : undefined;
  return holidays.find(
    (holiday) => falls(holiday, date) || (kept !== undefined && 'day' in holiday && falls(holiday, kept)),
  )?.name;
}

function falls(holiday: Holiday, date: Temporal.PlainDate): boolean {
  if (holiday.years === 'even' && date.year % 2 !== 0) return false;
  if ('day' in holiday) return date.month === holiday.month && date.day === holiday.day;
  if ('easter' in holiday) return date.equals(easter(date).add({ days: holiday.easter }));
  const on = holiday.plus === undefined ? date : date.subtract({ days: holiday.plus });
  if (on.month !== holiday.month || on.dayOfWeek !== holiday.weekday) return false;
  return holiday.nth === -1 ? on.day + 7 > on.daysInMonth : Math.ceil(on.day / 7) === holiday.nth;
}

/** Easter Sunday of a date's year by the Gregorian calendar: the anonymous algorithm as Meeus, Astronomical Algorithms, gives it. */
function easter(date: Temporal.PlainDate): Temporal.PlainDate {
  const { year } = date;
  const century = Math.floor(year / 100);
  const golden = year % 19;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const sunday = (32 + 2 * (century % 4) + 2 * Math.floor((year % 100) / 4) - epact - ((year % 100) % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * sunday) / 451);
  const days = epact + sunday - 7 * late + 114;
  return date.with({ month: Math.floor(days / 31), day: (days % 31) + 1 });
}
