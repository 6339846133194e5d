import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiptFromSnsRecord, textFromSnsRecord } from '../../shared/adapters/carriers/aws/carrier.ts';
import { createCarriers } from '../../shared/adapters/carriers/registry.ts';
import type { Carrier, Obstacle } from '../../shared/ports/carrier.ts';
import { type CarrierStub, type StubAnswer, startCarrierStub } from '../support/carrier-stub.ts';
import { serveCertificate, snsRequest, strangersTopicArn, topicArn } from '../support/sns-signer.ts';
import {
  carrierContract,
  line,
  outbound,
  patient,
  reference,
  type TextFields,
  words,
} from './carrier.contract.ts';
import { forgedSns, malformedSns } from './sns.cases.ts';

const account = {
  topicArns: [topicArn],
  configurationSetName: 'riverside-events',
  optOutListName: 'riverside',
};
const textsUrl = 'https://texts.example.com/carriers/aws/texts';
const inboundMessageId = 'cae173d2-66b9-564c-8309-21f858e9fb84';
const messageId = '862a8790-60c0-4430-9b2b-658bdexample';

/** Source: docs.aws.amazon.com/sms-voice/latest/userguide/two-way-sms-payload.html. */
const inbound = {
  originationNumber: patient,
  destinationNumber: line,
  messageKeyword: 'KEYWORD_1',
  messageBody: words,
  inboundMessageId,
  previousPublishedMessageId: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const names = {
  id: 'inboundMessageId',
  from: 'originationNumber',
  to: 'destinationNumber',
  body: 'messageBody',
};
const payloadOf = (fields: TextFields) => ({
  ...inbound,
  ...Object.fromEntries(Object.entries(fields).map(([key, value]) => [names[key as 'id'], value])),
});
const text = (fields: TextFields) => snsRequest(textsUrl, { payload: payloadOf(fields) });

/** Source: docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-format.html. */
const event = {
  eventType: 'TEXT_DELIVERED',
  eventVersion: '1.0',
  eventTimestamp: 1686975103470,
  isFinal: true,
  originationPhoneNumber: line,
  destinationPhoneNumber: patient,
  isoCountryCode: 'US',
  messageId,
  messageType: 'TRANSACTIONAL',
  messageStatus: 'DELIVERED',
  messageStatusDescription: 'Message has been accepted by phone',
  context: reference,
  totalMessageParts: 1,
};
const receipt = (fields: object) =>
  snsRequest(textsUrl.replace('texts', 'receipts'), { payload: { ...event, ...fields } });

const status = (eventType: string, read: 'sent' | 'delivered') => ({
  title: eventType,
  request: receipt({ eventType }),
  expected: { carrierMessageId: messageId, status: read } as const,
});
const failure = (eventType: string, obstacle: Obstacle) => ({
  title: `${eventType} as ${obstacle}`,
  request: receipt({ eventType }),
  expected: { carrierMessageId: messageId, status: 'failed', obstacle, code: eventType } as const,
});

/** An exception, as the JSON protocol writes it. */
const exception = (http: number, type: string, more: object = {}): StubAnswer => ({
  status: http,
  headers: { 'x-amzn-errortype': type },
  body: JSON.stringify({ __type: type, Message: `Refused "${outbound.body}" to ${patient}`, ...more }),
});
const make = (endpoint: string, timeoutMs: number): Carrier =>
  createCarriers({
    region: 'us-east-1',
    endpoints: { aws: endpoint },
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    timeoutMs,
  }).aws;

beforeAll(() => {
  serveCertificate();
});

carrierContract('aws', {
  make,
  account,
  strangersAccount: { topicArns: [strangersTopicArn] },
  signsUrl: false,
  text,
  names: { id: 'inboundMessageId', from: 'originationNumber', to: 'destinationNumber', body: 'messageBody' },
  furtherTexts: [
    {
      title: 'words with NUL in them, without it',
      request: text({ body: 'a\0b' }),
      expected: { body: 'ab' },
    },
    {
      title: 'half an emoji, made whole',
      request: text({ body: 'a\ud83db' }),
      expected: { body: 'a\ufffdb' },
    },
    {
      title: 'a message that SNS signed the old way',
      request: snsRequest(textsUrl, { payload: inbound, signatureVersion: '1' }),
      expected: { body: words },
    },
  ],
  malformedTexts: malformedSns(textsUrl, inbound),
  forged: forgedSns(textsUrl, inbound),
  receipts: [
    status('TEXT_SENT', 'sent'),
    status('TEXT_SUCCESSFUL', 'sent'),
    status('TEXT_DELIVERED', 'delivered'),
    ...['TEXT_QUEUED', 'TEXT_PENDING', 'TEXT_PONDERING', 'VOICE_COMPLETED'].map(
      (eventType) => ({ title: eventType, request: receipt({ eventType }), expected: 'ignored' }) as const,
    ),
    failure('TEXT_BLOCKED', 'blocked'),
    failure('TEXT_CARRIER_BLOCKED', 'filtered'),
    failure('TEXT_CARRIER_UNREACHABLE', 'unreachable'),
    failure('TEXT_INVALID', 'unknown-number'),
    failure('TEXT_INVALID_MESSAGE', 'invalid'),
    failure('TEXT_PROTECT_BLOCKED', 'blocked'),
    failure('TEXT_SPAM', 'filtered'),
    failure('TEXT_TTL_EXPIRED', 'expired'),
    failure('TEXT_UNKNOWN', 'other'),
    failure('TEXT_UNREACHABLE', 'unreachable'),
  ],
  malformedReceipts: [
    { title: 'no context', request: receipt({ context: undefined }), detail: 'context is missing' },
    {
      title: 'a context that is not ours',
      request: receipt({ context: { account: 'bar' } }),
      detail: 'context.practiceId is missing',
    },
    { title: 'no id', request: receipt({ messageId: undefined }), detail: 'messageId is missing' },
    {
      title: 'a type that is a phone number',
      request: receipt({ eventType: patient }),
      detail: 'eventType is not known',
    },
    { title: 'a text in place of a receipt', request: text({}), detail: 'messageId is missing' },
  ],
  answers: [
    {
      title: 'takes an id as accepted',
      answer: { status: 200, body: JSON.stringify({ MessageId: messageId }) },
      expected: { outcome: 'accepted', carrierMessageId: messageId },
    },
    {
      title: 'takes an opted-out number as that',
      answer: exception(400, 'ConflictException', {
        Reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT',
        ResourceId: patient,
      }),
      expected: { outcome: 'rejected', obstacle: 'opted-out', code: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' },
    },
    {
      title: 'takes a protected country as blocked',
      answer: exception(400, 'ConflictException', {
        Reason: 'DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION',
      }),
      expected: {
        outcome: 'rejected',
        obstacle: 'blocked',
        code: 'DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION',
      },
    },
    {
      title: 'takes what does not validate as invalid',
      answer: exception(400, 'ValidationException', { Reason: 'FIELD_VALIDATION_FAILED' }),
      expected: { outcome: 'rejected', obstacle: 'invalid', code: 'FIELD_VALIDATION_FAILED' },
    },
    {
      title: 'takes a denied access as rejected',
      answer: exception(403, 'AccessDeniedException'),
      expected: { outcome: 'rejected', obstacle: 'other', code: 'AccessDeniedException' },
    },
    {
      title: 'takes a line that is not there as rejected',
      answer: exception(404, 'ResourceNotFoundException'),
      expected: { outcome: 'rejected', obstacle: 'other', code: 'ResourceNotFoundException' },
    },
    {
      title: 'takes throttling as not taken',
      answer: exception(400, 'ThrottlingException'),
      expected: { outcome: 'not-taken', code: 'ThrottlingException' },
    },
    {
      title: 'takes an expired token as not taken',
      answer: exception(400, 'ExpiredTokenException'),
      expected: { outcome: 'not-taken', code: 'ExpiredTokenException' },
    },
    {
      title: 'does not know what an internal error means',
      answer: exception(500, 'InternalServerException'),
      expected: { outcome: 'unknown', code: 'InternalServerException' },
    },
  ],
  inspect({ headers, body }) {
    expect(headers['x-amz-target']).toBe('PinpointSMSVoiceV2.SendTextMessage');
    expect(JSON.parse(body)).toEqual({
      OriginationIdentity: line,
      DestinationPhoneNumber: patient,
      MessageBody: outbound.body,
      MessageType: 'TRANSACTIONAL',
      TimeToLive: 3600,
      ConfigurationSetName: 'riverside-events',
      Context: reference,
    });
  },
  complaints: [
    `Destination ${patient} rejected "${outbound.body}"`,
    `Refused ‘${words}’ from +1-212-555-0102`,
  ],
});

describe('carrier aws', () => {
  it('reads the same from a Lambda that is subscribed to the topic', () => {
    const { aws } = createCarriers({ region: 'us-east-1' });
    const record = (payload: unknown) => ({
      EventSource: 'aws:sns',
      Sns: { Message: JSON.stringify(payload), TopicArn: topicArn },
    });
    expect(textFromSnsRecord(record(inbound))).toEqual(aws.parseText(text({})));
    expect(receiptFromSnsRecord(record(event))).toEqual(aws.parseReceipt(receipt({})));
    expect(textFromSnsRecord({ Sns: { Message: words } })).toEqual({
      kind: 'malformed',
      detail: 'Message is not JSON.',
    });
    expect(textFromSnsRecord(undefined).kind).toBe('malformed');
  });
});

describe('carrier aws keeps the opt-out list of its numbers', () => {
  let stub: CarrierStub;
  beforeAll(async () => {
    stub = await startCarrierStub();
  });
  afterAll(() => stub.close());
  const change = (verb: 'add' | 'remove', on: object, answer: StubAnswer) => {
    stub.requests.splice(0);
    stub.answer = answer;
    return make(stub.url, 400).optOutList?.[verb](outbound.to, { ...account, ...on });
  };

  it.each([
    ['add', 'PutOptedOutNumber'],
    ['remove', 'DeleteOptedOutNumber'],
  ] as const)('%s is %s', async (verb, operation) => {
    expect(await change(verb, {}, { status: 200, body: '{}' })).toBe(true);
    expect(stub.requests[0]?.headers['x-amz-target']).toBe(`PinpointSMSVoiceV2.${operation}`);
    expect(JSON.parse(stub.requests[0]?.body ?? '')).toEqual({
      OptOutListName: 'riverside',
      OptedOutNumber: patient,
    });
  });
  it('removing a number that is not on it succeeds', async () => {
    const missing = exception(404, 'ResourceNotFoundException', { ResourceType: 'opted-out-number' });
    expect(await change('remove', {}, missing)).toBe(true);
    expect(stub.requests).toHaveLength(1);
  });
  it('an account without a list asks nobody', async () => {
    expect(await change('add', { optOutListName: undefined }, 'reset')).toBe(false);
    expect(stub.requests).toHaveLength(0);
  });
  it('what fails says so, without the number', async () => {
    const missing = exception(404, 'ResourceNotFoundException', {
      ResourceType: 'opt-out-list',
      ResourceId: patient,
    });
    await expect(change('add', {}, missing)).rejects.toThrow(
      /^The opt-out list was not changed: rejected\.$/,
    );
    await expect(change('remove', {}, exception(500, 'InternalServerException'))).rejects.toThrow(
      /unknown\.$/,
    );
  });
});
