import { permit } from '../../shared/domain/permit.ts';
import type { PermitFacts, PermitRequest } from '../../shared/domain/permit-rule.ts';
import { startingPolicy } from '../../shared/domain/starting-settings.ts';
import { plusSeconds } from '../../shared/domain/time.ts';
import { everythingOn, known, patientId, phone, profile, tuesdayAtTen } from '../support/facts.ts';
import { printRate } from './rate.ts';

/*
 * `npm run measure:permits`: permits decided in a second of processor time, each with every rule, for a reminder in the day, the same at night by two
 * clocks, and an offer. Five rounds; the median with the least and the most.
 */

const granted = { state: 'granted', basis: 'written', at: tuesdayAtTen, seq: 1 } as const;
const head = {
  ...known(),
  consent: { informational: granted, marketing: granted, phi: { state: 'none' } as const },
  patients: [{ patientId, given: 'Ana' }],
};
const night = plusSeconds(tuesdayAtTen, 12.5 * 3600);
const facts = (more: Partial<PermitFacts>): PermitFacts => ({
  ...{ head, profile, purposes: everythingOn, policy: startingPolicy, now: tuesdayAtTen },
  ...more,
});
const ask = (purpose: PermitRequest['purpose'], body: string): PermitRequest => ({
  purpose,
  body,
  expiresAt: plusSeconds(tuesdayAtTen, 7 * 86_400),
});
const reminder = ask(
  'appointment',
  'Riverside: Ana, you have an appointment Tue Dec 8 at 2:00 PM. Reply C to confirm, R to reschedule.',
);
const cases: readonly (readonly [string, PermitRequest, PermitFacts])[] = [
  ['a reminder by day', reminder, facts({})],
  [
    'a reminder at night, two clocks',
    reminder,
    facts({ now: night, head: { ...head, phone: phone('+18125550147') } }),
  ],
  ['an offer', ask('marketing', 'Riverside: teeth whitening is half the price in December.'), facts({})],
];

for (const [name, request, given] of cases) printRate(name, 'permits', () => permit(request, given));
