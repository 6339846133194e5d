import { beforeEach, expect, test } from 'vitest';
import { createSecrets } from '../../shared/adapters/secrets-manager/secrets.ts';
import { type IsoInstant, isoFrom, plusSeconds } from '../../shared/domain/time.ts';
import { clientOf, stubbed } from '../support/stubbed.ts';

let now: IsoInstant;
const stub = stubbed();
beforeEach(() => {
  now = isoFrom('2026-12-01T15:00:00Z');
});

const answering = (value: unknown) => {
  stub().answer = { status: 200, body: JSON.stringify({ SecretString: JSON.stringify(value) }) };
};
const secrets = () =>
  createSecrets({
    identityArn: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:identity',
    carriersPrefix: 'texting/carriers',
    clock: { now: () => now },
    client: clientOf(stub()),
  });

test('a secret is fetched once in five minutes', async () => {
  answering({ current: { version: 2, secret: 's'.repeat(32) } });
  const manager = secrets();
  expect(await manager.identityKeys()).toEqual({
    current: { version: 2, secret: 's'.repeat(32) },
    older: [],
  });
  now = plusSeconds(now, 299);
  await manager.identityKeys();
  expect(stub().requests).toHaveLength(1);
  now = plusSeconds(now, 2);
  await manager.identityKeys();
  expect(stub().requests).toHaveLength(2);
});

test('the identity secret reads the same as a deployment makes it', async () => {
  answering({ version: 1, secret: 's'.repeat(64) });
  expect(await secrets().identityKeys()).toEqual({
    current: { version: 1, secret: 's'.repeat(64) },
    older: [],
  });
});

test('an account is found by carrier and name, and one that is not on file is undefined', async () => {
  answering({ accountSid: 'AC1', authToken: 't' });
  expect(await secrets().carrierAccount('twilio', 'main')).toEqual({ accountSid: 'AC1', authToken: 't' });
  expect(JSON.parse(stub().requests[0]?.body ?? '')).toEqual({ SecretId: 'texting/carriers/twilio/main' });
  stub().answer = {
    status: 400,
    body: JSON.stringify({ __type: 'ResourceNotFoundException', message: 'none' }),
  };
  expect(await secrets().carrierAccount('twilio', 'other')).toBeUndefined();
});

test('a secret that is not JSON fails without being quoted', async () => {
  stub().answer = { status: 200, body: JSON.stringify({ SecretString: 'hunter2 hunter2' }) };
  const failure = await secrets()
    .identityKeys()
    .catch((error: unknown) => error);
  expect(String(failure)).toBe('Error: A secret is not JSON.');
  expect(JSON.stringify(failure, Object.getOwnPropertyNames(failure))).not.toContain('hunter2');
});
