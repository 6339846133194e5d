import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { caps, capsOf, counting, notCounting } from '../../shared/domain/caps-rule.ts';
import type { AutomatedSent, ContactHead } from '../../shared/domain/contact.ts';
import { noticeIdSchema } from '../../shared/domain/identifiers.ts';
import type { Ask } from '../../shared/domain/permit-rule.ts';
import { type Purpose, purposes } from '../../shared/domain/purpose.ts';
import { automatedPerWeekMax, type Policy } from '../../shared/domain/settings.ts';
import { startingPolicy } from '../../shared/domain/starting-settings.ts';
import type { AboutNotice } from '../../shared/domain/text.ts';
import { plusSeconds, secondsBetween } from '../../shared/domain/time.ts';
import { appointmentId, everythingOn, known, profile, tuesdayAtTen } from '../support/facts.ts';

const hour = 3600;
const sent = (hoursAgo: number, seq: number) => ({ seq, at: plusSeconds(tuesdayAtTen, -hoursAgo * hour) });
const offer = (hoursAgo: number, seq: number) => ({ ...sent(hoursAgo, seq), offer: true as const });

const answerTo = (purpose: Purpose, automatedSent: ContactHead['automatedSent'], more: Partial<Ask> = {}) =>
  caps({
    purpose,
    expiresAt: plusSeconds(tuesdayAtTen, hour),
    head: { ...known(), ...(automatedSent && { automatedSent }) },
    profile,
    purposes: everythingOn,
    policy: startingPolicy,
    now: tuesdayAtTen,
    ...more,
  });

function ask(...asked: Parameters<typeof answerTo>) {
  const answer = answerTo(...asked);
  return answer && [answer.outcome, answer.code];
}
const policy = (change: Partial<Policy>): Partial<Ask> => ({ policy: { ...startingPolicy, ...change } });

