import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { caps, counting, notCounting } from '../../shared/domain/caps-rule.ts';
import type { ContactHead } from '../../shared/domain/contact.ts';
import type { Ask } from '../../shared/domain/permit-rule.ts';
import { type Purpose, purposes } from '../../shared/domain/purpose.ts';
import { automatedPerWeekMax, type Policy } from '../../shared/domain/settings.ts';
import { startingPolicy } from '../../shared/domain/starting-settings.ts';
import { plusSeconds, secondsBetween } from '../../shared/domain/time.ts';
import { everythingOn, known, profile, tuesdayAtTen } from '../support/facts.ts';

const hour = 3600;
const sent = (hoursAgo: number, seq: number) => ({ seq, at: plusSeconds(tuesdayAtTen, -hoursAgo * hour) });
const offer = (hoursAgo: number, seq: number) => ({ ...sent(hoursAgo, seq), offer: true as const });

function ask(purpose: Purpose, automatedSent: ContactHead['automatedSent'], more: Partial<Ask> = {}) {
  const answer = caps({
    purpose,
    expiresAt: plusSeconds(tuesdayAtTen, hour),
    head: { ...known(), ...(automatedSent && { automatedSent }) },
    profile,
    purposes: everythingOn,
    policy: startingPolicy,
    now: tuesdayAtTen,
    ...more,
  });
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
});
