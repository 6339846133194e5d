import * as z from 'zod';
import type { CarrierRequest, Obstacle, Parsed, Receipt } from '../../../ports/carrier.ts';
import {
  body,
  carrierMessageId,
  codeOf,
  field,
  malformed,
  number,
  parsed,
  practiceId,
  textId,
  wordsOf,
} from '../reading.ts';

/**
 * Twilio's shapes.
 * Sources: twilio.com/docs/messaging/guides/webhook-request (texts), .../outbound-message-status-in-status-callbacks
 * and .../track-outbound-message-status (receipts), .../api/message-resource (sending), twilio.com/docs/api/errors.
 */

/** The secret of one Twilio account; several lines may share it. While its token is rotated, both verify. */
export const accountSchema = z.object({
  accountSid: z.string(),
  /** Signs webhooks and is the password of requests. */
  authToken: z.string().min(1),
  /** Tokens that still, or already, verify webhooks: Twilio's secondary token. */
  authTokens: z.array(z.string().min(1)).optional(),
});

export type Form = Readonly<Record<string, string | string[]>>;

/** A form's fields, strictly: `undefined` where its bytes or its escapes are not UTF-8. A repeated field is an array. */
export function formOf(request: CarrierRequest): Form | undefined {
  const words = wordsOf(request.body);
  if (words === undefined) return undefined;
  const form = new Map<string, string | string[]>();
  try {
    for (const pair of words.split('&').filter((written) => written !== '')) {
      const [name = '', ...value] = pair
        .split('=')
        .map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
      form.set(name, form.has(name) ? [form.get(name) ?? '', value.join('=')].flat() : value.join('='));
    }
  } catch {
    return undefined;
  }
  return Object.fromEntries(form);
}

/** A form's fields, or what is wrong with it. */
export function fieldsOf(request: CarrierRequest): Parsed<Form> {
  const form = formOf(request);
  return form === undefined ? malformed('The body is not a form in UTF-8.') : parsed(form);
}

/** Our ids travel in the query of the StatusCallback, `practice` and `text`, which Twilio signs with the rest. */
export function referenceIn(url: string) {
  const query = URL.parse(url)?.searchParams;
  return { practice: query?.get('practice'), text: query?.get('text') };
}

/** The kind of each picture; what is no kind is listed as unknown. Nothing of the picture itself is read. */
const kindsOf = (fields: Readonly<Record<string, unknown>>, count: number): string[] =>
  Array.from({ length: count }, (_, index) => {
    const kind = fields[`MediaContentType${index}`];
    return typeof kind === 'string' && /^[a-z]+\/[a-z0-9.+-]{1,60}$/i.test(kind)
      ? kind
      : 'application/octet-stream';
  });

export const textSchema = z
  .looseObject({
    MessageSid: carrierMessageId,
    From: number,
    To: number,
    Body: body,
    NumMedia: field.regex(/^[0-9]{1,2}$/, 'is not a count').optional(),
    // A receipt has it and a text never does. `lineOf` chooses the account by it: neither may pass for the other.
    MessageStatus: z.undefined('is not part of a text').optional(),
  })
  .transform((fields) => ({ ...fields, media: kindsOf(fields, Number(fields.NumMedia ?? 0)) }));

/** A status callback: a form, and our own ids in the query of the URL that Twilio signed. */
export const receiptSchema = z.object({
  MessageSid: carrierMessageId,
  From: number,
  MessageStatus: field,
  ErrorCode: z.string().transform(codeOf).optional(),
  practice: practiceId,
  text: textId,
});

export type TwilioReceipt = z.output<typeof receiptSchema>;

/** What a message's status is to us; `undefined` is on its way and nothing to do. */
export const statuses: Readonly<Record<string, Receipt['status'] | undefined>> = {
  accepted: undefined,
  scheduled: undefined,
  queued: undefined,
  sending: undefined,
  sent: 'sent',
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'failed',
  failed: 'failed',
  canceled: 'failed',
};

/** Why, by Twilio's error code: twilio.com/docs/api/errors/<code>. What is not here is `other`. */
export const obstacles: Readonly<Record<string, Obstacle>> = {
  21211: 'invalid', // Invalid 'To' phone number
  21217: 'invalid', // Phone number does not appear to be valid
  21408: 'blocked', // No permission to send to this region
  21610: 'opted-out', // Unsubscribed recipient: Twilio's own block list has it
  21612: 'unreachable', // This 'To' cannot be reached from this 'From'
  21614: 'landline', // 'To' is not a mobile number
  21617: 'invalid', // The body is too long
  30003: 'unreachable', // Unreachable destination handset
  30004: 'blocked', // Message blocked
  30005: 'unknown-number', // Unknown destination handset
  30006: 'landline', // Landline or unreachable carrier
  30007: 'filtered', // Filtered by Twilio or by the recipient's carrier
  30032: 'filtered', // The toll-free line is not verified
  30034: 'filtered', // The line is not registered for 10DLC
  30036: 'expired', // The validity period ran out in Twilio's queue
};

/** Refusals that say "later": the line's queue is full, or too many requests. The text was not taken. */
export const laterCodes: readonly string[] = ['20429', '21611'];

/** What a 2xx to a sent message holds, of which we read the id. */
export const acceptedSchema = z.object({ sid: carrierMessageId });

/** What a 4xx holds. Its `message` names numbers: it is not read. */
export const refusalSchema = z.object({ code: z.number().int() });

/** Seconds a message may wait in Twilio's queue: error 90007 outside of it. */
export const validityPeriodSeconds = { least: 1, most: 36_000 } as const;
