import { timerHint } from '../../shared/runtime/bus-event.ts';
import { job } from '../../shared/runtime/job.ts';
import { firePlanned } from '../../shared/use-cases/fire-planned.ts';

/** Something that was planned for this moment is due. */
export const handler = job<unknown>('reminder', (event, world) => firePlanned(world, timerHint(event)));
