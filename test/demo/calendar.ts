import { Temporal } from 'temporal-polyfill';
import { type IsoInstant, toIso } from '../../shared/domain/time.ts';
import type { Chance } from '../simulation/chance.ts';

/* The week of the demo: Thanksgiving stands in its middle. */

export const zone = 'America/New_York';
export const monday = Temporal.PlainDate.from('2026-11-23');
const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
export const holiday = 3;
export const isOpen = (day: number): boolean => day < 5 && day !== holiday;

/** Who is at the practice on a day of the week; Alex is away from Wednesday on. */
export const staffOn = (day: number): readonly ('sam' | 'alex')[] =>
  isOpen(day) ? (day < 2 ? ['sam', 'alex'] : ['sam']) : [];
export const alexAway = { from: '2026-11-25', to: '2026-11-29' };

/** A moment by its day (0 is Monday; 7 the Monday after) and minute on the practice's clock. */
export const momentOf = (day: number, minute: number): IsoInstant =>
  toIso(
    monday
      .add({ days: day })
      .toZonedDateTime({
        timeZone: zone,
        plainTime: Temporal.PlainTime.from('00:00').add({ minutes: minute }),
      })
      .toInstant(),
  );

/** `Thu-03:02` as a moment. */
export function momentNamed(name: string): IsoInstant {
  const [day = '', time = ''] = name.split('-');
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const index = dayNames.indexOf(day);
  if (index < 0 || time === '') throw new Error(`No day and time: ${name}`);
  return momentOf(index, hour * 60 + minute);
}

const days = [26, 22, 19, 6, 15, 7, 5].map((weight, day) => [weight, day] as const);
const hours = [4, 10, 12, 10, 8, 9, 8, 7, 7, 8, 6, 5, 4, 3, 1].map((weight, at) => [weight, 7 + at] as const);

/** When patients text: most on Monday, by day more than by night. */
export const someMoment = (
  chance: Chance,
  among: readonly (readonly [number, number])[] = days,
): IsoInstant => momentOf(chance.weighted(among), chance.weighted(hours) * 60 + chance.between(0, 59));

/** When the practice's own system books somebody, a day on which it is open; and the visit, some days later. */
export function someBooking(chance: Chance): { readonly booked: IsoInstant; readonly visit: IsoInstant } {
  const day = chance.weighted([
    [40, 0],
    [25, 1],
    [20, 2],
    [15, 4],
  ]);
  const booked = momentOf(day, chance.between(8 * 60, 16 * 60 + 30));
  const visitDay = chance.pick(
    [day + 1, day + 2, day + 4, 7, 8, 9].filter((one) => isOpen(one % 7)) as [number],
  );
  return { booked, visit: momentOf(visitDay, chance.between(32, 66) * 15) };
}
