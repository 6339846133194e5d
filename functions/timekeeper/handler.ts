import { timerHint } from '../../shared/runtime/bus-event.ts';
import { job } from '../../shared/runtime/job.ts';
import { mirrorTimer } from '../../shared/use-cases/mirror-timer.ts';

/** A timer was set or cleared: its schedule follows. */
export const handler = job<unknown>('timekeeper', (event, world) => mirrorTimer(world, timerHint(event)));
