import { setTimeout as sleep } from 'node:timers/promises';
import { createCarriers } from '../../shared/adapters/carriers/registry.ts';
import { systemClock } from '../../shared/adapters/system/clock.ts';
import { systemRandomness } from '../../shared/adapters/system/randomness.ts';
import { contactIdOf, type PracticeId, practiceIdSchema } from '../../shared/domain/identifiers.ts';
import { type E164, phoneNumberSchema } from '../../shared/domain/phone-number.ts';
import { purposesSchema } from '../../shared/domain/settings.ts';
import { plusSeconds } from '../../shared/domain/time.ts';
import type { Timer } from '../../shared/domain/timer.ts';
import type { EventFeed } from '../../shared/ports/store.ts';
import type { Binding } from '../../shared/runtime/env.ts';
import { SettingsCache } from '../../shared/use-cases/practice-view.ts';
import { createPractice, putLine } from '../../shared/use-cases/provision.ts';
import { receiveText } from '../../shared/use-cases/receive-text.ts';
import { writeSettings } from '../../shared/use-cases/settings.ts';
import type { World } from '../../shared/use-cases/world.ts';
import { type AwsStub, startAwsStub } from './aws-stub.ts';
import { makeTable } from './dynamo-store.ts';
import { type Dynoxide, startDynoxide } from './dynoxide.ts';
import { identityArn, sampleVariables } from './sample-variables.ts';
import { walk } from './walk.ts';

/*
 * What a deployment has outside its functions, on this machine: a DynamoDB engine with the table, the other services as stubs, and in
 * the table a practice with two lines. Functions reach it through their own variables alone.
 */

const identity = { version: 1, secret: 'an identity secret, long enough for the schema' };

export const twilioToken = 'twilio-auth-token';
export const topicArn = 'arn:aws:sns:us-east-1:123456789012:texts';
export const practiceId: PracticeId = practiceIdSchema.parse('riverside');
export const apiKey = 'ptx_deployment_riverside';
const number = (written: string): E164 => phoneNumberSchema.parse(written);
export const twilioLine = number('+12125550101');
export const awsLine = number('+12125550102');

export interface Deployment {
  readonly aws: AwsStub;
  readonly feed: EventFeed;
  /** The variables of these bindings, and where the stubs are. */
  readonly variablesOf: (bound: readonly Binding[]) => Readonly<Record<string, string>>;
  /** The use cases' world over the same table, at so many hours from now. */
  readonly worldAt: (hours: number) => World;
  /** The number of a patient whom nobody else has. */
  readonly newPatient: () => E164;
  readonly stop: () => Promise<void>;
}

export async function startDeployment(): Promise<Deployment | undefined> {
  const engine = await startDynoxide();
  return engine && deploymentOn(engine);
}

async function deploymentOn(engine: Dynoxide): Promise<Deployment> {
  const [table, aws] = await Promise.all([
    makeTable(engine.endpoint),
    startAwsStub({
      [identityArn]: identity,
      'texting/carriers/twilio/default': { accountSid: `AC${'0'.repeat(32)}`, authToken: twilioToken },
      'texting/carriers/aws/default': { topicArns: [topicArn], optOutListName: 'patients' },
    }),
  ]);
  const worldAt = (hours: number): World => {
    const clock = { now: () => plusSeconds(systemClock.now(), hours * 3600) };
    const store = table.storeWith({ now: clock.now });
    const secrets: World['secrets'] = {
      identityKeys: async () => ({ current: identity, older: [] }),
      carrierAccount: async () => undefined,
    };
    return {
      store,
      clock,
      secrets,
      randomness: systemRandomness,
      carriers: createCarriers({ region: 'us-east-1' }),
      timers: { set: async () => undefined, clear: async () => undefined },
      bus: { put: async () => [] },
      usagePlans: { enrol: async () => undefined, remove: async () => undefined },
      settings: new SettingsCache({ store, clock, secrets }),
      publicUrl: '',
      pause: (milliseconds) => sleep(milliseconds),
    };
  };
  await openPractice(worldAt(-24 * 30));
  let patients = 1000;
  return {
    aws,
    feed: table.feed,
    worldAt,
    variablesOf: (bound) => ({
      ...sampleVariables(bound),
      ...(bound.some((name) => name.startsWith('table')) && { TABLE_NAME: table.table }),
      ...aws.variables,
      AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
    }),
    newPatient: () => {
      patients += 1;
      return number(`+1646555${patients}`);
    },
    stop: async () => {
      table.close();
      await Promise.all([aws.close(), engine.stop()]);
    },
  };
}

async function openPractice(world: World): Promise<void> {
  await createPractice(world, { practiceId, name: 'Riverside', timeZone: 'America/New_York' }, apiKey);
  for (const [line, carrier] of [
    [twilioLine, 'twilio'],
    [awsLine, 'aws'],
  ] as const) {
    await putLine(world, {
      practiceId,
      number: line,
      carrier,
      account: 'default',
      optOutHandledBy: 'ours',
      messagesPerSecond: 10,
    });
  }
  const on = { on: true };
  const purposes = purposesSchema.parse({ appointment: on, recall: on, bill: on, care: on, marketing: on });
  await writeSettings(world, practiceId, { part: 'purposes', value: purposes }, undefined);
}

export const contactOf = (phone: E164) => ({
  practiceId,
  contactId: contactIdOf(identity, practiceId, phone),
});

/** A patient's text, as it was stored when it came. */
export async function patientTexts(world: World, from: E164, body: string, to = awsLine): Promise<void> {
  const carrierMessageId = Buffer.from(world.randomness.bytes(8)).toString('hex');
  const view = await world.settings.view(practiceId, to);
  await receiveText(world, view, { carrier: 'aws', carrierMessageId, from, to, body, media: [] });
}

export const textsOf = async (world: World, phone: E164) =>
  (await walk(world.store, { listing: 'texts', of: contactOf(phone) })).map(({ value }) => value);

export const timersOf = async (world: World, phone: E164): Promise<Timer[]> =>
  (await walk(world.store, { listing: 'timers', of: contactOf(phone) })).map(({ value }) => value);
