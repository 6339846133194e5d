import * as z from 'zod';
import type { Actor } from '../../../shared/domain/actor.ts';
import { waitingOns } from '../../../shared/domain/contact.ts';
import {
  type ContactId,
  contactIdSchema,
  type PracticeId,
  type TextId,
} from '../../../shared/domain/identifiers.ts';
import { sendablePurposes } from '../../../shared/domain/purpose.ts';
import { isBuiltIn, responseNameSchema } from '../../../shared/domain/standard-response.ts';
import { asPractice, type Route, route } from '../../../shared/runtime/api.ts';
import type { Container } from '../../../shared/runtime/container.ts';
import { idempotencyKey } from '../../../shared/runtime/idempotency.ts';
import { expectedVersion, pageOf, pageQuery } from '../../../shared/runtime/lists.ts';
import { type Chosen, replyToPatient } from '../../../shared/use-cases/reply-to-patient.ts';
import { countUse } from '../../../shared/use-cases/suggest-responses.ts';
import { listThreads, readThreadPage } from '../../../shared/use-cases/threads.ts';
import { shownText, textAnswer } from './shown-text.ts';
import { shownThread, threadAnswer, threadShape } from './shown-thread.ts';
import { fieldsSchema } from './standard-responses.ts';

const params = z.object({ contactId: contactIdSchema });

const reply = z
  .strictObject({
    body: z
      .string()
      .trim()
      .min(1)
      .max(1600)
      // Control characters are no words, and carriers refuse them.
      .regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\t])*$/u, 'A text holds no control characters.')
      .optional(),
    /** A prepared answer in place of a body: one of the practice's, a starter, or `phi-warning`. */
    standardResponse: responseNameSchema.optional(),
    /** What the response's own merge fields are to say. */
    fields: fieldsSchema.optional(),
    /** `reply`, or what the standard response says. */
    purpose: z.enum(sendablePurposes).optional(),
    sendNow: z.boolean().optional(),
  })
  .refine(({ body, standardResponse }) => (body === undefined) !== (standardResponse === undefined), {
    path: ['body'],
    message: 'Send either body or standardResponse.',
  })
  .refine(({ fields, standardResponse }) => fields === undefined || standardResponse !== undefined, {
    path: ['fields'],
    message: 'Fields belong to a standardResponse.',
  });

function chosenBy(by: Actor, { body, standardResponse, fields, ...rest }: z.output<typeof reply>): Chosen {
  if (standardResponse !== undefined) return { ...rest, standardResponse, fields, by };
  return { ...rest, purpose: rest.purpose ?? 'reply', body: body ?? '', by };
}

/** The answer is safe by now: that it could not be counted is worth a line, and no failure. */
async function countUseOf(
  world: Container,
  contact: { readonly practiceId: PracticeId; readonly contactId: ContactId },
  textId: TextId,
): Promise<void> {
  if ((await countUse(world, contact, textId)) === 'counted') return;
  world.log.warn('use of a standard response not counted', { ...contact, textId });
}

export const threadRoutes: readonly Route[] = [
  route(asPractice, {
    method: 'GET',
    path: '/v1/threads',
    operationId: 'listThreads',
    summary: 'Threads that wait on someone, most urgent first; all of them, latest first',
    query: pageQuery.extend({
      waitingOn: z.enum(waitingOns).optional(),
      type: z.string().max(40).optional(),
      assignee: z.string().max(64).optional(),
    }),
    answers: { 200: pageOf(threadShape) },
    handle: async ({ world, practiceId, query }) => {
      const { items, next } = await listThreads(world, practiceId, query);
      return { status: 200, body: { items: items.map(shownThread), next } };
    },
  }),
  route(asPractice, {
    method: 'GET',
    path: '/v1/threads/{contactId}',
    operationId: 'readThread',
    summary: 'A thread with its texts, newest first',
    params,
    query: pageQuery,
    answers: { 200: threadShape.extend({ texts: z.array(textAnswer), next: z.string().optional() }) },
    handle: async ({ world, practiceId, params: { contactId }, query }) => {
      const { head, texts, next } = await readThreadPage(world, { practiceId, contactId }, query);
      return threadAnswer(head, { texts: texts.map(shownText), next });
    },
  }),
  route(asPractice, {
    method: 'POST',
    path: '/v1/threads/{contactId}/texts',
    operationId: 'replyToPatient',
    summary: 'Answers a patient; a refusal holds the permit that says why',
    params,
    body: reply,
    answers: {
      202: z.object({ textId: z.string(), status: z.enum(['queued', 'held']), at: z.string().optional() }),
    },
    reads: ['if-match', 'idempotency-key'],
    refusals: [
      'opted-out',
      'no-consent',
      'switched-off',
      'not-live',
      'suspended',
      'cap',
      'phi',
      'reserved-word',
      'expired',
      'idempotency-mismatch',
      'version-mismatch',
    ],
    handle: async ({ world, practiceId, actor, params: { contactId }, body, headers }) => {
      const accepted = await replyToPatient(
        world,
        { practiceId, contactId },
        chosenBy(actor, body),
        idempotencyKey(headers, `${contactId}|${JSON.stringify(body)}`),
        expectedVersion(headers),
      );
      if (body.standardResponse !== undefined && !isBuiltIn(body.standardResponse))
        await countUseOf(world, { practiceId, contactId }, accepted.textId);
      return { status: 202, body: accepted };
    },
  }),
];
