import type { Actor } from '../domain/actor.ts';
import { assertVersion, Failure, notFound } from '../domain/failure.ts';
import type { OutreachId, PracticeId } from '../domain/identifiers.ts';
import type { Outreach, OutreachKind } from '../domain/outreach.ts';
import { decideOutreach, type OutreachInput } from '../domain/outreach-change.ts';
import { auditedBy } from './audit.ts';
import { commitDraft, untilDecided } from './commit-draft.ts';
import { findOutreach, outreachLeft, outreachPlaced } from './outreach-records.ts';
import { newIdOf, type World } from './world.ts';

export async function readOutreach(
  world: World,
  practiceId: PracticeId,
  what: OutreachKind,
  id: OutreachId,
): Promise<Outreach> {
  return untilDecided(world, async () => {
    const found = await findOutreach(world, practiceId, what, id);
    if (found === 'absent') throw notFound(what);
    return found === 'moving' ? 'conflict' : found.record.value;
  });
}

/**
 * Upserts a recall or bill by the practice's own id, with the timers of its steps, in one commit. `expected` is the version that the
 * caller last saw. Throws `invalid` where the patient is not known.
 */
export async function putOutreach(
  world: World,
  practiceId: PracticeId,
  id: OutreachId,
  input: OutreachInput,
  expected?: number,
  by?: Actor,
): Promise<{ readonly put: Outreach; readonly created: boolean }> {
  return untilDecided(world, async () => {
    const { patientId, what } = input;
    const [[patient], settings, there] = await Promise.all([
      world.store.read([{ kind: 'patient', practiceId, patientId }]),
      world.settings.settings(practiceId),
      findOutreach(world, practiceId, what, id),
    ]);
    if (there === 'moving') return 'conflict';
    if (!patient) throw unknownPatient(what);
    const found = there === 'absent' ? undefined : there;
    const before = found?.record.value;
    assertVersion(expected, before?.version);
    const { contactId } = patient.value;
    const [head] = await world.store.read([{ kind: 'head', practiceId, contactId }]);
    if (!head) return 'conflict';
    const now = world.clock.now();
    const decided = decideOutreach(
      { head: head.value, before, settings, now, newId: newIdOf(world) },
      id,
      input,
    );
    if (!decided) return before ? { put: before, created: false } : 'conflict';
    const { draft, put } = decided;
    const left = found && before?.contactId !== contactId ? outreachLeft(draft, found.record) : [];
    const { outcome } = await commitDraft(world, draft, {
      once: `${what}#${newIdOf(world)()}`,
      read: [head],
      checks: [{ key: patient.key, expect: patient.version }],
      changes: [
        ...left,
        ...outreachPlaced(put, found),
        ...auditedBy(world, by, { practiceId, contactId, action: `${what}-put`, what: id }),
      ],
      result: null,
    });
    return outcome === 'conflict' ? 'conflict' : { put, created: !before };
  });
}

const unknownPatient = (what: OutreachKind): Failure =>
  new Failure('invalid', `Put the patient before the ${what}.`, {
    errors: [{ path: 'patientId', message: 'There is no such patient.' }],
  });
