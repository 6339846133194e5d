import * as z from 'zod';
import type { HandOver } from '../../../ports/carrier.ts';
import { carrierMessageId, codeOf, field, jsonOf, reference } from '../reading.ts';

/**
 * The shapes of Amazon Pinpoint's SMS API, which outlived Pinpoint's console (end of support: 2026-10-30).
 * Sources: docs.aws.amazon.com/pinpoint/latest/apireference/apps-application-id-messages.html (sending) and
 * docs.aws.amazon.com/pinpoint/latest/developerguide/event-streams-data-sms.html (receipts).
 */

/** What a Pinpoint application is to us. Credentials are the function's role: there is no secret in it. */
export const accountSchema = z.object({
  applicationId: z.string().min(1),
  /** The topics of its numbers, and the one that its event stream is forwarded to: any other is forged. */
  topicArns: z.array(z.string()).default([]),
  region: z.string().optional(),
});

/** A receipt: an event of the stream. */
export const receiptSchema = z.object(
  {
    event_type: field,
    attributes: z.looseObject(
      { message_id: carrierMessageId, record_status: z.string().transform(codeOf).optional() },
      'is missing',
    ),
  },
  'is not an object',
);

/** The Context of our text, which an event carries as JSON in one attribute, or spread among the attributes. */
export const contextOf = (attributes: Readonly<Record<string, unknown>>): unknown =>
  typeof attributes.customer_context === 'string' ? jsonOf(attributes.customer_context) : attributes;
export const contextSchema = reference;

/** What SendMessages answers for one address. `StatusMessage` may name the number: it is not read. */
export const resultSchema = z.object({
  DeliveryStatus: z.string(),
  MessageId: z.string().optional(),
  StatusCode: z.number().optional(),
});

/** The attempt's outcome by DeliveryStatus, but for SUCCESSFUL, which has an id. What is not here is unknown. */
export const outcomes: Readonly<Record<string, HandOver>> = {
  OPT_OUT: { outcome: 'rejected', obstacle: 'opted-out', code: 'OPT_OUT' },
  PERMANENT_FAILURE: { outcome: 'rejected', obstacle: 'other', code: 'PERMANENT_FAILURE' },
  DUPLICATE: { outcome: 'rejected', obstacle: 'other', code: 'DUPLICATE' },
  THROTTLED: { outcome: 'not-taken', code: 'THROTTLED' },
  // "A temporary error occurred": not said is whether before or after the text was taken.
  TEMPORARY_FAILURE: { outcome: 'unknown', code: 'TEMPORARY_FAILURE' },
  UNKNOWN_FAILURE: { outcome: 'unknown', code: 'UNKNOWN_FAILURE' },
};
