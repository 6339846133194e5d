import { Fn, RemovalPolicy, SecretValue, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { CfnConfigurationSet } from 'aws-cdk-lib/aws-smsvoice';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';

import { Construct } from 'constructs';
import { functions } from '../topology.ts';
import type { MountedOf } from './function.ts';

/** Of AWS End User Messaging's events, those that say what became of a text. `TEXT_SENT` is not among what a destination may ask for. */
const receiptTypes = [
  'TEXT_PENDING',
  'TEXT_QUEUED',
  'TEXT_SUCCESSFUL',
  'TEXT_DELIVERED',
  'TEXT_INVALID',
  'TEXT_INVALID_MESSAGE',
  'TEXT_UNREACHABLE',
  'TEXT_CARRIER_UNREACHABLE',
  'TEXT_BLOCKED',
  'TEXT_CARRIER_BLOCKED',
  'TEXT_SPAM',
  'TEXT_UNKNOWN',
  'TEXT_TTL_EXPIRED',
  'TEXT_PROTECT_BLOCKED',
];

/** What AWS End User Messaging SMS needs of the deployment: the topics of its texts and receipts, and the account that says so. */
export class CarrierTopics extends Construct {
  readonly #topics: Readonly<Record<'texts' | 'receipts', Topic>>;

  constructor(scope: Construct, { stage, key }: { readonly stage: string; readonly key: IKey }) {
    super(scope, 'CarrierTopics');
    const name = `practice-texting-${stage}`;
    this.#topics = { texts: this.#topic('texts', stage, key), receipts: this.#topic('receipts', stage, key) };
    const configurationSet = new CfnConfigurationSet(this, 'ConfigurationSet', {
      configurationSetName: name,
      eventDestinations: [
        {
          enabled: true,
          eventDestinationName: 'receipts',
          matchingEventTypes: receiptTypes,
          snsDestination: { topicArn: this.#topics.receipts.topicArn },
        },
      ],
    });
    // The set publishes once the topic lets it.
    configurationSet.node.addDependency(this.#topics.receipts);
    new Secret(this, 'Account', {
      secretName: `${name}/carriers/aws/default`,
      description:
        'The account with AWS End User Messaging: names alone, for its credentials are the functions own roles',
      encryptionKey: key,
      removalPolicy: RemovalPolicy.DESTROY,
      secretStringValue: SecretValue.unsafePlainText(
        Stack.of(this).toJsonString({
          topicArns: [this.#topics.texts.topicArn, this.#topics.receipts.topicArn],
          configurationSetName: configurationSet.ref,
          // No block list is named: one list is in force for all numbers that share it, of whichever practice, and keeps the
          // confirmation, a person's answer and an emergency's words from a patient too. Every claim asks our own ledger.
        }),
      ),
    });
  }

  /** Where numbers publish patients' texts: the operator names it when a number is set up for two-way texting. */
  get textsArn(): string {
    return this.#topics.texts.topicArn;
  }

  #topic(id: 'texts' | 'receipts', stage: string, key: IKey): Topic {
    const topic = new Topic(this, id, {
      topicName: `practice-texting-${stage}-${id}`,
      masterKey: key,
      enforceSSL: true,
    });
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'EndUserMessagingPublishes',
        principals: [new ServicePrincipal('sms-voice.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Fn.ref('AWS::AccountId') } },
      }),
    );
    return topic;
  }

  /** Subscribes the queue of each function that a topic wakes. */
  wake(mounted: MountedOf): void {
    for (const { name, topic } of functions) {
      const { waiting } = mounted(name);
      if (topic && waiting) this.#topics[topic].addSubscription(new SqsSubscription(waiting));
    }
  }
}
