import {
  keyIdOf,
  type PracticeId,
  partsOfTextId,
  patientIdSchema,
  practiceIdSchema,
} from '../../shared/domain/identifiers.ts';
import type { Line } from '../../shared/domain/line.ts';
import { phoneNumberSchema } from '../../shared/domain/phone-number.ts';
import {
  type Holidays,
  type Hours,
  type MessageTypes,
  type SettingsValue,
  staffSchema,
} from '../../shared/domain/settings.ts';
import { startingSettings } from '../../shared/domain/starting-settings.ts';
import type { Container } from '../../shared/runtime/container.ts';
import { deliverTexts } from '../../shared/use-cases/deliver-texts.ts';
import { putKey } from '../../shared/use-cases/keys.ts';
import { createPractice, putAgreements, putLine } from '../../shared/use-cases/provision.ts';
import { putPatient } from '../../shared/use-cases/put-patient.ts';
import { checkReadiness } from '../../shared/use-cases/readiness.ts';
import { sendTestText } from '../../shared/use-cases/send-test-text.ts';
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
  /** A phone of the staff, for the test text; and a patient of the practice's own making, whose consent is on record. */
  readonly staffPhone: string;
  readonly patientPhone: string;
  readonly lines: readonly (Pick<Line, 'carrier' | 'optOutHandledBy' | 'registration'> & {
    readonly number: string;
  })[];
}

const office: [string, string][] = [
  ['08:00', '12:00'],
  ['13:00', '17:00'],
];
const weekdays: Hours = {
  week: { mon: office, tue: office, wed: office, thu: office, fri: office, sat: [], sun: [] },
};

const holidays: Holidays = { observe: ['us-federal'], closed: [], changed: [] };

/** Two people: Sam answers most of it, Alex the bills, and each stands in for the other. */
const team = staffSchema.parse([
  { staffId: 'sam', name: 'Sam' },
  { staffId: 'alex', name: 'Alex', manager: true },
]);
const [samId, alexId] = team.map(({ staffId }) => staffId);

export const demoPractices: readonly Demo[] = [
  {
    practiceId: 'riverside',
    name: 'Riverside Family Practice',
    shortName: 'Riverside Family',
    timeZone: 'America/New_York',
    apiKey: 'ptx_local_riverside',
    phone: '+12125550100',
    staffPhone: '+12125550111',
    patientPhone: '+12125550112',
    hours: weekdays,
    lines: [
      { number: '+12125550101', carrier: 'simulated', optOutHandledBy: 'ours' },
      {
        number: '+12125550102',
        carrier: 'twilio',
        optOutHandledBy: 'carrier',
        registration: { kind: '10dlc', status: 'approved' },
      },
    ],
  },
  {
    practiceId: 'lakeside',
    name: 'Lakeside Dental',
    shortName: 'Lakeside Dental',
    timeZone: 'America/Chicago',
    apiKey: 'ptx_local_lakeside',
    phone: '+13125550100',
    staffPhone: '+13125550111',
    patientPhone: '+13125550112',
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
    const known = await world.settings.line(number);
    if (!known || (line.registration && !known.registration)) {
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
  await startWith(world, practiceId, { part: 'holidays', value: holidays });
  await startWith(world, practiceId, { part: 'staff', value: team });
  await startWith(world, practiceId, { part: 'message-types', value: typesOf(demo) });
  if (!practice?.value.agreements)
    await putAgreements(world, practiceId, { carrier: '2026-01-05', cloud: '2026-01-05' });
  if (!practice?.value.testTexts) await proveItself(world, practiceId, demo);
  await startWith(world, practiceId, {
    part: 'purposes',
    value: { appointment: on, recall: off, bill: off, care: off, marketing: off },
  });
  // The switches pass it already, but for a folder of before there was a check.
  await checkReadiness(world, practiceId);
}

/** What a practice does before it goes live: a patient with a recorded consent, and a test text to a phone of its own. */
async function proveItself(
  world: Container,
  practiceId: PracticeId,
  { apiKey, staffPhone, patientPhone }: Demo,
): Promise<void> {
  await putPatient(world, practiceId, patientIdSchema.parse('demo-1'), {
    name: { given: 'Robin', family: 'Example' },
    phone: phoneNumberSchema.parse(patientPhone),
    consent: {
      scope: 'informational',
      basis: 'written',
      source: 'intake-form',
      evidence: { words: 'I agree to texts from the practice about my visits.' },
    },
  });
  const by = { keyId: keyIdOf(apiKey) };
  const { textId } = await sendTestText(world, practiceId, phoneNumberSchema.parse(staffPhone), by);
  const { contactId, seq } = partsOfTextId(textId);
  await deliverTexts(world, { practiceId, contactId }, seq);
}

/** The types that a practice starts with, each with its people. */
const typesOf = ({ name, shortName, timeZone }: Demo): MessageTypes =>
  startingSettings({ name, shortName, timeZone })['message-types'].map((one) =>
    one.type === 'billing-inquiry'
      ? { ...one, pointPerson: alexId, deputy: samId }
      : { ...one, pointPerson: samId, deputy: alexId },
  );

/** Settings that nobody has touched since the practice was made; a user's own changes stay. */
async function startWith(world: Container, practiceId: PracticeId, value: SettingsValue): Promise<void> {
  const { version } = await readSettings(world, practiceId, value.part);
  if (version <= 1) await writeSettings(world, practiceId, value, version);
}
