import { expect, test } from 'vitest';
import { functions } from '../../infra/topology.ts';
import { eventSource } from '../../shared/ports/event-bus.ts';
import { type Resource, resolved, synthesize, variablesOf } from '../support/synthesized.ts';

const { ofType, lambdaOf } = synthesize();
const idOf = (name: string) => `${name.replaceAll('-', '')}Function`;

interface Target {
  readonly Arn: string;
  readonly DeadLetterConfig?: { readonly Arn: string };
  readonly RetryPolicy?: { readonly MaximumEventAgeInSeconds: number };
}
const targetOf = ({ Properties }: Resource): Target => {
  const [target, ...others] = resolved(Properties.Targets) as Target[];
  expect(others).toEqual([]);
  return target ?? expect.fail('A rule has a target.');
};

test('a rule of the bus wakes each function by the events that the topology names, with dead letters', () => {
  const rules = ofType('AWS::Events::Rule').filter(({ Properties }) => Properties.EventPattern);
  const woken = functions.filter(({ events }) => events);
  expect(rules).toHaveLength(woken.length);
  for (const { name, events } of woken) {
    const rule = rules.find((one) => targetOf(one).Arn.startsWith(idOf(name))) ?? expect.fail(name);
    expect(rule.Properties.EventPattern).toEqual({ source: [eventSource], 'detail-type': events });
    expect(targetOf(rule)).toMatchObject({
      DeadLetterConfig: { Arn: expect.stringContaining('DeadLetters') },
      RetryPolicy: { MaximumEventAgeInSeconds: 900 },
    });
  }
});

test('the sweep runs every five minutes', () => {
  const [rule, ...others] = ofType('AWS::Events::Rule').filter(
    ({ Properties }) => Properties.ScheduleExpression,
  );
  expect(others).toEqual([]);
  expect(rule?.Properties.ScheduleExpression).toBe('rate(5 minutes)');
  expect(rule && targetOf(rule).Arn).toMatch(/^sweepFunction/);
});

test('the bus is encrypted, keeps what it could not open, and archives our events for thirty days', () => {
  const [bus] = ofType('AWS::Events::EventBus');
  expect(resolved(bus?.Properties)).toMatchObject({
    Name: 'practice-texting-prod',
    KmsKeyIdentifier: expect.stringContaining('Key'),
    DeadLetterConfig: { Arn: expect.stringContaining('BusDeadLetters') },
  });
  const [archive] = ofType('AWS::Events::Archive');
  expect(resolved(archive?.Properties)).toMatchObject({
    EventPattern: { source: [eventSource] },
    RetentionDays: 30,
    KmsKeyIdentifier: expect.stringContaining('Key'),
  });
});

test('the stream hands over new commits alone, divides what fails, and gives up with a dead letter', () => {
  const mapping = ofType('AWS::Lambda::EventSourceMapping').find(({ id }) => id.startsWith('relay'));
  const properties = resolved(mapping?.Properties);
  // By age alone: an outage of the bus must not use up a count of tries.
  expect(properties).not.toHaveProperty('MaximumRetryAttempts');
  expect(properties).toMatchObject({
    FunctionName: expect.stringMatching(/^relayFunction/),
    EventSourceArn: expect.stringContaining('Stream'),
    BisectBatchOnFunctionError: true,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    MaximumRecordAgeInSeconds: 3600,
    DestinationConfig: { OnFailure: { Destination: expect.stringContaining('relayDeadLetters') } },
  });
  const { Filters } = (properties as { FilterCriteria: { Filters: { Pattern: string }[] } }).FilterCriteria;
  expect(Filters.map(({ Pattern }) => JSON.parse(Pattern))).toEqual([
    { eventName: ['INSERT'], dynamodb: { Keys: { sk: { S: [{ prefix: 'ONCE#' }] } } } },
  ]);
});

test('schedules wake the functions that timers have, in their own group and account, and nothing else', () => {
  const role = ofType('AWS::IAM::Role').find(({ Properties }) =>
    JSON.stringify(Properties.AssumeRolePolicyDocument).includes('scheduler.amazonaws.com'),
  );
  expect(resolved(role?.Properties.AssumeRolePolicyDocument)).toMatchObject({
    Statement: [
      {
        Condition: {
          StringEquals: { 'aws:SourceAccount': '123456789012', 'aws:SourceArn': expect.anything() },
        },
      },
    ],
  });
  const policy = ofType('AWS::IAM::ManagedPolicy').find(({ id }) => id.startsWith('Schedules'));
  const { Statement } = resolved(policy?.Properties.PolicyDocument) as {
    Statement: readonly { Action: string | string[]; Resource: string | string[] }[];
  };
  const invoking = Statement.find(({ Action }) => Action === 'lambda:InvokeFunction');
  expect([invoking?.Resource].flat().toSorted()).toEqual(
    functions
      .filter(({ timers }) => timers)
      .map(({ name }) => `arn:aws:lambda:us-east-1:123456789012:function:practice-texting-prod-${name}`)
      .toSorted(),
  );
  expect(Statement.flatMap(({ Action }) => Action).toSorted()).toEqual([
    'kms:Decrypt',
    'kms:GenerateDataKey',
    'lambda:InvokeFunction',
    'sqs:SendMessage',
  ]);
});

