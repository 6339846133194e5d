import type { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type {
  Carrier,
  CarrierAccount,
  InboundText,
  OutboundText,
  Parsed,
  Receipt,
} from '../../../ports/carrier.ts';
import { type AwsOptions, clientConfig, clientPerRegion } from '../aws-client.ts';
import { fateOf, outcomeOfError } from '../aws-outcome.ts';
import { andThen, carrierMessageId, ignored, number, parsed, parsedBy } from '../reading.ts';
import { redact } from '../redaction.ts';
import { payloadOf, payloadOfRecord, unverifiedField } from '../sns/envelope.ts';
import { isSigned, signatureHeader } from '../sns/signature.ts';
import { subscriptionFor } from '../sns/subscription.ts';
import { textFromRecord, textFromRequest } from '../sns/two-way.ts';
import * as wire from './wire.ts';

interface Sdk {
  readonly sdk: typeof import('@aws-sdk/client-pinpoint-sms-voice-v2');
  readonly client: PinpointSMSVoiceV2Client;
}

/** AWS End User Messaging SMS: texts and receipts by SNS, sending by SendTextMessage. */
export function createAwsCarrier(options: AwsOptions): Carrier {
  const clientIn = clientPerRegion(async (region): Promise<Sdk> => {
    const sdk = await import('@aws-sdk/client-pinpoint-sms-voice-v2');
    return { sdk, client: new sdk.PinpointSMSVoiceV2Client(clientConfig(options, region)) };
  });

  /** Changes the account's list. @returns whether it names one */
  async function onList(
    account: CarrierAccount,
    change: (on: Sdk, list: string) => Promise<void>,
  ): Promise<boolean> {
    const { region = options.region, optOutListName } = wire.accountSchema.parse(account);
    if (optOutListName === undefined) return false;
    try {
      await change(await clientIn(region), optOutListName);
      return true;
    } catch (error) {
      // It is as it should be: the number was not on the list. (Putting one that is there succeeds.)
      if (error instanceof Error && error.name === 'ResourceNotFoundException' && isNumberMissing(error))
        return true;
      // Not the SDK's own error: its message names the number.
      throw new Error(`The opt-out list was not changed: ${outcomeOfError(error).outcome}.`);
    }
  }

  return {
    name: 'aws',
    signatureHeader,

    lineOf(request) {
      const written =
        unverifiedField(request, 'destinationNumber') ?? unverifiedField(request, 'originationPhoneNumber');
      const line = number.safeParse(written);
      return line.success ? line.data : undefined;
    },

    async verify(request, account) {
      const ours = wire.accountSchema.safeParse(account);
      return ours.success && isSigned(request, ours.data.topicArns);
    },

    parseText: (request) => textFromRequest('aws', request),

    parseReceipt: (request) => andThen(payloadOf(request), receiptIn),

    async send(text, account) {
      const ours = wire.accountSchema.safeParse(account);
      if (!ours.success) return { outcome: 'not-taken', code: 'account-malformed' };
      try {
        const { sdk, client } = await clientIn(ours.data.region ?? options.region);
        const answer = await client.send(
          new sdk.SendTextMessageCommand(requestOf(text, ours.data.configurationSetName)),
        );
        const id = carrierMessageId.safeParse(answer.MessageId);
        if (!id.success) return { outcome: 'unknown', code: 'malformed-answer' };
        return { outcome: 'accepted', carrierMessageId: id.data };
      } catch (error) {
        return outcomeOfError(error);
      }
    },

    optOutList: {
      add: (number, account) =>
        onList(account, async ({ sdk, client }, OptOutListName) => {
          await client.send(new sdk.PutOptedOutNumberCommand({ OptOutListName, OptedOutNumber: number }));
        }),
      remove: (number, account) =>
        onList(account, async ({ sdk, client }, OptOutListName) => {
          await client.send(new sdk.DeleteOptedOutNumberCommand({ OptOutListName, OptedOutNumber: number }));
        }),
    },

    acceptance: { contentType: 'text/plain', body: '' },
    redact,
    topic: { text: textFromSnsRecord, receipt: receiptFromSnsRecord },
    subscription: subscriptionFor((account) => wire.accountSchema.safeParse(account).data?.topicArns ?? []),
  };
}

/** A text from one record of the SNS event of a Lambda that is subscribed to the numbers' topic. */
export const textFromSnsRecord = (record: unknown): Parsed<InboundText> => textFromRecord('aws', record);

/** A receipt from one record of the SNS event of a Lambda that is subscribed to the events' topic. */
export const receiptFromSnsRecord = (record: unknown): Parsed<Receipt> =>
  andThen(payloadOfRecord(record), receiptIn);

const receiptIn = (payload: unknown): Parsed<Receipt> =>
  andThen(
    parsedBy(wire.receiptSchema, payload),
    ({ messageId, eventType, context: reference }): Parsed<Receipt> => {
      const fate = fateOf(eventType.replace(/^TEXT_/, ''));
      if (fate === undefined) return ignored('An interim status, or one that we do not know.');
      const code = fate.status === 'failed' ? { code: eventType } : {};
      return parsed({ carrier: 'aws', carrierMessageId: messageId, reference, ...fate, ...code });
    },
  );

function requestOf(
  { reference, from, to, body, timeToLiveSeconds }: OutboundText,
  ConfigurationSetName?: string,
) {
  const { least, most } = wire.timeToLiveSeconds;
  return {
    OriginationIdentity: from,
    DestinationPhoneNumber: to,
    MessageBody: body,
    MessageType: 'TRANSACTIONAL',
    // Comes back with the receipts, and stands in whatever logs the account keeps of its events: ids alone.
    Context: { practiceId: reference.practiceId, textId: reference.textId },
    ...(timeToLiveSeconds !== undefined && {
      TimeToLive: Math.min(most, Math.max(least, Math.floor(timeToLiveSeconds))),
    }),
    ...(ConfigurationSetName !== undefined && { ConfigurationSetName }),
  } as const;
}

const isNumberMissing = (error: Error) =>
  'ResourceType' in error && error.ResourceType === 'opted-out-number';
