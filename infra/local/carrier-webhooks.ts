import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { signSimulated } from '../../shared/adapters/carriers/simulated/carrier.ts';
import { Failure } from '../../shared/domain/failure.ts';
import type { Line } from '../../shared/domain/line.ts';
import type { E164 } from '../../shared/domain/phone-number.ts';
import type { ReceiptDue } from './handsets.ts';
import { localTwilioAccount } from './local-secrets.ts';

/** A call that a carrier makes to us: path below our public URL, with what it signed. */
export interface CarrierCall {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const { getExpectedTwilioSignature } = createRequire(import.meta.url)('twilio/lib/webhooks/webhooks.js') as {
  getExpectedTwilioSignature(authToken: string, url: string, params: Record<string, string>): string;
};

/** Makes the calls that the carriers of local lines would make, signed as they sign. */
export function carrierWebhooks(publicUrl: string, simulatedSecret: string) {
  const simulated = (path: string, content: unknown): CarrierCall => {
    const body = Buffer.from(JSON.stringify(content));
    const signature = signSimulated(simulatedSecret, `${publicUrl}${path}`, body);
    return {
      path,
      headers: { 'content-type': 'application/json', 'x-simulated-signature': signature },
      body,
    };
  };
  const twilio = (path: string, fields: Record<string, string>): CarrierCall => ({
    path,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': getExpectedTwilioSignature(
        localTwilioAccount.authToken,
        `${publicUrl}${path}`,
        fields,
      ),
    },
    body: Buffer.from(new URLSearchParams(fields).toString()),
  });
  const { accountSid: AccountSid } = localTwilioAccount;
  return {
    /** A patient's text, as the line's carrier brings it. */
    text({ carrier, number }: Line, from: E164, body: string): CarrierCall {
      const id = randomUUID();
      switch (carrier) {
        case 'simulated':
          return simulated('/carriers/simulated/texts', { id, from, to: number, body });
        case 'twilio':
          return twilio('/carriers/twilio/texts', {
            MessageSid: `SM${id.replaceAll('-', '')}`,
            AccountSid,
            From: from,
            To: number,
            Body: body,
            NumMedia: '0',
          });
        case 'aws':
        case 'pinpoint':
          throw new Failure(
            'conflict',
            `Nothing can come in on a line of ${carrier} here: use one on simulated or twilio.`,
          );
      }
    },
    /** A receipt for a text that reached its handset; `undefined` where the line's carrier has no webhook here. */
    receipt({ carrier }: Line, { messageId, reference, line, phone }: ReceiptDue): CarrierCall | undefined {
      if (carrier === 'simulated') {
        return simulated('/carriers/simulated/receipts', {
          id: messageId,
          reference,
          from: line,
          status: 'delivered',
        });
      }
      if (carrier !== 'twilio') return undefined;
      const query = new URLSearchParams({ practice: reference.practiceId, text: reference.textId });
      return twilio(`/carriers/twilio/receipts?${query}`, {
        MessageSid: messageId,
        AccountSid,
        MessageStatus: 'delivered',
        From: line,
        To: phone,
      });
    },
  };
}
