/*
 * What the clock on the wall shows in a zone, minute by minute over a stretch of time, asked of Intl.DateTimeFormat: a second opinion that
 * shares nothing with Temporal. Moments are whole minutes since 1970, and so are wall clocks, as if they were UTC.
 */

const minuteMs = 60_000;

export interface WallClock {
  /** What the wall shows at a moment. */
  readonly shows: (minute: number) => number;
  /** The first moment from which on the wall shows at least that; the first of two, the end of a gap. */
  readonly firstAt: (shown: number) => number;
  /** The moments at which the clock is put forward or back. */
  readonly changes: readonly number[];
}

/** @param from the first minute, at a full hour */
export function wallClock(timeZone: string, from: number, minutes: number): WallClock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const read = (minute: number): number => {
    const [month = 0, day = 0, year = 0, hour = 0, past = 0] = (
      format.format(minute * minuteMs).match(/\d+/g) ?? []
    ).map(Number);
    return Date.UTC(year, month - 1, day, hour, past) / minuteMs;
  };
  const offsets = new Int16Array(minutes);
  const changes: number[] = [];
  for (let hour = 0; hour < minutes; hour += 60) {
    const before = hour === 0 ? read(from) - from : (offsets[hour - 1] ?? 0);
    const end = Math.min(hour + 60, minutes);
    // Within an hour in which the clock stays what it was, each minute is as its first and last.
    const same =
      read(from + hour) - from - hour === before && read(from + end - 1) - from - end + 1 === before;
    for (let minute = hour; minute < end; minute += 1) {
      const offset = same ? before : read(from + minute) - from - minute;
      if (minute > 0 && offset !== offsets[minute - 1]) changes.push(from + minute);
      offsets[minute] = offset;
    }
  }
  const shows = (minute: number): number => minute + (offsets[minute - from] ?? Number.NaN);
  return {
    shows,
    changes,
    firstAt: (shown) => {
      // No zone's clock is further than 15 hours from UTC.
      for (let minute = Math.max(from, shown - 15 * 60); minute < from + minutes; minute += 1)
        if (shows(minute) >= shown) return minute;
      return Number.NaN;
    },
  };
}
