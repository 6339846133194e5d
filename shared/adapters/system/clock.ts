import { Temporal } from 'temporal-polyfill';
import { toIso } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';

/** Real time. The one place that asks for it. */
export const systemClock: Clock = { now: () => toIso(Temporal.Now.instant()) };
