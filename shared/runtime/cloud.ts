import { setTimeout as sleep } from 'node:timers/promises';
import { createCarriers } from '../adapters/carriers/registry.ts';
import { databaseClient } from '../adapters/dynamodb/client.ts';
import { DynamoStore } from '../adapters/dynamodb/store.ts';
import { createTimers } from '../adapters/eventbridge/timers.ts';
import { createSecrets } from '../adapters/secrets-manager/secrets.ts';
import { systemClock } from '../adapters/system/clock.ts';
import { systemRandomness } from '../adapters/system/randomness.ts';
import { SettingsCache } from '../use-cases/practice-view.ts';
import type { Container } from './container.ts';
import { type Binding, environmentOf } from './env.ts';
import { createLog } from './log.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** What a function was not bound to answers with its name: the topology is wrong, and a test says so first. */
const unbound = (what: string) => () => {
  throw new Error(`This function is not bound to ${what}: see infra/topology.ts.`);
};

/**
 * A function's container in the cloud, from its bindings: AWS clients over the variables that came with them. Parsed once at
 * cold start; a missing variable fails it by name.
 */
export function cloudContainer(name: string, bound: readonly Binding[], variables: Variables): Container {
  const has = (binding: Binding) => bound.includes(binding);
  const pick = <B extends Binding>(binding: B) =>
    has(binding) ? environmentOf([binding], variables) : undefined;
  const clock = systemClock;
  const table = pick('table') ?? environmentOf(['table-read'], variables);
  const identity = pick('identity');
  const schedules = pick('schedules');
  const store = new DynamoStore({
    client: databaseClient(),
    table: table.TABLE_NAME,
    now: () => clock.now(),
  });
  const secrets = identity
    ? createSecrets({
        identityArn: identity.IDENTITY_SECRET_ARN,
        carriersPrefix: pick('carriers')?.CARRIER_SECRETS_PREFIX,
        clock,
      })
    : { identityKeys: unbound('identity'), carrierAccount: unbound('carriers') };
  const timers = schedules
    ? createTimers({
        group: schedules.SCHEDULE_GROUP,
        roleArn: schedules.SCHEDULE_ROLE_ARN,
        deadLetterArn: schedules.SCHEDULE_DEAD_LETTER_ARN,
        targets: {
          reminder: schedules.REMINDER_FUNCTION_ARN,
          goal: schedules.AUTO_REPLY_FUNCTION_ARN,
          release: schedules.DELIVER_FUNCTION_ARN,
        },
        clock,
      })
    : { set: unbound('schedules'), clear: unbound('schedules') };
  return {
    store,
    clock,
    randomness: systemRandomness,
    secrets,
    carriers: createCarriers({ region: variables.AWS_REGION ?? 'us-east-1' }),
    timers,
    settings: new SettingsCache({ store, clock, secrets }),
    publicUrl: pick('sending')?.PUBLIC_URL ?? '',
    pause: (milliseconds) => sleep(milliseconds),
    log: createLog(name),
    scheme: 'https',
  };
}
