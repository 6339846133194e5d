import twilioWebhooks from 'twilio/lib/webhooks/webhooks.js';
import { describe, expect, it } from 'vitest';
import { createCarriers } from '../../shared/adapters/carriers/registry.ts';
import type { CarrierRequest, Obstacle } from '../../shared/ports/carrier.ts';
import type { StubAnswer } from '../support/carrier-stub.ts';
import {
  carrierContract,
  line,
  outbound,
  patient,
  reference,
  type TextFields,
  words,
} from './carrier.contract.ts';

const account = { accountSid: `AC${'1'.repeat(32)}`, authToken: 'twilio-token' };
const origin = 'https://texts.example.com';
const textsUrl = `${origin}/prod/carriers/twilio/texts?who=a%27b`;
const receiptsUrl = `${origin}/prod/carriers/twilio/receipts?practice=${reference.practiceId}&text=${reference.textId}`;
const sid = `SM${'a'.repeat(32)}`;

type Form = Readonly<Record<string, unknown>>;

/** What Twilio does, by its own package: signs `signedUrl` and the fields; posts them as a form. */
function signed(
  url: string,
  fields: Form,
  { signedUrl = url, token = account.authToken } = {},
): CarrierRequest {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  const pairs = given.flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, String(one)]),
  );
  return {
    url,
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'x-twilio-signature': twilioWebhooks.getExpectedTwilioSignature(
        token,
        signedUrl,
        Object.fromEntries(given),
      ),
    },
    body: Buffer.from(new URLSearchParams(pairs).toString()),
  };
}

/** Source: twilio.com/docs/messaging/guides/webhook-request. */
const inbound = {
  MessageSid: sid,
  SmsStatus: 'received',
  From: patient,
  To: line,
  Body: words,
  NumMedia: '0',
  FromCity: '',
};
const text = ({ id = sid, from = patient, to = line, body = words }: TextFields, more: Form = {}) =>
  signed(textsUrl, { ...inbound, MessageSid: id, From: from, To: to, Body: body, ...more });
/** A missing key leaves the default; a key that is there and `undefined` leaves the field out. */
const textOf = (fields: TextFields) => {
  const names = { id: 'MessageSid', from: 'From', to: 'To', body: 'Body' };
  return text(
    {},
    Object.fromEntries(Object.entries(fields).map(([key, value]) => [names[key as 'id'], value])),
  );
};

const receipt = (fields: Form, url = receiptsUrl) =>
  signed(url, { MessageSid: sid, From: line, To: patient, ...fields });
const failure = (code: string, obstacle: Obstacle) => ({
  title: `${code} as ${obstacle}`,
  request: receipt({ MessageStatus: 'undelivered', ErrorCode: code }),
  expected: { carrierMessageId: sid, status: 'failed', obstacle, code } as const,
});
const status = (MessageStatus: string, read: 'sent' | 'delivered') => ({
  title: MessageStatus,
  request: receipt({ MessageStatus }),
  expected: { carrierMessageId: sid, status: read } as const,
});
const interim = (MessageStatus: string) =>
  ({ title: MessageStatus, request: receipt({ MessageStatus }), expected: 'ignored' }) as const;

const refusal = (http: number, code: number): StubAnswer => ({
  status: http,
  body: JSON.stringify({ code, message: `The 'To' number ${patient} is wrong.`, status: http }),
});

