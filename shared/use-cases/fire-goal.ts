import { begin, clearTimer } from '../domain/draft.ts';
import { strike } from '../domain/goal-clock.ts';
import type { TimerHint } from '../ports/timers.ts';
import { commitDraft, untilDecided } from './commit-draft.ts';
import { readDueTimer } from './due-timer.ts';
import { newIdOf, type World } from './world.ts';

/** A goal's timer fired: where the thread still waits, its people are told, and once its goal is past the patient hears a new time. */
export async function fireGoal(world: World, hint: TimerHint): Promise<void> {
  await untilDecided(world, async () => {
    const found = await readDueTimer(world, hint, 'goal');
    if (!found) return 'nothing';
    const { head, timer, due } = found;
    const draft = begin(head.value, world.clock.now(), newIdOf(world));
    const struck = strike(draft, await world.settings.viewOf(head.value), due);
    // A timer that stands for nothing any more goes, or it would be found overdue for ever.
    if (!struck) clearTimer(draft, { kind: 'goal', id: due.id });
    const { outcome } = await commitDraft(world, draft, {
      once: `goal#${due.id}`,
      read: [head, timer],
      result: null,
    });
    return outcome;
  });
}
