import * as z from 'zod';
import { keyIdSchema, practiceIdSchema } from '../../shared/domain/identifiers.ts';
import { carrierNames, registrationKinds } from '../../shared/domain/line.ts';
import { phoneNumberSchema } from '../../shared/domain/phone-number.ts';
import { plainText } from '../../shared/domain/plain-text.ts';
import { zoneSchema } from '../../shared/domain/zone.ts';
import { asOperator, type Route, route } from '../../shared/runtime/api.ts';
import { enrolKeys } from '../../shared/use-cases/enrol-keys.ts';
import { createKey, revokeKey } from '../../shared/use-cases/keys.ts';
import { createPractice, putAgreements, putLine } from '../../shared/use-cases/provision.ts';
import { showPractice } from '../../shared/use-cases/show-practice.ts';

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
  /** What the carriers know the number as; the simulated carrier asks for none. */
  registration: z
    .strictObject({
      kind: z.enum(registrationKinds),
      status: z.enum(['approved', 'pending']),
      id: plainText(80).optional(),
    })
    .optional(),
});

const agreements = z
  .strictObject({ carrier: z.iso.date().optional(), cloud: z.iso.date().optional() })
  .refine(({ carrier, cloud }) => carrier !== undefined || cloud !== undefined, 'Name at least one of them.');

const rotation = z.strictObject({
  /** The key whose place the new one takes. */
  rotates: keyIdSchema.optional(),
  /** How long both open: a day to change it everywhere, unless said otherwise. */
  overlapHours: z.number().min(0).max(720).default(24),
});

const shownPractice = z.object({
  practiceId: z.string(),
  name: z.string(),
  timeZone: z.string(),
  createdAt: z.string(),
  /** Whether it has a line, and a key that opens something. */
  ready: z.boolean(),
  lines: z.array(line),
  /** Since when its automated texts may leave. */
  liveSince: z.string().optional(),
  agreements: agreements.optional(),
  keys: z.array(
    z.object({
      keyId: z.string(),
      tier: z.string(),
      createdAt: z.string(),
      expiresAt: z.string().optional(),
      revokedAt: z.string().optional(),
    }),
  ),
});

export const routes: readonly Route[] = [
  route(asOperator, {
    method: 'POST',
    path: '/operator/practices',
    operationId: 'createPractice',
    summary:
      'Makes a practice with safe settings; its key is shown this once. One that is there already gets one more key',
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
    summary: "Makes one more key for a practice, or one in another's place; it is shown this once",
    params: z.object({ practiceId: practiceIdSchema }),
    body: rotation,
    bodyOptional: true,
    answers: { 201: keyAnswer },
    refusals: ['conflict'],
    handle: async ({ world, params: { practiceId }, body: { rotates, overlapHours } }) => ({
      status: 201,
      body: await createKey(world, practiceId, rotates && { rotates, overlapHours }),
    }),
  }),
  route(asOperator, {
    method: 'GET',
    path: '/operator/practices/{practiceId}',
    operationId: 'showPractice',
    summary: 'What there is of a practice: its lines, and its keys by their ids',
    params: z.object({ practiceId: practiceIdSchema }),
    answers: { 200: shownPractice },
    handle: async ({ world, params: { practiceId } }) => ({
      status: 200,
      body: await showPractice(world, practiceId),
    }),
  }),
  route(asOperator, {
    method: 'POST',
    path: '/operator/practices/{practiceId}/enrol',
    operationId: 'enrolKeys',
    summary: "Puts a practice's keys in their usage plans again, after the API was made anew",
    params: z.object({ practiceId: practiceIdSchema }),
    answers: { 200: z.object({ enrolled: z.int() }) },
    handle: async ({ world, params: { practiceId } }) => ({
      status: 200,
      body: { enrolled: await enrolKeys(world, practiceId) },
    }),
  }),
  route(asOperator, {
    method: 'PUT',
    path: '/operator/practices/{practiceId}/agreements',
    operationId: 'putAgreements',
    summary:
      "Says that the carrier's and the cloud's business associate agreements are on file, each by the date of its signing; one that is not named stays",
    params: z.object({ practiceId: practiceIdSchema }),
    body: agreements,
    answers: { 200: agreements },
    handle: async ({ world, params: { practiceId }, body }) => ({
      status: 200,
      body: await putAgreements(world, practiceId, body),
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
