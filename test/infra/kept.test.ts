import { expect, test } from 'vitest';
import { synthesize } from '../support/synthesized.ts';

const { resources, ofType, deployment } = synthesize();

/** What holds data of patients or practices, or that without which it cannot be read or found. */
const holdsData: readonly RegExp[] = [
  /^AWS::DynamoDB::/,
  /^AWS::KMS::Key$/,
  /^AWS::Backup::BackupVault$/,
  /^AWS::SQS::Queue$/,
  /^AWS::S3::/,
  /^AWS::SMSVOICE::OptOutList$/,
];

/** What holds none, by kind: a kind that is in neither list has to be thought about. */
const holdsNone: readonly RegExp[] = [
  /^AWS::(ApiGateway|CloudWatch|IAM|Lambda|Scheduler|WAFv2)::/,
  /^AWS::KMS::Alias$/,
  /^AWS::Backup::Backup(Plan|Selection)$/,
  /^AWS::Events::(EventBus|Rule)$/,
  // Ids and kinds for thirty days: nothing rests on them.
  /^AWS::Events::Archive$/,
  /^AWS::SNS::/,
  /^AWS::SQS::QueuePolicy$/,
  // Codes, counts and ids: every log is tested for it.
  /^AWS::Logs::/,
  /^AWS::SMSVOICE::ConfigurationSet$/,
];

test('no resource that holds data goes with its stack, or with a change that replaces it', () => {
  const kept = resources.filter(({ Type }) => holdsData.some((kind) => kind.test(Type)));
  expect(kept.length).toBeGreaterThan(10);
  // Where it is not made yet at all, a failed first deployment takes it away, so that the next can make it.
  for (const { id, DeletionPolicy, UpdateReplacePolicy } of kept)
    expect([id, DeletionPolicy, UpdateReplacePolicy]).toEqual([id, 'RetainExceptOnCreate', 'Retain']);
});

test('of secrets, the one under which ids are made is kept; the other holds names alone', () => {
  const policies = ofType('AWS::SecretsManager::Secret').map(({ Properties, DeletionPolicy }) => [
    Properties.Name,
    DeletionPolicy,
  ]);
  expect(Object.fromEntries(policies)).toEqual({
    'practice-texting-prod/identity': 'RetainExceptOnCreate',
    'practice-texting-prod/carriers/aws/default': 'Delete',
  });
});

test('every other kind of resource is known to hold none', () => {
  const unknown = resources
    .map(({ Type }) => Type)
    .filter((type) => type !== 'AWS::SecretsManager::Secret')
    .filter((type) => ![...holdsData, ...holdsNone].some((kind) => kind.test(type)));
  expect(unknown).toEqual([]);
});

test('the table is encrypted with our key, recoverable to the second, backed up, and cannot be deleted', () => {
  const [table] = ofType('AWS::DynamoDB::Table');
  expect(table?.Properties).toMatchObject({
    SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    DeletionProtectionEnabled: true,
    StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
    BillingMode: 'PAY_PER_REQUEST',
  });
  expect(ofType('AWS::Backup::BackupSelection')).toHaveLength(1);
  const [plan] = ofType('AWS::Backup::BackupPlan');
  expect(plan?.Properties).toMatchObject({
    BackupPlan: {
      BackupPlanRule: [
        { RuleName: 'daily', Lifecycle: { DeleteAfterDays: 35 } },
        { RuleName: 'monthly', Lifecycle: { DeleteAfterDays: 365 * 7, MoveToColdStorageAfterDays: 30 } },
      ],
    },
  });
  expect(deployment.data.terminationProtection).toBe(true);
});

test('the key turns over each year, and services use it for this account alone', () => {
  const [key] = ofType('AWS::KMS::Key');
  expect(key?.Properties.EnableKeyRotation).toBe(true);
  const policy = (key?.Properties.KeyPolicy ?? { Statement: [] }) as {
    Statement: readonly { Sid?: string; Condition?: object; Action: string | readonly string[] }[];
  };
  const open = policy.Statement.filter(({ Sid, Condition }) => Sid && !Condition);
  // To find a key is to learn nothing of what it encrypts.
  expect(open.map(({ Action }) => Action)).toEqual(['kms:DescribeKey']);
});