carrierContract('twilio', {
  make: (endpoint, timeoutMs) =>
    createCarriers({ region: 'us-east-1', endpoints: { twilio: endpoint }, timeoutMs }).twilio,
  account,
  strangersAccount: { ...account, authToken: 'another' },
  signsUrl: true,
  text: textOf,
  names: { id: 'MessageSid', from: 'From', to: 'To', body: 'Body' },
  furtherTexts: [
    {
      title: 'pictures by their kind, with no words',
      request: text(
        {},
        {
          Body: '',
          NumMedia: '2',
          MediaContentType0: 'image/jpeg',
          MediaUrl0: 'https://a/b',
          MediaContentType1: '?',
        },
      ),
      expected: { body: '', media: ['image/jpeg', 'application/octet-stream'] },
    },
    {
      title: 'words with NUL in them, without it',
      request: text({ body: 'a\0b' }),
      expected: { body: 'ab' },
    },
    {
      title: 'words that look like a form',
      request: text({ body: 'a=1&From=+2' }),
      expected: { body: 'a=1&From=+2', from: patient },
    },
  ],
  malformedTexts: [
    {
      title: 'a text that would pass for a receipt, to be verified as another line',
      request: text({}, { MessageStatus: 'sent' }),
      detail: 'MessageStatus is not part of a text',
    },
    {
      title: 'a sender given twice',
      request: text({}, { From: [patient, '+13125550100'] }),
      detail: 'From is given more than once',
    },
    {
      title: 'a line given twice, the same',
      request: text({}, { To: [line, line] }),
      detail: 'To is given more than once',
    },
    { title: 'a count of pictures that is none', request: text({}, { NumMedia: '-1' }), detail: 'NumMedia' },
    {
      title: 'an escape that is not UTF-8',
      request: { ...text({}), body: Buffer.from(`MessageSid=${sid}&From=%2B1&Body=%C3%28`) },
      detail: 'UTF-8',
    },
  ],
  forged: [
    {
      title: "a signature with a stranger's token",
      request: signed(textsUrl, inbound, { token: 'another' }),
    },
    {
      title: 'a signature of another URL',
      request: signed(textsUrl, inbound, { signedUrl: `${origin}/prod/carriers/twilio/receipts` }),
    },
    {
      title: 'a signature of another length',
      request: { ...text({}), headers: { 'x-twilio-signature': 'x' } },
    },
    {
      title: 'a form passed off as JSON',
      request: { ...text({}), headers: { ...text({}).headers, 'content-type': 'application/json' } },
    },
  ],
  receipts: [
    status('sent', 'sent'),
    status('delivered', 'delivered'),
    status('read', 'delivered'),
    ...['accepted', 'scheduled', 'queued', 'sending', 'pondering', 'constructor'].map(interim),
    {
      title: 'failed without a code',
      request: receipt({ MessageStatus: 'failed', ErrorCode: '' }),
      expected: { carrierMessageId: sid, status: 'failed', obstacle: 'other' },
    },
    {
      title: 'canceled, with a code that is a phone number',
      request: receipt({ MessageStatus: 'canceled', ErrorCode: patient.slice(1) }),
      expected: { carrierMessageId: sid, status: 'failed', obstacle: 'other' },
    },
    failure('30003', 'unreachable'),
    failure('30004', 'blocked'),
    failure('30005', 'unknown-number'),
    failure('30006', 'landline'),
    failure('30007', 'filtered'),
    failure('30008', 'other'),
    failure('30034', 'filtered'),
    failure('30036', 'expired'),
    failure('21610', 'opted-out'),
    failure('constructor', 'other'),
  ],
  malformedReceipts: [
    {
      title: 'no ids of ours in the URL',
      request: receipt({ MessageStatus: 'sent' }, `${origin}/r`),
      detail: 'practice is missing. text is missing.',
    },
    {
      title: 'ids that are not ours',
      request: receipt({ MessageStatus: 'sent' }, `${origin}/r?practice=A&text=${patient}`),
      detail: 'text is not an id of ours',
    },
    {
      title: 'ids in the form, where anyone may write',
      request: receipt(
        { MessageStatus: 'sent', practice: 'lakeside', text: reference.textId },
        `${origin}/r`,
      ),
      detail: 'practice',
    },
    {
      title: 'a status given twice',
      request: receipt({ MessageStatus: ['sent', 'failed'] }),
      detail: 'MessageStatus is given more than once',
    },
    { title: 'a text in place of a receipt', request: text({}), detail: 'MessageStatus is missing' },
  ],
  answers: [
    {
      title: 'takes 201 with an id as accepted',
      answer: { status: 201, body: JSON.stringify({ sid, status: 'queued' }) },
      expected: { outcome: 'accepted', carrierMessageId: sid },
    },
    {
      title: 'takes 21610 as opted out',
      answer: refusal(400, 21610),
      expected: { outcome: 'rejected', obstacle: 'opted-out', code: '21610' },
    },
    {
      title: 'takes 21614 as a landline',
      answer: refusal(400, 21614),
      expected: { outcome: 'rejected', obstacle: 'landline', code: '21614' },
    },
    {
      title: 'takes 21211 as invalid',
      answer: refusal(400, 21211),
      expected: { outcome: 'rejected', obstacle: 'invalid', code: '21211' },
    },
    {
      title: 'takes a wrong token as rejected',
      answer: refusal(401, 20003),
      expected: { outcome: 'rejected', obstacle: 'other', code: '20003' },
    },
    {
      title: 'takes a 4xx without a code as rejected',
      answer: { status: 404, body: 'not here' },
      expected: { outcome: 'rejected', obstacle: 'other', code: 'http-404' },
    },
    {
      title: 'takes 429 as not taken, with its Retry-After',
      answer: { status: 429, headers: { 'retry-after': '7' }, body: '{"code":20429}' },
      expected: { outcome: 'not-taken', code: '20429', retryAfterSeconds: 7 },
    },
    {
      title: 'takes 429 without Retry-After as not taken',
      answer: { status: 429, body: '' },
      expected: { outcome: 'not-taken', code: 'http-429' },
    },
    {
      title: 'takes a full queue as not taken',
      answer: refusal(400, 21611),
      expected: { outcome: 'not-taken', code: '21611' },
    },
    {
      title: 'does not know what 503 means',
      answer: refusal(503, 20503),
      expected: { outcome: 'unknown', code: '20503' },
    },
    {
      title: 'does not know what 408 means',
      answer: { status: 408, body: '' },
      expected: { outcome: 'unknown', code: 'http-408' },
    },
    {
      title: 'follows no redirect',
      answer: { status: 307, headers: { location: '/again' }, body: '' },
      expected: { outcome: 'unknown', code: 'http-307' },
    },
  ],
  inspect({ method, path, headers, body }) {
    expect(`${method} ${path}`).toBe(`POST /2010-04-01/Accounts/${account.accountSid}/Messages.json`);
    expect(headers.authorization).toBe(`Basic ${btoa(`${account.accountSid}:${account.authToken}`)}`);
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
      From: line,
      To: patient,
      Body: outbound.body,
      ValidityPeriod: '3600',
      StatusCallback: `${outbound.receiptUrl}?practice=${reference.practiceId}&text=${reference.textId}`,
    });
  },
  complaints: [
    `The 'To' number ${patient} is not a valid phone number.`,
    `Message "${words}" to (212) 555-0147 was filtered`,
    `The body «${outbound.body}» is too long`,
  ],
});

