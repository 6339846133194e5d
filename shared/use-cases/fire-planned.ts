import type { TimerHint } from '../ports/timers.ts';
import { fireCall } from './fire-call.ts';
import { fireOutreach } from './fire-outreach.ts';
import { fireReminder } from './fire-reminder.ts';
import type { World } from './world.ts';

/** Does what was planned for a moment: a reminder, the call that follows where it was not answered, a step of a recall or bill. */
export async function firePlanned(world: World, hint: TimerHint): Promise<void> {
  switch (hint.timer.kind) {
    case 'reminder':
      return fireReminder(world, hint);
    case 'call':
      return fireCall(world, hint);
    case 'recall':
    case 'bill':
      return fireOutreach(world, hint, hint.timer.kind);
    case 'goal':
    case 'release':
      throw new Error(`A ${hint.timer.kind} timer is not planned: see infra/topology.ts.`);
  }
}
