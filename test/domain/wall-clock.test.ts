import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateOf, inZone, isoOfEpoch, weekdayOf } from '../../shared/domain/time.ts';
import { momentOn, wallClock } from '../../shared/domain/wall-clock.ts';

/** Clocks that are changed at midnight, by half an hour, at other times of the year, twice around Ramadan, and never. */
const zones = [
  ...[
    'America/New_York',
    'America/Phoenix',
    'America/Havana',
    'America/St_Johns',
    'America/Adak',
    'Pacific/Guam',
  ],
  ...[
    'America/Santiago',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'Asia/Kathmandu',
    'Pacific/Apia',
    'Europe/Dublin',
  ],
];
const someZone = fc.constantFrom(...zones);
/** Half of them close to a change of the clocks. */
const nearChanges = someZone.chain((zone) => {
  const some = fc.integer({ min: 1_200_000_000_000, max: 2_100_000_000_000 });
  const near = fc.tuple(some, fc.integer({ min: -2 * 86_400_000, max: 2 * 86_400_000 })).map(([ms, away]) => {
    const change = inZone(isoOfEpoch(ms), zone).getTimeZoneTransition('next');
    return (change?.epochMilliseconds ?? ms) + (Math.abs(away) < 1000 ? 0 : away);
  });
  return fc.tuple(fc.constant(zone), fc.oneof(some, near));
});

test('reads wall clocks in numbers as Temporal reads them', () => {
  fc.assert(
    fc.property(nearChanges, ([zone, ms]) => {
      const at = isoOfEpoch(ms);
      const clock = inZone(at, zone);
      const { day, minute } = wallClock(at, zone);
      expect(dateOf(day).toString()).toBe(clock.toPlainDate().toString());
      expect(minute).toBe(clock.hour * 60 + clock.minute);
      expect(weekdayOf(day)).toBe(clock.dayOfWeek);
    }),
    { numRuns: 1500 },
  );
});

test('finds the moment of a wall-clock minute as Temporal finds it', () => {
  fc.assert(
    fc.property(nearChanges, fc.integer({ min: 0, max: 1440 }), ([zone, ms], minute) => {
      const { day } = wallClock(isoOfEpoch(ms), zone);
      const wall = dateOf(day).toPlainDateTime().add({ minutes: minute });
      const first = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
      const skipped = !first.toPlainDateTime().equals(wall);
      const moment = skipped ? first.getTimeZoneTransition('next') : first;
      expect(momentOn(day, minute, zone)).toBe(moment?.epochMilliseconds);
    }),
    { numRuns: 1500 },
  );
});
