import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteStore } from '../../shared/adapters/sqlite/store.ts';
import { contactIdOf, practiceIdSchema } from '../../shared/domain/identifiers.ts';
import { planReminders } from '../../shared/domain/reminder-plan.ts';
import { plusSeconds } from '../../shared/domain/time.ts';
import type { Store } from '../../shared/ports/store.ts';
import { fireTimer } from '../../shared/use-cases/fire-timer.ts';
import { phone, tuesdayAtTen } from '../support/facts.ts';
import { median } from '../support/median.ts';
import { planFacts } from '../support/plan-facts.ts';
import { commitOf, headOf, putHead } from '../support/records.ts';
import { openWorld, patientOf, type TestWorld } from '../support/world.ts';

/*
 * `npm run measure:growth [-- 1000000]`: whether ten times the work takes more than eleven times the time. Texts that come in to a store of
 * 1,000 contacts and ten times as many, up to that number; plans of as many appointments; and a morning's rush, in which reminders of
 * patients in four zones are due in the same minute.
 */

const most = Number(process.argv[2] ?? 1_000_000);
const sizes = [1000, 10_000, 100_000, 1_000_000].filter((size) => size <= most);
const elsewhere = practiceIdSchema.parse('crowd');

const processorUs = (since: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return user + system;
};

function print(
  what: string,
  rows: readonly { readonly size: number; readonly us: number }[],
  unit: string,
): void {
  console.log(what);
  for (const [index, { size, us }] of rows.entries()) {
    const before = rows[index - 1];
    const grown = before
      ? `, ${((us * size) / (before.us * before.size)).toFixed(1)} times the time of the row above`
      : '';
    console.log(
      `  ${size.toLocaleString('en-US').padStart(9)} ${unit}: ${us.toFixed(1)} us of processor time each${grown}`,
    );
  }
}

/** The crowd's contacts up to a number: area codes and exchanges that exist, each number once. */
async function fill(store: Store, from: number, to: number): Promise<void> {
  const areas = ['212', '312', '602', '917'];
  for (let first = from; first < to; first += 99) {
    const heads = Array.from({ length: Math.min(99, to - first) }, (_, offset) => {
      const index = first + offset;
      const digits = `${200 + Math.floor(index / 40_000)}${String(Math.floor(index / 4) % 10_000).padStart(4, '0')}`;
      const number = phone(`+1${areas[index % 4]}${digits}`);
      const contactId = contactIdOf({ version: 1, secret: 'test' }, elsewhere, number);
      return headOf(
        { practiceId: elsewhere, contactId },
        { phone: number, thread: { waitingOn: 'patient', lastTextAt: plusSeconds(tuesdayAtTen, -index) } },
      );
    });
    const [one] = heads;
    if (one) await store.commit(commitOf(one, { changes: heads.map((head) => putHead(head)) }));
    if (first % 9900 === 0) process.stderr.write(`\r${first} contacts `);
  }
  process.stderr.write('\r');
}

let texted = 0;
async function textIn(world: TestWorld, many: number): Promise<void> {
  for (let left = many; left > 0; left -= 1) {
    texted += 1;
    await world.text(
      'Could I come in on Tuesday?',
      phone(`+1646555${String(texted % 10_000).padStart(4, '0')}`),
    );
  }
}

const folder = mkdtempSync(join(tmpdir(), 'growth-'));
const store = new SqliteStore({ file: join(folder, 'growth.sqlite'), now: () => tuesdayAtTen });
const world = await openWorld({ wrap: () => store });
await textIn(world, 1000);
const inbound: { size: number; us: number }[] = [];
for (const [index, size] of sizes.entries()) {
  await fill(store, sizes[index - 1] ?? 0, size);
  await textIn(world, 200);
  const since = process.cpuUsage();
  await textIn(world, 2000);
  inbound.push({ size, us: processorUs(since) / 2000 });
}
store.close();
rmSync(folder, { recursive: true });
console.log('Texts that come in, beside so many contacts (the store is SQLite)');
for (const { size, us } of inbound)
  console.log(
    `  ${size.toLocaleString('en-US').padStart(9)} contacts: ${us.toFixed(0)} us of processor time a text`,
  );

const zones = ['America/New_York', 'America/Chicago', 'America/Phoenix', 'America/Los_Angeles'];
/** Plans so many; what is cold would make a first row dear, and the growth after it look slow. */
function plan(size: number): number {
  const since = process.cpuUsage();
  for (let index = 0; index < size; index += 1) {
    const timeZone = zones[index % zones.length] ?? 'America/New_York';
    const start = plusSeconds(tuesdayAtTen, 86_400 + (index % 2000) * 900);
    planReminders(planFacts({ start, timeZone, zones: [timeZone], now: tuesdayAtTen }));
  }
  return processorUs(since) / size;
}
plan(20_000);
const plans = sizes.map((size) => ({ size, us: plan(size) }));
print('Appointments planned', plans, 'appointments');

/** So many patients' reminders, all due in the same minute: what each costs to write, hand over and hear of. */
async function rush(patients: number): Promise<number> {
  // The local host's store, on the disk: SQLite without a file has no bound on its cache, and looks through all of it at most commits.
  const folder = mkdtempSync(join(tmpdir(), 'rush-'));
  const database = new SqliteStore({ file: join(folder, 'rush.sqlite'), now: () => tuesdayAtTen });
  const morning = await openWorld({
    line: { messagesPerSecond: 100 },
    wrap: () => database,
    feed: database.feed,
  });
  const numbers = Array.from({ length: patients }, (_, index) =>
    phone(`+1${['646', '312', '602', '917'][index % 4]}555${String(Math.floor(index / 4)).padStart(4, '0')}`),
  );
  for (const [index, number] of numbers.entries()) {
    await morning.patient(`P-${index}`, { phone: number });
    await morning.appointment(`A-${index}`, '2026-12-08T14:00:00-05:00', {
      patientId: patientOf(`P-${index}`),
    });
  }
  await morning.drain();
  const minute = [...morning.timers.book.values()].filter(({ hint }) => hint.timer.id.endsWith('.3d'));
  // Tuesday at ten in New York; three days before the visit is Saturday at two.
  morning.wait(4 * 86_400 + 4 * 3600);
  const before = morning.network.sent.length;
  const since = process.cpuUsage();
  for (const { hint } of minute) await fireTimer(morning, hint);
  await morning.drain();
  const us = processorUs(since);
  if (morning.network.sent.length - before !== patients) throw new Error('A reminder did not go.');
  database.close();
  rmSync(folder, { recursive: true });
  return us / patients;
}
const rushSizes = [100, 1000, 10_000].filter((one) => one <= most);
const rushed = new Map<number, number[]>(rushSizes.map((size) => [size, []]));
await rush(3000);
// In turn, three times over: a small one alone is over before the machine's own moods are.
for (let round = 0; round < 3; round += 1)
  for (const size of rushSizes)
    for (let times = 0; times < 1000 / Math.min(size, 1000); times += 1)
      rushed.get(size)?.push(await rush(size));
print(
  "A morning's rush (the store is SQLite; medians of three rounds)",
  rushSizes.map((size) => ({ size, us: median(rushed.get(size) ?? []) })),
  'reminders of one minute',
);
