import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { indexNames } from '../../shared/adapters/dynamodb/keys.ts';
import type { Binding, VariablesOf } from '../../shared/runtime/env.ts';
import type { FunctionName } from '../topology.ts';
import { functionArnOf, tableNameOf } from './names.ts';

/** What a binding comes to: its permission and its variables, which never come apart. */
export interface Grant<B extends Binding> {
  readonly statements: readonly PolicyStatement[];
  readonly variables: Readonly<Record<VariablesOf<B>, string>>;
}

export type Grants = { readonly [B in Binding]: Grant<B> };

export interface Bound {
  readonly stage: string;
  readonly key: IKey;
  readonly identity: { readonly secretArn: string };
  readonly busName: string;
  readonly busArn: string;
  readonly scheduleGroup: string;
  readonly scheduleRoleArn: string;
  readonly timerDeadLettersArn: string;
  readonly optOutListArn: string;
  readonly publicUrl: string;
}

const allow = (sid: string, actions: readonly string[], resources: readonly string[]) =>
  new PolicyStatement({ sid, actions: [...actions], resources: [...resources] });

const reading = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
/** TransactWriteItems asks for the rights of the items that it writes. */
const writing = ['dynamodb:PutItem', 'dynamodb:DeleteItem', 'dynamodb:ConditionCheckItem'];

/** Every binding's permission and variables for one deployment. Each function gets those of its own bindings. */
export function grantsFor(scope: Construct, bound: Bound): Grants {
  const { region, account, partition } = Stack.of(scope);
  const { stage, key, identity } = bound;
  const arn = (service: string, resource: string) =>
    `arn:${partition}:${service}:${region}:${account}:${resource}`;
  const functionArn = (name: FunctionName) => functionArnOf(scope, stage, name);
  const tableName = tableNameOf(stage);
  const tableAndIndexes = [
    arn('dynamodb', `table/${tableName}`),
    ...indexNames.map((index) => arn('dynamodb', `table/${tableName}/index/${index}`)),
  ];
  const readKey = allow('ReadWhatIsEncrypted', ['kms:Decrypt'], [key.keyArn]);
  const useKey = allow(
    'UseTheKeyOfTheTable',
    ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'],
    [key.keyArn],
  );
  const carriersPrefix = `practice-texting-${stage}/carriers`;
  return {
    table: {
      statements: [allow('ReadAndWriteTheTable', [...reading, ...writing], tableAndIndexes), useKey],
      variables: { TABLE_NAME: tableName },
    },
    'table-read': {
      statements: [allow('ReadTheTable', reading, tableAndIndexes), readKey],
      variables: { TABLE_NAME: tableName },
    },
    identity: {
      statements: [
        allow('ReadTheIdentitySecret', ['secretsmanager:GetSecretValue'], [identity.secretArn]),
        readKey,
      ],
      variables: { IDENTITY_SECRET_ARN: identity.secretArn },
    },
    carriers: {
      statements: [
        allow(
          'ReadTheCarriersSecrets',
          ['secretsmanager:GetSecretValue'],
          [arn('secretsmanager', `secret:${carriersPrefix}/*`)],
        ),
        readKey,
      ],
      variables: { CARRIER_SECRETS_PREFIX: carriersPrefix },
    },
    'opt-out-list': {
      statements: [
        allow(
          'KeepTheBlockListEqual',
          ['sms-voice:PutOptedOutNumber', 'sms-voice:DeleteOptedOutNumber'],
          [bound.optOutListArn],
        ),
      ],
      variables: {},
    },
    bus: {
      statements: [allow('PutEvents', ['events:PutEvents'], [bound.busArn])],
      variables: { EVENT_BUS_NAME: bound.busName },
    },
    sending: {
      statements: [
        allow('SendTexts', ['sms-voice:SendTextMessage'], [arn('sms-voice', 'phone-number/*')]),
        allow('SendTextsByPinpoint', ['mobiletargeting:SendMessages'], [arn('mobiletargeting', 'apps/*')]),
      ],
      variables: { PUBLIC_URL: bound.publicUrl },
    },
    schedules: {
      statements: [
        allow(
          'KeepSchedules',
          ['scheduler:CreateSchedule', 'scheduler:UpdateSchedule', 'scheduler:DeleteSchedule'],
          [arn('scheduler', `schedule/${bound.scheduleGroup}/*`)],
        ),
        new PolicyStatement({
          sid: 'LetSchedulesWakeFunctions',
          actions: ['iam:PassRole'],
          resources: [bound.scheduleRoleArn],
          conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
        }),
      ],
      variables: {
        SCHEDULE_GROUP: bound.scheduleGroup,
        SCHEDULE_ROLE_ARN: bound.scheduleRoleArn,
        SCHEDULE_DEAD_LETTER_ARN: bound.timerDeadLettersArn,
        REMINDER_FUNCTION_ARN: functionArn('reminder'),
        AUTO_REPLY_FUNCTION_ARN: functionArn('auto-reply'),
        DELIVER_FUNCTION_ARN: functionArn('deliver'),
      },
    },
    'usage-plans': {
      statements: [
        allow(
          'EnrolKeysInUsagePlans',
          ['apigateway:GET', 'apigateway:POST'],
          [
            `arn:${partition}:apigateway:${region}::/usageplans`,
            `arn:${partition}:apigateway:${region}::/usageplans/*/keys`,
            `arn:${partition}:apigateway:${region}::/apikeys`,
          ],
        ),
        allow('RemoveKeys', ['apigateway:DELETE'], [`arn:${partition}:apigateway:${region}::/apikeys/*`]),
      ],
      variables: { USAGE_PLAN_PREFIX: `practice-texting-${stage}-` },
    },
  };
}
