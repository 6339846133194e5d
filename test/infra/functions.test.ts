import { expect, test } from 'vitest';
import { type FunctionName, functions, isAsynchronous, needsDeadLetters } from '../../infra/topology.ts';
import { bindings } from '../../shared/runtime/env.ts';
import { resolved, synthesize, variablesOf } from '../support/synthesized.ts';

const { ofType, lambdaOf } = synthesize();
const key = expect.stringMatching(/^practice-texting-prod-data:ExportsOutputFnGetAttKey\w+Arn\w+$/);

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

interface Allowing extends Statement {
  readonly Principal: { readonly Service: string };
  readonly Condition: object;
}

/** All that a function's role may do, as `action -> resources`. */
function rightsOf(name: FunctionName): ReadonlyMap<string, readonly string[]> {
  const role = String(resolved(lambdaOf(name).Properties.Role)).replace(/\.Arn$/, '');
  const held = ofType('AWS::IAM::ManagedPolicy').filter(({ Properties }) =>
    (resolved(Properties.Roles) as string[]).includes(role),
  );
  const rights = new Map<string, string[]>();
  for (const { Properties } of held) {
    const { Statement } = resolved(Properties.PolicyDocument) as { readonly Statement: readonly Statement[] };
    for (const { Effect, Action, Resource } of Statement) {
      expect(Effect).toBe('Allow');
      for (const action of [Action].flat())
        rights.set(action, [...(rights.get(action) ?? []), ...[Resource].flat()]);
    }
  }
  return rights;
}

/** What every function has, whatever it is bound to. */
const always = [
  'kms:Decrypt',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];
const deadLetters = ['kms:GenerateDataKey', 'sqs:SendMessage'];
const tableRead = ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query'];
const table = [
  ...tableRead,
  'dynamodb:ConditionCheckItem',
  'dynamodb:DeleteItem',
  'dynamodb:PutItem',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
];
const secrets = ['secretsmanager:GetSecretValue'];
const waiting = ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'];
const sending = ['mobiletargeting:SendMessages', 'sms-voice:SendTextMessage'];
const optOutList = ['sms-voice:DeleteOptedOutNumber', 'sms-voice:PutOptedOutNumber'];

/** Written out by hand, and not from the grants: a right that slips into a binding is seen here. */
const rights: Readonly<Record<FunctionName, readonly string[]>> = {
  'inbound-text': [...always, ...table, ...secrets, ...waiting],
  'delivery-receipt': [...always, ...table, ...secrets, ...waiting],
  'opt-out': [...always, ...deadLetters, ...table, ...secrets, ...optOutList],
  deliver: [...always, ...deadLetters, ...table, ...secrets, ...sending],
  reminder: [...always, ...deadLetters, ...table, ...secrets],
  'auto-reply': [...always, ...deadLetters, ...table, ...secrets],
  relay: [
    ...always,
    ...deadLetters,
    'dynamodb:DescribeStream',
    'dynamodb:GetRecords',
    'dynamodb:GetShardIterator',
    'dynamodb:ListStreams',
    'events:PutEvents',
  ],
  statistics: [...always, ...deadLetters, ...table, ...secrets],
  timekeeper: [
    ...always,
    ...deadLetters,
    ...tableRead,
    'iam:PassRole',
    'scheduler:CreateSchedule',
    'scheduler:DeleteSchedule',
    'scheduler:UpdateSchedule',
  ],
  sweep: [...always, ...deadLetters, ...table, ...secrets, ...sending, ...optOutList],
  'practice-api': [...always, ...table, ...secrets],
  authorizer: [...always, ...tableRead],
  provisioning: [...always, ...table, ...secrets, 'apigateway:DELETE', 'apigateway:GET', 'apigateway:POST'],
};

test.each(functions)('$name may do what its bindings need, and nothing else', ({ name }) => {
  const held = rightsOf(name);
  expect([...held.keys()].toSorted()).toEqual([...new Set(rights[name])].toSorted());
  const onAnything = [...held].filter(([, resources]) => resources.includes('*')).map(([action]) => action);
  expect(onAnything.filter((action) => !/^xray:|^dynamodb:ListStreams$/.test(action))).toEqual([]);
  for (const [action, resources] of held) {
    if (action.startsWith('kms:')) for (const resource of resources) expect(resource).toEqual(key);
    if (action.startsWith('dynamodb:') && !/Stream|Records|Shard/.test(action))
      for (const resource of resources)
        expect(resource).toMatch(/:table\/practice-texting-prod(\/index\/\w+)?$/);
    if (action.startsWith('scheduler:'))
      for (const resource of resources) expect(resource).toMatch(/:schedule\/practice-texting-prod\/\*$/);
  }
});

