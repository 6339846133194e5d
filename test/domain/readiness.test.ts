import { expect, test } from 'vitest';
import { staffIdSchema } from '../../shared/domain/identifiers.ts';
import { type ReadinessCode, readiness } from '../../shared/domain/readiness.ts';
import type { ReadinessFacts } from '../../shared/domain/readiness-item.ts';
import type { Hours, MessageTypes, Settings } from '../../shared/domain/settings.ts';
import { everythingOn, line, practiceWith } from '../support/facts.ts';

const { settings: plain } = practiceWith();
const staffed: MessageTypes = plain['message-types'].map((type) => ({
  ...type,
  pointPerson: staffIdSchema.parse('sam'),
}));
const settings: Settings = { ...plain, 'message-types': staffed };

const passing: ReadinessFacts = {
  settings,
  written: new Set(['hours']),
  lines: [line],
  agreements: { carrier: '2026-11-02', cloud: '2026-11-02' },
  consentRecorded: true,
  testTexts: ['sent'],
};
const missing = (more: Partial<ReadinessFacts>) => readiness({ ...passing, ...more }).missing;

const never: Hours = { week: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] } };
const aMorning: Hours = { week: { ...never.week, mon: [['09:00', '11:00']] } };
const twilio = { ...line, carrier: 'twilio' } as const;

test('a practice that has everything is ready', () => {
  expect(readiness(passing)).toEqual({ ready: true, missing: [] });
});

test.each<[string, Partial<ReadinessFacts>, ReadinessCode, string]>([
  ['its hours are still those that every practice starts with', { written: new Set() }, 'hours', 'Confirm'],
  [
    'it never opens',
    { settings: { ...settings, hours: never, 'message-types': [] } },
    'hours',
    'never opens',
  ],
  ['a type has no point person', { settings: plain }, 'point-persons', 'appointment-request'],
  [
    'a goal is longer than a week of its hours',
    {
      settings: {
        ...settings,
        hours: aMorning,
        'message-types': staffed.map((type) => ({ ...type, goal: { businessMinutes: 121 } })),
      },
    },
    'goals',
    '120 minutes',
  ],
  ['it has no line', { lines: [] }, 'line', 'PUT /operator/lines'],
  ['nobody has said what its line is registered as', { lines: [twilio] }, 'line-registration', '…0101'],
  [
    'its registration is pending',
    { lines: [line, { ...twilio, registration: { kind: '10dlc', status: 'pending' } }] },
    'line-registration',
    'awaits its 10dlc registration',
  ],
  [
    'more may leave in a day than its line carries',
    { settings: { ...settings, purposes: { ...everythingOn, recall: { on: true, dailyMax: 36_001 } } } },
    'line-pace',
    '36000 texts',
  ],
  [
    'its toll-free network would answer STOP a second time',
    { lines: [{ ...twilio, registration: { kind: 'toll-free', status: 'approved' } }] },
    'opt-out-answers',
    '"optOutHandledBy":"carrier"',
  ],
  [
    "its carrier's agreement is not on file",
    {
      lines: [{ ...twilio, registration: { kind: '10dlc', status: 'approved' } }],
      agreements: { cloud: '2026-11-02' },
    },
    'carrier-agreement',
    'twilio',
  ],
  ["its cloud's agreement is not on file", { agreements: {} }, 'cloud-agreement', '{"cloud":'],
  ['no consent is on record', { consentRecorded: false }, 'consent-records', 'PUT /v1/patients/'],
  ['no test text was sent', { testTexts: [] }, 'test-text', 'POST /v1/test-texts'],
  ['its test text failed', { testTexts: ['failed'] }, 'test-text', 'is failed'],
])('it is not where %s', (_case, facts, code, says) => {
  expect(missing(facts)).toEqual([{ code, detail: expect.stringContaining(says) }]);
});

test.each<[string, Partial<ReadinessFacts>]>([
  ['only the simulated carrier serves it, which needs no agreement', { agreements: { cloud: '2026-11-02' } }],
  ['one test text of several arrived', { testTexts: ['failed', 'delivered', 'queued'] }],
  [
    'its toll-free line leaves STOP to the network',
    {
      lines: [
        { ...twilio, optOutHandledBy: 'carrier', registration: { kind: 'toll-free', status: 'approved' } },
      ],
    },
  ],
  [
    'a purpose that is off allows more than the line carries',
    { settings: { ...settings, purposes: { ...everythingOn, bill: { on: false, dailyMax: 1_000_000 } } } },
  ],
])('it is where %s', (_case, facts) => {
  expect(missing(facts)).toEqual([]);
});