test('schedules are made as the timekeeper is told: its group, the role, the functions and the dead letters', () => {
  const [group] = ofType('AWS::Scheduler::ScheduleGroup');
  expect(variablesOf(lambdaOf('timekeeper'))).toMatchObject({
    SCHEDULE_GROUP: group?.Properties.Name,
    SCHEDULE_ROLE_ARN: expect.stringMatching(/^SchedulesRole/),
    SCHEDULE_DEAD_LETTER_ARN: expect.stringMatching(/^SchedulesDeadLetters/),
    REMINDER_FUNCTION_ARN: expect.stringMatching(/:function:practice-texting-prod-reminder$/),
    AUTO_REPLY_FUNCTION_ARN: expect.stringMatching(/:function:practice-texting-prod-auto-reply$/),
    DELIVER_FUNCTION_ARN: expect.stringMatching(/:function:practice-texting-prod-deliver$/),
  });
});

test('a topic fills a queue for each function that the topology names, which keeps a text for six hours of trying', () => {
  const subscriptions = ofType('AWS::SNS::Subscription').map(({ Properties }) => resolved(Properties));
  const topics = functions.filter(({ topic }) => topic);
  expect(subscriptions).toHaveLength(topics.length);
  for (const { name, topic, timeoutSeconds } of topics) {
    const waiting = expect.stringMatching(new RegExp(`^${name.replaceAll('-', '')}Waiting`));
    expect(subscriptions).toContainEqual(
      expect.objectContaining({
        Protocol: 'sqs',
        Endpoint: waiting,
        TopicArn: expect.stringContaining(`CarrierTopics${topic}`),
      }),
    );
    const mapping = ofType('AWS::Lambda::EventSourceMapping').find(({ id }) => id.startsWith(idOf(name)));
    expect(resolved(mapping?.Properties)).toMatchObject({
      EventSourceArn: waiting,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    const queue = ofType('AWS::SQS::Queue').find(({ id }) =>
      id.startsWith(`${name.replaceAll('-', '')}Waiting`),
    );
    const { VisibilityTimeout, RedrivePolicy, KmsMasterKeyId } = resolved(queue?.Properties) as {
      VisibilityTimeout: number;
      RedrivePolicy: { maxReceiveCount: number; deadLetterTargetArn: string };
      KmsMasterKeyId: string;
    };
    expect(VisibilityTimeout).toBeGreaterThanOrEqual(6 * timeoutSeconds);
    expect(VisibilityTimeout * RedrivePolicy.maxReceiveCount).toBe(6 * 3600);
    expect(RedrivePolicy.deadLetterTargetArn).toContain('DeadLetters');
    expect(KmsMasterKeyId).toContain('Key');
  }
});

test('every topic is encrypted, is used by TLS alone, and lets its own publisher publish for this account', () => {
  const publishers = new Map([
    ['CarrierTopicstexts', 'sms-voice.amazonaws.com'],
    ['CarrierTopicsreceipts', 'sms-voice.amazonaws.com'],
    ['Alarms', 'cloudwatch.amazonaws.com'],
  ]);
  expect(ofType('AWS::SNS::Topic')).toHaveLength(publishers.size);
  for (const { Properties } of ofType('AWS::SNS::Topic')) expect(Properties).toHaveProperty('KmsMasterKeyId');
  for (const { id, Properties } of ofType('AWS::SNS::TopicPolicy')) {
    const { Statement } = resolved(Properties.PolicyDocument) as {
      Statement: readonly { Effect: string; Principal: unknown; Condition: unknown; Action: string }[];
    };
    const publisher = [...publishers].find(([topic]) => id.startsWith(topic))?.[1];
    expect(Statement).toContainEqual(
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    );
    expect(Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Allow',
        Action: 'sns:Publish',
        Principal: { Service: publisher },
        Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
      }),
    );
  }
});

test('the configuration set is made once its topic lets it publish', () => {
  const [set] = ofType('AWS::SMSVOICE::ConfigurationSet');
  expect(JSON.stringify(set)).toContain('"CarrierTopicsreceiptsPolicy');
});

test("the carrier's own account is told the topics and the configuration set that were made, and no block list that practices would share", () => {
  const account = ofType('AWS::SecretsManager::Secret').find(
    ({ Properties }) => Properties.Name === 'practice-texting-prod/carriers/aws/default',
  );
  const told = JSON.parse(String(resolved(account?.Properties.SecretString)));
  expect(told).toEqual({
    topicArns: [
      expect.stringMatching(/^CarrierTopicstexts/),
      expect.stringMatching(/^CarrierTopicsreceipts/),
    ],
    configurationSetName: expect.stringMatching(/^CarrierTopicsConfigurationSet/),
  });
  const [set] = ofType('AWS::SMSVOICE::ConfigurationSet');
  expect(JSON.stringify(set?.Properties)).not.toContain('TEXT_SENT');
});
