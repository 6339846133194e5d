import type { Appointment } from '../domain/appointment.ts';
import { decideCall } from '../domain/call-patient.ts';
import { partsOfTextId } from '../domain/identifiers.ts';
import type { OutText } from '../domain/text.ts';
import type { Check } from '../ports/store.ts';
import type { TimerHint } from '../ports/timers.ts';
import { commitDraft, untilDecided } from './commit-draft.ts';
import { readDueTimer } from './due-timer.ts';
import { newIdOf, type World } from './world.ts';

/** A visit is a day away, or the sweep found its call overdue: where its reminders were not answered, the desk is asked to call. */
export async function fireCall(world: World, hint: TimerHint): Promise<void> {
  await untilDecided(world, async () => {
    const found = await readDueTimer(world, hint, 'call');
    if (!found) return 'nothing';
    const { head, timer, due } = found;
    const { practiceId, contactId, start, appointmentId } = due;
    const key = { kind: 'appointment', practiceId, contactId, start, appointmentId } as const;
    const [appointment] = await world.store.read([key]);
    const draft = decideCall({
      head: head.value,
      timer: due,
      appointment: appointment?.value,
      texts: appointment ? await textsOf(world, appointment.value) : [],
      now: world.clock.now(),
      newId: newIdOf(world),
    });
    const unchanged: Check[] = [{ key, expect: appointment?.version ?? 'absent' }];
    const { outcome } = await commitDraft(world, draft, {
      once: `call#${due.id}`,
      read: [head, timer, appointment],
      checks: draft.changedAppointments.length > 0 ? [] : unchanged,
      result: null,
    });
    return outcome;
  });
}

/** The texts that an appointment's reminders became. They change with the head alone, on which the decision is conditional. */
async function textsOf(world: World, { practiceId, reminders }: Appointment): Promise<readonly OutText[]> {
  const keys = reminders.flatMap(({ textId }) =>
    textId ? [{ kind: 'text', practiceId, ...partsOfTextId(textId) } as const] : [],
  );
  if (keys.length === 0) return [];
  const texts = await world.store.read(keys);
  return texts.flatMap((text) => (text?.value.direction === 'out' ? [text.value] : []));
}
