import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type IFilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/*
 * Metrics from what functions log anyway: counts and codes. No function pays for a metric's call, and none can name a person.
 */

const period = Duration.minutes(5);

const namespaceOf = (stage: string): string => `PracticeTexting/${stage}`;

/** What a log line must say to be counted, and by which of its fields. */
export interface Counted {
  readonly metricName: string;
  readonly when: IFilterPattern;
  /** The field that holds the number; every line is one where there is none. */
  readonly value?: string;
  /** The field by which it is told apart. */
  readonly by?: string;
}

const says = (message: string) => FilterPattern.stringValue('$.message', '=', message);

/** Counts lines of a function's log. */
export function countLines(
  scope: Construct,
  id: string,
  logs: ILogGroup,
  stage: string,
  counted: Counted,
): void {
  const { metricName, when, value, by } = counted;
  new MetricFilter(scope, id, {
    logGroup: logs,
    filterPattern: when,
    metricNamespace: namespaceOf(stage),
    metricName,
    metricValue: value ? `$.${value}` : '1',
    // A metric that has dimensions takes no default; one that has none is there, at nothing, from the first line on.
    ...(by ? { dimensions: { [by]: `$.${by}` } } : { defaultValue: 0 }),
  });
}

/** The events that the relay put on the bus, by kind: texts in and out, opt-outs, goals missed. */
export const relayedCount: Counted = {
  metricName: 'Relayed',
  when: FilterPattern.all(says('relayed')),
  value: 'count',
  by: 'code',
};

/** What the API refused, by its code: permits among them. */
export const refusedCount: Counted = {
  metricName: 'Refused',
  when: FilterPattern.all(says('request refused')),
  by: 'code',
};

/** How late the latest was of what the sweep found, in seconds. */
export const latenessOfSwept: Counted = {
  metricName: 'SweptLateness',
  when: FilterPattern.all(says('swept what was overdue')),
  value: 'seconds',
};

/** What the sweep found undone. */
export const countOfSwept: Counted = {
  metricName: 'Swept',
  when: FilterPattern.all(says('swept what was overdue')),
  value: 'count',
};

/** Failures that a function answered or reported rather than threw. */
export const failuresOf = (name: string): Counted => ({
  metricName: `Failures-${name}`,
  when: FilterPattern.all(FilterPattern.stringValue('$.level', '=', 'ERROR')),
});

/** Keys that API Gateway could not get checked: the access log's word for a time-out or a failed start of the authorizer. */
export const unauthorizing: Counted = {
  metricName: 'Failures-answered-for-authorizer',
  when: FilterPattern.any(
    FilterPattern.stringValue('$.answeredBy', '=', 'AUTHORIZER_FAILURE'),
    FilterPattern.stringValue('$.answeredBy', '=', 'AUTHORIZER_CONFIGURATION_ERROR'),
  ),
};

/** Fewer answers than these say nothing of how late answers are. */
const answersMin = 20;

/** How many of a hundred answers came after their goal; nothing where there were few. */
export function lateAnswers(kept: IMetric, missed: IMetric, over: Duration): IMetric {
  const answers = 'FILL(kept, 0) + FILL(missed, 0)';
  return new MathExpression({
    expression: `IF(${answers} >= ${answersMin}, 100 * FILL(missed, 0) / (${answers}), 0)`,
    usingMetrics: { kept, missed },
    period: over,
    label: 'late, of a hundred answers',
  });
}

/** Requests that the table refused, over all that the store's three verbs use. An operation that was never throttled has no datapoints. */
export function throttledRequests(tableName: string, over: Duration): IMetric {
  const operations = ['GetItem', 'BatchGetItem', 'Query', 'TransactWriteItems'];
  const usingMetrics = Object.fromEntries(
    operations.map((Operation) => [
      Operation.toLowerCase(),
      new Metric({
        namespace: 'AWS/DynamoDB',
        metricName: 'ThrottledRequests',
        dimensionsMap: { TableName: tableName, Operation },
        statistic: Stats.SUM,
        period: over,
      }),
    ]),
  );
  const expression = Object.keys(usingMetrics)
    .map((name) => `FILL(${name}, 0)`)
    .join(' + ');
  return new MathExpression({ expression, usingMetrics, period: over, label: 'throttled requests' });
}

/** A metric that lines were counted into. */
export const metricOf = (
  stage: string,
  { metricName, by }: Counted,
  {
    is,
    statistic = Stats.SUM,
    label,
  }: { readonly is?: string; readonly statistic?: string; readonly label?: string } = {},
): Metric =>
  new Metric({
    namespace: namespaceOf(stage),
    metricName,
    statistic,
    period,
    ...(by && is && { dimensionsMap: { [by]: is } }),
    ...(label && { label }),
  });
