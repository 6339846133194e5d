import type { TimerHint } from '../ports/timers.ts';
import type { World } from './world.ts';

/** Makes the schedule of a timer what its record says now: there with its moment, or gone. Events may come late or twice. */
export async function mirrorTimer(world: World, hint: TimerHint): Promise<void> {
  const { practiceId, contactId, timer: ref } = hint;
  const [timer] = await world.store.read([
    { kind: 'timer', practiceId, contactId, timerKind: ref.kind, timerId: ref.id },
  ]);
  if (timer) await world.timers.set(hint, timer.value.dueAt);
  else await world.timers.clear(hint);
}
