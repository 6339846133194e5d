import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';

/** What callers send is of any length, and there is no end of it: so many answers are kept. */
const knownMax = 1000;
const known = new Map<string, boolean>();

/** Whether a name is an IANA time zone that this runtime knows. */
function isZone(name: string): boolean {
  let answer = known.get(name);
  if (answer === undefined) {
    try {
      Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
      // An offset such as "+05:00" is a zone to Temporal; it has no daylight saving rules, so it is none to us.
      answer = !/^[+-]/.test(name);
    } catch {
      answer = false;
    }
    if (known.size >= knownMax) known.clear();
    known.set(name, answer);
  }
  return answer;
}

export const zoneSchema = z.string().refine(isZone, 'Name an IANA time zone, such as America/New_York.');
