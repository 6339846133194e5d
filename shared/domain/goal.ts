import { addBusinessMinutes, type BusinessHours, nextBusinessDay } from './business-time.ts';
import { federalHolidays, type Holiday } from './holidays.ts';
import type { Goal, holidayCalendars, MessageType, MessageTypes, Settings } from './settings.ts';
import { type IsoInstant, plusSeconds } from './time.ts';

const calendars: Readonly<Record<(typeof holidayCalendars)[number], readonly Holiday[]>> = {
  'us-federal': federalHolidays,
};

type OpeningSettings = Pick<Settings, 'profile' | 'hours' | 'holidays'>;

/** Put together once for each reading of a practice's settings, so that what is worked out about a day stays with it. */
const putTogether = new WeakMap<
  OpeningSettings['hours'],
  OpeningSettings & { readonly made: BusinessHours }
>();

/** When a practice is open, by its own clock: its week, but for its holidays and changed days. */
export function businessHoursOf({ profile, hours, holidays }: OpeningSettings): BusinessHours {
  const known = putTogether.get(hours);
  if (known?.profile === profile && known.holidays === holidays) return known.made;
  const made = {
    zone: profile.timeZone,
    week: hours.week,
    closed: holidays.closed,
    changed: holidays.changed,
    observed: holidays.observe.flatMap((calendar) => calendars[calendar]),
  };
  putTogether.set(hours, { profile, hours, holidays, made });
  return made;
}

/** A moment rounded up to the minute, as texts and people name moments. */
export function toWholeMinute(at: IsoInstant): IsoInstant {
  const seconds = Number(at.slice(17, 23));
  return seconds === 0 ? at : plusSeconds(at, 60 - seconds);
}

/** When a text that waits since `from` is to be answered; `undefined` where the practice's hours never open. */
export function goalDueAt(goal: Goal, hours: BusinessHours, from: IsoInstant): IsoInstant | undefined {
  const due =
    'businessMinutes' in goal
      ? addBusinessMinutes(hours, from, goal.businessMinutes)
      : nextBusinessDay(hours, from, goal.businessDays, goal.by);
  return due && toWholeMinute(due);
}

/** The settings of a message type; those of `other`, which always stands last, where it is not one of the practice's. */
export function messageTypeOf(types: MessageTypes, type: string): MessageType {
  const found = types.find((one) => one.type === type) ?? types.at(-1);
  if (!found) throw new Error('A practice has at least the message type other.');
  return found;
}
