import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { oncePrefix } from '../../shared/adapters/dynamodb/keys.ts';
import type { Bundle } from '../bundle.ts';
import { Api } from '../constructs/api.ts';
import { Bus } from '../constructs/bus.ts';
import { CarrierTopics } from '../constructs/carrier-topics.ts';
import { Firewall } from '../constructs/firewall.ts';
import { MountedFunction, type MountedOf } from '../constructs/function.ts';
import { grantsFor } from '../constructs/grants.ts';
import { mountRoutes } from '../constructs/routes.ts';
import { Schedules } from '../constructs/schedules.ts';
import type { DeploymentSettings } from '../settings.ts';
import { type FunctionName, functions } from '../topology.ts';
import type { DataStack } from './data.ts';

export interface AppStackProps extends StackProps {
  readonly settings: DeploymentSettings;
  readonly data: DataStack;
  readonly bundles: readonly Bundle[];
}

/** Everything that runs: the functions of the topology, and what wakes them. */
export class AppStack extends Stack {
  readonly api: Api;
  /** Every queue of what could not be done, by what it is of. */
  readonly deadLetters: ReadonlyMap<string, Queue>;

  constructor(scope: Construct, id: string, { settings, data, bundles, ...props }: AppStackProps) {
    super(scope, id, props);
    const { stage } = settings;
    // As one that is only used: what is made here writes nothing into the key's own policy, which stands whole in the data stack.
    const key = Key.fromKeyArn(this, 'Key', data.key.keyArn);
    const api = new Api(this, settings, key);
    const bus = new Bus(this, stage, key);
    const schedules = new Schedules(this, stage, key);
    const topics = new CarrierTopics(this, { stage, key });
    const grants = grantsFor(this, {
      stage,
      key,
      identity: data.identity,
      busName: bus.bus.eventBusName,
      busArn: bus.bus.eventBusArn,
      scheduleGroup: schedules.groupName,
      scheduleRoleArn: schedules.role.roleArn,
      timerDeadLettersArn: schedules.deadLetters.queueArn,
      optOutListArn: data.optOutList.attrArn,
      publicUrl: api.publicUrl,
    });
    const { tableStreamArn: streamArn } = data.table;
    if (streamArn === undefined) throw new Error('The table has a stream.');
    const mounted: ReadonlyMap<FunctionName, MountedFunction> = new Map(
      functions.map((declared) => {
        const bundle = bundles.find(({ name }) => name === declared.name);
        if (!bundle) throw new Error(`${declared.name} was not bundled.`);
        const props = { stage, declared, bundle, key, grants };
        return [declared.name, new MountedFunction(this, props)] as const;
      }),
    );
    const mountedOf: MountedOf = (name) => {
      const found = mounted.get(name);
      if (!found) throw new Error(`${name} is not mounted.`);
      return found;
    };
    mountRoutes(api, (name) => mountedOf(name).lambda);
    bus.wake(mountedOf);
    topics.wake(mountedOf);
    for (const { name, stream } of functions) if (stream) follow(mountedOf(name), streamArn);
    new Firewall(this, stage, api.api.deploymentStage, key);
    this.api = api;
    this.deadLetters = new Map([
      ...[...mounted].flatMap(([name, { deadLetters }]) =>
        deadLetters ? [[name, deadLetters] as const] : [],
      ),
      ['timers', schedules.deadLetters] as const,
      ['bus', bus.deadLetters] as const,
    ]);
    new CfnOutput(this, 'Url', { value: api.publicUrl, description: 'The API, and what carriers are told' });
    new CfnOutput(this, 'TextsTopic', {
      value: topics.textsArn,
      description: 'Where numbers of AWS End User Messaging publish what patients write',
    });
    if (api.domain)
      new CfnOutput(this, 'DomainTarget', {
        value: api.domain.domainNameAliasDomainName,
        description: 'What the CNAME record of your own domain points to',
      });
  }
}

/** New commits of the table's stream wake the relay; what it fails at is divided until the one record stands alone. */
function follow({ lambda, deadLetters }: MountedFunction, streamArn: string): void {
  new EventSourceMapping(lambda, 'Stream', {
    target: lambda,
    eventSourceArn: streamArn,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 100,
    // Order is kept by partition, which is what is promised: a contact's commits stand in one.
    parallelizationFactor: 4,
    filters: [
      FilterCriteria.filter({
        eventName: FilterRule.isEqual('INSERT'),
        dynamodb: { Keys: { sk: { S: FilterRule.beginsWith(oncePrefix) } } },
      }),
    ],
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    // One that nobody can read holds up its partitions no longer than this; what it would have woken, the sweep has found by then.
    // By its age alone: an outage of the bus must not use up a count of tries in minutes.
    maxRecordAge: Duration.hours(1),
    ...(deadLetters && { onFailure: new SqsDlq(deadLetters) }),
  });
}
