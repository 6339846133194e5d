import type { Appointment } from '../domain/appointment.ts';
import { decideCall } from '../domain/call-patient.ts';
import { partsOfTextId } from '../domain/identifiers.ts';
import type { OutText } from '../domain/text.ts';
import type { Timer } from '../domain/timer.ts';
import type { Check, Stored } from '../ports/store.ts';
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
    const texts = appointment ? await textsOf(world, appointment.value) : [];
    const family = await listedBeside(world, due, texts);
    const draft = decideCall({
      head: head.value,
      timer: due,
      appointment: appointment?.value,
      texts,
      family: family.map(({ value }) => value),
      now: world.clock.now(),
      newId: newIdOf(world),
    });
    const unchanged: Check[] = [{ key, expect: appointment?.version ?? 'absent' }];
    const { outcome } = await commitDraft(world, draft, {
      once: `call#${due.id}`,
      read: [head, timer, appointment, ...family],
      checks: draft.changedAppointments.length > 0 ? [] : unchanged,
      result: null,
    });
    return outcome;
  });
}

/** The other visits that an appointment's reminders listed, where they listed several. */
async function listedBeside(
  world: World,
  { practiceId, contactId, appointmentId }: Timer & { kind: 'call' },
  texts: readonly OutText[],
): Promise<readonly Stored<'appointment'>[]> {
  const listed = new Map(
    texts
      .flatMap(({ about }) => about?.family ?? [])
      .filter((one) => one.appointmentId !== appointmentId)
      .map((one) => [one.appointmentId, one.start]),
  );
  if (listed.size === 0) return [];
  const found = await world.store.read(
    [...listed].map(
      ([id, start]) => ({ kind: 'appointment', practiceId, contactId, start, appointmentId: id }) as const,
    ),
  );
  return found.filter((one) => one !== undefined);
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
