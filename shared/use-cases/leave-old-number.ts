import { type Appointment, isUpcoming, type Reminder } from '../domain/appointment.ts';
import { callTimerOf } from '../domain/call-patient.ts';
import type { ContactHead } from '../domain/contact.ts';
import { begin, type Draft, setTimer } from '../domain/draft.ts';
import { Failure } from '../domain/failure.ts';
import { type ContactId, type PracticeId, textIdOf } from '../domain/identifiers.ts';
import { leaveNumber } from '../domain/leave-number.ts';
import type { Patient } from '../domain/patient.ts';
import { reminderTimerOf } from '../domain/reminder-plan.ts';
import { unclaimed } from '../domain/revocation.ts';
import { isKeptHere } from '../domain/suspension.ts';
import type { OutText } from '../domain/text.ts';
import type { IsoInstant } from '../domain/time.ts';
import type { Change, Stored } from '../ports/store.ts';
import { changesOf } from './commit-draft.ts';
import { outreachKey } from './outreach-records.ts';
import { timersLeft } from './timers-left.ts';
import type { World } from './world.ts';

/** A commit takes a hundred items; the patient, the heads and the new number's own need the rest. */
const itemsMax = 85;

/**
 * A patient's number changed: the patient leaves the old contact, and the patient's upcoming appointments go along with
 * their reminders, but for those that are shared with somebody who is still reached there. Consent stays with the number, and so does
 * the old thread, which closes where nobody is left at it.
 *
 * @returns the changes for the commit that puts the patient; timers of the new number go into its draft
 */
export async function leaveOldNumber(
  world: World,
  draft: Draft,
  patient: Patient,
  oldId: ContactId,
): Promise<Change[]> {
  const { practiceId, patientId } = patient;
  const old = { practiceId, contactId: oldId };
  const [[head], upcoming] = await Promise.all([
    world.store.read([{ kind: 'head', ...old }]),
    upcomingOf(world, old, draft.now),
  ]);
  const goesAlong = ({ value: { patientIds } }: Stored<'appointment'>): boolean => {
    const others = patientIds.filter((one) => one !== patientId);
    return patientIds.includes(patientId) && !(head && isKeptHere(head.value, others));
  };
  const theirs = upcoming.filter(goesAlong);
  const pointers = theirs.map(
    ({ value: { appointmentId } }) => ({ kind: 'appointment-pointer', practiceId, appointmentId }) as const,
  );
  const found = pointers.length > 0 ? await world.store.read(pointers) : [];
  const changes: Change[] = [];
  if (head) {
    const left = begin(head.value, draft.now, draft.newId);
    const keys = waitingIn(head.value);
    const [practice, texts] = await Promise.all([
      world.settings.viewOf(head.value),
      keys.length > 0 ? world.store.read(keys) : [],
    ]);
    const waiting = texts.flatMap((text) => (text?.value.direction === 'out' ? [text.value] : []));
    const asked = await askedIn(world, old, waiting);
    const moved = new Set(theirs.map(({ value: { appointmentId } }) => appointmentId));
    const staying = upcoming.filter((one) => !goesAlong(one)).map(({ value }) => value);
    leaveNumber(left, draft, practice, {
      ...{ patientId, waiting, moved, staying },
      asked: asked.map(({ value }) => value),
    });
    changes.push(...(await changesOf(world, left, [head, ...texts, ...asked])));
    draft.happenings.push(...left.happenings);
  }
  const unsent = unsentIn(head?.value);
  for (const [index, appointment] of theirs.entries()) {
    changes.push(...move(draft, appointment, found[index], unsent));
  }
  if (changes.length + draft.timersSet.length + draft.tasks.length > itemsMax) {
    throw new Failure(
      'conflict',
      `Too much would move to another number at once (${theirs.length} upcoming appointments, and the texts that wait): cancel some appointments and put them again after it, or try again once the texts have left.`,
    );
  }
  return changes;
}

/** The appointments of a number that are still to come. */
async function upcomingOf(
  world: World,
  of: { readonly practiceId: PracticeId; readonly contactId: ContactId },
  from: IsoInstant,
): Promise<Stored<'appointment'>[]> {
  const found: Stored<'appointment'>[] = [];
  let after: string | undefined;
  do {
    const page = await world.store.list({
      listing: 'appointments',
      of,
      from,
      limit: 100,
      ...(after && { after }),
    });
    found.push(...page.items);
    after = page.next;
  } while (after && found.length < itemsMax);
  return found.filter(({ value }) => isUpcoming(value.status));
}

/** The recalls and bills that waiting texts are about, as they stand at that number. A round trip, or none. */
async function askedIn(
  world: World,
  of: { readonly practiceId: PracticeId; readonly contactId: ContactId },
  waiting: readonly OutText[],
): Promise<readonly Stored<'outreach'>[]> {
  const about = new Map(
    waiting.flatMap(({ outreach }) => (outreach ? [[`${outreach.what} ${outreach.id}`, outreach]] : [])),
  );
  if (about.size === 0) return [];
  const found = await world.store.read([...about.values()].map((one) => outreachKey(of, one)));
  return found.flatMap((one) => one ?? []);
}

/** Where the texts stand that wait in the old number's outbox. */
const waitingIn = (head: ContactHead) =>
  unclaimed(head).map(
    ({ seq }) => ({ kind: 'text', practiceId: head.practiceId, contactId: head.contactId, seq }) as const,
  );

/** The texts that are written and wait in the old number's outbox: they will not go there, so they are planned again. */
const unsentIn = (head: ContactHead | undefined): ReadonlySet<string> =>
  new Set(head ? unclaimed(head).map(({ seq }) => textIdOf(head.contactId, seq)) : []);

function move(
  draft: Draft,
  { key, value, version }: Stored<'appointment'>,
  pointer: Stored<'appointment-pointer'> | undefined,
  unsent: ReadonlySet<string>,
): Change[] {
  const { contactId } = draft.head;
  const reminders = value.reminders.map((reminder): Reminder => {
    // What could not reach the old number says nothing of the new one.
    const { textId, undeliverable: _failed, ...plan } = reminder;
    if (reminder.status !== 'queued' || textId === undefined || !unsent.has(textId))
      return { ...plan, ...(textId && { textId }) };
    return { ...plan, status: 'planned', dueAt: draft.now };
  });
  const moved: Appointment = {
    ...value,
    contactId,
    reminders,
    version: value.version + 1,
    revision: value.revision + 1,
  };
  const changes: Change[] = [
    { remove: key, expect: version },
    { put: { ...key, kind: 'appointment', contactId }, value: moved, expect: 'absent' },
  ];
  if (pointer)
    changes.push({ put: pointer.key, value: { ...pointer.value, contactId }, expect: pointer.version });
  changes.push(...timersLeft(draft, { key, value, version }));
  for (const { step, dueAt } of reminders.filter(({ status }) => status === 'planned')) {
    setTimer(draft, reminderTimerOf(moved, step, dueAt));
  }
  if (moved.call?.status === 'planned') setTimer(draft, callTimerOf(moved, moved.call));
  return changes;
}
