import type { PinpointClient } from '@aws-sdk/client-pinpoint';
import type {
  Carrier,
  HandOver,
  InboundText,
  OutboundText,
  Parsed,
  Receipt,
} from '../../../ports/carrier.ts';
import { type AwsOptions, clientConfig, clientPerRegion } from '../aws-client.ts';
import { type Fate, fateOf, outcomeOfError } from '../aws-outcome.ts';
import { among, andThen, carrierMessageId, ignored, number, parsed, parsedBy } from '../reading.ts';
import { redact } from '../redaction.ts';
import { payloadOf, payloadOfRecord, unverifiedField } from '../sns/envelope.ts';
import { isSigned, signatureHeader } from '../sns/signature.ts';
import { subscriptionFor } from '../sns/subscription.ts';
import { textFromRecord, textFromRequest } from '../sns/two-way.ts';
import * as wire from './wire.ts';

interface Sdk {
  readonly sdk: typeof import('@aws-sdk/client-pinpoint');
  readonly client: PinpointClient;
}

/** Amazon Pinpoint, for accounts that have an application: texts by SNS, sending by SendMessages to one address. */
export function createPinpointCarrier(options: AwsOptions): Carrier {
  const clientIn = clientPerRegion(async (region): Promise<Sdk> => {
    const sdk = await import('@aws-sdk/client-pinpoint');
    return { sdk, client: new sdk.PinpointClient(clientConfig(options, region)) };
  });

  return {
    name: 'pinpoint',
    signatureHeader,

    lineOf(request) {
      const written =
        unverifiedField(request, 'destinationNumber') ??
        unverifiedField(request, 'attributes', 'origination_phone_number');
      const line = number.safeParse(written);
      return line.success ? line.data : undefined;
    },

    async verify(request, account) {
      const ours = wire.accountSchema.safeParse(account);
      return ours.success && isSigned(request, ours.data.topicArns);
    },

    parseText: (request) => textFromRequest('pinpoint', request),

    parseReceipt: (request) => andThen(payloadOf(request), receiptIn),

    async send(text, account) {
      const ours = wire.accountSchema.safeParse(account);
      if (!ours.success) return { outcome: 'not-taken', code: 'account-malformed' };
      const { applicationId: ApplicationId, region = options.region } = ours.data;
      try {
        const { sdk, client } = await clientIn(region);
        const MessageRequest = requestOf(text);
        const answer = await client.send(new sdk.SendMessagesCommand({ ApplicationId, MessageRequest }));
        return outcomeOf(answer.MessageResponse?.Result?.[text.to]);
      } catch (error) {
        return outcomeOfError(error);
      }
    },

    // Pinpoint's own opt-outs are of endpoints, which we have none of.
    acceptance: { contentType: 'text/plain', body: '' },
    redact,
    topic: { text: textFromSnsRecord, receipt: receiptFromSnsRecord },
    subscription: subscriptionFor((account) => wire.accountSchema.safeParse(account).data?.topicArns ?? []),
  };
}

/** A text from one record of the SNS event of a Lambda that is subscribed to the numbers' topic. */
export const textFromSnsRecord = (record: unknown): Parsed<InboundText> => textFromRecord('pinpoint', record);

/** A receipt from one record of the SNS event of a Lambda that is subscribed to the events' topic. */
export const receiptFromSnsRecord = (record: unknown): Parsed<Receipt> =>
  andThen(payloadOfRecord(record), receiptIn);

/** "The customer received the message and replied by sending the opt-out keyword": both, and both must be known. */
const receivedAndOptedOut: Fate = { status: 'delivered', obstacle: 'opted-out' };

const receiptIn = (payload: unknown): Parsed<Receipt> =>
  andThen(parsedBy(wire.receiptSchema, payload), ({ event_type, attributes }) =>
    andThen(parsedBy(wire.contextSchema, wire.contextOf(attributes)), (reference): Parsed<Receipt> => {
      const { message_id: carrierMessageId, record_status = '' } = attributes;
      const fate = event_type === '_SMS.OPTOUT' ? receivedAndOptedOut : fateOf(record_status);
      if (fate === undefined) return ignored('An interim status, or one that we do not know.');
      const code = fate.status === 'failed' ? { code: record_status } : {};
      return parsed({ carrier: 'pinpoint', carrierMessageId, reference, ...fate, ...code });
    }),
  );

/** SendMessages has no time to live: a text waits at AWS for up to 72 hours. `aws` is the carrier that can expire. */
const requestOf = ({ reference, from, to, body }: OutboundText) => ({
  Addresses: { [to]: { ChannelType: 'SMS' as const } },
  // Comes back with the receipts, and stands in whatever the account's event stream is written to: ids alone.
  Context: { practiceId: reference.practiceId, textId: reference.textId },
  MessageConfiguration: {
    SMSMessage: { Body: body, MessageType: 'TRANSACTIONAL' as const, OriginationNumber: from },
  },
});

function outcomeOf(answer: unknown): HandOver {
  const result = wire.resultSchema.safeParse(answer);
  if (!result.success) return { outcome: 'unknown', code: 'malformed-answer' };
  const { DeliveryStatus: status, MessageId } = result.data;
  if (status !== 'SUCCESSFUL')
    return among(wire.outcomes, status) ?? { outcome: 'unknown', code: 'malformed-answer' };
  const id = carrierMessageId.safeParse(MessageId);
  return id.success
    ? { outcome: 'accepted', carrierMessageId: id.data }
    : { outcome: 'unknown', code: 'malformed-answer' };
}
