import { systemClock } from '../../shared/adapters/system/clock.ts';
import { type IsoInstant, isoFrom, latest } from '../../shared/domain/time.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Facts } from './host-file.ts';

/** A clock of the local host: real time, or one that stands until it is moved. */
export interface LocalClock extends Clock {
  readonly standing: boolean;
  /** Moves a standing clock forward; never back. */
  moveTo(at: IsoInstant): void;
}

export const realClock: LocalClock = {
  ...systemClock,
  standing: false,
  moveTo: () => {
    throw new Error('Real time cannot be moved.');
  },
};

/** A clock that stands at `from`, or where an earlier run left it if that is later. */
export function standingClock(from: IsoInstant, facts: Facts): LocalClock {
  const kept = facts.get('clock');
  let now = kept === undefined ? from : latest(from, isoFrom(kept));
  facts.set('clock', now);
  return {
    standing: true,
    now: () => now,
    moveTo: (at) => {
      now = latest(now, at);
      facts.set('clock', now);
    },
  };
}
