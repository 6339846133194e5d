import { keyIdOf, type PracticeId, practiceIdSchema } from '../../shared/domain/identifiers.ts';
import type { Line } from '../../shared/domain/line.ts';
import { phoneNumberSchema } from '../../shared/domain/phone-number.ts';
import type { Hours, SettingsValue } from '../../shared/domain/settings.ts';
import type { Container } from '../../shared/runtime/container.ts';
import { putKey } from '../../shared/use-cases/keys.ts';
import { createPractice, putLine } from '../../shared/use-cases/provision.ts';
import { readSettings, writeSettings } from '../../shared/use-cases/settings.ts';

/** The operator's key of a local host. */
export const localOperatorKey = 'ptx_local_operator';

interface Demo {
  readonly practiceId: string;
  readonly name: string;
  readonly shortName: string;
  readonly timeZone: string;
  readonly apiKey: string;
  readonly phone: string;
  readonly hours: Hours;
  readonly lines: readonly (Pick<Line, 'carrier' | 'optOutHandledBy'> & { readonly number: string })[];
}

const office: [string, string][] = [
  ['08:00', '12:00'],
  ['13:00', '17:00'],
];
const weekdays: Hours = {
  week: { mon: office, tue: office, wed: office, thu: office, fri: office, sat: [], sun: [] },
};

export const demoPractices: readonly Demo[] = [
  {
    practiceId: 'riverside',
    name: 'Riverside Family Practice',
    shortName: 'Riverside Family',
    timeZone: 'America/New_York',
    apiKey: 'ptx_local_riverside',
    phone: '+12125550100',
    hours: weekdays,
    lines: [
      { number: '+12125550101', carrier: 'simulated', optOutHandledBy: 'ours' },
      { number: '+12125550102', carrier: 'twilio', optOutHandledBy: 'carrier' },
    ],
  },
  {
    practiceId: 'lakeside',
    name: 'Lakeside Dental',
    shortName: 'Lakeside Dental',
    timeZone: 'America/Chicago',
    apiKey: 'ptx_local_lakeside',
    phone: '+13125550100',
    hours: weekdays,
    lines: [{ number: '+13125550103', carrier: 'simulated', optOutHandledBy: 'ours' }],
  },
];

/** Makes the operator's key, which every local host has. */
export const makeOperatorKey = (world: Container): Promise<void> =>
  putKey(world, localOperatorKey, {
    scope: 'operator',
    createdAt: world.clock.now(),
    usageId: keyIdOf('local-operator'),
  });

/** Makes the demo practices where they are not there yet: a half-made one is finished. */
export async function makeDemo(world: Container): Promise<void> {
  for (const demo of demoPractices) await makePractice(world, demo);
}

async function makePractice(world: Container, demo: Demo): Promise<void> {
  const practiceId = practiceIdSchema.parse(demo.practiceId);
  const [practice] = await world.store.read([{ kind: 'practice', practiceId }]);
  if (!practice)
    await createPractice(world, { practiceId, name: demo.name, timeZone: demo.timeZone }, demo.apiKey);
  for (const line of demo.lines) {
    const number = phoneNumberSchema.parse(line.number);
    if (!(await world.settings.line(number))) {
      await putLine(world, { ...line, number, practiceId, account: 'default', messagesPerSecond: 10 });
    }
  }
  const { name, shortName, timeZone } = demo;
  const on = { on: true };
  const off = { on: false };
  await startWith(world, practiceId, {
    part: 'profile',
    value: { name, shortName, timeZone, phone: phoneNumberSchema.parse(demo.phone) },
  });
  await startWith(world, practiceId, { part: 'hours', value: demo.hours });
  await startWith(world, practiceId, {
    part: 'purposes',
    value: { appointment: on, recall: off, bill: off, care: off, marketing: off },
  });
}

/** Settings that nobody has touched since the practice was made; a user's own changes stay. */
async function startWith(world: Container, practiceId: PracticeId, value: SettingsValue): Promise<void> {
  const { version } = await readSettings(world, practiceId, value.part);
  if (version === 1) await writeSettings(world, practiceId, value, version);
}
