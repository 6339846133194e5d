import { beforeEach, expect, test } from 'vitest';
import { topic } from '../../shared/runtime/topic.ts';
import { type Logged, lambdaContext, provided } from '../support/events.ts';
import { TestWorld } from '../support/world.ts';

let logged: Logged[] = [];
beforeEach(() => {
  ({ logged } = provided(new TestWorld({})));
});

const message = (messageId: string, words: string) => ({
  messageId,
  body: JSON.stringify({ Type: 'Notification', TopicArn: 'arn:aws:sns:t', Message: words }),
});

test('each message is handed on as a notification of its topic, one after another', async () => {
  const seen: unknown[] = [];
  const handler = topic('inbound-text', async (_world, record) => void seen.push(record));
  const Records = [message('1', 'first'), message('2', 'second')];
  expect(await handler({ Records }, lambdaContext)).toEqual({ batchItemFailures: [] });
  expect(seen).toMatchObject([{ Sns: { Message: 'first' } }, { Sns: { Message: 'second' } }]);
});

test('one that fails keeps none of the others, comes again alone, and leaves no word in the log', async () => {
  const done: unknown[] = [];
  const handler = topic('inbound-text', async (_world, record) => {
    if (JSON.stringify(record).includes('toenail')) throw new RangeError('my ingrown toenail');
    done.push(record);
  });
  const Records = [
    message('1', 'hello'),
    message('2', 'my ingrown toenail'),
    { messageId: '3', body: '{' },
    message('4', 'bye'),
  ];
  expect(await handler({ Records }, lambdaContext)).toEqual({
    batchItemFailures: [{ itemIdentifier: '2' }, { itemIdentifier: '3' }],
  });
  expect(done).toHaveLength(2);
  expect(logged.map(({ event, thrown }) => [event, thrown])).toEqual([
    ['message failed', 'RangeError'],
    ['message failed', 'TypeError'],
  ]);
  expect(JSON.stringify(logged)).not.toContain('toenail');
});

test('an event that is no batch of a queue fails whole', async () => {
  await expect(
    topic('inbound-text', async () => undefined)({ Records: [{}] }, lambdaContext),
  ).rejects.toThrow();
});
