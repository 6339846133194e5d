import type { TimerHint } from '../ports/timers.ts';
import { deliverTexts } from './deliver-texts.ts';
import { fireGoal } from './fire-goal.ts';
import { firePlanned } from './fire-planned.ts';
import type { World } from './world.ts';

/** Does what a timer of any kind stands for, by whoever finds it due. */
export async function fireTimer(world: World, hint: TimerHint): Promise<void> {
  switch (hint.timer.kind) {
    case 'reminder':
    case 'call':
    case 'recall':
    case 'bill':
      return firePlanned(world, hint);
    case 'goal':
      return fireGoal(world, hint);
    case 'release':
      await deliverTexts(world, hint);
  }
}
