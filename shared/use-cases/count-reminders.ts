import type { Appointment } from '../domain/appointment.ts';
import {
  type AppointmentId,
  type ContactId,
  type PracticeId,
  partsOfTextId,
  type TextId,
} from '../domain/identifiers.ts';
import {
  cameBack,
  countsOf,
  noCounts,
  type ReminderCounts,
  recounted,
  shardOf,
  withoutEnd,
} from '../domain/reminder-figures.ts';
import type { OutText } from '../domain/text.ts';
import { type LocalDay, mondayOf } from '../domain/time.ts';
import { dayIn } from '../domain/wall-clock.ts';
import type { RecordKey, Stored } from '../ports/store.ts';
import { commitOnce, untilDecided } from './commit-draft.ts';
import { appointmentsOf } from './text-appointments.ts';
import type { World } from './world.ts';

/** What happened: to a visit, or to a text, which is about one visit or the visits of a family. */
export interface VisitHint {
  readonly practiceId: PracticeId;
  readonly appointmentId: AppointmentId;
  readonly textId?: TextId | undefined;
}

/**
 * Something happened to a visit or to one of its reminders: what the visit counts is worked out from its records as they stand, and the
 * difference to what it counted before goes into its week's figures, in one commit with what it counts now.
 */
export async function countReminders(
  world: World,
  { practiceId, appointmentId, textId }: VisitHint,
): Promise<void> {
  const named = textId === undefined ? [] : await visitsOf(world, practiceId, textId);
  for (const id of new Set([appointmentId, ...named])) await countVisit(world, practiceId, id);
}

async function visitsOf(
  world: World,
  practiceId: PracticeId,
  textId: TextId,
): Promise<readonly AppointmentId[]> {
  const [text] = await world.store.read([{ kind: 'text', practiceId, ...partsOfTextId(textId) }]);
  if (text?.value.direction !== 'out') return [];
  return (await appointmentsOf(world, text.value)).map(({ value }) => value.appointmentId);
}

async function countVisit(world: World, practiceId: PracticeId, appointmentId: AppointmentId): Promise<void> {
  const { profile } = await world.settings.settings(practiceId);
  await untilDecided(world, async () => {
    const found = await appointmentNow(world, practiceId, appointmentId);
    if (!found) return 'nothing';
    const { contactId, revision, reminders, start } = found.value;
    if (cameBack(found.value)) await takeEndsBack(world, found.value);
    const visitKey = { kind: 'counted-visit', practiceId, appointmentId, revision } as const;
    // Before what it is worked out from: whoever works with something newer has then changed it, and this attempt is a conflict.
    const [visit] = await world.store.read([visitKey]);
    const day = dayIn(start, profile.timeZone);
    const week = visit?.value.week ?? mondayOf(day);
    const tallyKey = { kind: 'reminder-tally', practiceId, week, shard: shardOf(appointmentId) } as const;
    const textIds = reminders.flatMap(({ textId }) => textId ?? []);
    const [[appointment, tally], texts] = await Promise.all([
      world.store.read([found.key, tallyKey]),
      readTexts(world, { practiceId, contactId }, textIds),
    ]);
    if (appointment?.version !== found.version) return 'conflict';
    const counts = countsOf(appointment.value, texts);
    if (isCounted(visit, counts)) return 'nothing';
    return putCounts(world, { visitKey, visit, tallyKey, tally, week, counts });
  });
}

const isCounted = (visit: Stored<'counted-visit'> | undefined, counts: ReminderCounts): boolean =>
  JSON.stringify(counts) === JSON.stringify(visit?.value.counts ?? noCounts);

/** What a plan of a visit counts now, and the difference in its week's sum: one commit, conditional on both. */
async function putCounts(
  world: World,
  {
    visitKey,
    visit,
    tallyKey,
    tally,
    week,
    counts,
  }: {
    readonly visitKey: RecordKey<'counted-visit'>;
    readonly visit: Stored<'counted-visit'> | undefined;
    readonly tallyKey: RecordKey<'reminder-tally'>;
    readonly tally: Stored<'reminder-tally'> | undefined;
    readonly week: LocalDay;
    readonly counts: ReminderCounts;
  },
): Promise<'counted' | 'conflict'> {
  const { practiceId, appointmentId, revision } = visitKey;
  const before = visit?.value.counts ?? noCounts;
  const sum = recounted(tally?.value.counts ?? noCounts, before, counts);
  const { outcome } = await commitOnce(
    world.store,
    { of: 'practice', practiceId },
    `reminders#${appointmentId}.${revision}#${(visit?.version ?? 0) + 1}`,
    [
      { put: visitKey, value: { week, counts }, expect: visit?.version ?? 'absent' },
      { put: tallyKey, value: { week, counts: sum }, expect: tally?.version ?? 'absent' },
    ],
    null,
  );
  return outcome === 'committed' ? 'counted' : 'conflict';
}

/** A history tells of so many changes: plans before them ended long ago. */
const plansMax = 20;

/** A visit that is back on the schedule has another plan: those before it keep no end that was a mistake. */
async function takeEndsBack(
  world: World,
  { practiceId, appointmentId, revision }: Appointment,
): Promise<void> {
  for (let former = Math.max(1, revision - plansMax); former < revision; former += 1) {
    await untilDecided(world, async () => {
      const visitKey = { kind: 'counted-visit', practiceId, appointmentId, revision: former } as const;
      const [visit] = await world.store.read([visitKey]);
      if (!visit) return 'nothing';
      const { week } = visit.value;
      const counts = withoutEnd(visit.value.counts);
      if (isCounted(visit, counts)) return 'nothing';
      const tallyKey = { kind: 'reminder-tally', practiceId, week, shard: shardOf(appointmentId) } as const;
      const [tally] = await world.store.read([tallyKey]);
      return putCounts(world, { visitKey, visit, tallyKey, tally, week, counts });
    });
  }
}

/** An appointment as it stands; put elsewhere between the two reads, it is asked of again by what put it there. */
async function appointmentNow(
  world: World,
  practiceId: PracticeId,
  appointmentId: AppointmentId,
): Promise<Stored<'appointment'> | undefined> {
  const [pointer] = await world.store.read([{ kind: 'appointment-pointer', practiceId, appointmentId }]);
  if (!pointer) return undefined;
  const { contactId, start } = pointer.value;
  const [found] = await world.store.read([
    { kind: 'appointment', practiceId, contactId, start, appointmentId },
  ]);
  return found;
}

async function readTexts(
  world: World,
  contact: { readonly practiceId: PracticeId; readonly contactId: ContactId },
  textIds: readonly TextId[],
): Promise<readonly OutText[]> {
  if (textIds.length === 0) return [];
  const texts = await world.store.read(
    textIds.map((textId) => ({ kind: 'text', ...contact, seq: partsOfTextId(textId).seq }) as const),
  );
  return texts.flatMap((text) => (text?.value.direction === 'out' ? [text.value] : []));
}
