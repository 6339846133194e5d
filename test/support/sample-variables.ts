import { type Binding, bindings } from '../../shared/runtime/env.ts';

export const identityArn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:identity';

const samples: Readonly<Record<string, string>> = {
  TABLE_NAME: 'practice-texting-test',
  IDENTITY_SECRET_ARN: identityArn,
  CARRIER_SECRETS_PREFIX: 'texting/carriers',
  EVENT_BUS_NAME: 'practice-texting',
  PUBLIC_URL: 'https://api.example.com/live',
  SCHEDULE_GROUP: 'timers',
  USAGE_PLAN_PREFIX: 'practice-texting-test-',
};

/** The variables that these bindings bring, each with a value that it can have. */
export const sampleVariables = (bound: readonly Binding[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    bound
      .flatMap((name) => Object.keys(bindings[name].shape))
      .map((variable) => [variable, samples[variable] ?? `arn:aws:x:us-east-1:123456789012:${variable}`]),
  );
