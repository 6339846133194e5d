import type { PlanFacts } from '../../shared/domain/reminder-plan.ts';
import { startingPlans, stepsFor } from '../../shared/domain/reminder-plans.ts';
import { startingPolicy } from '../../shared/domain/starting-settings.ts';
import { defaultTextingHours } from '../../shared/domain/texting-hours.ts';
import type { IsoInstant } from '../../shared/domain/time.ts';

/** The facts of a plan in the plainest case: the default plan and hours, nothing sent, a line so fast that nothing is spread. */
export const planFacts = ({
  start,
  timeZone = 'America/New_York',
  ...more
}: Partial<PlanFacts> &
  Pick<PlanFacts, 'zones' | 'now'> & {
    readonly start: IsoInstant;
    readonly timeZone?: string;
  }): PlanFacts => ({
  appointment: { start, timeZone, durationMinutes: 30 },
  steps: stepsFor(startingPlans, 'default'),
  rules: [defaultTextingHours],
  caps: startingPolicy.caps,
  sent: [],
  pace: { id: 'any', messagesPerSecond: 1000 },
  ...more,
});
