import * as z from 'zod';
import type { CarrierRequest, Parsed } from '../../../ports/carrier.ts';
import {
  andThen,
  field,
  ignored,
  jsonBodyOf,
  jsonOf,
  malformed,
  parsed,
  parsedBy,
  wordsOf,
} from '../reading.ts';

/**
 * What SNS posts to an HTTPS endpoint. Source: docs.aws.amazon.com/sns/latest/dg/http-notification-json.html and
 * .../http-subscription-confirmation-json.html. Raw message delivery leaves the envelope off, and with it the
 * signature: it must stay off for these subscriptions.
 */
const envelopeSchema = z.object(
  {
    Type: z.enum(['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation'], 'is not known'),
    MessageId: field,
    TopicArn: field,
    Message: field,
    Timestamp: field,
    Signature: field,
    SignatureVersion: field,
    SigningCertURL: field,
    Subject: field.optional(),
    Token: field.optional(),
    SubscribeURL: field.optional(),
  },
  'is not an SNS message',
);
export type Envelope = z.infer<typeof envelopeSchema>;

/** What SNS hands to a Lambda that is subscribed to a topic; IAM has proved who calls. Source: .../sns-lambda.html. */
const recordSchema = z.object({ Sns: z.object({ Message: field }, 'is missing') }, 'is not an SNS record');

/** The envelope in a request to a webhook. */
export const envelopeOf = (request: CarrierRequest): Parsed<Envelope> =>
  andThen(jsonBodyOf(request), (said) => parsedBy(envelopeSchema, said));

/** The payload of a notification, whatever published it. */
export const payloadOf = (request: CarrierRequest): Parsed<unknown> =>
  andThen(envelopeOf(request), ({ Type, Message }) =>
    Type === 'Notification' ? payloadIn(Message) : ignored(`SNS: ${Type}.`),
  );

/** The payload of a record of a Lambda's SNS event. */
export const payloadOfRecord = (record: unknown): Parsed<unknown> =>
  andThen(parsedBy(recordSchema, record), ({ Sns }) => payloadIn(Sns.Message));

/** One field of a notification's payload, before anything is verified; `path` leads to it. */
export function unverifiedField(request: CarrierRequest, ...path: readonly string[]): unknown {
  const envelope = z.object({ Message: z.string() }).safeParse(jsonOf(wordsOf(request.body)));
  let value: unknown = envelope.success ? jsonOf(envelope.data.Message) : undefined;
  for (const name of path) {
    const holder = z.record(z.string(), z.unknown()).safeParse(value);
    value = holder.success ? holder.data[name] : undefined;
  }
  return value;
}

function payloadIn(message: string): Parsed<unknown> {
  const payload = jsonOf(message);
  return payload === undefined ? malformed('Message is not JSON.') : parsed(payload);
}
