import { Temporal } from 'temporal-polyfill';
import {
  type DayNumber,
  dateOf,
  dayMs,
  dayOfEpoch,
  epochMillisecondsOf,
  type IsoInstant,
  type LocalDay,
  twoDigits,
  type ZoneName,
} from './time.ts';

/*
 * Wall clocks in numbers: the days since 1970-01-01 and the minutes since midnight that a zone's clock shows. Hours, goals and reminders
 * ask for them dozens of times a text.
 */

/** What a zone's wall clock shows at a moment, in numbers. */
export interface WallClock {
  /** Days since 1970-01-01. */
  readonly day: DayNumber;
  /** Minutes since midnight by the clock, 0 to 1439. */
  readonly minute: number;
}

/** A stretch of time in which a zone's clocks are not changed, in milliseconds of the epoch: the first moment, and past the last. */
interface Stretch {
  readonly from: number;
  readonly until: number;
  readonly offsetMs: number;
}

/** A zone has two a year, and decisions look at the same few. */
const stretches = new Map<ZoneName, Stretch[]>();
const stretchesMax = 20;
/** There are fewer zones; a name counts once for each way to write its letters, large or small. */
const zonesMax = 1000;

/** A zone's wall clock in numbers: hours are compared by these a hundred times faster than by calendars. Throws as `inZone` does. */
export function wallClock(at: IsoInstant, zone: ZoneName): WallClock {
  const ms = epochMillisecondsOf(at);
  const local = ms + stretchAt(ms, zone).offsetMs;
  const day = Math.floor(local / dayMs);
  return { day, minute: Math.floor((local - day * dayMs) / 60_000) };
}

function stretchAt(ms: number, zone: ZoneName): Stretch {
  const known = stretches.get(zone) ?? [];
  for (const one of known) if (one.from <= ms && ms < one.until) return one;
  const clock = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  // The change before the next moment, for one that is at this very moment begins the stretch.
  const begin = clock.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  const end = clock.getTimeZoneTransition('next');
  const stretch = {
    from: begin?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    until: end?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offsetMs: clock.offsetNanoseconds / 1e6,
  };
  if (stretches.size >= zonesMax) stretches.clear();
  stretches.set(zone, [stretch, ...known].slice(0, stretchesMax));
  return stretch;
}

/**
 * A wall-clock minute of a local day as a moment, in milliseconds of the epoch. One that occurs twice means the first; one that spring
 * skips means the moment of the skip, at which the clock already shows a later time.
 *
 * @param minute since midnight; 1440 is the next day's
 */
export function momentOn(day: DayNumber, minute: number, zone: ZoneName): number {
  const wall = day * dayMs + minute * 60_000;
  // No clock is a day ahead or behind: where none is changed around then, the minute is there once.
  const stretch = stretchAt(wall - dayMs, zone);
  if (wall + dayMs < stretch.until) return wall - stretch.offsetMs;
  const written = dateOf(day).toPlainDateTime().add({ minutes: minute });
  const first = written.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const skip = first.toPlainDateTime().equals(written) ? null : first.getTimeZoneTransition('next');
  return (skip ?? first).epochMilliseconds;
}

/** A minute since midnight as a clock of 24 hours shows it: `09:30`. */
export const minuteWritten = (minute: number): string =>
  `${twoDigits[Math.floor(minute / 60)]}:${twoDigits[minute % 60]}`;

/** The day that a zone's wall clock shows at a moment. */
export const dayIn = (at: IsoInstant, zone: ZoneName): LocalDay => dayOfEpoch(wallClock(at, zone).day);
