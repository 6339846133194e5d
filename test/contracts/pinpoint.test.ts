import { beforeAll, describe, expect, it } from 'vitest';
import { receiptFromSnsRecord, textFromSnsRecord } from '../../shared/adapters/carriers/pinpoint/carrier.ts';
import { createCarriers } from '../../shared/adapters/carriers/registry.ts';
import type { HandOver, Obstacle } from '../../shared/ports/carrier.ts';
import type { StubAnswer } from '../support/carrier-stub.ts';
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

const account = { applicationId: 'a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6', topicArns: [topicArn] };
const textsUrl = 'https://texts.example.com/carriers/pinpoint/texts';
const messageId = '1111-2222-3333';

/** Source: docs.aws.amazon.com/pinpoint/latest/userguide/channels-sms-two-way.html. */
const inbound = {
  originationNumber: patient,
  destinationNumber: line,
  messageKeyword: 'KEYWORD_1',
  messageBody: words,
  inboundMessageId: 'cae173d2-66b9-564c-8309-21f858e9fb84',
};
const names = {
  id: 'inboundMessageId',
  from: 'originationNumber',
  to: 'destinationNumber',
  body: 'messageBody',
};
const text = (fields: TextFields) => {
  const changes = Object.entries(fields).map(([key, value]) => [names[key as 'id'], value]);
  return snsRequest(textsUrl, { payload: { ...inbound, ...Object.fromEntries(changes) } });
};

/** Source: docs.aws.amazon.com/pinpoint/latest/developerguide/event-streams-data-sms.html. */
const event = (event_type: string, attributes: object) => ({
  event_type,
  event_timestamp: 1553104954322,
  event_version: '3.1',
  application: { app_id: account.applicationId, sdk: {} },
  attributes: {
    sender_request_id: '565d4425-4b3a-11e9-b0a5-example',
    origination_phone_number: line,
    destination_phone_number: patient,
    iso_country_code: 'US',
    message_id: messageId,
    message_type: 'Transactional',
    customer_context: JSON.stringify(reference),
    ...attributes,
  },
  metrics: { price_in_millicents_usd: 645 },
});
const receipt = (event_type: string, attributes: object) =>
  snsRequest(textsUrl, { payload: event(event_type, attributes) });
const status = (event_type: string, record_status: string, read: 'sent' | 'delivered') => ({
  title: `${event_type} ${record_status}`,
  request: receipt(event_type, { record_status }),
  expected: { carrierMessageId: messageId, status: read } as const,
});
const failure = (record_status: string, obstacle: Obstacle) => ({
  title: `_SMS.FAILURE ${record_status} as ${obstacle}`,
  request: receipt('_SMS.FAILURE', { record_status }),
  expected: { carrierMessageId: messageId, status: 'failed', obstacle, code: record_status } as const,
});

/** Source: docs.aws.amazon.com/pinpoint/latest/apireference/apps-application-id-messages.html. */
const result = (DeliveryStatus: string, StatusCode: number, address: string = patient): StubAnswer => ({
  status: 200,
  body: JSON.stringify({
    ApplicationId: account.applicationId,
    RequestId: 'r-1',
    Result: {
      [address]: { DeliveryStatus, StatusCode, MessageId: messageId, StatusMessage: `To ${patient}` },
    },
  }),
});
const exception = (http: number, type: string): StubAnswer => ({
  status: http,
  headers: { 'x-amzn-errortype': type },
  body: JSON.stringify({ RequestID: 'r-1', Message: `Refused "${outbound.body}" to ${patient}` }),
});
const answer = (title: string, said: StubAnswer, expected: HandOver) => ({ title, answer: said, expected });

beforeAll(() => {
  serveCertificate();
});

