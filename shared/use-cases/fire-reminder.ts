import { decideReminder } from '../domain/reminder.ts';
import type { TimerHint } from '../ports/timers.ts';
import { commitDraft, untilDecided } from './commit-draft.ts';
import { newIdOf, type World } from './world.ts';

/** A reminder's timer fired, or the sweep found it overdue. A timer that is gone, or not due yet, fires nothing. */
export async function fireReminder(
  world: World,
  { practiceId, contactId, timer: ref }: TimerHint,
): Promise<void> {
  await untilDecided(world, async () => {
    const now = world.clock.now();
    const [head, timer] = await world.store.read([
      { kind: 'head', practiceId, contactId },
      { kind: 'timer', practiceId, contactId, timerKind: ref.kind, timerId: ref.id },
    ]);
    if (!head || timer?.value.kind !== 'reminder' || timer.value.dueAt > now) return 'nothing';
    const { start, appointmentId } = timer.value;
    const [appointment, practice] = await Promise.all([
      world.store
        .read([{ kind: 'appointment', practiceId, contactId, start, appointmentId }])
        .then(([found]) => found),
      world.settings.viewOf(head.value),
    ]);
    const draft = decideReminder({
      head: head.value,
      timer: timer.value,
      appointment: appointment?.value,
      practice,
      now,
      newId: newIdOf(world),
    });
    const { outcome } = await commitDraft(world, draft, {
      once: `reminder#${ref.id}`,
      read: [head, timer, appointment],
      checks: appointment
        ? draft.changedAppointments.length > 0
          ? []
          : [{ key: appointment.key, expect: appointment.version }]
        : [{ key: { kind: 'appointment', practiceId, contactId, start, appointmentId }, expect: 'absent' }],
      result: null,
    });
    return outcome;
  });
}
