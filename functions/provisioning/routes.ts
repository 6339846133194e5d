import * as z from 'zod';
import { keyIdSchema, practiceIdSchema } from '../../shared/domain/identifiers.ts';
import { carrierNames } from '../../shared/domain/line.ts';
import { phoneNumberSchema } from '../../shared/domain/phone-number.ts';
import { plainText } from '../../shared/domain/plain-text.ts';
import { zoneSchema } from '../../shared/domain/zone.ts';
import { asOperator, type Route, route } from '../../shared/runtime/api.ts';
import { createKey, createPractice, putLine, revokeKey } from '../../shared/use-cases/provision.ts';

const keyAnswer = z.object({ practiceId: z.string(), apiKey: z.string(), keyId: z.string() });

const line = z.strictObject({
  number: phoneNumberSchema,
  practiceId: practiceIdSchema,
  carrier: z.enum(carrierNames),
  /** Which of the deployment's accounts with that carrier: the name of a secret. */
  account: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .default('default'),
  optOutHandledBy: z.enum(['ours', 'carrier']),
  messagesPerSecond: z.number().positive().max(1000).default(1),
});

export const routes: readonly Route[] = [
  route(asOperator, {
    method: 'POST',
    path: '/operator/practices',
    operationId: 'createPractice',
    summary: 'Makes a practice with safe settings; its key is shown this once',
    body: z.strictObject({
      practiceId: practiceIdSchema,
      name: plainText(80),
      timeZone: zoneSchema,
    }),
    answers: { 201: keyAnswer },
    refusals: ['conflict'],
    handle: async ({ world, body }) => ({ status: 201, body: await createPractice(world, body) }),
  }),
  route(asOperator, {
    method: 'POST',
    path: '/operator/practices/{practiceId}/keys',
    operationId: 'createKey',
    summary: 'Makes one more key for a practice; it is shown this once',
    params: z.object({ practiceId: practiceIdSchema }),
    answers: { 201: keyAnswer },
    handle: async ({ world, params: { practiceId } }) => ({
      status: 201,
      body: await createKey(world, practiceId),
    }),
  }),
  route(asOperator, {
    method: 'DELETE',
    path: '/operator/keys/{keyId}',
    operationId: 'revokeKey',
    summary: 'Revokes a key',
    params: z.object({ keyId: keyIdSchema }),
    answers: { 204: undefined },
    handle: async ({ world, params: { keyId } }) => {
      await revokeKey(world, keyId);
      return { status: 204 };
    },
  }),
  route(asOperator, {
    method: 'PUT',
    path: '/operator/lines',
    operationId: 'putLine',
    summary: 'Puts a line: whose number it is, and which carrier serves it',
    body: line,
    answers: { 200: line },
    refusals: ['conflict'],
    handle: async ({ world, body }) => ({ status: 200, body: await putLine(world, body) }),
  }),
];
