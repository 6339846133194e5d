import { expect, test } from 'vitest';
import { createTimers, scheduleName } from '../../shared/adapters/eventbridge/timers.ts';
import { contactIdOf, practiceIdSchema } from '../../shared/domain/identifiers.ts';
import { phoneNumberSchema } from '../../shared/domain/phone-number.ts';
import { isoFrom } from '../../shared/domain/time.ts';
import type { TimerHint } from '../../shared/ports/timers.ts';
import type { StubAnswer } from '../support/carrier-stub.ts';
import { clientOf, stubbed } from '../support/stubbed.ts';

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

const timers = () =>
  createTimers({
    group: 'reminders',
    roleArn: 'arn:aws:iam::000000000000:role/scheduler',
    deadLetterArn: 'arn:aws:sqs:us-east-1:000000000000:dead',
    targets: {
      reminder: 'arn:reminder',
      call: 'arn:reminder',
      recall: 'arn:reminder',
      bill: 'arn:reminder',
      goal: 'arn:auto-reply',
      release: 'arn:deliver',
    },
    clock: { now: () => now },
    client: clientOf(stub()),
  });

test('a timer becomes a one-time schedule in UTC that deletes itself and carries ids alone', async () => {
  await timers().set(hint, isoFrom('2026-12-05T19:30:00Z'));
  const [request] = stub().requests;
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
  expect(stub().requests.map(({ body }) => JSON.parse(body).ScheduleExpression)).toEqual([
    'at(2026-12-05T19:30:01)',
    'at(2026-12-01T15:00:05)',
  ]);
});

const refused = (status: number, type: string): StubAnswer => ({
  status,
  headers: { 'x-amzn-errortype': type },
  body: '{"Message":"no"}',
});
const taken = refused(409, 'ConflictException');
const gone = refused(404, 'ResourceNotFoundException');
const done: StubAnswer = {
  status: 200,
  body: '{"ScheduleArn":"arn:aws:scheduler:us-east-1:0:schedule/g/n"}',
};
const stub = stubbed(done);

/** Answers in turn, the last one for ever; what was asked is listed by method. */
const answering = (...answers: readonly StubAnswer[]) => {
  stub().answer = () => answers[stub().requests.length - 1] ?? answers.at(-1) ?? done;
};
const methods = () => stub().requests.map(({ method }) => method);
const dueAt = isoFrom('2026-12-05T19:30:00Z');

test('a name that is taken is moved instead', async () => {
  answering(taken, done);
  await timers().set(hint, dueAt);
  expect(methods()).toEqual(['POST', 'PUT']);
  expect(JSON.parse(stub().requests[1]?.body ?? '').ScheduleExpression).toBe('at(2026-12-05T19:30:00)');
});

test('a schedule that fires between finding it and moving it is made again', async () => {
  answering(taken, gone, done);
  await timers().set(hint, dueAt);
  expect(methods()).toEqual(['POST', 'PUT', 'POST']);
});

test('a schedule that comes and goes for ever is left to the trigger and the sweep', async () => {
  answering(taken, gone, taken, gone, taken, gone, done);
  await expect(timers().set(hint, dueAt)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  expect(methods()).toHaveLength(6);
});

test('a throttled request is made again, and throttling that lasts is thrown', async () => {
  answering(refused(429, 'ThrottlingException'), done);
  await timers().set(hint, dueAt);
  expect(methods()).toEqual(['POST', 'POST']);
  answering(refused(429, 'ThrottlingException'));
  await expect(timers().set(hint, dueAt)).rejects.toMatchObject({ name: 'ThrottlingException' });
});

test('a failure while moving is not swallowed', async () => {
  answering(taken, refused(400, 'ValidationException'));
  await expect(timers().set(hint, dueAt)).rejects.toMatchObject({ name: 'ValidationException' });
});

test('clearing a schedule that another run holds, or that is throttled, is tried again', async () => {
  answering(taken, done);
  await timers().clear(hint);
  expect(methods()).toEqual(['DELETE', 'DELETE']);
  answering(taken);
  await expect(timers().clear(hint)).rejects.toMatchObject({ name: 'ConflictException' });
  answering(refused(429, 'ThrottlingException'), done);
  await timers().clear(hint);
  expect(methods().slice(-2)).toEqual(['DELETE', 'DELETE']);
});

test('clearing a schedule that has fired is fine, and any other failure is not swallowed', async () => {
  stub().answer = gone;
  await timers().clear(hint);
  expect(stub().requests[0]?.method).toBe('DELETE');
  expect(stub().requests[0]?.path).toMatch(/^\/schedules\/t-\w+\?(?=.*groupName=reminders)/);
  stub().answer = refused(400, 'ValidationException');
  await expect(timers().clear(hint)).rejects.toThrow();
});

test('names are the same for the same timer, differ for others, and fit 64 characters', () => {
  const other = { ...hint, timer: { ...hint.timer, id: `${hint.timer.id}x` } };
  expect(scheduleName(hint)).toBe(scheduleName({ ...hint }));
  expect(scheduleName(hint)).not.toBe(scheduleName(other));
  expect(scheduleName(hint)).toMatch(/^[\w-]{1,64}$/);
});
