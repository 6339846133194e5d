import twilioWebhooks from 'twilio/lib/webhooks/webhooks.js';
import type {
  Carrier,
  CarrierRequest,
  HandOver,
  OutboundText,
  Parsed,
  Receipt,
} from '../../../ports/carrier.ts';
import { handOverTimeoutMs, lostHow, neverConnected } from '../connection.ts';
import { among, andThen, codeOf, ignored, jsonOf, number, parsed, parsedBy, wordsOf } from '../reading.ts';
import { redact } from '../redaction.ts';
import * as wire from './wire.ts';

// The package's webhooks module alone: its index loads every API that Twilio has.
const { validateRequest, validateRequestWithBody } = twilioWebhooks;

export interface TwilioOptions {
  /** Twilio's API, but for tests: `https://api.twilio.com`. */
  readonly endpoint?: string | undefined;
  readonly timeoutMs?: number | undefined;
}

/** Twilio Programmable Messaging: texts and receipts by signed forms, sending by one POST. */
export function createTwilioCarrier(options: TwilioOptions): Carrier {
  const { endpoint = 'https://api.twilio.com', timeoutMs = handOverTimeoutMs } = options;
  return {
    name: 'twilio',
    signatureHeader: 'x-twilio-signature',

    lineOf(request) {
      const form = wire.formOf(request);
      const line = number.safeParse(form?.MessageStatus === undefined ? form?.To : form.From);
      return line.success ? line.data : undefined;
    },

    async verify(request, account) {
      const secret = wire.accountSchema.safeParse(account);
      const signature = request.headers['x-twilio-signature'];
      if (!secret.success || signature === undefined) return false;
      const { authToken, authTokens = [] } = secret.data;
      try {
        return [authToken, ...authTokens].some((token) => isSigned(request, signature, token));
      } catch {
        // The package throws on what is not a URL.
        return false;
      }
    },

    parseText: (request) =>
      andThen(wire.fieldsOf(request), (fields) =>
        andThen(parsedBy(wire.textSchema, fields), ({ MessageSid, From, To, Body, media }) =>
          parsed({ carrier: 'twilio', carrierMessageId: MessageSid, from: From, to: To, body: Body, media }),
        ),
      ),

    parseReceipt: (request) =>
      andThen(wire.fieldsOf(request), (fields) =>
        andThen(parsedBy(wire.receiptSchema, { ...fields, ...wire.referenceIn(request.url) }), receiptOf),
      ),

    async send(text, account) {
      const secret = wire.accountSchema.safeParse(account);
      if (!secret.success) return { outcome: 'not-taken', code: 'account-malformed' };
      const { accountSid, authToken } = secret.data;
      try {
        const response = await fetch(`${endpoint}/2010-04-01/Accounts/${accountSid}/Messages.json`, {
          method: 'POST',
          headers: {
            authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
            // A connection kept while a Lambda sleeps is dead when it wakes, and its reset would read as "unknown".
            connection: 'close',
          },
          body: formToSend(text),
          redirect: 'manual',
          signal: AbortSignal.timeout(timeoutMs),
        });
        return outcomeOf(response, jsonOf(await response.text().catch(() => '')));
      } catch (error) {
        const code = neverConnected(error);
        return code === undefined
          ? { outcome: 'unknown', code: lostHow(error) }
          : { outcome: 'not-taken', code };
      }
    },

    // Twilio's list follows STOP and START alone; no API changes it.
    acceptance: { contentType: 'text/xml', body: '<?xml version="1.0" encoding="UTF-8"?><Response/>' },
    redact,
  };
}

/** Forms are signed with their fields; anything else by its hash, which stands in the signed URL. */
function isSigned(request: CarrierRequest, signature: string, token: string): boolean {
  if (request.headers['content-type']?.includes('json')) {
    const words = wordsOf(request.body);
    return words !== undefined && validateRequestWithBody(token, signature, request.url, words);
  }
  const form = wire.formOf(request);
  return form !== undefined && validateRequest(token, signature, request.url, form);
}

function receiptOf(receipt: wire.TwilioReceipt): Parsed<Receipt> {
  const { MessageSid: carrierMessageId, ErrorCode: code } = receipt;
  const status = among(wire.statuses, receipt.MessageStatus);
  if (status === undefined) return ignored('An interim status, or one that we do not know.');
  const reference = { practiceId: receipt.practice, textId: receipt.text };
  const told = { carrier: 'twilio', carrierMessageId, reference, status } as const;
  if (status !== 'failed') return parsed(told);
  return parsed({ ...told, obstacle: among(wire.obstacles, code) ?? 'other', ...(code && { code }) });
}

function formToSend({
  reference,
  from,
  to,
  body,
  timeToLiveSeconds,
  receiptUrl,
}: OutboundText): URLSearchParams {
  const callback = new URL(receiptUrl);
  callback.searchParams.set('practice', reference.practiceId);
  callback.searchParams.set('text', reference.textId);
  const form = new URLSearchParams({ From: from, To: to, Body: body, StatusCallback: callback.href });
  if (timeToLiveSeconds === undefined) return form;
  const { least, most } = wire.validityPeriodSeconds;
  form.set('ValidityPeriod', String(Math.min(most, Math.max(least, Math.floor(timeToLiveSeconds)))));
  return form;
}

function outcomeOf(response: Response, answer: unknown): HandOver {
  if (response.ok) {
    const accepted = wire.acceptedSchema.safeParse(answer);
    if (!accepted.success) return { outcome: 'unknown', code: 'malformed-answer' };
    return { outcome: 'accepted', carrierMessageId: accepted.data.sid };
  }
  const refusal = wire.refusalSchema.safeParse(answer);
  const code = (refusal.success ? codeOf(refusal.data.code) : undefined) ?? `http-${response.status}`;
  if (response.status === 429 || wire.laterCodes.includes(code)) {
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    return { outcome: 'not-taken', code, ...(seconds >= 0 && { retryAfterSeconds: seconds }) };
  }
  const refused = response.status >= 400 && response.status < 500 && response.status !== 408;
  if (!refused) return { outcome: 'unknown', code };
  return { outcome: 'rejected', obstacle: among(wire.obstacles, code) ?? 'other', code };
}
