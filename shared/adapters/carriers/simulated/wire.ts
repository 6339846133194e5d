import * as z from 'zod';
import { body, carrierMessageId, codeOf, field, number, reference } from '../reading.ts';

/** The simulated carrier's shapes: the plainest that say what the port says. */

/** The secret that its webhooks are signed with. */
export const accountSchema = z.object({ secret: z.string().min(1) });

export const textSchema = z.object(
  { id: carrierMessageId, from: number, to: number, body, media: z.array(field, 'is not a list').optional() },
  'is not an object',
);

const statuses = ['sent', 'delivered', 'failed'] as const;

/** Why a text failed, by the code that the simulation was told to fail with: the port's own words. */
export const obstacleSchema = z.enum([
  'opted-out',
  'landline',
  'unknown-number',
  'unreachable',
  'blocked',
  'filtered',
  'expired',
  'invalid',
  'other',
]);

export const receiptSchema = z.object(
  {
    id: carrierMessageId,
    reference,
    from: number,
    status: field.transform((written) => statuses.find((status) => status === written)),
    code: z.string().transform(codeOf).optional(),
  },
  'is not an object',
);
