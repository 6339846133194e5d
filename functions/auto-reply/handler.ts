import { timerHint } from '../../shared/runtime/bus-event.ts';
import { job } from '../../shared/runtime/job.ts';
import { fireGoal } from '../../shared/use-cases/fire-goal.ts';

/** A response goal is missed. */
export const handler = job<unknown>('auto-reply', (event, world) => fireGoal(world, timerHint(event)));
