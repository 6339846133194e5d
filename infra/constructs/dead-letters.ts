import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

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
    removalPolicy: RemovalPolicy.RETAIN,
  });
