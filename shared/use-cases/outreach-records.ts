import { type Appointment, isUpcoming } from '../domain/appointment.ts';
import { type Draft, happened } from '../domain/draft.ts';
import type { ContactId, OutreachId, PatientId, PracticeId } from '../domain/identifiers.ts';
import type { AboutOutreach, AskedNow, Outreach, OutreachKind } from '../domain/outreach.ts';
import { outreachTimer } from '../domain/outreach-plan.ts';
import { type IsoInstant, plusSeconds } from '../domain/time.ts';
import type { Change, Check, Stored } from '../ports/store.ts';
import type { World } from './world.ts';

interface Contact {
  readonly practiceId: PracticeId;
  readonly contactId: ContactId;
}

export interface FoundOutreach {
  readonly pointer: Stored<'outreach-pointer'>;
  readonly record: Stored<'outreach'>;
}

/** Finds a recall or bill by the practice's own id, in two round trips. `moving` where it moved between the two: ask again. */
export async function findOutreach(
  world: World,
  practiceId: PracticeId,
  what: OutreachKind,
  id: OutreachId,
): Promise<FoundOutreach | 'absent' | 'moving'> {
  const [pointer] = await world.store.read([{ kind: 'outreach-pointer', practiceId, what, id }]);
  if (!pointer) return 'absent';
  const { contactId } = pointer.value;
  const [record] = await world.store.read([{ kind: 'outreach', practiceId, contactId, what, id }]);
  return record ? { pointer, record } : 'moving';
}

/** A visit that began within a day may still be going on: nobody is told to book from the waiting room. */
const visitSeconds = 86_400;

/** Whether a patient has an appointment that is still to come. Every booking changes the head, which the decision is conditional on. */
export async function isBooked(
  world: World,
  contact: Contact,
  patientId: PatientId,
  now: IsoInstant,
): Promise<boolean> {
  let after: string | undefined;
  do {
    const page = await world.store.list({
      listing: 'appointments',
      of: contact,
      from: plusSeconds(now, -visitSeconds),
      limit: 100,
      ...(after && { after }),
    });
    const booked = page.items.some(
      ({ value: { patientIds, status } }) =>
        patientIds.includes(patientId) && (isUpcoming(status) || status === 'reschedule-requested'),
    );
    if (booked) return true;
    after = page.next;
  } while (after);
  return false;
}

/** Where the recall or bill of a text stands, if it is still of that contact. */
export const outreachKey = ({ practiceId, contactId }: Contact, { what, id }: AboutOutreach) =>
  ({ kind: 'outreach', practiceId, contactId, what, id }) as const;

/** What a claim of a text about a recall or bill rests on, and its check: two round trips for a recall, one for a bill. */
export async function askedNow(
  world: World,
  contact: Contact,
  about: AboutOutreach,
  now: IsoInstant,
): Promise<{
  readonly asked: AskedNow;
  readonly check: Check;
  readonly record: Stored<'outreach'> | undefined;
}> {
  const key = outreachKey(contact, about);
  const [record] = await world.store.read([key]);
  const booked =
    record?.value.what === 'recall' && (await isBooked(world, contact, record.value.patientId, now));
  const check = { key, expect: record?.version ?? 'absent' } as const;
  return { asked: { outreach: record?.value, booked }, check, record };
}

/** The recalls of the contact at which a visit was completed just now; none of any other visit. */
export async function recallsToRenew(
  world: World,
  visit: Appointment,
  before: Appointment | undefined,
): Promise<readonly Stored<'outreach'>[]> {
  if (visit.status !== 'completed' || before?.status === 'completed') return [];
  const of = { practiceId: visit.practiceId, contactId: visit.contactId };
  const found: Stored<'outreach'>[] = [];
  let after: string | undefined;
  do {
    const page = await world.store.list({ listing: 'recalls', of, limit: 100, ...(after && { after }) });
    found.push(...page.items);
    after = page.next;
  } while (after);
  return found;
}

/**
 * Takes away what a recall or bill leaves behind at a number that is no longer its patient's: the record there and its timers. They are
 * of another contact than the draft, which is why they are changes beside it; its events tell of the timers all the same.
 */
export function outreachLeft(draft: Draft, { key, value, version }: Stored<'outreach'>): Change[] {
  const { practiceId, contactId } = value;
  const planned = value.steps.filter(({ status }) => status === 'planned');
  const timers = planned.map(({ step }): Change => {
    const timer = outreachTimer(value, step);
    happened(draft, 'timer.changed', { contactId, timer, status: 'gone' });
    return {
      remove: { kind: 'timer', practiceId, contactId, timerKind: timer.kind, timerId: timer.id },
      expect: 1,
    };
  });
  return [{ remove: key, expect: version }, ...timers];
}

/** The records that place a recall or bill: itself, and the pointer to it. What it leaves elsewhere is `outreachLeft`'s. */
export function outreachPlaced(put: Outreach, found: FoundOutreach | undefined): Change[] {
  const { practiceId, contactId, what, id } = put;
  const inPlace = found?.record.value.contactId === contactId;
  const changes: Change[] = [
    {
      put: { kind: 'outreach', practiceId, contactId, what, id },
      value: put,
      expect: found && inPlace ? found.record.version : 'absent',
    },
  ];
  if (found && inPlace) return changes;
  changes.push({
    put: { kind: 'outreach-pointer', practiceId, what, id },
    value: { contactId },
    expect: found?.pointer.version ?? 'absent',
  });
  return changes;
}
