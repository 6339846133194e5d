import { begin } from '../domain/draft.ts';
import type { ContactId } from '../domain/identifiers.ts';
import type { OutreachKind } from '../domain/outreach.ts';
import { moveOutreach } from '../domain/outreach-change.ts';
import { decideOutreachDue } from '../domain/outreach-due.ts';
import type { Check, Stored } from '../ports/store.ts';
import type { TimerHint } from '../ports/timers.ts';
import { commitDraft, untilDecided } from './commit-draft.ts';
import { type DueTimer, readDueTimer } from './due-timer.ts';
import { isBooked, outreachLeft, outreachPlaced } from './outreach-records.ts';
import { newIdOf, type World } from './world.ts';

type Outcome = 'committed' | 'duplicate' | 'conflict';

/**
 * A step of a recall or bill is due, or the sweep found it overdue. Where its patient has another number by now it moves there first,
 * with all its steps, and fires there: nothing more goes to the old number.
 */
export async function fireOutreach(world: World, hint: TimerHint, kind: OutreachKind): Promise<void> {
  await untilDecided(world, async () => {
    const found = await readDueTimer(world, hint, kind);
    if (!found) return 'nothing';
    const { practiceId, contactId, outreachId: id, patientId } = found.due;
    const [outreach, patient, pointer] = await world.store.read([
      { kind: 'outreach', practiceId, contactId, what: kind, id },
      { kind: 'patient', practiceId, patientId },
      { kind: 'outreach-pointer', practiceId, what: kind, id },
    ]);
    const now = patient?.value.contactId;
    if (outreach && patient && pointer && now !== undefined && now !== contactId)
      return moveAlong(world, { record: outreach, pointer }, patient);
    return write(world, found, outreach);
  });
}

async function write(
  world: World,
  { head, timer, due }: DueTimer<OutreachKind>,
  outreach: Stored<'outreach'> | undefined,
): Promise<Outcome> {
  const { practiceId, contactId, outreachId: id, patientId, kind: what } = due;
  const now = world.clock.now();
  const [booked, practice] = await Promise.all([
    what === 'recall' && isBooked(world, { practiceId, contactId }, patientId, now),
    world.settings.viewOf(head.value),
  ]);
  const draft = decideOutreachDue({
    head: head.value,
    timer: due,
    outreach: outreach?.value,
    booked,
    practice,
    now,
    newId: newIdOf(world),
  });
  const key = { kind: 'outreach', practiceId, contactId, what, id } as const;
  const unchanged: Check[] = [{ key, expect: outreach?.version ?? 'absent' }];
  const { outcome } = await commitDraft(world, draft, {
    once: `${what}-due#${due.id}`,
    read: [head, timer, outreach],
    checks: draft.changedOutreach.length > 0 ? [] : unchanged,
    result: null,
  });
  return outcome;
}

/** Moves a recall or bill to the contact of its patient's number. */
async function moveAlong(
  world: World,
  found: { readonly record: Stored<'outreach'>; readonly pointer: Stored<'outreach-pointer'> },
  patient: Stored<'patient'>,
): Promise<Outcome> {
  const { practiceId } = patient.value;
  const contactId: ContactId = patient.value.contactId;
  const [head] = await world.store.read([{ kind: 'head', practiceId, contactId }]);
  if (!head) return 'conflict';
  const draft = begin(head.value, world.clock.now(), newIdOf(world));
  const moved = moveOutreach(draft, found.record.value);
  const { outcome } = await commitDraft(world, draft, {
    once: `moved#${moved.what}#${moved.id}#${moved.revision}`,
    read: [head],
    checks: [{ key: patient.key, expect: patient.version }],
    changes: [...outreachLeft(draft, found.record), ...outreachPlaced(moved, found)],
    result: null,
  });
  return outcome;
}
