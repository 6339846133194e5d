import { defineConfig } from 'vitest/config';

const reporters = ['default', './test/support/closing-line-reporter.ts'];

/**
 * `npm test` is `pure`, `fast` and `infra`; `long` holds what needs a browser, much time, or many processes. Those of `pure` and `infra`
 * share their processes: nothing there keeps state in a module, and lexica and CDK take long to load.
 */
export default defineConfig({
  test: {
    reporters,
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'fast',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.long.test.ts', 'test/infra/**', 'test/domain/**', 'test/use-cases/**'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'pure',
          include: ['test/domain/**/*.test.ts', 'test/use-cases/**/*.test.ts'],
          isolate: false,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'infra',
          include: ['test/infra/**/*.test.ts'],
          isolate: false,
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