describe('caps', () => {
  test.each<[string, ContactHead['automatedSent'], Partial<Ask>, string]>([
    ['the first of all', undefined, {}, 'ok'],
    ['the third of a day', [sent(1, 1), sent(23, 2)], {}, 'ok'],
    ['the fourth of a day', [sent(1, 1), sent(2, 2), sent(23, 3)], {}, 'refuse'],
    ['one a whole day later', [sent(24, 1), sent(24, 2), sent(24, 3)], {}, 'ok'],
    ['the ninth of a week', [30, 40, 50, 60, 70, 80, 90, 100].map((at, seq) => sent(at, seq)), {}, 'refuse'],
    ['the ninth, a week later', [30, 40, 50, 60, 70, 80, 90, 168].map((at, seq) => sent(at, seq)), {}, 'ok'],
    ['a second of a day, under the exemption', [sent(23, 1)], policy({ exemption: true }), 'refuse'],
    [
      'a fourth of a week, under the exemption',
      [sent(30, 1), sent(60, 2), sent(90, 3)],
      policy({ exemption: true }),
      'refuse',
    ],
    [
      "a second of a day, by the practice's own bound",
      [sent(2, 1)],
      policy({ caps: { perDay: 1, perWeek: 5 } }),
      'refuse',
    ],
    ['itself, claimed once already', [sent(0, 7), sent(1, 1), sent(2, 2)], { seq: 7 }, 'ok'],
  ])('%s: %4$s', (_what, list, more, outcome) => {
    expect(ask('appointment', list, more)?.[0]).toBe(outcome);
  });

  test('hold marketing to three a day, whatever the practice allows', () => {
    const offers = [offer(1, 1), offer(2, 2), offer(3, 3)];
    const generous = policy({ caps: { perDay: 10, perWeek: 10 } });
    expect(ask('marketing', offers, generous)).toEqual(['refuse', 'cap']);
    expect(ask('marketing', offers.slice(1), generous)).toEqual(['ok', 'caps']);
    expect(ask('appointment', offers, generous)).toEqual(['ok', 'caps']);
    // What is no offer takes no place of one.
    expect(ask('marketing', [sent(1, 1), sent(2, 2), sent(3, 3)], generous)).toEqual(['ok', 'caps']);
  });

  test.each(purposes.filter((one) => ['reply', 'acknowledgement', 'service', 'emergency'].includes(one)))(
    'have nothing to say of %s, and do not count it',
    (purpose) => {
      const full = Array.from({ length: 8 }, (_, seq) => sent(1, seq));
      expect(ask(purpose, full)).toBeUndefined();
      expect(counting({ ...known(), automatedSent: full }, { seq: 99, purpose }, tuesdayAtTen)).toEqual({});
    },
  );

  test('never let more through than the caps in any window, however claims come, are tried again or never leave', () => {
    const step = fc.record({
      hours: fc.integer({ min: 0, max: 40 }),
      again: fc.boolean(),
      left: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let head: ContactHead = known();
        let now = tuesdayAtTen;
        let seq = 0;
        const claimed = new Map<number, typeof now>();
        for (const { hours, again, left } of steps) {
          now = plusSeconds(now, hours * hour);
          if (!again) seq += 1;
          const answer = ask('appointment', head.automatedSent, { now, seq });
          if (answer?.[0] !== 'ok') continue;
          head = { ...head, ...counting(head, { seq, purpose: 'appointment' }, now) };
          claimed.set(seq, now);
          if (left) continue;
          head = { ...head, ...notCounting(head, seq) };
          claimed.delete(seq);
        }
        expect(head.automatedSent?.length ?? 0).toBeLessThanOrEqual(automatedPerWeekMax);
        const moments = [...claimed.values()];
        for (const at of moments) {
          const inside = (seconds: number) =>
            moments.filter((one) => one <= at && secondsBetween(one, at) < seconds).length;
          expect(inside(24 * hour)).toBeLessThanOrEqual(startingPolicy.caps.perDay);
          expect(inside(7 * 24 * hour)).toBeLessThanOrEqual(startingPolicy.caps.perWeek);
        }
      }),
    );
  });

  const said = (purpose: Purpose, automatedSent: readonly AutomatedSent[], more: Partial<Ask> = {}) => {
    const answer = answerTo(purpose, automatedSent, more);
    return answer && `${answer.outcome}: ${answer.detail} ${answer.cites ?? ''}`.trim();
  };

  test('tell the desk how many went, of how many, and by which law', () => {
    const week = [30, 40, 50, 60, 70, 80, 90, 100].map((at, seq) => sent(at, seq));
    expect(said('appointment', [sent(1, 1), sent(30, 2)])).toBe(
      'ok: Automated text 2 of at most 3 in 24 hours, 3 of at most 8 in 7 days.',
    );
    expect(said('appointment', [sent(1, 1), sent(2, 2), sent(23, 3)])).toBe(
      'refuse: 3 automated texts went to this patient in 24 hours, of at most 3.',
    );
    expect(said('appointment', week)).toBe(
      'refuse: 8 automated texts went to this patient in 7 days, of at most 8.',
    );
    const exempt = policy({ exemption: true });
    const law = '47 CFR 64.1200(a)(9)(iv)(F)';
    expect(said('appointment', [], exempt)).toBe(
      `ok: Automated text 1 of at most 1 in 24 hours, 1 of at most 3 in 7 days. ${law}`,
    );
    expect(said('appointment', [sent(1, 1)], exempt)).toContain(law);
    expect(said('appointment', week.slice(0, 3), exempt)).toContain(law);
    const generous = policy({ caps: { perDay: 10, perWeek: 10 } });
    expect(said('marketing', [offer(1, 1), offer(2, 2), offer(3, 3)], generous)).toBe(
      'refuse: 3 offers went to this patient in 24 hours. Fla. Stat. 501.059(8)(b)',
    );
  });

  test("never loosen a practice's own bound for the exemption's", () => {
    const strict = { exemption: true, caps: { perDay: 1, perWeek: 2 } };
    expect(capsOf({ ...startingPolicy, ...strict })).toEqual({ perDay: 1, perWeek: 2 });
    expect(capsOf({ ...startingPolicy, exemption: true })).toEqual({ perDay: 1, perWeek: 3 });
    expect(capsOf(startingPolicy)).toEqual(startingPolicy.caps);
  });

  const notice: AboutNotice = {
    noticeId: noticeIdSchema.parse('01890000-0000-7000-8000-000000000001'),
    appointments: [{ appointmentId, start: tuesdayAtTen }],
  };
  const full = [sent(1, 1), sent(2, 2), sent(3, 3)];
  const basis = (of: 'implied' | 'express'): ContactHead => {
    const head = known({ automatedSent: full });
    const informational = { state: 'granted', basis: of, at: tuesdayAtTen, seq: 1 } as const;
    return { ...head, consent: { ...head.consent, informational } };
  };

  test.each<[string, boolean, ContactHead, string]>([
    ['a number that was given', false, basis('implied'), 'ok'],
    ['a number that was given, under the exemption', true, basis('implied'), 'refuse'],
    ["the patient's own word, under the exemption", true, basis('express'), 'ok'],
  ])('with %s, a notice beyond them: %4$s', (_what, exemption, head, outcome) => {
    const more = { notice, head, ...policy({ exemption }) };
    expect(ask('appointment', undefined, more)?.[0]).toBe(outcome);
    if (outcome === 'ok')
      expect(said('appointment', [], more)).toBe(
        "ok: A notice about the day goes outside the practice's caps.",
      );
  });

  test('count each claim once, offers as offers, notices not, and forget what is a week old', () => {
    const head = { ...known(), automatedSent: [sent(7 * 24, 1), sent(7 * 24 - 1, 2), sent(3, 3)] };
    const seqsAfter = (text: Parameters<typeof counting>[1]) =>
      counting(head, text, tuesdayAtTen).automatedSent?.map(({ seq, offer: is }) => [seq, is ?? false]);
    expect(seqsAfter({ seq: 4, purpose: 'recall' })).toEqual([
      [2, false],
      [3, false],
      [4, false],
    ]);
    expect(seqsAfter({ seq: 3, purpose: 'marketing' })).toEqual([
      [2, false],
      [3, true],
    ]);
    expect(counting(head, { seq: 4, purpose: 'appointment', notice }, tuesdayAtTen)).toEqual({});
    const [first] = counting(known(), { seq: 1, purpose: 'bill' }, tuesdayAtTen).automatedSent ?? [];
    expect(first).toEqual({ seq: 1, at: tuesdayAtTen });
    const many = Array.from({ length: automatedPerWeekMax }, (_, seq) => sent(1, seq + 1));
    const list = counting({ ...known(), automatedSent: many }, { seq: 99, purpose: 'care' }, tuesdayAtTen);
    expect(list.automatedSent?.map(({ seq }) => seq)).toEqual([...many.slice(1).map(({ seq }) => seq), 99]);
  });

  test('lose a text that never left, and that one alone', () => {
    const head = { ...known(), automatedSent: [sent(2, 1), sent(1, 2)] };
    expect(notCounting(head, 1)).toEqual({ automatedSent: [sent(1, 2)] });
    expect([notCounting(head, 3), notCounting(known(), 1)]).toEqual([{}, {}]);
  });
});
