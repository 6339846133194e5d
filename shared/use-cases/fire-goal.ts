import { begin } from '../domain/draft.ts';
import { missGoal } from '../domain/episode.ts';
import type { TimerHint } from '../ports/timers.ts';
import { commitDraft, untilDecided } from './commit-draft.ts';
import { newIdOf, type World } from './world.ts';

/** A response goal's timer fired: where the thread still waits, its people are told and the patient hears a new time. */
export async function fireGoal(
  world: World,
  { practiceId, contactId, timer: ref }: TimerHint,
): Promise<void> {
  await untilDecided(world, async () => {
    const now = world.clock.now();
    const [head, timer] = await world.store.read([
      { kind: 'head', practiceId, contactId },
      { kind: 'timer', practiceId, contactId, timerKind: ref.kind, timerId: ref.id },
    ]);
    if (!head || timer?.value.kind !== 'goal' || timer.value.dueAt > now) return 'nothing';
    const draft = begin(head.value, now, newIdOf(world));
    const practice = await world.settings.viewOf(head.value);
    if (!missGoal(draft, practice, timer.value.episode)) return 'nothing';
    const { outcome } = await commitDraft(world, draft, {
      once: `goal#${ref.id}`,
      read: [head, timer],
      result: null,
    });
    return outcome;
  });
}
