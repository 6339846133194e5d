import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { expect, test } from 'vitest';
import { handler } from '../../functions/authorizer/handler.ts';
import { keyIdOf } from '../../shared/domain/identifiers.ts';
import { plusSeconds } from '../../shared/domain/time.ts';
import { createKey, revokeKey } from '../../shared/use-cases/keys.ts';
import { lambdaContext, provided } from '../support/events.ts';
import { synthesize } from '../support/synthesized.ts';
import { openWorld, riverside, type TestWorld } from '../support/world.ts';

/** As long as the deployed authorizer's answers are kept. */
const [authorizer] = synthesize().ofType('AWS::ApiGateway::Authorizer');
const cachedSeconds = Number(authorizer?.Properties.AuthorizerResultTtlInSeconds);

const eventOf = (apiKey: string, path: string) =>
  ({
    type: 'REQUEST',
    methodArn: `arn:aws:execute-api:us-east-1:123456789012:abc123/live/GET${path}`,
    headers: { 'X-Api-Key': apiKey },
  }) as unknown as APIGatewayRequestAuthorizerEvent;

/**
 * What API Gateway makes of an authorizer: what it answered for a key holds for every route, as long as it is kept; a thrown
 * `Unauthorized` is a 401 and is not kept. Source: API Gateway's developer guide, "Use API Gateway Lambda authorizers".
 */
function gateway(world: TestWorld) {
  const kept = new Map<string, { readonly until: string; readonly answer: APIGatewayAuthorizerResult }>();
  return async (apiKey: string, path = '/v1/threads'): Promise<200 | 401 | 403> => {
    const now = world.clock.now();
    let cached = kept.get(apiKey);
    if (!cached || cached.until <= now) {
      try {
        cached = {
          until: plusSeconds(now, cachedSeconds),
          answer: await handler(eventOf(apiKey, path), lambdaContext),
        };
      } catch (error) {
        if (error instanceof Error && error.message === 'Unauthorized') return 401;
        throw error;
      }
      kept.set(apiKey, cached);
    }
    const [statement] = cached.answer.policyDocument.Statement;
    if (!statement || !('Resource' in statement) || statement.Effect !== 'Allow') return 403;
    const pattern = new RegExp(`^${String(statement.Resource).replaceAll('*', '.*')}$`);
    return pattern.test(eventOf(apiKey, path).methodArn) ? 200 : 403;
  };
}

test('a revoked key stops within a minute, and one answer serves every route until then', async () => {
  const world = await openWorld();
  provided(world);
  const { apiKey } = await createKey(world, riverside);
  const ask = gateway(world);
  expect(await ask(apiKey)).toBe(200);
  expect(await ask(apiKey, '/v1/texts/t-1')).toBe(200);

  await revokeKey(world, keyIdOf(apiKey));
  await world.moveTo(plusSeconds(world.clock.now(), 59));
  expect(await ask(apiKey)).toBe(200);
  await world.moveTo(plusSeconds(world.clock.now(), 1));
  expect(await ask(apiKey)).toBe(401);
  expect(cachedSeconds).toBeLessThanOrEqual(60);
});

test('a key that was never asked about stops at once', async () => {
  const world = await openWorld();
  provided(world);
  const { apiKey } = await createKey(world, riverside);
  await revokeKey(world, keyIdOf(apiKey));
  expect(await gateway(world)(apiKey)).toBe(401);
});

test('a store that fails is logged and is no 401: the caller is not told that its key is wrong', async () => {
  const world = await openWorld();
  const { logged } = provided(world);
  Object.assign(world, { store: { ...world.store, read: () => Promise.reject(new Error('busy')) } });
  await expect(gateway(world)('ptx_any')).rejects.toThrow('busy');
  expect(logged).toMatchObject([
    { level: 'error', event: 'job failed', function: 'authorizer', thrown: 'Error' },
  ]);
});
