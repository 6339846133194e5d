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

function clockOf(zone: string, at: IsoInstant): { readonly minute: number; readonly weekday: string } {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      weekday: 'short',
      hour: 'numeric',
      minute: 'numeric',
      hourCycle: 'h23',
    });
    formats.set(zone, format);
  }
  const parts = format.formatToParts(Date.parse(at));
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  return { minute: Number(of('hour')) * 60 + Number(of('minute')), weekday: of('weekday') };
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

/** Whether it is between 9:00 and 20:00 by every such clock, and on a Sunday past noon: the hours for offers. */
export const insideOfferHoursOf = (head: ContactHead, at: IsoInstant): boolean =>
  everyClock(
    head,
    at,
    ({ minute, weekday }) => minute >= (weekday === 'Sun' ? 12 : 9) * 60 && minute <= 20 * 60,
  );
