import type { AutomatedSent, ContactHead } from './contact.ts';
import { ok, type Rule, refuse } from './permit-rule.ts';
import type { Purpose } from './purpose.ts';
import { automatedPerWeekMax, type Policy } from './settings.ts';
import type { OutText } from './text.ts';
import { type IsoInstant, secondsBetween } from './time.ts';

const daySeconds = 86_400;
const weekSeconds = 7 * daySeconds;

/** What counts toward a contact's caps. A person's reply, an acknowledgement, a confirmation and an emergency do not. */
const counted: ReadonlySet<Purpose> = new Set(['appointment', 'recall', 'bill', 'care', 'marketing']);

/** What a practice that relies on the healthcare exemption may send to one number. In force since 2015-07-10. */
const exemption = { perDay: 1, perWeek: 3, cites: '47 CFR 64.1200(a)(9)(iv)(F)' };

/** Marketing to one number on one subject within 24 hours. Florida's bound, kept everywhere; in force since 2021-07-01. */
const marketing = { perDay: 3, cites: 'Fla. Stat. 501.059(8)(b)' };

/** Texts of those purposes that were claimed within so many seconds, but for the one that asks. */
const within = (head: ContactHead, now: IsoInstant, seconds: number, own: number | undefined) =>
  (head.automatedSent ?? []).filter(({ seq, at }) => seq !== own && secondsBetween(at, now) < seconds);

/**
 * Caps of a contact over all lines, in rolling windows. A cap refuses and never holds: what would go tomorrow instead would come on top
 * of tomorrow's. Each claim counts, also one whose hand-over is tried again; a text does not count against itself.
 */
export const caps: Rule = ({ purpose, head, now, policy, seq, notice }) => {
  if (!counted.has(purpose)) return undefined;
  if (notice && !underExemption(policy, head))
    return ok('caps', "A notice about the day goes outside the practice's caps.");
  const { perDay, perWeek } = capsOf(policy);
  const cites = policy.exemption ? exemption.cites : undefined;
  const day = within(head, now, daySeconds, seq);
  const week = within(head, now, weekSeconds, seq);
  if (day.length >= perDay)
    return refuse(
      'cap',
      `${day.length} automated texts went to this patient in 24 hours, of at most ${perDay}.`,
      cites,
    );
  if (week.length >= perWeek)
    return refuse(
      'cap',
      `${week.length} automated texts went to this patient in 7 days, of at most ${perWeek}.`,
      cites,
    );
  if (purpose === 'marketing') {
    const offers = day.filter(({ offer }) => offer).length;
    if (offers >= marketing.perDay)
      return refuse('cap', `${offers} offers went to this patient in 24 hours.`, marketing.cites);
  }
  return ok(
    'caps',
    `Automated text ${day.length + 1} of at most ${perDay} in 24 hours, ${week.length + 1} of at most ${perWeek} in 7 days.`,
    cites,
  );
};

/** At most so many automated texts to one contact in 24 hours and in 7 days. */
export interface Caps {
  readonly perDay: number;
  readonly perWeek: number;
}

/** The caps that hold under a policy. */
export const capsOf = (policy: Policy): Caps =>
  policy.exemption ? least(policy.caps, exemption) : policy.caps;

const least = (one: Caps, other: Caps): Caps => ({
  perDay: Math.min(one.perDay, other.perDay),
  perWeek: Math.min(one.perWeek, other.perWeek),
});

/** Whether a text rests on the exemption alone, whose bounds are the law's and no choice of the practice. */
const underExemption = ({ exemption: relied }: Policy, { consent }: ContactHead): boolean =>
  relied && consent.informational.state === 'granted' && consent.informational.basis === 'implied';

/** The head's list with one more claim; a text that is claimed again stands in it once. */
export function counting(
  head: ContactHead,
  { seq, purpose, notice }: Pick<OutText, 'seq' | 'purpose' | 'notice'>,
  now: IsoInstant,
): Pick<ContactHead, 'automatedSent'> {
  if (!counted.has(purpose) || notice) return {};
  const sent: AutomatedSent = { seq, at: now, ...(purpose === 'marketing' && { offer: true }) };
  return { automatedSent: [...within(head, now, weekSeconds, seq), sent].slice(-automatedPerWeekMax) };
}

/** The head's list without a text that never left. */
export const notCounting = (head: ContactHead, seq: number): Pick<ContactHead, 'automatedSent'> =>
  head.automatedSent?.some((one) => one.seq === seq)
    ? { automatedSent: head.automatedSent.filter((one) => one.seq !== seq) }
    : {};
