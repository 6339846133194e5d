import { Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { functions } from '../topology.ts';
import { deadLetters } from './dead-letters.ts';
import { functionArnOf } from './names.ts';

/** Where the timekeeper keeps schedules, the role by which they wake functions, and where a hint ends that could not be given. */
export class Schedules extends Construct {
  readonly groupName: string;
  readonly role: Role;
  readonly deadLetters: Queue;

  constructor(scope: Construct, stage: string, key: IKey) {
    super(scope, 'Schedules');
    const { account } = Stack.of(this);
    this.groupName = `practice-texting-${stage}`;
    this.deadLetters = deadLetters(this, key);
    const group = new ScheduleGroup(this, 'Group', { scheduleGroupName: this.groupName });
    this.role = new Role(this, 'Role', {
      description: 'By which schedules wake functions',
      // Of no other group and no other account: the confused deputy's guard that Scheduler's own guide asks for.
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': account, 'aws:SourceArn': group.scheduleGroupArn },
        },
      }),
    });
    new ManagedPolicy(this, 'Policy', {
      description: 'What schedules may wake',
      roles: [this.role],
      statements: [
        new PolicyStatement({
          sid: 'WakeFunctions',
          actions: ['lambda:InvokeFunction'],
          resources: functions
            .filter(({ timers }) => timers !== undefined)
            .map(({ name }) => functionArnOf(this, stage, name)),
        }),
        new PolicyStatement({
          sid: 'KeepDeadLetters',
          actions: ['sqs:SendMessage'],
          resources: [this.deadLetters.queueArn],
        }),
        new PolicyStatement({
          sid: 'EncryptDeadLetters',
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: [key.keyArn],
        }),
      ],
    });
  }
}
