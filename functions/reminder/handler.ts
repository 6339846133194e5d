import { timerHint } from '../../shared/runtime/bus-event.ts';
import { job } from '../../shared/runtime/job.ts';
import { fireReminder } from '../../shared/use-cases/fire-reminder.ts';

/** A reminder is due. */
export const handler = job<unknown>('reminder', (event, world) => fireReminder(world, timerHint(event)));
