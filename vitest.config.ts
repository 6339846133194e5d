import { defineConfig } from 'vitest/config';

const reporters = ['default', './test/support/closing-line-reporter.ts'];

/** Two projects: `fast` is `npm test`; `long` holds what needs a browser, much time, or many processes. */
export default defineConfig({
  test: {
    reporters,
    projects: [
      {
        test: {
          name: 'fast',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.long.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'long',
          include: ['test/**/*.long.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
