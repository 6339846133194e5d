import type { Reminder } from './appointment.ts';
import type { Caps } from './caps-rule.ts';
import { type IsoInstant, secondsBetween } from './time.ts';

/** A text leaves a little after its moment, and the next day's may be asked about a little before a day has passed. */
const slackSeconds = 15 * 60;
const daySeconds = 86_400 + slackSeconds;
const weekSeconds = 7 * 86_400 + slackSeconds;

/** Whether each planned text finds room under the caps beside the others and what was sent, in rolling windows. */
function fits(planned: readonly IsoInstant[], sent: readonly IsoInstant[], caps: Caps): boolean {
  const all = [...sent, ...planned];
  const within = (at: IsoInstant, seconds: number) =>
    all.filter((one) => one <= at && secondsBetween(one, at) < seconds).length;
  return planned.every(
    (at) => within(at, daySeconds) <= caps.perDay && within(at, weekSeconds) <= caps.perWeek,
  );
}

/**
 * Skips what the caps would refuse, so that they never take the text that matters most: from the visit backwards, each step is
 * kept where it finds room beside those nearer to the visit and what was sent already. The permit still decides at its minute.
 */
export function foreseeCaps(
  reminders: readonly Reminder[],
  caps: Caps,
  sent: readonly IsoInstant[],
): readonly Reminder[] {
  const kept: IsoInstant[] = [];
  const refused = new Set<Reminder>();
  for (const reminder of reminders.toReversed()) {
    if (reminder.status !== 'planned') continue;
    const { dueAt } = reminder;
    if (fits([...kept, dueAt], sent, caps)) kept.push(dueAt);
    else refused.add(reminder);
  }
  return reminders.map((one) => (refused.has(one) ? { ...one, status: 'skipped', why: 'cap' } : one));
}
