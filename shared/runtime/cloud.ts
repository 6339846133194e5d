import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../adapters/system/clock.ts';
import { systemRandomness } from '../adapters/system/randomness.ts';
import type { Carriers } from '../ports/carrier.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventBus } from '../ports/event-bus.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { Store } from '../ports/store.ts';
import type { Timers } from '../ports/timers.ts';
import type { UsagePlans } from '../ports/usage-plans.ts';
import type { Container } from './container.ts';
import { type Binding, environmentOf } from './env.ts';
import { createLog } from './log.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** What a function was not bound to answers with its name: the topology is wrong, and a test says so first. */
const unbound = (what: string) => () => {
  throw new Error(`This function is not bound to ${what}: see infra/topology.ts.`);
};

/**
 * A function's container in the cloud, from its bindings: AWS clients over the variables that came with them. Made once at
 * cold start; a missing variable fails it by name. Each adapter is imported only where it is bound, so that a function does
 * not load what it never calls.
 */
export async function cloudContainer(
  name: string,
  bound: readonly Binding[],
  variables: Variables,
): Promise<Container> {
  environmentOf(bound, variables);
  const clock = systemClock;
  const [store, secrets, carriers, timers, bus, usagePlans, SettingsCache] = await Promise.all([
    storeFor(bound, variables, clock),
    secretsFor(bound, variables, clock),
    carriersFor(bound, variables),
    timersFor(bound, variables, clock),
    busFor(bound, variables),
    usagePlansFor(bound, variables),
    settingsCacheFor(bound),
  ]);
  const settings = SettingsCache && new SettingsCache({ store, clock, secrets });
  return {
    store,
    clock,
    randomness: systemRandomness,
    secrets,
    carriers,
    timers,
    bus,
    usagePlans,
    get settings() {
      return settings ?? noSettings();
    },
    publicUrl: bound.includes('sending') ? environmentOf(['sending'], variables).PUBLIC_URL : '',
    pause: (milliseconds) => sleep(milliseconds),
    log: createLog(name),
    scheme: 'https',
  };
}

async function storeFor(bound: readonly Binding[], variables: Variables, clock: Clock): Promise<Store> {
  if (!bound.includes('table') && !bound.includes('table-read'))
    return { read: unbound('the table'), list: unbound('the table'), commit: unbound('the table') };
  const [{ databaseClient }, { DynamoStore }] = await Promise.all([
    import('../adapters/dynamodb/client.ts'),
    import('../adapters/dynamodb/store.ts'),
  ]);
  const { TABLE_NAME: table } = environmentOf(['table'], variables);
  return new DynamoStore({ client: databaseClient(), table, now: () => clock.now() });
}

/** Lines are found by ids that the identity secret makes: without it there are no settings to remember. */
async function settingsCacheFor(bound: readonly Binding[]) {
  if (!bound.includes('identity')) return undefined;
  return (await import('../use-cases/practice-view.ts')).SettingsCache;
}

const noSettings = unbound('identity');

async function secretsFor(bound: readonly Binding[], variables: Variables, clock: Clock): Promise<Secrets> {
  if (!bound.includes('identity'))
    return { identityKeys: unbound('identity'), carrierAccount: unbound('carriers') };
  const { createSecrets } = await import('../adapters/secrets-manager/secrets.ts');
  return createSecrets({
    identityArn: environmentOf(['identity'], variables).IDENTITY_SECRET_ARN,
    carriersPrefix: bound.includes('carriers')
      ? environmentOf(['carriers'], variables).CARRIER_SECRETS_PREFIX
      : undefined,
    clock,
  });
}

async function carriersFor(bound: readonly Binding[], variables: Variables): Promise<Carriers> {
  const { AWS_REGION: region = 'us-east-1' } = variables;
  if (bound.includes('carriers')) {
    const { createCarriers } = await import('../adapters/carriers/registry.ts');
    return createCarriers({ region });
  }
  const none = unbound('carriers');
  return {
    get aws() {
      return none();
    },
    get pinpoint() {
      return none();
    },
    get simulated() {
      return none();
    },
    get twilio() {
      return none();
    },
  };
}

async function timersFor(bound: readonly Binding[], variables: Variables, clock: Clock): Promise<Timers> {
  if (!bound.includes('schedules')) return { set: unbound('schedules'), clear: unbound('schedules') };
  const { createTimers } = await import('../adapters/eventbridge/timers.ts');
  const schedules = environmentOf(['schedules'], variables);
  return createTimers({
    group: schedules.SCHEDULE_GROUP,
    roleArn: schedules.SCHEDULE_ROLE_ARN,
    deadLetterArn: schedules.SCHEDULE_DEAD_LETTER_ARN,
    targets: {
      reminder: schedules.REMINDER_FUNCTION_ARN,
      call: schedules.REMINDER_FUNCTION_ARN,
      recall: schedules.REMINDER_FUNCTION_ARN,
      bill: schedules.REMINDER_FUNCTION_ARN,
      goal: schedules.AUTO_REPLY_FUNCTION_ARN,
      release: schedules.DELIVER_FUNCTION_ARN,
    },
    clock,
  });
}

async function busFor(bound: readonly Binding[], variables: Variables): Promise<EventBus> {
  if (!bound.includes('bus')) return { put: unbound('the event bus') };
  const { createEventBus } = await import('../adapters/eventbridge/event-bus.ts');
  return createEventBus({ busName: environmentOf(['bus'], variables).EVENT_BUS_NAME });
}

async function usagePlansFor(bound: readonly Binding[], variables: Variables): Promise<UsagePlans> {
  if (!bound.includes('usage-plans'))
    return { enrol: unbound('usage plans'), remove: unbound('usage plans') };
  const { createUsagePlans } = await import('../adapters/api-gateway/usage-plans.ts');
  return createUsagePlans({ prefix: environmentOf(['usage-plans'], variables).USAGE_PLAN_PREFIX });
}
