import { type IsoInstant, inZone, toIso, type ZoneName } from './time.ts';

/** Local hours inside which a text may go. */
export interface TextingHours {
  readonly fromMinute: number;
  /** The last minute at which a text may be handed over; a carrier's own delay must not carry it past the law's. */
  readonly toMinute: number;
  readonly cites: string;
  readonly effective: string;
}

/** 8 AM to 9 PM by the clock of the person called; no later state rule is in here yet. */
export const defaultTextingHours: TextingHours = {
  fromMinute: 8 * 60,
  toMinute: 21 * 60 - 1,
  cites: '47 CFR 64.1200(c)(1)',
  effective: '1992-12-20',
};

/** The end of a day's reminders that have to move to the evening before: half an hour clear of the quiet hours. */
const eveningMinute = 20 * 60 + 30;

const minuteOfDay = (at: IsoInstant, zone: ZoneName): number => {
  const local = inZone(at, zone);
  return local.hour * 60 + local.minute;
};

/** Whether a moment is inside the hours by the clock of every one of the zones. */
export const insideHours = (
  zones: readonly ZoneName[],
  at: IsoInstant,
  hours = defaultTextingHours,
): boolean =>
  zones.every((zone) => {
    const minute = minuteOfDay(at, zone);
    return minute >= hours.fromMinute && minute <= hours.toMinute;
  });

const opening = (at: IsoInstant, zone: ZoneName, days: number, minute: number): IsoInstant => {
  const day = inZone(at, zone).toPlainDate().add({ days });
  const plain = day.toPlainDateTime({ hour: Math.floor(minute / 60), minute: minute % 60 });
  // In a gap of daylight saving the later of the two readings is taken: never earlier than the clock on the wall.
  return toIso(plain.toZonedDateTime(zone, { disambiguation: 'later' }).toInstant());
};

/**
 * The first moment, `at` or later, that is inside the hours in every zone. `undefined` where the zones have no hour in
 * common within four days (none on Earth, with thirteen hours a day and the zones of one country).
 */
export function nextLawful(
  zones: readonly ZoneName[],
  at: IsoInstant,
  hours = defaultTextingHours,
): IsoInstant | undefined {
  let candidate = at;
  for (let round = 0; round < 4 * zones.length + 4; round += 1) {
    const zone = zones.find((one) => !insideHours([one], candidate, hours));
    if (zone === undefined) return candidate;
    const tooEarly = minuteOfDay(candidate, zone) < hours.fromMinute;
    candidate = opening(candidate, zone, tooEarly ? 0 : 1, hours.fromMinute);
  }
  return undefined;
}

/** The evening before a moment, by the first zone's clock: where a text goes that would else be too late to help. */
export const eveningBefore = (zone: ZoneName, at: IsoInstant): IsoInstant =>
  opening(at, zone, -1, eveningMinute);