test('rights are written in one policy for each role, and nowhere beside it', () => {
  expect(ofType('AWS::IAM::Policy')).toEqual([]);
  const roles = ofType('AWS::IAM::ManagedPolicy').map(({ Properties }) => resolved(Properties.Roles));
  for (const of of roles) expect(of).toHaveLength(1);
  expect(new Set(roles.flat()).size).toBe(roles.length);
  for (const { Properties } of ofType('AWS::IAM::Role')) expect(Properties).not.toHaveProperty('Policies');
});

test.each(functions)('$name is mounted as the topology says', (declared) => {
  const { name, memoryMb, timeoutSeconds } = declared;
  const variables = declared.bindings.flatMap((binding) => Object.keys(bindings[binding].shape));
  const { Properties } = lambdaOf(name);
  expect(Properties).toMatchObject({
    Runtime: 'nodejs24.x',
    Architectures: ['arm64'],
    MemorySize: memoryMb,
    Timeout: timeoutSeconds,
    TracingConfig: { Mode: 'Active' },
  });
  expect(resolved(Properties.KmsKeyArn)).toEqual(key);
  expect(Object.keys(variablesOf(lambdaOf(name))).toSorted()).toEqual([...new Set(variables)].toSorted());
  expect(Properties.DeadLetterConfig !== undefined).toBe(isAsynchronous(declared));
});

test('what is handed over without waiting is tried again, until the sweep has done it', () => {
  const tried = ofType('AWS::Lambda::EventInvokeConfig').map(({ Properties }) => ({
    of: functions.find(({ name }) => resolved(Properties.FunctionName) === lambdaOf(name).id),
    seconds: Properties.MaximumEventAgeInSeconds,
    attempts: Properties.MaximumRetryAttempts,
  }));
  expect(tried).toHaveLength(functions.filter(isAsynchronous).length);
  for (const { of, seconds, attempts } of tried) {
    expect(attempts).toBe(2);
    expect([of?.topic, seconds]).toEqual([undefined, 15 * 60]);
  }
});

test('every function has a log of its own, encrypted, for a year', () => {
  for (const { name } of functions) {
    const [log, ...others] = ofType('AWS::Logs::LogGroup').filter(
      ({ Properties }) => Properties.LogGroupName === `/practice-texting/prod/${name}`,
    );
    expect(others).toEqual([]);
    expect(log?.Properties.RetentionInDays).toBe(365);
    expect(resolved(log?.Properties.KmsKeyId)).toEqual(key);
  }
});

test('a dead-letter queue takes what its own sources bring, and from nobody else', () => {
  const taken = new Map(
    ofType('AWS::SQS::QueuePolicy').map(({ id, Properties }) => {
      const { Statement } = resolved(Properties.PolicyDocument) as { Statement: readonly Allowing[] };
      const allowed = Statement.filter(({ Effect }) => Effect === 'Allow');
      for (const { Condition } of allowed) expect(JSON.stringify(Condition)).toContain('aws:SourceArn');
      return [
        id.replace(/DeadLettersPolicy\w+$/, ''),
        allowed.map(({ Principal }) => Principal.Service),
      ] as const;
    }),
  );
  // Lambda, Scheduler and the stream's mapping bring theirs by the rights of a role.
  for (const { name, events, everyMinutes } of functions.filter(needsDeadLetters)) {
    const services = events || everyMinutes ? ['events.amazonaws.com'] : [];
    expect([name, taken.get(name.replaceAll('-', ''))]).toEqual([name, services]);
  }
  expect(taken.get('Bus')).toEqual(['events.amazonaws.com']);
  expect(taken.get('Schedules')).toEqual([]);
});

test('a place for dead letters is where something hands work over, and is encrypted', () => {
  const queues = ofType('AWS::SQS::Queue');
  const expected = [
    ...functions.filter(needsDeadLetters).map(({ name }) => name.replaceAll('-', '')),
    'Bus',
    'Schedules',
  ];
  const places = queues.flatMap(({ id }) => /^(\w+)DeadLetters\w+$/.exec(id)?.[1] ?? []);
  expect(places.toSorted()).toEqual(expected.toSorted());
  for (const { Properties } of queues) {
    // What outlasts its stack has no name that the next one would want.
    expect(Properties).not.toHaveProperty('QueueName');
    expect(resolved(Properties.KmsMasterKeyId)).toEqual(key);
    expect(Properties.MessageRetentionPeriod).toBeGreaterThanOrEqual(4 * 24 * 3600);
  }
});
