import { defineConfig } from 'vitest/config';

const of = (folder: string, names: readonly string[]) =>
  names.map((name) => `test/${folder}/${name}.test.ts`);

/**
 * The tests that mutants are run against: those of the decisions that are mutated, and of the use cases that rest on them. Each file in a
 * process of its own, for what one test remembers (a day's hours, a reading) must not answer for a mutant of the next.
 */
export default defineConfig({
  test: {
    include: [
      ...of('domain', [
        'business-time',
        'caps',
        'consent',
        'delivery',
        'delivery-order',
        'episode',
        'goal',
        'goal-clock',
        'keywords',
        'permit',
        'permit-consent',
        'permit-hours',
        'permit-words',
        'quiet-hours',
        'quiet-hours-rules',
        'reminder-limits',
        'reminder-plan',
        'reminder-plans',
        'reminder-steps',
      ]),
      ...of('use-cases', [
        'calls',
        'carrier-list',
        'claims',
        'consents',
        'daily-volume',
        'day-notices',
        'deliver-texts',
        'families',
        'goals',
        'leave-old-number',
        'opt-out-words',
        'outreach',
        'races',
        'record-receipt',
        'reminders',
        'reminders-once',
        'round-trips',
        'sweep-overdue',
      ]),
    ],
    testTimeout: 30_000,
  },
});
