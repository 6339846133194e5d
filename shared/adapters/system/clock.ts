import { isoOfEpoch } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';

/** Real time. The one place that asks for it. */
export const systemClock: Clock = { now: () => isoOfEpoch(Date.now()) };
