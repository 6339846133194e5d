import { decideReminder } from '../domain/reminder.ts';
import type { Check } from '../ports/store.ts';
import type { TimerHint } from '../ports/timers.ts';
import { commitDraft, untilDecided } from './commit-draft.ts';
import { readDueTimer } from './due-timer.ts';
import { appointmentsAbout } from './text-appointments.ts';
import { newIdOf, type World } from './world.ts';

/** A reminder's timer fired, or the sweep found it overdue. A timer that is gone, or not due yet, fires nothing. */
export async function fireReminder(world: World, hint: TimerHint): Promise<void> {
  await untilDecided(world, async () => {
    const found = await readDueTimer(world, hint, 'reminder');
    if (!found) return 'nothing';
    const { head, timer, due } = found;
    const { practiceId, contactId, start, appointmentId } = due;
    const key = { kind: 'appointment', practiceId, contactId, start, appointmentId } as const;
    const [{ appointment, nearby }, practice] = await Promise.all([
      appointmentsAbout(world, key),
      world.settings.viewOf(head.value),
    ]);
    const draft = decideReminder({
      head: head.value,
      timer: due,
      appointment: appointment?.value,
      nearby: nearby.map(({ value }) => value),
      practice,
      now: world.clock.now(),
      newId: newIdOf(world),
    });
    // What the decision rested on is checked, changed or not: the appointment, or that it is gone.
    const unchanged: Check[] = [{ key, expect: appointment?.version ?? 'absent' }];
    const { outcome } = await commitDraft(world, draft, {
      once: `reminder#${due.id}`,
      read: [head, timer, appointment, ...nearby],
      checks: draft.changedAppointments.length > 0 ? [] : unchanged,
      result: null,
    });
    return outcome;
  });
}
