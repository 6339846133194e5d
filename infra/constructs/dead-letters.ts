import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Declared } from '../topology.ts';

/**
 * A dead-letter queue: what could not be done waits here for a person, two weeks. Encrypted with our own key, since what a
 * carrier's topic could not hand over holds a patient's words. It outlasts its stack, so its name is not ours to choose: a stack
 * that is made anew makes another beside it.
 */
export const deadLetters = (scope: Construct, key: IKey): Queue =>
  new Queue(scope, 'DeadLetters', {
    encryption: QueueEncryption.KMS,
    encryptionMasterKey: key,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });

/** Lambda asks that a queue waits six times the function's time-out before it hands a message over again. */
const againSeconds = 120;
/** What a patient wrote is nowhere else: it is tried so long before it is left to a person. */
const triedHours = 6;

/**
 * Between a topic and its function: Lambda itself tries what it is handed three times in three minutes, and an outage of the table is
 * longer than that.
 */
export function waitingQueue(
  scope: Construct,
  key: IKey,
  { name, timeoutSeconds }: Declared,
  deadLetterQueue: Queue,
): Queue {
  if (againSeconds < 6 * timeoutSeconds) throw new Error(`${name} may take longer than its queue waits.`);
  return new Queue(scope, 'Waiting', {
    encryption: QueueEncryption.KMS,
    encryptionMasterKey: key,
    enforceSSL: true,
    visibilityTimeout: Duration.seconds(againSeconds),
    retentionPeriod: Duration.days(4),
    deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount: (triedHours * 3600) / againSeconds },
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
}
