import { beforeEach, describe, expect, test } from 'vitest';
import { handler } from '../../functions/provisioning/handler.ts';
import { routes } from '../../functions/provisioning/routes.ts';
import { openApiDocument } from '../../shared/runtime/openapi.ts';
import { createKey } from '../../shared/use-cases/keys.ts';
import { type Asked, lambdaContext, provided, proxyEvent } from '../support/events.ts';
import { openWorld, riverside, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await openWorld();
  provided(world);
});

const json = { 'content-type': 'application/json' };
const keys = `/operator/practices/${riverside}/keys`;

async function ask(asked: Asked) {
  // API Gateway lets operators in by IAM: no authorizer of ours speaks.
  const { statusCode, body } = await handler(proxyEvent({ ...asked, authorizer: null }), lambdaContext);
  return { statusCode, said: body === '' ? undefined : JSON.parse(body) };
}

const shown = async () => (await ask({ path: `/operator/practices/${riverside}` })).said;

describe('a key', () => {
  test.each<[string, Asked]>([
    ['no body', {}],
    ['an empty body', { body: '' }],
    ['an empty body and a content type', { body: '', headers: json }],
    ['an empty object', { body: '{}', headers: json }],
  ])('is made of %s', async (_what, asked) => {
    const { statusCode, said } = await ask({ method: 'POST', path: keys, ...asked });
    expect(statusCode).toBe(201);
    expect(Object.keys(said).toSorted()).toEqual(['apiKey', 'keyId', 'practiceId']);
  });

  test('takes the place of another for a day of overlap, unless said otherwise', async () => {
    const { keyId: rotates } = await createKey(world, riverside);
    const rotate = (body: object) =>
      ask({ method: 'POST', path: keys, headers: json, body: JSON.stringify({ rotates, ...body }) });
    expect((await rotate({})).statusCode).toBe(201);
    const old = async () =>
      (await shown()).keys.find(({ keyId }: { keyId: string }) => keyId === rotates)?.expiresAt;
    expect(Date.parse(await old()) - Date.parse(world.clock.now())).toBe(24 * 3600_000);
    expect((await rotate({ overlapHours: 0.5 })).statusCode).toBe(201);
    expect(Date.parse(await old()) - Date.parse(world.clock.now())).toBe(1800_000);
  });

  test.each<[string, number, string, Asked]>([
    ['a body that is not said to be JSON', 415, 'unsupported-media-type', { body: '{}' }],
    ['a body that is no JSON', 400, 'malformed', { body: '{', headers: json }],
    ['an unknown field', 422, 'invalid', { body: '{"rotate":"x"}', headers: json }],
    ['an overlap beyond a month', 422, 'invalid', { body: '{"overlapHours":721}', headers: json }],
    ['an overlap before now', 422, 'invalid', { body: '{"overlapHours":-1}', headers: json }],
    ['an id that is none', 422, 'invalid', { body: '{"rotates":"x"}', headers: json }],
    ['a practice that is not there', 404, 'not-found', { path: '/operator/practices/nowhere/keys' }],
  ])('is not made of %s: %i %s', async (_what, status, code, asked) => {
    const before = await shown();
    const { statusCode, said } = await ask({ method: 'POST', path: keys, ...asked });
    expect([statusCode, said.code]).toEqual([status, code]);
    expect(await shown()).toEqual(before);
  });
});

test('an id that cannot be a key is not found, and neither is one that nobody has', async () => {
  for (const keyId of ['x', 'a'.repeat(43)])
    expect(await ask({ method: 'DELETE', path: `/operator/keys/${keyId}` })).toMatchObject({
      statusCode: 404,
    });
});

test('what is shown of a practice is what its route declares, and no key or usage id', async () => {
  const { apiKey, keyId } = await createKey(world, riverside);
  const { statusCode, said } = await ask({ path: `/operator/practices/${riverside}` });
  const declared = routes.find(({ operationId }) => operationId === 'showPractice')?.answers[200];
  expect(statusCode).toBe(200);
  expect(declared?.parse(said)).toEqual(said);
  expect(said.keys.at(-1).keyId).toBe(keyId);
  for (const secret of [apiKey, ...world.usagePlans.book.keys()])
    expect(JSON.stringify(said)).not.toContain(secret);
});

test('the description says whose body may be left out', () => {
  expect(openApiDocument(routes)).toMatchObject({
    paths: {
      '/operator/practices': { post: { requestBody: { required: true } } },
      '/operator/practices/{practiceId}/keys': { post: { requestBody: { required: false } } },
    },
  });
});
