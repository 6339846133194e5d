import type { APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { beforeEach, expect, test } from 'vitest';
import { handler } from '../../functions/authorizer/handler.ts';
import { keyIdOf } from '../../shared/domain/identifiers.ts';
import { createKey, putKey, revokeKey } from '../../shared/use-cases/keys.ts';
import { lambdaContext, provided } from '../support/events.ts';
import { openWorld, riverside, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await openWorld();
  provided(world);
});

const api = 'arn:aws:execute-api:us-east-1:123456789012:abc123';
const asked = (headers: Readonly<Record<string, string>>) =>
  handler(
    {
      type: 'REQUEST',
      methodArn: `${api}/live/GET/v1/threads`,
      headers,
    } as unknown as APIGatewayRequestAuthorizerEvent,
    lambdaContext,
  );
/** API Gateway answers 401 to exactly this message, and 500 to every other. */
const unauthorized = { name: 'Error', message: 'Unauthorized' };

test('a known key opens every route of its stage, for its practice', async () => {
  const { apiKey, keyId } = await createKey(world, riverside);
  const answer = await asked({ 'X-API-Key': apiKey });
  expect(answer).toMatchObject({
    principalId: keyId,
    policyDocument: {
      Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: `${api}/live/*` }],
    },
    context: { practiceId: riverside, keyId },
  });
});

test('usage is counted under an id that is neither the key nor its hash', async () => {
  const { apiKey, keyId } = await createKey(world, riverside);
  const { usageIdentifierKey } = await asked({ 'x-api-key': apiKey });
  expect(usageIdentifierKey).toMatch(/^[0-9a-f]{32}$/);
  expect([apiKey, keyId]).not.toContain(usageIdentifierKey);
  expect([...world.usagePlans.book.keys()]).toContain(usageIdentifierKey);
});

test.each([
  ['no key', async () => ({})],
  ['an unknown key', async () => ({ 'x-api-key': 'ptx_guess' })],
  [
    'a revoked key',
    async () => {
      const { apiKey, keyId } = await createKey(world, riverside);
      await revokeKey(world, keyId);
      return { 'x-api-key': apiKey };
    },
  ],
  [
    'a key whose overlap has ended',
    async () => {
      const { apiKey, keyId } = await createKey(world, riverside);
      await createKey(world, riverside, { rotates: keyId, overlapHours: 1 });
      world.wait(3600);
      return { 'x-api-key': apiKey };
    },
  ],
])('%s is the 401 that API Gateway knows', async (_what, headers) => {
  await expect(asked(await headers())).rejects.toMatchObject(unauthorized);
});

test("an operator's key opens nothing of the practice API", async () => {
  await putKey(world, 'ptx_operator', {
    scope: 'operator',
    createdAt: world.clock.now(),
    usageId: keyIdOf('operator'),
  });
  const answer = await asked({ 'x-api-key': 'ptx_operator' });
  expect(answer.policyDocument.Statement).toMatchObject([{ Effect: 'Deny' }]);
  expect(answer).not.toHaveProperty('usageIdentifierKey');
});
