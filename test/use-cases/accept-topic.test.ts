import { expect, test } from 'vitest';
import { acceptTopicReceipt, acceptTopicText } from '../../shared/use-cases/accept-topic.ts';
import { lineNumber, patientNumber } from '../support/facts.ts';
import { openWorld, riverside } from '../support/world.ts';

/** A record of the SNS event that Lambda delivers. Source: AWS Lambda developer guide, "Using Lambda with Amazon SNS". */
const record = (message: unknown) => ({
  EventSource: 'aws:sns',
  EventVersion: '1.0',
  Sns: {
    Type: 'Notification',
    MessageId: '11111111-2222-3333-4444-555555555555',
    TopicArn: 'arn:aws:sns:us-east-1:123456789012:inbound-texts',
    Message: JSON.stringify(message),
    Timestamp: '2026-12-01T15:00:00.000Z',
  },
});

const inbound = record({
  originationNumber: patientNumber,
  destinationNumber: lineNumber,
  messageKeyword: 'KEYWORD_1',
  messageBody: 'Can I come in tomorrow?',
  inboundMessageId: 'a1b2c3',
});

test.each(['aws', 'pinpoint'] as const)(
  'a text by topic is stored once on a line of %s, however often it is delivered',
  async (carrier) => {
    const world = await openWorld({ line: { carrier } });
    await acceptTopicText(world, inbound);
    await acceptTopicText(world, inbound);
    const texts = (await world.texts()).filter(({ direction }) => direction === 'in');
    expect(texts.map(({ body, carrier: by }) => [body, by])).toEqual([['Can I come in tomorrow?', carrier]]);
  },
);

test('a text by topic for a line of another carrier, or no line, fails so that it is kept', async () => {
  const world = await openWorld();
  await expect(acceptTopicText(world, inbound)).rejects.toMatchObject({ code: 'unknown-line' });
});

test('a record that no carrier knows fails without saying what it held', async () => {
  const world = await openWorld({ line: { carrier: 'aws' } });
  const failure = await acceptTopicText(world, record({ hello: 'Ana' })).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'malformed' });
  expect(JSON.stringify(failure)).not.toContain('Ana');
});

test('a receipt by topic reaches its text', async () => {
  const world = await openWorld({ line: { carrier: 'aws' } });
  await acceptTopicText(world, inbound);
  const [, answer] = await world.texts();
  const receipt = record({
    eventType: 'TEXT_DELIVERED',
    eventVersion: '1.0',
    eventTimestamp: 1_796_137_200_000,
    isFinal: true,
    originationPhoneNumber: lineNumber,
    destinationPhoneNumber: patientNumber,
    messageId: 'aws-1',
    context: { practiceId: riverside, textId: answer?.textId },
  });
  await acceptTopicReceipt(world, receipt);
  expect(await world.outcomes()).toEqual(['acknowledgement delivered']);
});