carrierContract('pinpoint', {
  make: (endpoint, timeoutMs) =>
    createCarriers({
      region: 'us-east-1',
      endpoints: { pinpoint: endpoint },
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
      timeoutMs,
    }).pinpoint,
  account,
  strangersAccount: { ...account, topicArns: [strangersTopicArn] },
  signsUrl: false,
  text,
  names: { id: 'inboundMessageId', from: 'originationNumber', to: 'destinationNumber', body: 'messageBody' },
  furtherTexts: [
    {
      title: 'words with NUL in them, without it',
      request: text({ body: 'a\0b' }),
      expected: { body: 'ab' },
    },
  ],
  malformedTexts: malformedSns(textsUrl, inbound),
  forged: forgedSns(textsUrl, inbound),
  receipts: [
    status('_SMS.BUFFERED', 'SUCCESSFUL', 'sent'),
    status('_SMS.SUCCESS', 'DELIVERED', 'delivered'),
    {
      title: '_SMS.BUFFERED PENDING',
      request: receipt('_SMS.BUFFERED', { record_status: 'PENDING' }),
      expected: 'ignored',
    },
    {
      title: 'a status that we do not know',
      request: receipt('_SMS.SUCCESS', { record_status: 'PONDERING' }),
      expected: 'ignored',
    },
    { title: 'no status', request: receipt('_SMS.BUFFERED', {}), expected: 'ignored' },
    {
      title: '_SMS.OPTOUT: it came, and the patient said stop',
      request: receipt('_SMS.OPTOUT', { record_status: 'DELIVERED' }),
      expected: { carrierMessageId: messageId, status: 'delivered', obstacle: 'opted-out' },
    },
    {
      title: 'our context spread among the attributes',
      request: receipt('_SMS.SUCCESS', {
        record_status: 'DELIVERED',
        customer_context: undefined,
        ...reference,
      }),
      expected: { carrierMessageId: messageId, status: 'delivered' },
    },
    failure('BLOCKED', 'blocked'),
    failure('CARRIER_BLOCKED', 'filtered'),
    failure('CARRIER_UNREACHABLE', 'unreachable'),
    failure('INVALID', 'unknown-number'),
    failure('INVALID_MESSAGE', 'invalid'),
    failure('MAX_PRICE_EXCEEDED', 'other'),
    failure('OPTED_OUT', 'opted-out'),
    failure('SPAM', 'filtered'),
    failure('TTL_EXPIRED', 'expired'),
    failure('UNKNOWN', 'other'),
    failure('UNREACHABLE', 'unreachable'),
  ],
  malformedReceipts: [
    {
      title: 'no context',
      request: receipt('_SMS.SUCCESS', { customer_context: undefined }),
      detail: 'practiceId is missing',
    },
    {
      title: 'a context that is not JSON',
      request: receipt('_SMS.SUCCESS', { customer_context: '{' }),
      detail: 'is missing',
    },
    {
      title: 'no id',
      request: receipt('_SMS.SUCCESS', { message_id: undefined }),
      detail: 'attributes.message_id is missing',
    },
    { title: 'a text in place of a receipt', request: text({}), detail: 'event_type is missing' },
  ],
  answers: [
    answer('takes SUCCESSFUL as accepted', result('SUCCESSFUL', 200), {
      outcome: 'accepted',
      carrierMessageId: messageId,
    }),
    answer('takes OPT_OUT as opted out', result('OPT_OUT', 400), {
      outcome: 'rejected',
      obstacle: 'opted-out',
      code: 'OPT_OUT',
    }),
    answer('takes PERMANENT_FAILURE as rejected', result('PERMANENT_FAILURE', 400), {
      outcome: 'rejected',
      obstacle: 'other',
      code: 'PERMANENT_FAILURE',
    }),
    answer('takes THROTTLED as not taken', result('THROTTLED', 429), {
      outcome: 'not-taken',
      code: 'THROTTLED',
    }),
    answer('does not know what TEMPORARY_FAILURE means', result('TEMPORARY_FAILURE', 503), {
      outcome: 'unknown',
      code: 'TEMPORARY_FAILURE',
    }),
    answer('does not know what UNKNOWN_FAILURE means', result('UNKNOWN_FAILURE', 500), {
      outcome: 'unknown',
      code: 'UNKNOWN_FAILURE',
    }),
    answer('does not know what a new status means', result('PONDERING', 200), {
      outcome: 'unknown',
      code: 'malformed-answer',
    }),
    answer(
      'does not take the result of another address for its own',
      result('SUCCESSFUL', 200, '+13125550100'),
      { outcome: 'unknown', code: 'malformed-answer' },
    ),
    answer('takes too many requests as not taken', exception(429, 'TooManyRequestsException'), {
      outcome: 'not-taken',
      code: 'TooManyRequestsException',
    }),
    answer('takes a bad request as rejected', exception(400, 'BadRequestException'), {
      outcome: 'rejected',
      obstacle: 'other',
      code: 'BadRequestException',
    }),
    answer('takes an application that is not there as rejected', exception(404, 'NotFoundException'), {
      outcome: 'rejected',
      obstacle: 'other',
      code: 'NotFoundException',
    }),
    answer('does not know what an internal error means', exception(500, 'InternalServerErrorException'), {
      outcome: 'unknown',
      code: 'InternalServerErrorException',
    }),
  ],
  inspect({ method, path, body }) {
    expect(`${method} ${path}`).toBe(`POST /v1/apps/${account.applicationId}/messages`);
    expect(JSON.parse(body)).toEqual({
      Addresses: { [patient]: { ChannelType: 'SMS' } },
      Context: reference,
      MessageConfiguration: {
        SMSMessage: { Body: outbound.body, MessageType: 'TRANSACTIONAL', OriginationNumber: line },
      },
    });
  },
  complaints: [`Endpoint ${patient} failed: "${outbound.body}"`],
});

describe('carrier pinpoint', () => {
  it('reads the same from a Lambda that is subscribed to the topic', () => {
    const { pinpoint } = createCarriers({ region: 'us-east-1' });
    const record = (payload: unknown) => ({ Sns: { Message: JSON.stringify(payload) } });
    const delivered = { record_status: 'DELIVERED' };
    expect(textFromSnsRecord(record(inbound))).toEqual(pinpoint.parseText(text({})));
    expect(receiptFromSnsRecord(record(event('_SMS.SUCCESS', delivered)))).toEqual(
      pinpoint.parseReceipt(receipt('_SMS.SUCCESS', delivered)),
    );
  });
});
