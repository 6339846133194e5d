import { Duration } from 'aws-cdk-lib';
import { Archive, EventBus, Match, Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { eventSource } from '../../shared/ports/event-bus.ts';
import { functions } from '../topology.ts';
import { deadLetters } from './dead-letters.ts';
import type { MountedOf } from './function.ts';
import { busNameOf } from './names.ts';

/** How far back events can be replayed: long enough for a long weekend's outage to be found and mended. */
const archiveFor = Duration.days(30);

/** The event bus with its archive, and the dead letters of what could not be decrypted on its way. */
export class Bus extends Construct {
  readonly bus: EventBus;
  readonly deadLetters: Queue;

  constructor(scope: Construct, stage: string, key: IKey) {
    super(scope, 'Bus');
    const name = busNameOf(stage);
    this.deadLetters = deadLetters(this, key);
    this.bus = new EventBus(this, 'Bus', {
      eventBusName: name,
      description: 'What was committed: ids and kinds alone',
      kmsKey: key,
      deadLetterQueue: this.deadLetters,
    });
    this.deadLetters.addToResourcePolicy(
      new PolicyStatement({
        sid: 'BusKeepsWhatItCannotOpen',
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [this.deadLetters.queueArn],
        conditions: { ArnEquals: { 'aws:SourceArn': this.bus.eventBusArn } },
      }),
    );
    new Archive(this, 'Archive', {
      archiveName: name,
      description: 'To replay events after a fault: see infra/RUNBOOK.md',
      sourceEventBus: this.bus,
      eventPattern: { source: [eventSource] },
      retention: archiveFor,
      kmsKey: key,
    });
  }

  /** A rule for each function that events wake, and one for each that the clock does. */
  wake(mounted: MountedOf): void {
    for (const { name, events, everyMinutes } of functions) {
      const { lambda, deadLetters: queue } = mounted(name);
      const target = new LambdaFunction(lambda, {
        ...(queue && { deadLetterQueue: queue }),
        // What is older is the sweep's by then.
        maxEventAge: Duration.minutes(15),
        retryAttempts: 20,
      });
      if (events)
        new Rule(this, `Wake-${name}`, {
          description: `${events.join(' and ')} wake ${name}`,
          eventBus: this.bus,
          eventPattern: { source: [eventSource], detailType: Match.anyOf(...events) },
          targets: [target],
        });
      if (everyMinutes !== undefined)
        new Rule(this, `Every-${name}`, {
          description: `Every ${everyMinutes} minutes: ${name}`,
          schedule: Schedule.rate(Duration.minutes(everyMinutes)),
          targets: [target],
        });
    }
  }
}
