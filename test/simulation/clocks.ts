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

function minuteOfDay(zone: string, at: IsoInstant): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hour: 'numeric',
      minute: 'numeric',
      hourCycle: 'h23',
    });
    formats.set(zone, format);
  }
  const parts = format.formatToParts(Date.parse(at));
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  return of('hour') * 60 + of('minute');
}

/** Whether it is between 8:00 and 21:00 by every clock that the contact may live by. */
export function insideHoursOf({ phone, patients }: ContactHead, at: IsoInstant): boolean {
  const known = patients.flatMap(({ timeZone }) => timeZone ?? []);
  const zones = known.length > 0 ? known : (zonesByArea[phone.slice(2, 5)] ?? []);
  return zones.every((zone) => {
    const minute = minuteOfDay(zone, at);
    return minute >= 8 * 60 && minute <= 21 * 60;
  });
}
