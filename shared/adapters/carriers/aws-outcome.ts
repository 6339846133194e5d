import * as z from 'zod';
import type { HandOver, Obstacle, Receipt } from '../../ports/carrier.ts';
import { lostHow, neverConnected } from './connection.ts';
import { among, codeOf } from './reading.ts';

/*
 * What AWS's answers mean, for both of its SMS APIs.
 */

/** What became of a text, and why not. `undefined` is on its way and nothing to do. */
export type Fate = { readonly status: Receipt['status']; readonly obstacle?: Obstacle } | undefined;

/**
 * By the status that events carry: `messageStatus`, `TEXT_<status>` as an event type, Pinpoint's `record_status`.
 * SUCCESSFUL is "accepted by the recipient's carrier", which is less than delivered; in some countries it is all
 * that ever comes. Source: docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-types.html and
 * docs.aws.amazon.com/pinpoint/latest/developerguide/event-streams-data-sms.html.
 */
const fates: Readonly<Record<string, Fate>> = {
  QUEUED: undefined,
  PENDING: undefined,
  SENT: { status: 'sent' },
  SUCCESSFUL: { status: 'sent' },
  DELIVERED: { status: 'delivered' },
  BLOCKED: { status: 'failed', obstacle: 'blocked' }, // by the recipient's device or carrier
  CARRIER_BLOCKED: { status: 'failed', obstacle: 'filtered' }, // taken for malicious or abusive
  CARRIER_UNREACHABLE: { status: 'failed', obstacle: 'unreachable' }, // a transient error of the carrier's network
  INVALID: { status: 'failed', obstacle: 'unknown-number' }, // the destination number is not valid
  INVALID_MESSAGE: { status: 'failed', obstacle: 'invalid' }, // the body cannot be delivered
  MAX_PRICE_EXCEEDED: { status: 'failed', obstacle: 'other' },
  OPTED_OUT: { status: 'failed', obstacle: 'opted-out' },
  PROTECT_BLOCKED: { status: 'failed', obstacle: 'blocked' }, // by a protect configuration of the account
  SPAM: { status: 'failed', obstacle: 'filtered' },
  TTL_EXPIRED: { status: 'failed', obstacle: 'expired' },
  UNKNOWN: { status: 'failed', obstacle: 'other' }, // for a reason that none of the others covers
  UNREACHABLE: { status: 'failed', obstacle: 'unreachable' }, // the device is off or out of reach
};

export const fateOf = (status: string): Fate => among(fates, status);

/**
 * Why a request was refused, by the exception's Reason. Source: ConflictExceptionReason and ValidationExceptionReason
 * of docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2.
 */
const refusals: Readonly<Record<string, Obstacle>> = {
  DESTINATION_PHONE_NUMBER_OPTED_OUT: 'opted-out',
  DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE: 'blocked',
  DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION: 'blocked',
  DESTINATION_COUNTRY_BLOCKED: 'blocked',
  COUNTRY_NOT_ENABLED: 'blocked',
};

/** Errors after which the text was surely not taken, and the same request may fare better. */
const laterErrors: readonly string[] = [
  'CredentialsProviderError', // no credentials could be had, so nothing was sent
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestLimitExceeded',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
];

const errorSchema = z.object({
  name: z.string().transform(codeOf),
  Reason: z.string().transform(codeOf).optional(),
  $metadata: z.object({ httpStatusCode: z.number().optional() }).optional(),
});

/**
 * What an error of an AWS client says of the text. Reads its name, reason and status; its message names numbers.
 * A 4xx is AWS's word that it did not take the text. Whatever else happens after the request was written is unknown.
 */
export function outcomeOfError(error: unknown): HandOver {
  const notConnected = neverConnected(error);
  if (notConnected !== undefined) return { outcome: 'not-taken', code: notConnected };
  const read = errorSchema.safeParse(error);
  const { name = 'Error', Reason: reason, $metadata } = read.success ? read.data : {};
  const status = $metadata?.httpStatusCode ?? 0;
  if (laterErrors.includes(name) || status === 429) return { outcome: 'not-taken', code: name };
  if (status >= 400 && status < 500 && status !== 408) {
    const obstacle = among(refusals, reason) ?? (name === 'ValidationException' ? 'invalid' : 'other');
    return { outcome: 'rejected', obstacle, code: reason ?? name };
  }
  if (status >= 200 && status < 300) return { outcome: 'unknown', code: 'malformed-answer' };
  return { outcome: 'unknown', code: status === 0 ? lostHow(error) : name };
}
