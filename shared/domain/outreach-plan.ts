import { Temporal } from 'temporal-polyfill';
import type { Outreach, OutreachKind, OutreachStep } from './outreach.ts';
import { nextLawful } from './quiet-hours.ts';
import type { TextingHours } from './texting-hours.ts';
import { type IsoInstant, inZone, latest, toIso, type ZoneName } from './time.ts';
import type { Timer, TimerRef } from './timer.ts';

/** When each kind asks, in days after it is due; it ends with the last. */
const plans: Readonly<Record<OutreachKind, readonly { readonly step: string; readonly days: number }[]>> = {
  recall: [
    { step: 'due', days: 0 },
    { step: '14d', days: 14 },
    { step: '42d', days: 42 },
  ],
  bill: [
    { step: 'notice', days: 0 },
    { step: '7d', days: 7 },
    { step: '21d', days: 21 },
  ],
};

/** Mid-morning by the practice's clock, when somebody is there to answer; those of one day are spread over two hours. */
const [fromHour, spreadMinutes] = [10, 120];

/** The same minute for the same id in every run (FNV-1a). */
function minuteOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1)
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  return (hash >>> 0) % spreadMinutes;
}

function onDay(date: Temporal.PlainDate, zone: ZoneName, id: string): IsoInstant {
  const minute = minuteOf(id);
  const hour = fromHour + Math.floor(minute / 60);
  return toIso(
    date
      .toPlainDateTime({ hour, minute: minute % 60 })
      .toZonedDateTime(zone)
      .toInstant(),
  );
}

/**
 * The steps of a recall or bill, soonest first. A recall begins on its day, one that is overdue begins now; a bill begins now. Each
 * step is moved into the patient's texting hours.
 */
export function planOutreach(
  one: Pick<Outreach, 'what' | 'id' | 'dueOn'>,
  practiceZone: ZoneName,
  patient: { readonly zones: readonly ZoneName[]; readonly rules: readonly TextingHours[] },
  now: IsoInstant,
): readonly OutreachStep[] {
  const due = onDay(Temporal.PlainDate.from(one.dueOn), practiceZone, one.id);
  const first = one.what === 'bill' ? now : latest(due, now);
  const firstDay = inZone(first, practiceZone).toPlainDate();
  return plans[one.what].map(({ step, days }) => {
    const at = days === 0 ? first : onDay(firstDay.add({ days }), practiceZone, one.id);
    return { step, dueAt: nextLawful(patient.zones, at, ...patient.rules) ?? at, status: 'planned' };
  });
}

/** The timer of one step. Another plan is another timer, so that an old one can never stand for a new one. */
export const outreachTimer = (
  { what, id, revision }: Pick<Outreach, 'what' | 'id' | 'revision'>,
  step: string,
): TimerRef => ({ kind: what, id: `${id}.${revision}.${step}` });

export const outreachTimerOf = (one: Outreach, { step, dueAt }: OutreachStep): Timer => ({
  practiceId: one.practiceId,
  contactId: one.contactId,
  kind: one.what,
  id: outreachTimer(one, step).id,
  dueAt,
  outreachId: one.id,
  patientId: one.patientId,
  step,
});
