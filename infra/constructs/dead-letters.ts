import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/**
 * A dead-letter queue: what could not be done waits here for a person, two weeks. Encrypted with our own key, since what a
 * carrier's topic could not hand over holds a patient's words.
 */
export const deadLetters = (
  scope: Construct,
  id: string,
  of: { readonly name: string; readonly key: IKey },
): Queue =>
  new Queue(scope, id, {
    queueName: `${of.name}-dead-letters`,
    encryption: QueueEncryption.KMS,
    encryptionMasterKey: of.key,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
    removalPolicy: RemovalPolicy.RETAIN,
  });
