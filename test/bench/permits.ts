import { permit } from '../../shared/domain/permit.ts';
import type { PermitFacts, PermitRequest } from '../../shared/domain/permit-rule.ts';
import { startingPolicy } from '../../shared/domain/starting-settings.ts';
import { plusSeconds } from '../../shared/domain/time.ts';
import { everythingOn, known, patientId, phone, profile, tuesdayAtTen } from '../support/facts.ts';

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

/** By the processor's time, so that what else runs on the machine does not count. */
function perSecond(request: PermitRequest, given: PermitFacts): number {
  const begun = process.cpuUsage();
  let count = 0;
  let microseconds = 0;
  while (microseconds < 1_000_000) {
    for (let times = 0; times < 100; times += 1) permit(request, given);
    count += 100;
    const { user, system } = process.cpuUsage(begun);
    microseconds = user + system;
  }
  return (count * 1_000_000) / microseconds;
}

const round = (rate: number): string => Math.round(rate).toLocaleString('en-US');
for (const [name, request, given] of cases) {
  perSecond(request, given);
  const rates = Array.from({ length: 5 }, () => perSecond(request, given)).toSorted((a, b) => a - b);
  const [least = 0, , median = 0, , most = 0] = rates;
  console.log(`${name.padEnd(34)} ${round(median)} permits/s (${round(least)} to ${round(most)})`);
}
