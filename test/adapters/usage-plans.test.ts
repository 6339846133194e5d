import { expect, test } from 'vitest';
import { createUsagePlans } from '../../shared/adapters/api-gateway/usage-plans.ts';
import type { StubAnswer, StubRequest } from '../support/carrier-stub.ts';
import { clientOf, stubbed } from '../support/stubbed.ts';

const usageId = '019b0000000070008000000000000000';
const stub = stubbed();

const plans = () =>
  createUsagePlans({
    prefix: 'practice-texting-test-',
    client: clientOf(stub()),
  });
const json = (body: object, status = 200): StubAnswer => ({ status, body: JSON.stringify(body) });
const refused = (status: number, type: string): StubAnswer => ({
  status,
  headers: { 'x-amzn-errortype': type },
  body: '{"message":"no"}',
});
const routeOf = ({ method, path }: StubRequest) => `${method} ${path.split('?')[0]}`;
const asked = () => stub().requests.map(routeOf);
const both = {
  item: [
    { id: 'p0', name: 'practice-texting-test-gold' },
    { id: 'p1', name: 'practice-texting-test-standard' },
  ],
};

/** Answers by route, those of a list in turn. */
const answering = (answers: Readonly<Record<string, StubAnswer | StubAnswer[]>>) => {
  stub().answer = (request) => {
    const of = answers[routeOf(request)];
    return (Array.isArray(of) ? (of.length > 1 ? of.shift() : of[0]) : of) ?? refused(500, 'Unexpected');
  };
};

test('a usage id becomes a key of that value in the plan of its tier', async () => {
  answering({
    'GET /usageplans': json(both),
    'POST /apikeys': json({ id: 'k1' }, 201),
    'POST /usageplans/p1/keys': json({}, 201),
  });
  await plans().enrol(usageId, 'standard');
  expect(asked()).toEqual(['GET /usageplans', 'POST /apikeys', 'POST /usageplans/p1/keys']);
  const bodies = stub()
    .requests.slice(1)
    .map(({ body }) => JSON.parse(body));
  expect(bodies).toEqual([
    { name: usageId, value: usageId, enabled: true },
    { keyId: 'k1', keyType: 'API_KEY' },
  ]);
});

test('one that was made halfway is found on any page and put in its plan', async () => {
  answering({
    'GET /usageplans': [json({ item: [], position: 'next' }), json(both)],
    'POST /apikeys': refused(409, 'ConflictException'),
    'GET /apikeys': [
      json({ item: [{ id: 'x', name: `${usageId}-other` }], position: 'more' }),
      json({ item: [{ id: 'k9', name: usageId }] }),
    ],
    'POST /usageplans/p1/keys': json({}, 201),
  });
  await plans().enrol(usageId, 'standard');
  expect(JSON.parse(stub().requests.at(-1)?.body ?? '')).toMatchObject({ keyId: 'k9' });
});

test('one that is there already is fine', async () => {
  answering({
    'GET /usageplans': json(both),
    'POST /apikeys': refused(409, 'ConflictException'),
    'GET /apikeys': json({ item: [{ id: 'k9', name: usageId }] }),
    'POST /usageplans/p1/keys': refused(409, 'ConflictException'),
  });
  await plans().enrol(usageId, 'standard');
});

test('a plan that is not there is an error that says what to do, and makes nothing', async () => {
  answering({ 'GET /usageplans': json({ item: [] }) });
  await expect(plans().enrol(usageId, 'standard')).rejects.toThrow(
    'No usage plan is called practice-texting-test-standard: deploy the app stack again.',
  );
  expect(asked()).toEqual(['GET /usageplans']);
});

test('throttling is tried again, and another failure is not swallowed', async () => {
  answering({
    'GET /usageplans': [refused(429, 'TooManyRequestsException'), json(both)],
    'POST /apikeys': refused(400, 'BadRequestException'),
  });
  await expect(plans().enrol(usageId, 'standard')).rejects.toMatchObject({ name: 'BadRequestException' });
  expect(asked()).toEqual(['GET /usageplans', 'GET /usageplans', 'POST /apikeys']);
});

test('a usage id is removed by its key, and one that is gone, or goes meanwhile, is fine', async () => {
  answering({
    'GET /apikeys': json({ item: [{ id: 'k9', name: usageId }] }),
    'DELETE /apikeys/k9': json({}, 202),
  });
  await plans().remove(usageId);
  expect(asked()).toEqual(['GET /apikeys', 'DELETE /apikeys/k9']);
  answering({ 'GET /apikeys': json({ item: [] }) });
  await plans().remove(usageId);
  answering({
    'GET /apikeys': json({ item: [{ id: 'k9', name: usageId }] }),
    'DELETE /apikeys/k9': refused(404, 'NotFoundException'),
  });
  await plans().remove(usageId);
});