describe('carrier twilio verifies', () => {
  const { twilio } = createCarriers({ region: 'us-east-1' });

  it.each([
    ['a URL that Twilio signed with the port', textsUrl.replace('.com/', '.com:443/')],
    ['a URL that Twilio signed without the port', textsUrl],
  ])('%s', async (_title, signedUrl) => {
    expect(await twilio.verify(signed(textsUrl, inbound, { signedUrl }), account)).toBe(true);
  });

  it('with the token that is being rotated in, and with the one going out', async () => {
    const rotating = { ...account, authToken: 'new', authTokens: ['old'] };
    for (const token of ['new', 'old'])
      expect(await twilio.verify(signed(textsUrl, inbound, { token }), rotating)).toBe(true);
    expect(await twilio.verify(signed(textsUrl, inbound), rotating)).toBe(false);
  });

  it('JSON by the hash in its URL', async () => {
    const body = JSON.stringify({ said: words });
    const url = `${textsUrl}&bodySHA256=${twilioWebhooks.getExpectedBodyHash(body)}`;
    const headers = {
      'content-type': 'application/json',
      'x-twilio-signature': twilioWebhooks.getExpectedTwilioSignature(account.authToken, url, {}),
    };
    expect(await twilio.verify({ url, headers, body: Buffer.from(body) }, account)).toBe(true);
    expect(
      await twilio.verify({ url, headers, body: Buffer.from(body.replace('still', 'stilt')) }, account),
    ).toBe(false);
  });

  it('what it sent as its own callback: the ids come back as they went', async () => {
    const url = `${outbound.receiptUrl}?practice=${reference.practiceId}&text=${reference.textId}`;
    const request = receipt({ MessageStatus: 'delivered' }, url);
    expect(await twilio.verify(request, account)).toBe(true);
    expect(twilio.parseReceipt(request)).toMatchObject({ value: { reference } });
  });

  it('nothing more by answering: its acceptance is empty TwiML', () => {
    expect(twilio.acceptance).toEqual({
      contentType: 'text/xml',
      body: expect.stringMatching(/<Response\/>$/),
    });
  });
});
