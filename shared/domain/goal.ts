import { addBusinessMinutes, type BusinessHours, nextBusinessDay } from './business-time.ts';
import type { Goal, Hours, MessageType, MessageTypes, Profile } from './settings.ts';
import { type IsoInstant, plusSeconds } from './time.ts';

/** The practice's hours on its own clock. */
export const businessHoursOf = (profile: Profile, hours: Hours): BusinessHours => ({
  zone: profile.timeZone,
  week: hours.week,
});

/** A moment rounded up to the minute, as texts and people name moments. */
function toWholeMinute(at: IsoInstant): IsoInstant {
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
