import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { functions, isAsynchronous, needsDeadLetters } from './topology.ts';

/*
 * Every finding of the rule packs that is accepted, and why: all of them, and no others. `cdk synth` fails on a finding that is not
 * here; a test fails on an entry that accepts nothing any more.
 */

export interface Acknowledgement {
  readonly ids: readonly string[];
  /** Construct paths below the deployment, the stage left out: `app/relay` is all that is made for the relay. */
  readonly at: readonly string[];
  readonly reason: string;
}

const paths = (chosen: (declared: (typeof functions)[number]) => boolean, below = ''): string[] =>
  functions.filter(chosen).map(({ name }) => `app/${name}${below}`);

const boundTo = (binding: string) =>
  paths(({ bindings }) => (bindings as readonly string[]).includes(binding), '/Policy');

const everyFunction = paths(() => true);
const queues = [
  ...paths(needsDeadLetters, '/DeadLetters'),
  'app/Bus/DeadLetters',
  'app/Schedules/DeadLetters',
];

/** `of` as a pack names a resource of this account. */
const resource = (of: string): string => {
  const [service, ...rest] = of.split(':');
  return `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:${service}:<AWS::Region>:${rest.join(':')}]`;
};

export const acknowledgementsFor = (stage: string): readonly Acknowledgement[] => [
  {
    ids: ['HIPAA.Security-LambdaInsideVPC'],
    at: everyFunction,
    reason:
      'Functions reach AWS services and carriers by TLS alone, hold no network resource of their own, and are reached through IAM. A VPC would add a NAT gateway as a thing to fail, and keep nobody out.',
  },
  {
    ids: ['HIPAA.Security-LambdaConcurrency'],
    at: everyFunction,
    reason:
      'A reserved share would refuse texts while the account still has room, and new accounts have ten executions in all. Bounds stand before the functions: usage plans, the stage, the firewall; a throttle has its alarm.',
  },
  {
    ids: ['HIPAA.Security-LambdaDLQ', 'Serverless-LambdaDLQ'],
    at: paths((declared) => !needsDeadLetters(declared), '/Function'),
    reason:
      'It answers whoever waits: what fails is told to the caller, who asks again. Nothing is handed to it and left.',
  },
  {
    ids: ['HIPAA.Security-LambdaDLQ', 'Serverless-LambdaDLQ'],
    at: paths(({ stream }) => stream === true, '/Function'),
    reason:
      "A stream's failures go to the dead-letter queue of its event source mapping, which this function has.",
  },
  {
    ids: ['HIPAA.Security-LambdaDLQ', 'Serverless-LambdaDLQ'],
    at: paths(({ topic }) => topic !== undefined, '/Function'),
    reason: 'What a topic brings waits in a queue of its own, and that queue has the dead letters.',
  },
  {
    ids: ['Serverless-LambdaEventSourceMappingDestination'],
    at: paths(({ topic }) => topic !== undefined, '/Function/Waiting'),
    reason: 'The queue that it reads has the dead letters: a mapping of a queue takes no destination.',
  },
  {
    ids: ['Serverless-SNSRedrivePolicy'],
    at: paths(({ topic }) => topic !== undefined, '/Waiting'),
    reason:
      'A topic tries a queue for 23 days, and the queue of this account is there: what fails later waits in it.',
  },
  {
    ids: ['Serverless-LambdaAsyncFailureDestination'],
    at: paths(isAsynchronous, '/Function'),
    reason:
      "The dead-letter queue keeps the event. A failure destination would keep what was thrown beside it, whose words may be a patient's.",
  },
  {
    ids: ['Serverless-SQSRedrivePolicy'],
    at: queues,
    reason: 'It is a dead-letter queue itself: what is in it waits for a person, with an alarm.',
  },
  {
    ids: ['AwsSolutions-SQS3'],
    at: [
      ...paths(({ stream }) => stream === true, '/DeadLetters'),
      'app/Bus/DeadLetters',
      'app/Schedules/DeadLetters',
    ],
    reason:
      'It is a dead-letter queue: of a stream, of the bus, of schedules, which the rule does not look for.',
  },
  {
    ids: ['AwsSolutions-IAM5[Resource::*]'],
    at: everyFunction.map((path) => `${path}/Policy`),
    reason:
      'X-Ray takes traces, and DynamoDB lists streams, of no resource: IAM knows only the star for both.',
  },
  {
    ids: [resource(`dynamodb:<AWS::AccountId>:table/practice-texting-${stage}/stream/*`)],
    at: paths(({ stream }) => stream === true, '/Policy'),
    reason: "The stream of this deployment's own table, whichever it is: one that was restored has another.",
  },
  {
    ids: [resource(`secretsmanager:<AWS::AccountId>:secret:practice-texting-${stage}/carriers/*`)],
    at: boundTo('carriers'),
    reason:
      "Carriers' accounts are added by the operator after the deployment; the star stands behind this deployment's own prefix.",
  },
  {
    ids: [
      resource('sms-voice:<AWS::AccountId>:phone-number/*'),
      resource('mobiletargeting:<AWS::AccountId>:apps/*'),
    ],
    at: boundTo('sending'),
    reason:
      'Which numbers and applications send is data: lines are added by the operator after the deployment.',
  },
  {
    ids: [resource(`scheduler:<AWS::AccountId>:schedule/practice-texting-${stage}/*`)],
    at: boundTo('schedules'),
    reason: "A schedule for each timer, made and removed all day, in a group of this deployment's own.",
  },
  {
    ids: [resource('apigateway::/usageplans/*/keys'), resource('apigateway::/apikeys/*')],
    at: boundTo('usage-plans'),
    reason: "Keys are made and removed as practices come and go: their ids are API Gateway's.",
  },
  {
    ids: ['HIPAA.Security-SecretsManagerRotationEnabled', 'AwsSolutions-SMG4'],
    at: ['data/Identity'],
    reason:
      "Every contact's id is made under it: it is changed by the procedure in infra/RUNBOOK.md, which keeps the older beside the newer, and never on a timer.",
  },
  {
    ids: ['HIPAA.Security-SecretsManagerRotationEnabled', 'AwsSolutions-SMG4'],
    at: ['app/CarrierTopics/Account'],
    reason:
      "It holds the names of topics and lists and no credential: the functions' own roles are the credential.",
  },
  {
    ids: [
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup]',
    ],
    at: ['data/BackupPlan/Table/Role'],
    reason: "AWS Backup's own policy for its own role: AWS widens it as the service needs.",
  },
  {
    ids: [
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
    ],
    at: ['app/Api/Rest/CloudWatchRole'],
    reason:
      'API Gateway takes its role for logs for the whole account, with the policy that AWS made for it.',
  },
  {
    ids: ['AwsSolutions-APIG2'],
    at: ['app/Api/Rest'],
    reason:
      "Functions validate every request whole, by the schemas that the API's description is made from, and name each fault.",
  },
  {
    ids: ['AwsSolutions-APIG4', 'AwsSolutions-COG4'],
    at: ['app/Api/Rest/Default/carriers/{carrier}/texts', 'app/Api/Rest/Default/carriers/{carrier}/receipts'],
    reason:
      'Carriers sign their webhooks, over bytes that only the function sees: it refuses what is not signed before it reads it.',
  },
  {
    ids: ['AwsSolutions-APIG4', 'AwsSolutions-COG4'],
    at: ['app/Api/Rest/Default/v1/openapi.json'],
    reason: 'The description of the API is the same for everyone, and public.',
  },
  {
    ids: ['AwsSolutions-COG4'],
    at: ['app/Api/Rest/Default/v1/{proxy+}', 'app/Api/Rest/Default/operator'],
    reason:
      "Practices' systems call with keys, which the authorizer checks, and operators with IAM: neither is a user who signs in.",
  },
  {
    ids: ['HIPAA.Security-APIGWCacheEnabledAndEncrypted'],
    at: ['app/Api/Rest/DeploymentStage.live'],
    reason: "Nothing is cached: answers hold patients' words, and the next one may differ.",
  },
  {
    ids: ['HIPAA.Security-APIGWSSLEnabled'],
    at: ['app/Api/Rest/DeploymentStage.live'],
    reason: 'A client certificate is for backends over HTTP: behind this API stand functions, called by IAM.',
  },
];

/** Records every acknowledgement where it holds. Throws where one names what is not there. */
export function acknowledge(scope: IConstruct, stage: string): void {
  for (const { ids, at, reason } of acknowledgementsFor(stage)) {
    for (const path of at)
      Validations.of(findAt(scope, stage, path)).acknowledge(...ids.map((id) => ({ id, reason })));
  }
}

function findAt(scope: IConstruct, stage: string, path: string): IConstruct {
  const whole = `practice-texting-${stage}-${path}`;
  const found = scope.node.findAll().find(({ node }) => node.path === whole);
  if (!found) throw new Error(`infra/acknowledgements.ts accepts findings of ${path}, which is not there.`);
  return found;
}
