import * as z from 'zod';
import type { CarrierRequest, InboundText, Parsed } from '../../../ports/carrier.ts';
import { andThen, body, carrierMessageId, number, parsed, parsedBy } from '../reading.ts';
import { payloadOf, payloadOfRecord } from './envelope.ts';

/**
 * A patient's text as AWS publishes it to the topic of a two-way number; Pinpoint's is the same. There is no two-way
 * MMS. Source: docs.aws.amazon.com/sms-voice/latest/userguide/two-way-sms-payload.html.
 */
const textSchema = z.object(
  {
    inboundMessageId: carrierMessageId,
    originationNumber: number,
    destinationNumber: number,
    messageBody: body,
  },
  'is not an object',
);

type AwsCarrierName = 'aws' | 'pinpoint';

/** A text from a signed request to the webhook. */
export const textFromRequest = (carrier: AwsCarrierName, request: CarrierRequest): Parsed<InboundText> =>
  andThen(payloadOf(request), (payload) => textIn(carrier, payload));

/** A text from one record of a Lambda's SNS event. */
export const textFromRecord = (carrier: AwsCarrierName, record: unknown): Parsed<InboundText> =>
  andThen(payloadOfRecord(record), (payload) => textIn(carrier, payload));

const textIn = (carrier: AwsCarrierName, payload: unknown): Parsed<InboundText> =>
  andThen(parsedBy(textSchema, payload), (text) =>
    parsed({
      carrier,
      carrierMessageId: text.inboundMessageId,
      from: text.originationNumber,
      to: text.destinationNumber,
      body: text.messageBody,
      media: [],
    }),
  );
