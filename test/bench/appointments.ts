import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { isoFrom } from '../../shared/domain/time.ts';

/*
 * `npm run measure:appointments -- 100000`: so many appointments, each of a patient of its own, put through the batch route of a local host, and
 * the clock run over the month in which they lie. At the end each handset is compared with what its appointment says was sent: none lost,
 * none doubled, nothing left planned.
 */

const count = Number(process.argv[2] ?? 10_000);
const batch = 500;
const zone = 'America/New_York';
const areas = ['646', '917', '347', '332', '929', '718', '516', '914', '631', '845', '680'];
const phoneOf = (index: number) =>
  `+1${areas[Math.floor(index / 10_000) % areas.length]}555${String(index % 10_000).padStart(4, '0')}`;

/** Weekdays of December 2026 from the 2nd on, from 7:00 to 17:45 in quarters of an hour. */
const slots = Array.from({ length: 30 }, (_, day) => Temporal.PlainDate.from('2026-12-02').add({ days: day }))
  .filter(({ dayOfWeek, month }) => dayOfWeek < 6 && month === 12)
  .flatMap((date) =>
    Array.from({ length: 44 }, (_, quarter) =>
      date
        .toZonedDateTime({
          timeZone: zone,
          plainTime: Temporal.PlainTime.from('07:00').add({ minutes: quarter * 15 }),
        })
        .toInstant()
        .toString(),
    ),
  );

process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
const { startHost } = await import('../../infra/local/host.ts');
const folder = mkdtempSync(join(tmpdir(), 'appointments-'));
const host = await startHost({
  port: 0,
  dataDir: folder,
  publicUrl: undefined,
  clockFrom: isoFrom('2026-12-01T15:00:00Z'),
  store: { kind: 'sqlite' },
  empty: false,
});

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${host.url}${path}`, {
    method,
    headers: { 'x-api-key': 'ptx_local_riverside', 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const words = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${words.slice(0, 300)}`);
  return JSON.parse(words) as T;
}

/** Runs a task for each index, so many at a time. */
async function each(length: number, atOnce: number, run: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < length; index = next++) await run(index);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`;
const memory = () => {
  const { rss, heapUsed } = process.memoryUsage();
  return `heap ${megabytes(heapUsed)}, resident ${megabytes(rss)}`;
};
async function timed<T>(what: string, units: () => number, run: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const processor = process.cpuUsage();
  const before = units();
  const answer = await run();
  const seconds = (performance.now() - began) / 1000;
  const done = units() - before;
  const { user, system } = process.cpuUsage(processor);
  // What a run costs wherever it runs: seconds alone say as much of the other programs and of the disk.
  const each = `${((user + system) / 1000 / Math.max(1, done)).toFixed(1)} ms of processor time each`;
  console.log(
    `${what}: ${done} in ${seconds.toFixed(1)} s, ${Math.round(done / seconds)} a second, ${each}; ${memory()}`,
  );
  return answer;
}

let [patients, appointments, settled] = [0, 0, 0];
await timed(
  'patients put',
  () => patients,
  () =>
    each(count, 32, async (index) => {
      await call('PUT', `/v1/patients/p-${index}`, {
        name: { given: 'Ann', family: 'Example' },
        phone: phoneOf(index),
      });
      patients += 1;
    }),
);

interface Item {
  readonly appointmentId: string;
  readonly status: number;
}
/** Settled after each so many batches, for all reminders of the booking are due at the same moment. */
const batchesAtOnce = 8;
for (let from = 0; from < count; from += batch * batchesAtOnce) {
  await timed(
    'appointments put in batches',
    () => appointments,
    () =>
      each(Math.ceil(Math.min(batch * batchesAtOnce, count - from) / batch), 2, async (part) => {
        const first = from + part * batch;
        const items = Array.from({ length: Math.min(batch, count - first) }, (_, offset) => ({
          appointmentId: `a-${first + offset}`,
          patientId: `p-${first + offset}`,
          // Coprime to the number of slots: few appointments are spread over the month too.
          start: slots[((first + offset) * 37) % slots.length],
          durationMinutes: 15,
          kind: 'checkup',
          sourceVersion: 1,
        }));
        const answer = await call<{ items: Item[] }>('POST', '/v1/appointments:batch', { items });
        const refused = answer.items.find(({ status }) => status !== 201);
        if (refused) throw new Error(`An upsert was refused: ${JSON.stringify(refused).slice(0, 300)}`);
        appointments += items.length;
      }),
  );
  await timed(
    'reminders at booking sent',
    () => settled,
    async () => {
      await call('POST', '/local/settle');
      settled = appointments;
    },
  );
}

for (let now = Temporal.Instant.from('2026-12-01T18:00:00Z'); ; now = now.add({ hours: 3 })) {
  const began = performance.now();
  await call('POST', '/local/clock', { to: now.toString() });
  const local = now.toZonedDateTimeISO(zone);
  if (local.hour === 22)
    console.log(
      `${local.toPlainDate()} done, its last 3 hours in ${((performance.now() - began) / 1000).toFixed(1)} s; ${memory()}`,
    );
  if (Temporal.Instant.compare(now, '2027-01-01T06:00:00Z') > 0) break;
}

interface Shown {
  readonly appointmentId: string;
  readonly reminders: readonly { readonly step: string; readonly status: string; readonly why?: string }[];
}
const statuses = new Map<string, number>();
const sent = new Map<string, number>();
for (const date of new Set(
  slots.map((slot) => Temporal.Instant.from(slot).toZonedDateTimeISO(zone).toPlainDate().toString()),
)) {
  for (let cursor = ''; ; ) {
    const page = await call<{ items: Shown[]; next?: string }>(
      'GET',
      `/v1/appointments?date=${date}&limit=100${cursor}`,
    );
    for (const { appointmentId, reminders } of page.items) {
      sent.set(appointmentId, reminders.filter(({ status }) => status === 'queued').length);
      for (const { step, status, why } of reminders) {
        const name = [step, status, why].filter(Boolean).join(' ');
        statuses.set(name, (statuses.get(name) ?? 0) + 1);
      }
    }
    if (page.next === undefined) break;
    cursor = `&cursor=${encodeURIComponent(page.next)}`;
  }
}
let [lost, doubled, received] = [count - sent.size, 0, 0];
await each(count, 16, async (index) => {
  const { texts } = await call<{ texts: { body: string; direction: string }[] }>(
    'GET',
    `/local/phones/${phoneOf(index)}/texts`,
  );
  const expected = sent.get(`a-${index}`) ?? 0;
  received += texts.length;
  lost += Math.max(0, expected - texts.length);
  doubled += Math.max(0, texts.length - expected);
});
console.log(Object.fromEntries([...statuses].sort()));
console.log(
  `${sent.size} appointments, ${received} reminders received: ${lost} lost, ${doubled} doubled; ${memory()}`,
);
await host.close();
rmSync(folder, { recursive: true });
const left = [...statuses]
  .filter(([name]) => /planned|refused/.test(name))
  .reduce((sum, [, many]) => sum + many, 0);
if (lost + doubled + left > 0) process.exitCode = 1;
