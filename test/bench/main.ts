import { spawnSync } from 'node:child_process';

/*
 * `npm run bench [-- ROUNDS SECONDS CONTACTS]`: everything that is measured, one after another, each in a process of its own. Texts in beside the
 * floor (inbound.ts); growth up to so many contacts, and a morning's rush (growth.ts); the load and cold start of each bundle (bundles.ts);
 * segments (segments.ts). Some half an hour at 1,000,000 contacts; the parts have scripts of their own, see CONTRIBUTING.md.
 */

const [rounds = '5', seconds = '8', contacts = '1000000'] = process.argv.slice(2);
const parts: readonly (readonly [string, ...string[]])[] = [
  ['inbound.ts', rounds, seconds],
  ['growth.ts', contacts],
  ['bundles.ts'],
  ['segments.ts'],
];

for (const [file, ...options] of parts) {
  console.log(`\n${[file, ...options].join(' ')}`);
  const program = new URL(file, import.meta.url).pathname;
  const { status } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', program, ...options],
    {
      stdio: 'inherit',
    },
  );
  if (status !== 0) process.exitCode = 1;
}
