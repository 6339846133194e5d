import { beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { StoreUnavailable } from '../../shared/ports/store.ts';
import { api, asAnyone, asPractice, route } from '../../shared/runtime/api.ts';
import { expectedVersion } from '../../shared/runtime/lists.ts';
import { type Asked, type Logged, lambdaContext, provided, proxyEvent } from '../support/events.ts';
import { TestWorld } from '../support/world.ts';

const thing = z.strictObject({
  name: z.string().min(1),
  lines: z.array(z.strictObject({ words: z.array(z.string().max(5)) })).optional(),
});

const handler = api('test-api', [
  route(asPractice, {
    method: 'PUT',
    path: '/v1/things/{thingId}',
    operationId: 'putThing',
    summary: 'x',
    params: z.object({ thingId: z.string().regex(/^[a-z]+$/) }),
    query: z.object({ limit: z.coerce.number().int().max(10).optional() }),
    body: thing,
    answers: { 200: thing },
    handle: async ({ params, query, body, actor, practiceId }) => ({
      status: 200,
      body: { params, query, body, actor, practiceId },
    }),
  }),
  route(asAnyone, {
    method: 'GET',
    path: '/v1/broken/{how}',
    operationId: 'broken',
    summary: 'x',
    params: z.object({ how: z.string() }),
    answers: { 204: undefined },
    handle: async ({ params: { how } }) => {
      if (how === 'store') throw new StoreUnavailable('chest pain');
      if (how === 'bug') throw new TypeError('chest pain', { cause: 'chest pain' });
      return { status: 204 };
    },
  }),
]);

let logged: Logged[] = [];
beforeEach(() => {
  ({ logged } = provided(new TestWorld({})));
});

const json = { 'Content-Type': 'application/json; charset=utf-8' };

async function ask(asked: Asked) {
  const { statusCode, body, headers } = await handler(
    proxyEvent({ method: 'PUT', path: '/v1/things/a', headers: json, body: '{"name":"x"}', ...asked }),
    lambdaContext,
  );
  return { statusCode, headers, said: body === '' ? undefined : JSON.parse(body) };
}

describe('a route', () => {
  test('gets everything parsed, and who asks', async () => {
    const { statusCode, said, headers } = await ask({
      path: '/v1/things/a?limit=3',
      headers: { ...json, 'X-Staff-Id': 'sam' },
    });
    expect(statusCode).toBe(200);
    expect(said).toMatchObject({
      params: { thingId: 'a' },
      query: { limit: 3 },
      body: { name: 'x' },
      practiceId: 'riverside',
      actor: { staffId: 'sam' },
    });
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'no-store' });
  });

  test('takes a body in base64', async () => {
    expect((await ask({ body: Buffer.from('{"name":"ü"}') })).said.body).toEqual({ name: 'ü' });
  });

  test('that answers with nothing has no body', async () => {
    expect(await ask({ method: 'GET', path: '/v1/broken/not' })).toMatchObject({
      statusCode: 204,
      said: undefined,
    });
  });
});

describe('a request that is wrong', () => {
  test.each([
    ['no key', 401, 'unauthorized', { authorizer: null }],
    [
      'an authorizer that says nonsense',
      401,
      'unauthorized',
      { authorizer: { practiceId: 'NO', keyId: 'x' } },
    ],
    ['an unknown route', 404, 'not-found', { path: '/v1/nothing' }],
    ['a method that the route has not', 404, 'not-found', { method: 'POST' }],
    ['an id that cannot be one', 404, 'not-found', { path: '/v1/things/A1' }],
    ['a query that is none', 422, 'invalid', { path: '/v1/things/a?limit=11' }],
    ['no content type', 415, 'unsupported-media-type', { headers: {} }],
    ['another content type', 415, 'unsupported-media-type', { headers: { 'content-type': 'text/plain' } }],
    ['no JSON', 400, 'malformed', { body: '{chest pain' }],
    ['an empty body', 400, 'malformed', { body: '' }],
    ['bytes that are no UTF-8', 400, 'malformed', { body: Buffer.from([0x22, 0xff, 0x22]) }],
    ['more than a megabyte', 413, 'too-large', { body: `"${'x'.repeat(1024 * 1024)}"` }],
    ['an unknown field', 422, 'invalid', { body: '{"name":"x","chest pain":1}' }],
    ['nothing of what it needs', 422, 'invalid', { body: 'null' }],
    ['a staff id that is none', 422, 'invalid', { headers: { ...json, 'x-staff-id': 'no spaces' } }],
  ] as const)('%s: %i %s', async (_case, status, code, asked) => {
    const { statusCode, said, headers } = await ask(asked);
    expect([statusCode, said.code, said.status]).toEqual([status, code, status]);
    expect(headers?.['content-type']).toBe('application/problem+json');
    expect(said.detail.length).toBeGreaterThan(10);
    expect(JSON.stringify(said)).not.toContain('pain');
    expect(logged).toMatchObject([{ level: 'info', function: 'test-api', code, status }]);
  });

  test('every fault is named by its path', async () => {
    const { said } = await ask({ body: '{"name":"","lines":[{"words":["ok","too long"]}]}' });
    expect(said.errors.map(({ path }: { path: string }) => path)).toEqual(['name', 'lines[0].words[1]']);
  });

  test.each([
    ['store', 503, 'unavailable'],
    ['bug', 500, 'internal'],
  ])('what breaks within (%s) is %i, an alarm, and says nothing of itself', async (how, status, code) => {
    const { statusCode, said, headers } = await ask({ method: 'GET', path: `/v1/broken/${how}` });
    expect([statusCode, said.code]).toEqual([status, code]);
    expect(headers?.['retry-after']).toBe('2');
    expect(logged).toMatchObject([
      { level: 'error', code, status, where: expect.stringMatching(/test\.ts:\d+/) },
    ]);
    expect(JSON.stringify([said, logged])).not.toContain('pain');
  });
});

describe('If-Match', () => {
  test.each([
    [undefined, undefined],
    ['*', undefined],
    ['"3"', 3],
    ['3', 3],
    ['W/"3"', 3],
    [' "12" ', 12],
  ])('%s: %s', (header, expected) => {
    expect(expectedVersion(header === undefined ? {} : { 'if-match': header })).toBe(expected);
  });

  test.each(['"a"', '', '-1', '"3", "4"', '3.5'])('%j is no version', (header) => {
    expect(() => expectedVersion({ 'if-match': header })).toThrow(
      expect.objectContaining({ code: 'invalid' }),
    );
  });
});
