import * as z from 'zod';
import { phoneNumberSchema } from '../../../shared/domain/phone-number.ts';
import { readinessCodes } from '../../../shared/domain/readiness.ts';
import { asPractice, type Route, route } from '../../../shared/runtime/api.ts';
import { idempotencyKey } from '../../../shared/runtime/idempotency.ts';
import { checkReadiness } from '../../../shared/use-cases/readiness.ts';
import { sendTestText } from '../../../shared/use-cases/send-test-text.ts';

const readinessAnswer = z
  .object({
    ready: z.boolean(),
    missing: z.array(z.object({ code: z.enum(readinessCodes), detail: z.string() })),
    liveSince: z.string().optional(),
  })
  .meta({ id: 'Readiness' });

export const readinessRoutes: readonly Route[] = [
  route(asPractice, {
    method: 'GET',
    path: '/v1/readiness',
    operationId: 'checkReadiness',
    summary:
      'Whether automated texts may leave, and what is missing; a practice that passes is live from then on, whatever it changes',
    answers: { 200: readinessAnswer },
    handle: async ({ world, practiceId }) => ({
      status: 200,
      body: await checkReadiness(world, practiceId),
    }),
  }),
  route(asPractice, {
    method: 'POST',
    path: '/v1/test-texts',
    operationId: 'sendTestText',
    summary:
      "Sends one text to a phone of the practice's own staff, to see that the line works; five a day at most",
    body: z.strictObject({ to: phoneNumberSchema }),
    reads: ['idempotency-key'],
    answers: { 202: z.object({ textId: z.string() }) },
    refusals: ['cap', 'conflict', 'opted-out', 'no-consent', 'suspended', 'idempotency-mismatch'],
    handle: async ({ world, practiceId, actor, body: { to }, headers }) => ({
      status: 202,
      body: await sendTestText(world, practiceId, to, actor, idempotencyKey(headers, to)),
    }),
  }),
];
