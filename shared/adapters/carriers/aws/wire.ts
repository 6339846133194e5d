import * as z from 'zod';
import { carrierMessageId, codeOf, field, reference } from '../reading.ts';

/**
 * The shapes of AWS End User Messaging SMS. Sources: docs.aws.amazon.com/sms-voice/latest/userguide/
 * configuration-sets-event-format.html (receipts) and docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2
 * (sending). Texts come as sns/two-way.ts says.
 */

/** What an AWS account of the deployment is to us. Credentials are the function's role: there is no secret in it. */
export const accountSchema = z.object({
  /** The topics of its numbers and of its configuration set: a message from any other is forged. */
  topicArns: z.array(z.string()).default([]),
  /** Where its numbers are, where that is not the deployment's own region. */
  region: z.string().optional(),
  /** Whose event destination publishes receipts. Without one there are none. */
  configurationSetName: z.string().optional(),
  /** The block list of its numbers, kept equal to ours. */
  optOutListName: z.string().optional(),
});

/** A receipt: an event of a configuration set. `context` is what we sent with the text. */
export const receiptSchema = z.object(
  {
    messageId: carrierMessageId,
    eventType: field.regex(/^[A-Z_]{1,60}$/, 'is not known').transform((type) => codeOf(type) ?? ''),
    context: reference,
  },
  'is not an object',
);

/** Seconds that AWS may keep trying: `TimeToLive` of SendTextMessage. */
export const timeToLiveSeconds = { least: 5, most: 259_200 } as const;
