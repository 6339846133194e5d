import { type Holiday, holidayOn } from './holidays.ts';
import {
  type DayNumber,
  dateOf,
  dayOfEpoch,
  epochMillisecondsOf,
  type IsoInstant,
  isoOfEpoch,
  weekdayOf,
  type ZoneName,
} from './time.ts';
import { momentOn, wallClock } from './wall-clock.ts';

/** A wall-clock time, `"08:00"`; `"24:00"` is the end of the day. */
export type LocalTime = string;

/** Open from one wall-clock time until another of the same day; the first moment belongs to it, the last does not. */
export type Span = readonly [from: LocalTime, to: LocalTime];

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/**
 * When a practice is open, by its own clock. The spans of a day ascend and do not overlap; the schema of the
 * settings sees to that. A `changed` date goes before `closed` and what is `observed`, which go before the week, so that a practice
 * can observe a holiday and still open that morning.
 */
export interface BusinessHours {
  readonly zone: ZoneName;
  readonly week: Readonly<Record<Weekday, readonly Span[]>>;
  /** Local dates, `2026-12-24`. */
  readonly closed?: readonly string[];
  readonly changed?: readonly { date: string; hours: readonly Span[] }[];
  /** Holidays told by a rule, each with its day in lieu. */
  readonly observed?: readonly Holiday[];
}

/** So long may a practice stay closed on end before it counts as never opening again. */
const closedDaysMax = 400;

const minuteMs = 60_000;

/** A day with its open spans as moments, in milliseconds of the epoch; never empty ones. */
interface OpenDay {
  readonly date: DayNumber;
  readonly spans: readonly { readonly open: number; readonly close: number }[];
}

/** Whether the practice is open at a moment. At the moment of closing it is closed. */
export function isOpen(hours: BusinessHours, at: IsoInstant): boolean {
  const ms = epochMillisecondsOf(at);
  const day = openDayFrom(hours, localDate(hours, at), 1);
  return day?.spans.some(({ open, close }) => open <= ms && ms < close) ?? false;
}

/**
 * The moment at which so many business minutes (fractions allowed) have passed. One that falls exactly on closing
 * time stays there: Friday 16:00 and an hour is Friday 17:00. Zero minutes is now, or the next opening.
 * `undefined` where the practice does not open for 400 days on end. Throws a RangeError on negative or infinite minutes.
 */
export function addBusinessMinutes(
  hours: BusinessHours,
  from: IsoInstant,
  minutes: number,
): IsoInstant | undefined {
  if (!(minutes >= 0 && minutes < Number.POSITIVE_INFINITY))
    throw new RangeError('Business minutes are zero or more.');
  const start = epochMillisecondsOf(from);
  let leftMs = Math.round(minutes * minuteMs);
  let day = openDayFrom(hours, localDate(hours, from), closedDaysMax);
  while (day !== undefined) {
    for (const { open, close } of day.spans) {
      const begin = Math.max(open, start);
      if (close < begin) continue;
      if (leftMs <= close - begin) return isoOfEpoch(begin + leftMs);
      leftMs -= close - begin;
    }
    day = openDayFrom(hours, day.date + 1, closedDaysMax);
  }
  return undefined;
}

/**
 * The last moment of business before one that is outside of it, with so many minutes left until the practice closes then,
 * or all that there are of a shorter span. `undefined` where it was closed for 400 days on end.
 */
export function lastBusinessBefore(
  hours: BusinessHours,
  at: IsoInstant,
  minutesLeft: number,
): IsoInstant | undefined {
  const ms = epochMillisecondsOf(at);
  let date = localDate(hours, at);
  for (let days = 0; days <= closedDaysMax; days += 1) {
    const span = openDayFrom(hours, date, 1)?.spans.findLast(({ open }) => open < ms);
    if (span) return isoOfEpoch(Math.max(span.open, Math.min(span.close, ms) - minutesLeft * minuteMs));
    date -= 1;
  }
  return undefined;
}

/** Minutes of business between two moments, to the millisecond; negative where the second is earlier. */
export function businessMinutesBetween(hours: BusinessHours, from: IsoInstant, to: IsoInstant): number {
  if (to < from) return -businessMinutesBetween(hours, to, from);
  const start = epochMillisecondsOf(from);
  const end = epochMillisecondsOf(to);
  const last = localDate(hours, to);
  let sumMs = 0;
  for (let date = localDate(hours, from); date <= last; date += 1)
    for (const { open, close } of openDay(hours, date)?.spans ?? [])
      sumMs += Math.max(0, Math.min(close, end) - Math.max(open, start));
  return sumMs / minuteMs;
}

