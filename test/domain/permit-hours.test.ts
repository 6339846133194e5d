import { describe, expect, test } from 'vitest';
import type { ContactHead } from '../../shared/domain/contact.ts';
import { permit } from '../../shared/domain/permit.ts';
import type { Purpose } from '../../shared/domain/purpose.ts';
import { startingPolicy } from '../../shared/domain/starting-settings.ts';
import { type IsoInstant, isoFrom, plusSeconds } from '../../shared/domain/time.ts';
import { everythingOn, known, patientId, phone, profile, tuesdayAtTen } from '../support/facts.ts';

const granted = { state: 'granted', basis: 'written', at: tuesdayAtTen, seq: 1 } as const;
const consent = { informational: granted, marketing: granted, phi: { state: 'none' } } as const;
const hoosier = phone('+18125550147');

/** What the rule of quiet hours says of a text, with the permit's verdict. */
function quietHours(
  purpose: Purpose,
  now: IsoInstant,
  more: Partial<ContactHead> = {},
  policy = startingPolicy,
) {
  const leave = permit(
    { purpose, expiresAt: plusSeconds(now, 7 * 86_400) },
    { head: { ...known(), consent, ...more }, profile, purposes: everythingOn, policy, liveSince: now, now },
  );
  const rule = leave.rules.find(({ code }) => code === 'quiet-hours');
  return { verdict: leave.verdict, at: leave.at, detail: rule?.detail, cites: rule?.cites };
}

describe('the permit for a text at its hour', () => {
  test('says the time on every clock that counts, and the rules that it is inside of', () => {
    expect(quietHours('appointment', tuesdayAtTen, { phone: hoosier })).toEqual({
      verdict: 'send',
      at: undefined,
      detail: 'Inside the hours for texts: Tue 09:00 in America/Chicago, Tue 10:00 in America/New_York.',
      cites: '47 CFR 64.1200(c)(1)',
    });
  });

  test('holds a text that is too early by one of the clocks until it is time by that one', () => {
    const early = isoFrom('2026-12-01T08:30:00-05:00');
    expect(quietHours('appointment', early, { phone: hoosier })).toEqual({
      verdict: 'hold',
      at: isoFrom('2026-12-01T09:00:00-05:00'),
      detail:
        'Outside the federal hours: Tue 07:30 in America/Chicago, Tue 08:30 in America/New_York. ' +
        'Held until Tue 08:00 in America/Chicago, Tue 09:00 in America/New_York.',
      cites: '47 CFR 64.1200(c)(1)',
    });
    const here = { patients: [{ patientId, given: 'Ana', timeZone: 'America/New_York' }] };
    expect(quietHours('appointment', early, { phone: hoosier, ...here }).verdict).toBe('send');
  });

  test("holds marketing by its own hours and the state's, and cites both", () => {
    const evening = isoFrom('2026-12-01T20:30:00-05:00');
    const floridian = { phone: phone('+13055550147') };
    expect(quietHours('appointment', evening, floridian).verdict).toBe('send');
    const held = quietHours('marketing', evening, floridian);
    expect([held.verdict, held.at]).toEqual(['hold', isoFrom('2026-12-02T09:00:00-05:00')]);
    expect(held.cites).toContain('5 U.S.C. 6103(a)');
    expect(held.cites).toContain('Fla. Stat. 501.616(6)(a)');
    expect(held.detail).toContain('hours of Florida');
  });

  test("keeps the practice's own hours inside the law's, and says whose they are", () => {
    const until = (to: string) => ({ ...startingPolicy, quietHours: { from: '07:00', to } });
    const evening = isoFrom('2026-12-01T18:00:00-05:00');
    expect(quietHours('appointment', evening, {}, until('18:00'))).toMatchObject({
      at: isoFrom('2026-12-02T08:00:00-05:00'),
      cites: "the practice's policy.quietHours; 47 CFR 64.1200(c)(1)",
    });
    expect(quietHours('appointment', evening, {}, until('23:00')).verdict).toBe('send');
    const late = isoFrom('2026-12-01T22:00:00-05:00');
    expect(quietHours('appointment', late, {}, until('23:00')).verdict).toBe('hold');
  });

  test('refuses where no hour is lawful', () => {
    const closed = { ...startingPolicy, quietHours: { from: '22:00', to: '23:00' } };
    expect(quietHours('appointment', tuesdayAtTen, {}, closed)).toMatchObject({ verdict: 'refuse' });
  });
});
