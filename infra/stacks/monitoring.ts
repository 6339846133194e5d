import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { type IFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { alarms } from '../alarms.ts';
import { dashboardOf } from '../constructs/dashboard.ts';
import { functionNameOf, logGroupNameOf } from '../constructs/names.ts';
import {
  type Counted,
  countLines,
  countOfSwept,
  failuresOf,
  lateAnswers,
  latenessOfSwept,
  metricOf,
  refusedCount,
  relayedCount,
  throttledRequests,
  unauthorizing,
} from '../constructs/signals.ts';
import type { DeploymentSettings } from '../settings.ts';
import { type FunctionName, functions } from '../topology.ts';
import type { AppStack } from './app.ts';
import type { DataStack } from './data.ts';

export interface MonitoringStackProps extends StackProps {
  readonly settings: DeploymentSettings;
  readonly data: DataStack;
  readonly app: AppStack;
}

const fiveMinutes = Duration.minutes(5);

interface Threshold {
  /** The entry of the runbook. */
  readonly name: string;
  /** Of what, where several alarms share an entry. */
  readonly of?: string;
  readonly metric: IMetric;
  readonly atLeast: number;
  readonly periods?: number;
}

/** Alarms, each with its entry in infra/RUNBOOK.md, and the dashboard. */
export class MonitoringStack extends Stack {
  readonly #topic: Topic;
  readonly #stage: string;

  constructor(scope: Construct, id: string, { settings, data, app, ...props }: MonitoringStackProps) {
    super(scope, id, props);
    const { stage, alarmEmail } = settings;
    this.#stage = stage;
    this.#topic = new Topic(this, 'Alarms', {
      topicName: `practice-texting-${stage}-alarms`,
      masterKey: Key.fromKeyArn(this, 'Key', data.key.keyArn),
      enforceSSL: true,
    });
    // With a policy of its own a topic has none of its defaults: who may publish is said.
    this.#topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsPublish',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.#topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
    if (alarmEmail !== undefined) this.#topic.addSubscription(new EmailSubscription(alarmEmail));
    // By their names: a function that is removed from the app stack is not held there by what watches it.
    this.addStackDependency(app);
    const lambdaOf = cachedBy((name: FunctionName) =>
      LambdaFunction.fromFunctionName(this, `Of-${name}`, functionNameOf(stage, name)),
    );
    this.#countLines();
    this.#watchFunctions(lambdaOf);
    for (const [of, queue] of app.deadLetters)
      this.#alarm({
        name: alarms.deadLetters,
        of,
        metric: queue.metricApproximateNumberOfMessagesVisible({
          period: fiveMinutes,
          statistic: Stats.MAXIMUM,
        }),
        atLeast: 1,
      });
    for (const { name, stream } of functions)
      if (stream)
        this.#alarm({
          name: alarms.relayBehind,
          metric: lambdaOf(name).metric('IteratorAge', { period: fiveMinutes, statistic: Stats.MAXIMUM }),
          atLeast: Duration.minutes(1).toMilliseconds(),
          periods: 2,
        });
    this.#alarm({
      name: alarms.apiErrors,
      metric: app.api.api.metricServerError({ period: fiveMinutes, statistic: Stats.SUM }),
      atLeast: 5,
    });
    this.#alarm({
      name: alarms.tableThrottled,
      metric: throttledRequests(data.table.tableName, fiveMinutes),
      atLeast: 10,
    });
    this.#watchPeople();
    dashboardOf(this, { stage, data, app, lambdaOf });
  }

  #countLines(): void {
    const count = (name: FunctionName | 'api', id: string, counted: Counted) => {
      const logs = LogGroup.fromLogGroupName(this, `Logs-${id}`, logGroupNameOf(this.#stage, name));
      countLines(this, id, logs, this.#stage, counted);
    };
    for (const { name } of functions) count(name, `Failures-${name}`, failuresOf(name));
    count('relay', 'Relayed', relayedCount);
    count('practice-api', 'Refused', refusedCount);
    count('api', 'Unauthorizing', unauthorizing);
    count('sweep', 'Swept', countOfSwept);
    count('sweep', 'SweptLateness', latenessOfSwept);
  }

  #watchFunctions(lambdaOf: (name: FunctionName) => IFunction): void {
    for (const { name, alarm, authorizes } of functions) {
      const lambda = lambdaOf(name);
      const failures = metricOf(this.#stage, failuresOf(name));
      const thrown = lambda.metricErrors({ period: fiveMinutes });
      this.#alarm({
        name: alarm,
        // The authorizer throws for every key that it does not know, as API Gateway has it: that is no failure.
        metric: new MathExpression({
          expression: 'FILL(failures, 0) + FILL(others, 0)',
          // What API Gateway could not get from it, by the access log: time-outs and failed starts among them.
          usingMetrics: { failures, others: authorizes ? metricOf(this.#stage, unauthorizing) : thrown },
          period: fiveMinutes,
          label: authorizes ? 'reported, or not answered' : 'reported or thrown',
        }),
        atLeast: 1,
      });
      this.#alarm({
        name: alarms.throttled,
        of: name,
        metric: lambda.metricThrottles({ period: fiveMinutes }),
        atLeast: 1,
      });
    }
  }

  /** What patients and practices would notice first. */
  #watchPeople(): void {
    this.#alarm({
      name: alarms.timersLate,
      metric: metricOf(this.#stage, latenessOfSwept, { statistic: Stats.MAXIMUM }),
      atLeast: Duration.minutes(15).toSeconds(),
    });
    const of = (code: string) => metricOf(this.#stage, relayedCount, { is: code });
    this.#alarm({
      name: alarms.carriersFail,
      metric: new MathExpression({
        expression: 'FILL(failed, 0) + FILL(unknown, 0)',
        usingMetrics: { failed: of('text.status.failed'), unknown: of('text.status.unknown') },
        period: Duration.minutes(15),
        label: 'failed or of unknown outcome',
      }),
      atLeast: 20,
    });
    this.#alarm({
      name: alarms.goalsMissed,
      metric: of('goal.missed').with({ period: Duration.hours(1) }),
      atLeast: 50,
    });
    this.#alarm({
      name: alarms.answersLate,
      metric: lateAnswers(of('thread.answered.kept'), of('thread.answered.missed'), Duration.days(1)),
      atLeast: 20,
    });
  }

  #alarm({ name, of, metric, atLeast, periods = 1 }: Threshold): void {
    const title = of === undefined ? name : `${name}: ${of}`;
    const alarm = new Alarm(this, title, {
      alarmName: `practice-texting-${this.#stage}: ${title}`,
      alarmDescription: `infra/RUNBOOK.md, "${name}", says what it means and what to do.`,
      metric,
      threshold: atLeast,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: periods,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.#topic));
    alarm.addOkAction(new SnsAction(this.#topic));
  }
}

/** The same answer for the same name: a construct is made once. */
function cachedBy<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
}
