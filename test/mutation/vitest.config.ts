import { defineConfig } from 'vitest/config';

/**
 * The tests that mutants are run against: those of all decisions and use cases, but for what measures, or needs an engine. Each file in a
 * process of its own, for what one test remembers (a day's hours, a reading) must not answer for a mutant of the next.
 */
export default defineConfig({
  test: {
    include: ['test/domain/*.test.ts', 'test/use-cases/*.test.ts'],
    exclude: [
      'test/domain/*-measure.test.ts',
      'test/domain/emergency.test.ts',
      'test/use-cases/costs.test.ts',
    ],
    testTimeout: 30_000,
  },
});