/**
 * The end of business, or `by` where given, on the n-th day of business after the day of `from` (open or closed,
 * today never counts). `by` is drawn into that day's hours: before the first opening it is the opening, within a
 * break or after hours the closing before it. `undefined` where the practice does not open for 400 days on end.
 * Throws a RangeError unless `days` is a whole number above zero.
 */
export function nextBusinessDay(
  hours: BusinessHours,
  from: IsoInstant,
  days: number,
  by: LocalTime = '24:00',
): IsoInstant | undefined {
  if (!Number.isInteger(days) || days < 1) throw new RangeError('Business days are a whole number from 1.');
  let day: OpenDay | undefined;
  let date = localDate(hours, from);
  for (let count = 0; count < days; count += 1) {
    day = openDayFrom(hours, date + 1, closedDaysMax);
    if (day === undefined) return undefined;
    date = day.date;
  }
  const wanted = dayClock(date, hours.zone)(by);
  let goal: number | undefined;
  for (const { open, close } of day?.spans ?? []) {
    if (goal === undefined || open <= wanted) goal = Math.max(open, Math.min(close, wanted));
  }
  return goal === undefined ? undefined : isoOfEpoch(goal);
}

/** The first day with business among so many from a date. */
function openDayFrom(hours: BusinessHours, from: DayNumber, daysMax: number): OpenDay | undefined {
  for (let date = from; date < from + daysMax; date += 1) {
    const day = openDay(hours, date);
    if (day) return day;
  }
  return undefined;
}

/** A goal, its nudge and whoever holds it until then ask for the same days of the same hours. */
const openDays = new WeakMap<BusinessHours, Map<DayNumber, OpenDay | undefined>>();
const openDaysMax = 1000;

/** A day's business; `undefined` where there is none. */
function openDay(hours: BusinessHours, date: DayNumber): OpenDay | undefined {
  const known = openDays.get(hours) ?? new Map<DayNumber, OpenDay | undefined>();
  if (known.has(date)) return known.get(date);
  if (known.size >= openDaysMax) known.clear();
  const day = openDayOn(hours, date);
  openDays.set(hours, known.set(date, day));
  return day;
}

/** Closed days cost no zone arithmetic. */
function openDayOn(hours: BusinessHours, date: DayNumber): OpenDay | undefined {
  const { mon, tue, wed, thu, fri, sat, sun } = hours.week;
  const usual = [mon, tue, wed, thu, fri, sat, sun][weekdayOf(date) - 1] ?? [];
  const written = hoursOn(hours, date, usual);
  if (written.length === 0) return undefined;
  const clock = dayClock(date, hours.zone);
  // A span can vanish with the hour that spring skips.
  const spans = written.map(([open, close]) => ({ open: clock(open), close: clock(close) })).filter(notEmpty);
  return spans.length > 0 ? { date, spans } : undefined;
}

function hoursOn(hours: BusinessHours, date: DayNumber, usual: readonly Span[]): readonly Span[] {
  const { changed = [], closed = [], observed = [] } = hours;
  if (changed.length > 0 || closed.length > 0) {
    const iso = dayOfEpoch(date);
    const written = changed.find((change) => change.date === iso);
    if (written) return written.hours;
    if (closed.includes(iso)) return [];
  }
  return usual.length > 0 && holidayOn(observed, dateOf(date)) !== undefined ? [] : usual;
}

const notEmpty = ({ open, close }: { open: number; close: number }) => open < close;

/** Reads wall-clock times of one day as moments, none of them before it begins or after it ends. */
function dayClock(day: DayNumber, zone: ZoneName): (time: LocalTime) => number {
  const [begin, end] = [momentOn(day, 0, zone), momentOn(day + 1, 0, zone)];
  return (time) => {
    const minutes = minutesOf(time);
    return minutes === 24 * 60 ? end : Math.min(Math.max(momentOn(day, minutes, zone), begin), end);
  };
}

/** Minutes since the day began by the wall clock. Throws a RangeError on anything but `00:00` to `24:00`. */
function minutesOf(time: LocalTime): number {
  const minutes = /^([01]\d|2[0-4]):[0-5]\d$/.test(time)
    ? Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
    : NaN;
  if (!(minutes <= 24 * 60)) throw new RangeError(`Not a local time: ${time}`);
  return minutes;
}

const localDate = (hours: BusinessHours, at: IsoInstant) => wallClock(at, hours.zone).day;
