import { Temporal } from 'temporal-polyfill';

declare const iso: unique symbol;

/**
 * A moment, written `2026-12-01T14:30:00.000Z`: always UTC, always milliseconds, so that the order of the
 * strings is the order of the moments. Records, events and decisions use nothing else for time.
 */
export type IsoInstant = string & { readonly [iso]: true };

/** An IANA time zone name, such as `America/New_York`. */
export type ZoneName = string;

/** Writes a Temporal instant in the one form that records use. */
export function toIso(instant: Temporal.Instant): IsoInstant {
  return instant.toString({ smallestUnit: 'millisecond' }) as IsoInstant;
}

/** Reads any ISO 8601 moment that names its offset or zone. Throws a RangeError on anything else. */
export function isoFrom(text: string): IsoInstant {
  return toIso(Temporal.Instant.from(text));
}

/** The moment so many seconds later; earlier where the number is negative. Throws a RangeError beyond what Temporal holds. */
export function plusSeconds(at: IsoInstant, seconds: number): IsoInstant {
  return isoOfEpoch(epochMillisecondsOf(at) + Math.round(seconds * 1000));
}

/** Seconds from one moment to another; negative where the second is earlier. */
export function secondsBetween(from: IsoInstant, to: IsoInstant): number {
  return (epochMillisecondsOf(to) - epochMillisecondsOf(from)) / 1000;
}

/** A local day of some calendar, `2026-12-01`: the order of the strings is the order of the days. */
export type LocalDay = string;

/** A local day by its number: so many days since 1970-01-01. */
export type DayNumber = number;

export const dayMs = 86_400_000;
/** From 0000-03-01, with which years of this arithmetic begin, to 1970-01-01. */
const daysToEpoch = 719_468;
const daysIn400Years = 146_097;
/** Only years of four digits are read and written by hand. */
const yearTenThousandMs = 253_402_300_800_000;
const canonical = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/**
 * Milliseconds since 1970-01-01T00:00Z. Each rule of each permit asks for some, so the one form that records use is read by hand, twenty
 * times faster than Temporal reads what may be any; years are taken to begin in March, so that the leap day is their last.
 */
export function epochMillisecondsOf(at: IsoInstant): number {
  if (!canonical.test(at)) return Temporal.Instant.from(at).epochMilliseconds;
  const month = digits(at, 5, 2);
  const year = digits(at, 0, 4) - (month <= 2 ? 1 : 0);
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + digits(at, 8, 2) - 1;
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  const days = year * 365 + leapDays + dayOfYear - daysToEpoch;
  const minutes = digits(at, 11, 2) * 60 + digits(at, 14, 2);
  return days * dayMs + minutes * 60_000 + digits(at, 17, 2) * 1000 + digits(at, 20, 3);
}

/** The moment so many milliseconds after 1970-01-01T00:00Z: `epochMillisecondsOf` backwards. Throws a RangeError beyond what Temporal holds. */
export function isoOfEpoch(milliseconds: number): IsoInstant {
  if (!(milliseconds >= 0 && milliseconds < yearTenThousandMs))
    return toIso(Temporal.Instant.fromEpochMilliseconds(milliseconds));
  const whole = Math.floor(milliseconds);
  const ms = whole % dayMs;
  const minutes = Math.floor(ms / 60_000);
  const [hour, minute, second] = [Math.floor(minutes / 60), minutes % 60, Math.floor(ms / 1000) % 60];
  const clock = `${twoDigits[hour]}:${twoDigits[minute]}:${twoDigits[second]}.${padded(ms % 1000, 3)}`;
  return `${dayOfEpoch((whole - ms) / dayMs)}T${clock}Z` as IsoInstant;
}

export const twoDigits = Array.from({ length: 60 }, (_, number) => padded(number, 2));

/** Most moments are of the same few days. */
const daysWritten = new Map<number, LocalDay>();
const daysWrittenMax = 1000;

/** A day of the years 0001 to 9999 as it is written. */
export function dayOfEpoch(day: DayNumber): LocalDay {
  const known = daysWritten.get(day);
  if (known !== undefined) return known;
  if (daysWritten.size >= daysWrittenMax) daysWritten.clear();
  const written = writtenDay(day + daysToEpoch);
  daysWritten.set(day, written);
  return written;
}

/** A day by its number, counted from the first of March of the year 0. */
function writtenDay(days: number): LocalDay {
  const era = Math.floor(days / daysIn400Years);
  const dayOfEra = days - era * daysIn400Years;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const march = Math.floor((5 * dayOfYear + 2) / 153);
  const month = march < 10 ? march + 3 : march - 9;
  const date = dayOfYear - Math.floor((153 * march + 2) / 5) + 1;
  const year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(date, 2)}`;
}

function padded(number: number, width: number): string {
  return String(number).padStart(width, '0');
}

function digits(text: string, from: number, count: number): number {
  let number = 0;
  for (let index = from; index < from + count; index += 1) number = number * 10 + text.charCodeAt(index) - 48;
  return number;
}

/** A moment as a zone's wall clock shows it. Throws a RangeError on a zone that IANA does not know. */
export function inZone(at: IsoInstant, zone: ZoneName): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(epochMillisecondsOf(at)).toZonedDateTimeISO(zone);
}

/** The weekday of a day, from 1 for Monday to 7 for Sunday. 1970-01-01 was a Thursday. */
export const weekdayOf = (day: DayNumber): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** A day as a calendar has it. */
export const dateOf = (day: DayNumber): Temporal.PlainDate => Temporal.PlainDate.from(dayOfEpoch(day));

/** The day so many days later; earlier where the number is negative. Throws a RangeError on what is no day. */
export const plusDays = (day: LocalDay, days: number): LocalDay =>
  Temporal.PlainDate.from(day).add({ days }).toString();

/** The Monday of a day's week. */
export const mondayOf = (day: LocalDay): LocalDay =>
  plusDays(day, 1 - Temporal.PlainDate.from(day).dayOfWeek);

/** The later of two moments. */
export const latest = (a: IsoInstant, b: IsoInstant): IsoInstant => (a > b ? a : b);

/** The earliest of some moments; `undefined` where there is none. */
export function earliest(moments: readonly (IsoInstant | undefined)[]): IsoInstant | undefined {
  let first: IsoInstant | undefined;
  for (const moment of moments)
    if (moment !== undefined && (first === undefined || moment < first)) first = moment;
  return first;
}
