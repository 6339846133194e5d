import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  Architecture,
  Code,
  EventSourceMapping,
  Function as LambdaFunction,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Bundle } from '../bundle.ts';
import { type Declared, type FunctionName, isAsynchronous, needsDeadLetters } from '../topology.ts';
import { deadLetters, waitingQueue } from './dead-letters.ts';
import type { Grants } from './grants.ts';
import { functionNameOf, logGroupNameOf, tableNameOf } from './names.ts';

export interface MountedFunctionProps {
  readonly stage: string;
  readonly declared: Declared;
  readonly bundle: Bundle;
  readonly key: IKey;
  readonly grants: Grants;
}

export type MountedOf = (name: FunctionName) => MountedFunction;
export type LambdaOf = (name: FunctionName) => LambdaFunction;

/** How long Lambda keeps trying what was handed to it without waiting: the sweep has found and done it by then. */
const triedFor = Duration.minutes(15);

/** One function of the topology: its role, log group and dead-letter queue, and for each binding its permission and variables. */
export class MountedFunction extends Construct {
  readonly lambda: LambdaFunction;
  /** Where an event ends that failed every time, or could not be handed over. */
  readonly deadLetters: Queue | undefined;
  /** What a topic brought and is not done yet, for a function that a topic wakes. */
  readonly waiting: Queue | undefined;

  constructor(scope: Construct, { stage, declared, bundle, key, grants }: MountedFunctionProps) {
    super(scope, declared.name);
    const { name } = declared;
    const functionName = functionNameOf(stage, name);
    const logs = new LogGroup(this, 'Logs', {
      logGroupName: logGroupNameOf(stage, name),
      retention: RetentionDays.ONE_YEAR,
      encryptionKey: key,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const queue = needsDeadLetters(declared) ? deadLetters(this, key) : undefined;
    this.deadLetters = queue;
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: declared.does,
    });
    const policy = new ManagedPolicy(this, 'Policy', {
      description: `What ${name} may touch, by its bindings`,
      roles: [role],
      statements: [
        new PolicyStatement({
          sid: 'WriteLogs',
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [logs.logGroupArn],
        }),
        new PolicyStatement({
          sid: 'WriteTraces',
          actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
          resources: ['*'],
        }),
        new PolicyStatement({
          sid: 'ReadItsEnvironment',
          actions: ['kms:Decrypt'],
          resources: [key.keyArn],
        }),
      ],
    });
    // Of a topic's texts the queue itself puts what failed with the dead letters.
    if (queue && !declared.topic)
      policy.addStatements(
        new PolicyStatement({
          sid: 'KeepDeadLetters',
          actions: ['sqs:SendMessage'],
          resources: [queue.queueArn],
        }),
        new PolicyStatement({
          sid: 'EncryptDeadLetters',
          actions: ['kms:GenerateDataKey'],
          resources: [key.keyArn],
        }),
      );
    this.waiting = queue && declared.topic ? waitingQueue(this, key, declared, queue) : undefined;
    if (this.waiting)
      policy.addStatements(
        new PolicyStatement({
          sid: 'TakeWhatWaits',
          actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
          resources: [this.waiting.queueArn],
        }),
      );
    if (declared.stream)
      policy.addStatements(
        new PolicyStatement({
          sid: 'FollowTheStream',
          actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
          // Of the table by its name: one that was restored has another stream.
          resources: [
            Stack.of(this).formatArn({
              service: 'dynamodb',
              resource: 'table',
              resourceName: `${tableNameOf(stage)}/stream/*`,
            }),
          ],
        }),
        new PolicyStatement({ sid: 'FindStreams', actions: ['dynamodb:ListStreams'], resources: ['*'] }),
      );
    const environment: Record<string, string> = {};
    for (const binding of declared.bindings) {
      const { statements, variables } = grants[binding];
      if (statements.length > 0) policy.addStatements(...statements);
      Object.assign(environment, variables);
    }
    this.lambda = new LambdaFunction(this, 'Function', {
      functionName,
      description: declared.does,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(bundle.directory),
      handler: bundle.handler,
      memorySize: declared.memoryMb,
      timeout: Duration.seconds(declared.timeoutSeconds),
      environment,
      environmentEncryption: key,
      logGroup: logs,
      tracing: Tracing.ACTIVE,
      // What it may touch is the policy above and no more: nothing that it is wired to adds a right in passing.
      role: role.withoutPolicyUpdates(),
      ...(isAsynchronous(declared) &&
        queue && { deadLetterQueue: queue, maxEventAge: triedFor, retryAttempts: 2 }),
    });
    // A function that starts before its rights are there fails its first events.
    this.lambda.node.addDependency(policy);
    if (this.waiting)
      new EventSourceMapping(this.lambda, 'Waiting', {
        target: this.lambda,
        eventSourceArn: this.waiting.queueArn,
        batchSize: 10,
        reportBatchItemFailures: true,
      });
  }
}
