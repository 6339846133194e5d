import { type HoursAsked, hoursFor } from './applicable-hours.ts';
import { holidayOn } from './holidays.ts';
import { defaultTextingHours, type TextingHours, type Window } from './texting-hours.ts';
import {
  type DayNumber,
  dateOf,
  type IsoInstant,
  isoOfEpoch,
  latest,
  plusSeconds,
  weekdayOf,
  type ZoneName,
} from './time.ts';
import { minuteWritten, momentOn, wallClock } from './wall-clock.ts';

/** A day's last reminders, those that have to move to the evening before, stay so far clear of the quiet hours. */
const clearOfCloseMinutes = 30;

/** Hours that do not open for so long are taken never to open: the longest holiday weekends last five days. */
const closedDaysMax = 14;

/** The hours of one local day; `undefined` where there are none. */
function windowOn(hours: TextingHours, day: DayNumber): Window | undefined {
  if (hours.holidays && holidayOn(hours.holidays, dateOf(day)) !== undefined) return undefined;
  const weekday = weekdayOf(day);
  const special = weekday === 7 ? hours.sunday : weekday === 6 ? hours.saturday : undefined;
  const window = special ?? [hours.fromMinute, hours.toMinute];
  return window === 'none' || window[0] > window[1] ? undefined : window;
}

const momentOf = (day: DayNumber, zone: ZoneName, minute: number): IsoInstant =>
  isoOfEpoch(momentOn(day, minute, zone));

/** When hours that are closed at a moment open next by one zone's clock: the moment itself where they are open. */
function openingOf(hours: TextingHours, zone: ZoneName, at: IsoInstant): IsoInstant | undefined {
  const { day: date, minute } = wallClock(at, zone);
  const today = windowOn(hours, date);
  if (today && minute >= today[0] && minute <= today[1]) return at;
  for (let days = today && minute < today[0] ? 0 : 1; days <= closedDaysMax; days += 1) {
    const window = windowOn(hours, date + days);
    if (window) return momentOf(date + days, zone, window[0]);
  }
  return undefined;
}

/** Whether a moment is inside the hours by the clock of every one of the zones. */
export const insideHours = (
  zones: readonly ZoneName[],
  at: IsoInstant,
  ...rules: readonly TextingHours[]
): boolean =>
  zones.every((zone) =>
    (rules.length > 0 ? rules : [defaultTextingHours]).every((hours) => openingOf(hours, zone, at) === at),
  );

/** The first moment inside all hours in all zones, with the rules that were closed on the way there. */
interface Opening {
  readonly at: IsoInstant | undefined;
  readonly bound: readonly TextingHours[];
}

function firstInside(zones: readonly ZoneName[], rules: readonly TextingHours[], at: IsoInstant): Opening {
  const bound = new Set<TextingHours>();
  const horizon = plusSeconds(at, closedDaysMax * 86_400);
  let candidate = at;
  while (candidate <= horizon) {
    let next = candidate;
    for (const hours of rules) {
      for (const zone of zones) {
        const opens = openingOf(hours, zone, candidate);
        if (opens === candidate) continue;
        bound.add(hours);
        if (opens === undefined) return { at: undefined, bound: [...bound] };
        // Until then this rule is closed by this clock, so no lawful moment is passed over.
        next = latest(next, opens);
      }
    }
    if (next === candidate) return { at: candidate, bound: [...bound] };
    candidate = next;
  }
  return { at: undefined, bound: [...bound] };
}

/**
 * The first moment, `at` or later, that is inside the hours in every zone. `undefined` where the zones have no hour in
 * common within two weeks (none on Earth, with thirteen hours a day and the zones of one country).
 */
export const nextLawful = (
  zones: readonly ZoneName[],
  at: IsoInstant,
  ...rules: readonly TextingHours[]
): IsoInstant | undefined => firstInside(zones, rules.length > 0 ? rules : [defaultTextingHours], at).at;

/** When a text may go: `at` is now, a later moment, or `undefined` where no moment is lawful in all of the zones. */
export interface LawfulHours extends Opening {
  /** Every rule that the text is under; `bound` are those that hold it. */
  readonly rules: readonly TextingHours[];
}

/** When a text of a purpose may go to someone who may live in any of some zones and states. */
export function lawfulHours(
  asked: HoursAsked & { readonly zones: readonly ZoneName[]; readonly now: IsoInstant },
): LawfulHours {
  const rules = hoursFor(asked, asked.now);
  return { rules, ...firstInside(asked.zones, rules, asked.now) };
}

/**
 * The evening before a moment, by one zone's clock, half an hour before the first of the hours closes: where a text goes
 * that would else be too late to help. 20:30 by the federal hours.
 */
export function eveningBefore(zone: ZoneName, at: IsoInstant, ...rules: readonly TextingHours[]): IsoInstant {
  const last = Math.min(
    ...(rules.length > 0 ? rules : [defaultTextingHours]).map(({ toMinute }) => toMinute),
  );
  return momentOf(wallClock(at, zone).day - 1, zone, Math.max(last + 1 - clearOfCloseMinutes, 0));
}

/** A moment as a person reads it on a zone's clock: `Tue 22:30`. */
export function clockIn(zone: ZoneName, at: IsoInstant): string {
  const { day, minute } = wallClock(at, zone);
  const name = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][weekdayOf(day) - 1];
  return `${name} ${minuteWritten(minute)}`;
}
