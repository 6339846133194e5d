import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from 'aws-cdk-lib/aws-backup';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { CfnOptOutList } from 'aws-cdk-lib/aws-smsvoice';
import type { Construct } from 'constructs';
import { expiryAttribute, tableDefinition } from '../../shared/adapters/dynamodb/table.ts';
import { busNameOf, tableNameOf } from '../constructs/names.ts';

/**
 * Years for which what was said, agreed and done must be found again: 45 CFR 164.316(b)(2)(i), six years; HIPAA sets no term
 * for records of treatment, states do, and the table itself keeps what it holds for as long as it stands.
 */
const backupYears = 7;

/** What is kept when everything else goes: the table, its backups, the key and the secret under which ids are made. */
export class DataStack extends Stack {
  readonly key: Key;
  readonly table: Table;
  readonly identity: Secret;
  /** The second line of AWS End User Messaging: who is on it gets nothing from numbers that use it, whatever we do. */
  readonly optOutList: CfnOptOutList;

  constructor(scope: Construct, id: string, props: StackProps & { readonly stage: string }) {
    super(scope, id, props);
    const { stage } = props;
    this.key = new Key(this, 'Key', {
      alias: `alias/practice-texting-${stage}`,
      description: 'Encrypts what practice texting stores, queues and logs',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.#letServicesUseKey(stage);
    this.table = this.#makeTable(stage);
    this.identity = new Secret(this, 'Identity', {
      secretName: `practice-texting-${stage}/identity`,
      description: 'The secret under which ids of contacts and lines are made. Losing it loses every contact',
      encryptionKey: this.key,
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ version: 1 }),
        generateStringKey: 'secret',
        passwordLength: 64,
        excludePunctuation: true,
      },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.optOutList = new CfnOptOutList(this, 'OptOutList', { optOutListName: `practice-texting-${stage}` });
    this.optOutList.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    this.#keepBackups(stage);
  }

  #makeTable(stage: string): Table {
    const table = new Table(this, 'Table', {
      tableName: tableNameOf(stage),
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      stream: StreamViewType[tableDefinition.StreamSpecification.StreamViewType],
      timeToLiveAttribute: expiryAttribute,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    for (const { IndexName, KeySchema } of tableDefinition.GlobalSecondaryIndexes) {
      const [hash, range] = KeySchema.map(({ AttributeName: name }) => ({
        name,
        type: AttributeType.STRING,
      }));
      if (!hash || !range) throw new Error(`The index ${IndexName} has two keys.`);
      table.addGlobalSecondaryIndex({
        indexName: IndexName,
        partitionKey: hash,
        sortKey: range,
        projectionType: ProjectionType.KEYS_ONLY,
      });
    }
    return table;
  }

  /** Point-in-time recovery reaches back 35 days, and goes with the table; backups outlast both. */
  #keepBackups(stage: string): void {
    const vault = new BackupVault(this, 'Backups', {
      backupVaultName: `practice-texting-${stage}`,
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const plan = new BackupPlan(this, 'BackupPlan', { backupVault: vault });
    plan.addRule(
      new BackupPlanRule({
        ruleName: 'daily',
        scheduleExpression: Schedule.cron({ hour: '7', minute: '0' }),
        deleteAfter: Duration.days(35),
      }),
    );
    plan.addRule(
      new BackupPlanRule({
        ruleName: 'monthly',
        scheduleExpression: Schedule.cron({ day: '1', hour: '8', minute: '0' }),
        moveToColdStorageAfter: Duration.days(30),
        deleteAfter: Duration.days(365 * backupYears),
      }),
    );
    plan.addSelection('Table', { resources: [BackupResource.fromDynamoDbTable(this.table)] });
  }

  /** Services that put what is encrypted into our queues, topics and logs, each for this account's own resources alone. */
  #letServicesUseKey(stage: string): void {
    const principals = ['events', 'sns', 'sms-voice', 'cloudwatch'].map(
      (name) => new ServicePrincipal(`${name}.amazonaws.com`),
    );
    const events = new ServicePrincipal('events.amazonaws.com');
    this.key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'ServicesWriteIntoQueuesAndTopics',
        principals,
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
    // Source: docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-key-policy.html and …/encryption-archives.html.
    this.key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'BusFindsKey',
        principals: [events],
        actions: ['kms:DescribeKey'],
        resources: ['*'],
      }),
    );
    this.key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'BusArchives',
        principals: [events],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
        resources: ['*'],
        conditions: {
          StringEquals: {
            'kms:EncryptionContext:aws:events:event-bus:arn': `arn:${this.partition}:events:${this.region}:${this.account}:event-bus/${busNameOf(stage)}`,
          },
        },
      }),
    );
    this.key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'LogsOfThisDeployment',
        principals: [new ServicePrincipal(`logs.${this.region}.amazonaws.com`)],
        actions: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
        resources: ['*'],
        conditions: {
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': [
              `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:/practice-texting/${stage}/*`,
              `arn:${this.partition}:logs:${this.region}:${this.account}:log-group:aws-waf-logs-practice-texting-${stage}`,
            ],
          },
        },
      }),
    );
  }
}
