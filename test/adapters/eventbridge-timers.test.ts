import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTimers, scheduleName } from '../../shared/adapters/eventbridge/timers.ts';
import { contactIdOf, practiceIdSchema } from '../../shared/domain/identifiers.ts';
import { phoneNumberSchema } from '../../shared/domain/phone-number.ts';
import { isoFrom } from '../../shared/domain/time.ts';
import type { TimerHint } from '../../shared/ports/timers.ts';
import { type CarrierStub, startCarrierStub } from '../support/carrier-stub.ts';

const practiceId = practiceIdSchema.parse('riverside');
const contactId = contactIdOf(
  { version: 1, secret: 'k'.repeat(32) },
  practiceId,
  phoneNumberSchema.parse('+12125550199'),
);
const hint: TimerHint = {
  practiceId,
  contactId,
  timer: { kind: 'reminder', id: 'appointment-with-a-long-id-of-its-own.1.3d' },
};
const now = isoFrom('2026-12-01T15:00:00Z');

let stub: CarrierStub;
beforeAll(async () => {
  stub = await startCarrierStub();
});
afterAll(() => stub.close());
beforeEach(() => {
  stub.requests.length = 0;
  stub.answer = {
    status: 200,
    body: '{"ScheduleArn":"arn:aws:scheduler:us-east-1:000000000000:schedule/g/n"}',
  };
});

const timers = () =>
  createTimers({
    group: 'reminders',
    roleArn: 'arn:aws:iam::000000000000:role/scheduler',
    deadLetterArn: 'arn:aws:sqs:us-east-1:000000000000:dead',
    targets: { reminder: 'arn:reminder', goal: 'arn:auto-reply', release: 'arn:deliver' },
    clock: { now: () => now },
    client: {
      endpoint: stub.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    },
  });

test('a timer becomes a one-time schedule in UTC that deletes itself and carries ids alone', async () => {
  await timers().set(hint, isoFrom('2026-12-05T19:30:00Z'));
  const [request] = stub.requests;
  expect(request?.method).toBe('POST');
  expect(request?.path).toBe(`/schedules/${scheduleName(hint)}`);
  const body = JSON.parse(request?.body ?? '');
  expect(body).toMatchObject({
    GroupName: 'reminders',
    ScheduleExpression: 'at(2026-12-05T19:30:00)',
    ScheduleExpressionTimezone: 'UTC',
    FlexibleTimeWindow: { Mode: 'OFF' },
    ActionAfterCompletion: 'DELETE',
    Target: {
      Arn: 'arn:reminder',
      RetryPolicy: { MaximumEventAgeInSeconds: 900 },
      DeadLetterConfig: { Arn: 'arn:aws:sqs:us-east-1:000000000000:dead' },
    },
  });
  expect(JSON.parse(body.Target.Input)).toEqual(hint);
  expect(request?.body).not.toContain('5550199');
});

test('a moment never becomes earlier by rounding, and a past one lies a few seconds ahead', async () => {
  await timers().set(hint, isoFrom('2026-12-05T19:30:00.250Z'));
  await timers().set(hint, isoFrom('2026-12-01T09:00:00Z'));
  expect(stub.requests.map(({ body }) => JSON.parse(body).ScheduleExpression)).toEqual([
    'at(2026-12-05T19:30:01)',
    'at(2026-12-01T15:00:05)',
  ]);
});

test('a name that is taken is moved instead', async () => {
  stub.answer = {
    status: 409,
    headers: { 'x-amzn-errortype': 'ConflictException' },
    body: '{"Message":"taken"}',
  };
  await expect(timers().set(hint, isoFrom('2026-12-05T19:30:00Z'))).rejects.toThrow();
  expect(stub.requests.map(({ method }) => method)).toEqual(expect.arrayContaining(['POST', 'PUT']));
});

test('clearing a schedule that has fired is fine, and any other failure is not swallowed', async () => {
  stub.answer = {
    status: 404,
    headers: { 'x-amzn-errortype': 'ResourceNotFoundException' },
    body: '{"Message":"gone"}',
  };
  await timers().clear(hint);
  expect(stub.requests[0]?.method).toBe('DELETE');
  expect(stub.requests[0]?.path).toMatch(/^\/schedules\/t-\w+\?(?=.*groupName=reminders)/);
  stub.answer = {
    status: 400,
    headers: { 'x-amzn-errortype': 'ValidationException' },
    body: '{"Message":"no"}',
  };
  await expect(timers().clear(hint)).rejects.toThrow();
});

test('names are the same for the same timer, differ for others, and fit 64 characters', () => {
  const other = { ...hint, timer: { ...hint.timer, id: `${hint.timer.id}x` } };
  expect(scheduleName(hint)).toBe(scheduleName({ ...hint }));
  expect(scheduleName(hint)).not.toBe(scheduleName(other));
  expect(scheduleName(hint)).toMatch(/^[\w-]{1,64}$/);
});
