import { Duration } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, type IMetric, SingleValueWidget, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { AppStack } from '../stacks/app.ts';
import type { DataStack } from '../stacks/data.ts';
import { type FunctionName, functions } from '../topology.ts';
import {
  countOfSwept,
  latenessOfSwept,
  metricOf,
  refusedCount,
  relayedCount,
  throttledRequests,
} from './signals.ts';

const period = Duration.minutes(5);
const half = 12;

/** What the page is made from. */
export interface Shown {
  readonly stage: string;
  readonly data: DataStack;
  readonly app: AppStack;
  readonly lambdaOf: (name: FunctionName) => IFunction;
}

/** One page that answers: are texts flowing, does anyone wait, does anything fail. */
export function dashboardOf(scope: Construct, { stage, data: { table }, app, lambdaOf }: Shown): Dashboard {
  const relayed = (code: string, label: string) => metricOf(stage, relayedCount, { is: code, label });
  const refused = (code: string, label: string) => metricOf(stage, refusedCount, { is: code, label });
  const ofEach = (metric: (lambda: IFunction) => IMetric) =>
    functions.map(({ name }) => metric(lambdaOf(name)));
  const graph = (title: string, left: IMetric[], right: IMetric[] = []) =>
    new GraphWidget({ title, left, right, width: half, period });

  const dashboard = new Dashboard(scope, 'Dashboard', {
    dashboardName: `practice-texting-${stage}`,
    defaultInterval: Duration.days(1),
  });
  const today = { width: half / 3, setPeriodToTimeRange: true };
  dashboard.addWidgets(
    ...[
      ['Texts in', relayed('text.received', 'in')],
      ['Texts out', relayed('text.status.sent', 'out')],
      ['Opt-outs', relayed('consent.revoked', 'opt-outs')],
      ['Goals missed', relayed('goal.missed', 'missed')],
      ['Permits refused', relayed('text.status.refused', 'refused')],
      ['Tasks raised', relayed('task.raised', 'tasks')],
    ].map(
      ([title, metric]) =>
        new SingleValueWidget({ title: String(title), metrics: [metric as IMetric], ...today }),
    ),
  );
  dashboard.addWidgets(
    graph('Texts in and out', [
      relayed('text.received', 'in'),
      relayed('text.status.sent', 'handed over'),
      relayed('text.status.delivered', 'delivered'),
    ]),
    graph('Texts that did not go or arrive', [
      relayed('text.status.refused', 'permit refused'),
      relayed('text.status.failed', 'failed'),
      relayed('text.status.unknown', 'outcome unknown'),
      relayed('text.status.expired', 'expired'),
    ]),
    graph('Permits refused to staff', [
      refused('opted-out', 'opted out'),
      refused('no-consent', 'no consent'),
      refused('cap', 'caps'),
      refused('switched-off', 'switched off'),
      refused('not-live', 'not live yet'),
    ]),
    graph('Opt-outs and goals', [
      relayed('consent.revoked', 'opt-outs'),
      relayed('goal.missed', 'goals missed'),
      relayed('thread.answered.kept', 'answered in time'),
      relayed('thread.answered.missed', 'answered late'),
    ]),
    graph(
      'Timers: late, and how late (s)',
      [metricOf(stage, countOfSwept, { label: 'swept' })],
      [metricOf(stage, latenessOfSwept, { statistic: Stats.MAXIMUM, label: 'latest' })],
    ),
    graph('Relay: how far behind (ms)', [
      lambdaOf('relay').metric('IteratorAge', { period, statistic: Stats.MAXIMUM }),
    ]),
    graph(
      'Dead letters',
      [...app.deadLetters].map(([label, queue]) =>
        queue.metricApproximateNumberOfMessagesVisible({ period, statistic: Stats.MAXIMUM, label }),
      ),
    ),
    graph(
      'Functions: errors',
      ofEach((lambda) => lambda.metricErrors({ period })),
    ),
    graph(
      'Functions: throttles',
      ofEach((lambda) => lambda.metricThrottles({ period })),
    ),
    graph(
      'Functions: time (p99, ms)',
      ofEach((lambda) => lambda.metricDuration({ period, statistic: 'p99' })),
    ),
    graph(
      'API: requests and answers',
      [app.api.api.metricCount({ period, statistic: Stats.SUM })],
      [
        app.api.api.metricClientError({ period, statistic: Stats.SUM }),
        app.api.api.metricServerError({ period, statistic: Stats.SUM }),
      ],
    ),
    graph('Table: throttled requests', [throttledRequests(table.tableName, period)]),
  );
  return dashboard;
}
