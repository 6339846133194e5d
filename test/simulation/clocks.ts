import type { ContactHead } from '../../shared/domain/contact.ts';
import type { IsoInstant } from '../../shared/domain/time.ts';

/* The wall clocks of the phones in histories, told by Intl: another calculation than the system's own. */

/** Where the phones of histories are, by area code; two zones where an area code lies in two. */
const zonesByArea: Readonly<Record<string, readonly string[]>> = {
  '212': ['America/New_York'],
  '312': ['America/Chicago'],
  '602': ['America/Phoenix'],
  '812': ['America/Chicago', 'America/New_York'],
};

const formats = new Map<string, Intl.DateTimeFormat>();

function clockOf(
  zone: string,
  at: IsoInstant,
): { readonly minute: number; readonly weekday: string; readonly date: string } {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      weekday: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      hourCycle: 'h23',
    });
    formats.set(zone, format);
  }
  const parts = format.formatToParts(Date.parse(at));
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  return {
    minute: Number(of('hour')) * 60 + Number(of('minute')),
    weekday: of('weekday'),
    date: `${of('month')}/${of('day')}/${of('year')}`,
  };
}

/** By every clock that the contact may live by. */
function everyClock(
  { phone, patients }: ContactHead,
  at: IsoInstant,
  holds: (clock: ReturnType<typeof clockOf>) => boolean,
): boolean {
  const known = patients.flatMap(({ timeZone }) => timeZone ?? []);
  const zones = known.length > 0 ? known : (zonesByArea[phone.slice(2, 5)] ?? []);
  return zones.every((zone) => holds(clockOf(zone, at)));
}

/** Whether it is between 8:00 and 21:00 by every clock that the contact may live by. */
export const insideHoursOf = (head: ContactHead, at: IsoInstant): boolean =>
  everyClock(head, at, ({ minute }) => minute >= 8 * 60 && minute <= 21 * 60);

const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** Whether it is inside a practice's own hours by every such clock. */
export const insideOwnHoursOf = (
  head: ContactHead,
  { from, to }: { readonly from: string; readonly to: string },
  at: IsoInstant,
): boolean => everyClock(head, at, ({ minute }) => minute >= minuteOf(from) && minute <= minuteOf(to));

/** The federal holidays of the weeks in which histories take place. */
const holidays: ReadonlySet<string> = new Set(['11/11/2026', '11/26/2026', '12/25/2026', '1/1/2027']);

/** Whether it is between 9:00 and 20:00 by every such clock, and on a Sunday past noon, and no holiday: the hours for offers. */
export const insideOfferHoursOf = (head: ContactHead, at: IsoInstant): boolean =>
  everyClock(
    head,
    at,
    ({ minute, weekday, date }) =>
      !holidays.has(date) && minute >= (weekday === 'Sun' ? 12 : 9) * 60 && minute <= 20 * 60,
  );
