import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { alarmNames, alarms } from '../../infra/alarms.ts';
import { functions } from '../../infra/topology.ts';
import { eventTypes } from '../../shared/domain/event.ts';
import { outboundStatuses } from '../../shared/domain/text.ts';
import { catalogue } from '../../shared/runtime/catalogue.ts';
import { synthesize } from '../support/synthesized.ts';

const { ofType } = synthesize();
const raised = ofType('AWS::CloudWatch::Alarm').map(({ Properties }) => Properties);
const titles = raised.map(({ AlarmName }) => String(AlarmName).replace(/^practice-texting-prod: /, ''));
const runbook = readFileSync(new URL('../../infra/RUNBOOK.md', import.meta.url), 'utf8');

test('a metric without dimensions is there, at nothing, before the first line that counts', () => {
  for (const { Properties } of ofType('AWS::Logs::MetricFilter')) {
    const [of] = Properties.MetricTransformations as { DefaultValue?: number; Dimensions?: unknown }[];
    expect(of?.DefaultValue).toBe(of?.Dimensions ? undefined : 0);
  }
});

test('an alarm over several metrics fills what has no datapoints', () => {
  for (const { Metrics = [] } of raised as { Metrics?: { Expression?: string; Id: string }[] }[])
    for (const { Expression } of Metrics) {
      if (!Expression) continue;
      const unfilled = Expression.replaceAll(/FILL\(\w+, 0\)/g, '');
      for (const { Id } of Metrics) expect(unfilled).not.toMatch(new RegExp(`\\b${Id}\\b`));
    }
});

describe('an alarm', () => {
  test('is there for every function, every throttle and every dead-letter queue', () => {
    for (const { name, alarm } of functions) {
      expect(titles).toContain(alarm);
      expect(titles).toContain(`${alarms.throttled}: ${name}`);
    }
    const queues = ofType('AWS::SQS::Queue').filter(({ id }) => id.includes('DeadLetters')).length;
    expect(titles.filter((title) => title.startsWith(alarms.deadLetters))).toHaveLength(queues);
  });

  test('is one that the runbook knows', () => {
    for (const title of titles) expect(alarmNames).toContain(title.replace(/: [\w-]+$/, ''));
    for (const name of alarmNames) expect(titles.some((title) => title.startsWith(name))).toBe(true);
  });

  test('tells somebody, when it begins and when it ends, and names its entry', () => {
    for (const { AlarmActions, OKActions, AlarmDescription, TreatMissingData } of raised) {
      expect(AlarmActions).toHaveLength(1);
      expect(OKActions).toHaveLength(1);
      expect(AlarmDescription).toMatch(/^infra\/RUNBOOK\.md, "/);
      expect(TreatMissingData).toBe('notBreaching');
    }
  });

  test('writes an e-mail where one was given', () => {
    const { ofType: ofMailed } = synthesize({ prod: { alarmEmail: 'operator@example.com' } });
    expect(ofMailed('AWS::SNS::Subscription').map(({ Properties }) => Properties.Endpoint)).toContain(
      'operator@example.com',
    );
  });
});

test.each(alarmNames)('the runbook describes "%s", how to look into it and what to do', (name) => {
  const [, entry] = runbook.split(`\n## ${name}\n`);
  const parts = (entry ?? '').split(/\n#{1,2} /)[0] ?? '';
  expect([...parts.matchAll(/^### (\w+)$/gm)].map(([, title]) => title)).toEqual([
    'Description',
    'Investigation',
    'Resolution',
  ]);
  for (const part of parts.split(/^### \w+$/m).slice(1)) expect(part.trim().length).toBeGreaterThan(30);
});

test.each([
  'Replay events from the archive',
  'Send dead letters again',
  'A key has leaked',
  "A carrier's outage",
  'Restore the table',
  'Change a secret',
])('the runbook says how: %s', (procedure) => {
  expect(runbook).toContain(`\n## ${procedure}\n`);
});

describe('the dashboard', () => {
  const [dashboard] = ofType('AWS::CloudWatch::Dashboard');
  const body = JSON.stringify(dashboard?.Properties.DashboardBody);

  test.each([
    'Texts in',
    'Texts out',
    'Opt-outs',
    'Goals missed',
    'Permits refused',
    'Timers: late',
    'Dead letters',
    'Functions: throttles',
    'Functions: errors',
  ])('shows %s', (title) => {
    expect(body).toContain(`\\"title\\":\\"${title}`);
  });

  test('asks for kinds of events, statuses and refusals that exist', () => {
    const asked = [...body.matchAll(/\\"code\\",\\"([\w.-]+)\\"/g)].map(([, code]) => code);
    expect(asked.length).toBeGreaterThan(12);
    const known = [
      ...eventTypes,
      ...outboundStatuses.map((status) => `text.status.${status}`),
      ...['kept', 'missed'].map((status) => `thread.answered.${status}`),
      ...Object.keys(catalogue),
    ];
    for (const code of asked) expect(known).toContain(code);
  });
});

const loggable = readFileSync(new URL('../../shared/ports/log.ts', import.meta.url), 'utf8').match(
  /(?<=readonly )\w+(?=\?)/g,
);

test('lines are counted by the words that functions log', () => {
  const filters = ofType('AWS::Logs::MetricFilter').map(({ Properties }) => String(Properties.FilterPattern));
  const logged = ['stream.ts', 'errors.ts'].map((file) =>
    readFileSync(new URL(`../../shared/runtime/${file}`, import.meta.url), 'utf8'),
  );
  logged.push(readFileSync(new URL('../../functions/sweep/handler.ts', import.meta.url), 'utf8'));
  const words = filters.flatMap((filter) => /\$\.message = "([^"]+)"/.exec(filter)?.[1] ?? []);
  expect(new Set(words)).toEqual(new Set(['relayed', 'request refused', 'swept what was overdue']));
  const fields = ofType('AWS::Logs::MetricFilter').flatMap(({ Properties }) => {
    const [of] = Properties.MetricTransformations as {
      MetricValue: string;
      Dimensions?: { Value: string }[];
    }[];
    return [of?.MetricValue ?? '', ...(of?.Dimensions ?? []).map(({ Value }) => Value)];
  });
  // Every field that is read is one that a log line may hold.
  for (const field of fields.filter((one) => one.startsWith('$.')))
    expect(loggable).toContain(field.slice(2));
  for (const word of words) expect(logged.some((source) => source.includes(`'${word}'`))).toBe(true);
  expect(filters.filter((filter) => filter.includes('$.level = "ERROR"'))).toHaveLength(functions.length);
});
