import twilioWebhooks from 'twilio/lib/webhooks/webhooks.js';
import { signSimulated } from '../../shared/adapters/carriers/simulated/carrier.ts';
import type { CarrierName } from '../../shared/domain/line.ts';
import { snsRequest, topicArn } from '../support/sns-signer.ts';

export type Payload = Readonly<Record<string, unknown>>;

/** A webhook as it goes over the wire. */
export interface Post {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export type Signing = 'anew' | 'wrongly' | 'not';

/** How one carrier writes: its recorded text and receipt, and how it signs whatever payload it is given. */
export interface HostileCarrier {
  readonly name: CarrierName;
  readonly line: string;
  readonly account: object;
  readonly text: Payload;
  readonly receipt: Payload;
  /** What the carrier calls a text's fields. */
  readonly fields: { readonly id: string; readonly from: string; readonly body: string };
  readonly signatureHeader: string;
  /** `raw` in place of a payload is what a carrier would sign that had gone mad. */
  readonly post: (kind: 'texts' | 'receipts', payload: Payload | string, signing: Signing) => Post;
}

/** Where the webhooks are, as carriers sign it; `proxyEvent` puts them there. */
const origin = 'https://api.example.com/live';
const patient = '+12125550147';
const reference = { practiceId: 'riverside', textId: `c1${'a'.repeat(26)}.1` };

const simulated: HostileCarrier = {
  name: 'simulated',
  line: '+12125550121',
  account: { secret: 'simulated-secret' },
  text: { id: 'sim-1', from: patient, to: '+12125550121', body: 'Can I come at ten?', media: [] },
  receipt: { id: 'sim-9', reference, from: '+12125550121', status: 'delivered' },
  fields: { id: 'id', from: 'from', body: 'body' },
  signatureHeader: 'x-simulated-signature',
  post: (kind, payload, signing) => {
    const path = `/carriers/simulated/${kind}`;
    const body = Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload));
    const secret = signing === 'anew' ? 'simulated-secret' : 'another';
    const signature = signSimulated(secret, `${origin}${path}`, body);
    return {
      path,
      body,
      headers: {
        'content-type': 'application/json',
        ...(signing !== 'not' && { 'x-simulated-signature': signature }),
      },
    };
  },
};

/** Source of both: twilio.com/docs/messaging/guides/webhook-request. */
const twilio: HostileCarrier = {
  name: 'twilio',
  line: '+12125550122',
  account: { accountSid: `AC${'1'.repeat(32)}`, authToken: 'twilio-token' },
  text: {
    MessageSid: `SM${'a'.repeat(32)}`,
    From: patient,
    To: '+12125550122',
    Body: 'Can I come at ten?',
    NumMedia: '1',
    MediaContentType0: 'image/jpeg',
    FromCity: 'NEW YORK',
  },
  receipt: {
    MessageSid: `SM${'b'.repeat(32)}`,
    From: '+12125550122',
    To: patient,
    MessageStatus: 'delivered',
  },
  fields: { id: 'MessageSid', from: 'From', body: 'Body' },
  signatureHeader: 'x-twilio-signature',
  post: (kind, payload, signing) => {
    const query = kind === 'receipts' ? `?practice=${reference.practiceId}&text=${reference.textId}` : '';
    const path = `/carriers/twilio/${kind}${query}`;
    const form = new URLSearchParams(
      typeof payload === 'string'
        ? payload
        : Object.entries(payload).flatMap(([name, value]) =>
            [value].flat().map((one): [string, string] => [name, written(one)]),
          ),
    );
    const fields = Object.fromEntries(
      [...new Set(form.keys())].map((name) => {
        const all = form.getAll(name);
        return [name, all.length > 1 ? all : (all[0] ?? '')];
      }),
    );
    const token = signing === 'anew' ? 'twilio-token' : 'another';
    const signature = twilioWebhooks.getExpectedTwilioSignature(token, `${origin}${path}`, fields);
    return {
      path,
      body: Buffer.from(typeof payload === 'string' ? payload : form.toString()),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        ...(signing !== 'not' && { 'x-twilio-signature': signature }),
      },
    };
  },
};
const written = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

const bySns = (
  name: CarrierName,
  { line, receipt }: Pick<HostileCarrier, 'line' | 'receipt'>,
): HostileCarrier => ({
  name,
  line,
  account: { topicArns: [topicArn], applicationId: 'a1b2c3' },
  // Source: docs.aws.amazon.com/sms-voice/latest/userguide/two-way-sms-payload.html.
  text: {
    originationNumber: patient,
    destinationNumber: line,
    messageKeyword: 'KEYWORD_1',
    messageBody: 'Can I come at ten?',
    inboundMessageId: 'cae173d2-66b9-564c-8309-21f858e9fb84',
    previousPublishedMessageId: 'wJalrXUtnFEMI/K7MDENG',
  },
  receipt,
  fields: { id: 'inboundMessageId', from: 'originationNumber', body: 'messageBody' },
  signatureHeader: 'x-amz-sns-message-type',
  post: (kind, payload, signing) => {
    const path = `/carriers/${name}/${kind}`;
    const { headers, body } = snsRequest(`${origin}${path}`, {
      message: typeof payload === 'string' ? payload : JSON.stringify(payload),
      signedBy: signing === 'anew' ? 'sns' : 'stranger',
      ...(signing === 'not' && { tampered: { Signature: undefined } }),
    });
    return { path, headers, body };
  },
});

const aws = bySns('aws', {
  line: '+12125550123',
  receipt: {
    eventType: 'TEXT_DELIVERED',
    eventTimestamp: 1686975103470,
    originationPhoneNumber: '+12125550123',
    destinationPhoneNumber: patient,
    messageId: '862a8790-60c0-4430-9b2b-658bdexample',
    context: reference,
  },
});

const pinpoint = bySns('pinpoint', {
  line: '+12125550124',
  receipt: {
    event_type: '_SMS.SUCCESS',
    event_timestamp: 1553104954322,
    attributes: {
      origination_phone_number: '+12125550124',
      destination_phone_number: patient,
      message_id: '1111-2222-3333',
      record_status: 'DELIVERED',
      customer_context: JSON.stringify(reference),
    },
  },
});

export const hostileCarriers: readonly HostileCarrier[] = [simulated, twilio, aws, pinpoint];
