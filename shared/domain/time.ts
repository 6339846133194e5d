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

/** The moment so many seconds later; earlier where the number is negative. */
export function plusSeconds(at: IsoInstant, seconds: number): IsoInstant {
  return toIso(Temporal.Instant.from(at).add({ milliseconds: Math.round(seconds * 1000) }));
}

/** Seconds from one moment to another; negative where the second is earlier. */
export function secondsBetween(from: IsoInstant, to: IsoInstant): number {
  return (Temporal.Instant.from(to).epochMilliseconds - Temporal.Instant.from(from).epochMilliseconds) / 1000;
}

/** A moment as a zone's wall clock shows it. */
export function inZone(at: IsoInstant, zone: ZoneName): Temporal.ZonedDateTime {
  return Temporal.Instant.from(at).toZonedDateTimeISO(zone);
}

/** A local day of some calendar, `2026-12-01`: the order of the strings is the order of the days. */
export type LocalDay = string;

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
