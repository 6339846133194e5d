import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Carrier, HandOver, OutboundText, Parsed, Receipt } from '../../../ports/carrier.ts';
import { andThen, ignored, jsonBodyOf, jsonOf, number, parsed, parsedBy, wordsOf } from '../reading.ts';
import { redact } from '../redaction.ts';
import * as wire from './wire.ts';

/** Where simulated texts go: the local host's handsets, or the simulation's. */
export interface SimulatedNetwork {
  accept(text: OutboundText): Promise<HandOver>;
}

export interface SimulatedOptions {
  /** Without one, as in a deployment, nothing can be sent. */
  readonly network?: SimulatedNetwork | undefined;
}

/** The value of `x-simulated-signature`: hex HMAC-SHA256 of the URL, a line feed, and the raw body. */
export function signSimulated(secret: string, url: string, body: string | Uint8Array): string {
  return createHmac('sha256', secret).update(`${url}\n`).update(body).digest('hex');
}

/** A carrier for laptops and tests: the same signed webhooks, and a network of handsets in place of a telephone's. */
export function createSimulatedCarrier({ network }: SimulatedOptions): Carrier {
  return {
    name: 'simulated',
    signatureHeader: 'x-simulated-signature',

    lineOf(request) {
      const said = jsonOf(wordsOf(request.body));
      if (typeof said !== 'object' || said === null) return undefined;
      // A text names the line in `to`; a receipt has no `to`.
      const written = 'to' in said ? said.to : 'from' in said ? said.from : undefined;
      const line = number.safeParse(written);
      return line.success ? line.data : undefined;
    },

    async verify(request, account) {
      const secret = wire.accountSchema.safeParse(account);
      const signature = request.headers['x-simulated-signature'];
      if (!secret.success || signature === undefined) return false;
      const given = Buffer.from(signature);
      const expected = Buffer.from(signSimulated(secret.data.secret, request.url, request.body));
      return given.length === expected.length && timingSafeEqual(given, expected);
    },

    parseText: (request) =>
      andThen(jsonBodyOf(request), (said) =>
        andThen(parsedBy(wire.textSchema, said), ({ id, from, to, body, media = [] }) =>
          parsed({ carrier: 'simulated', carrierMessageId: id, from, to, body, media }),
        ),
      ),

    parseReceipt: (request) =>
      andThen(jsonBodyOf(request), (said) =>
        andThen(
          parsedBy(wire.receiptSchema, said),
          ({ id: carrierMessageId, reference, status, code }): Parsed<Receipt> => {
            if (status === undefined) return ignored('An interim status, or one that we do not know.');
            const receipt = { carrier: 'simulated', carrierMessageId, reference, status } as const;
            if (status !== 'failed') return parsed(receipt);
            const known = wire.obstacleSchema.safeParse(code);
            const obstacle = known.success ? known.data : 'other';
            return parsed({ ...receipt, obstacle, ...(code && { code }) });
          },
        ),
      ),

    async send(text) {
      if (network === undefined) return { outcome: 'rejected', obstacle: 'other', code: 'no-network' };
      try {
        return await network.accept(text);
      } catch {
        return { outcome: 'unknown', code: 'connection-lost' };
      }
    },

    acceptance: { contentType: 'application/json', body: '{}' },
    redact,
  };
}
