import * as z from 'zod';
import type { Actor } from '../../../shared/domain/actor.ts';
import { type ContactHead, type Thread, waitingOns } from '../../../shared/domain/contact.ts';
import { contactIdSchema } from '../../../shared/domain/identifiers.ts';
import { purposes } from '../../../shared/domain/purpose.ts';
import { standardResponses, type Written } from '../../../shared/domain/reply.ts';
import { typedNow } from '../../../shared/domain/thread-type.ts';
import { asPractice, type Route, route } from '../../../shared/runtime/api.ts';
import { idempotencyKey } from '../../../shared/runtime/idempotency.ts';
import { pageOf, pageQuery } from '../../../shared/runtime/lists.ts';
import { replyToPatient } from '../../../shared/use-cases/reply-to-patient.ts';
import { retypeThread } from '../../../shared/use-cases/retype-thread.ts';
import { listThreads, readHead, readTexts } from '../../../shared/use-cases/threads.ts';
import { shownText, textAnswer } from './shown-text.ts';

const params = z.object({ contactId: contactIdSchema });

/** What gave a thread its type: words, with the chance of it and those that decided; or a person. */
const typed = z.discriminatedUnion('by', [
  z.object({ by: z.literal('words'), score: z.number().min(0).max(1), words: z.array(z.string()).max(5) }),
  z.object({ by: z.literal('staff') }),
]);

const thread = z
  .object({
    contactId: z.string(),
    phone: z.string(),
    patients: z.array(z.object({ patientId: z.string(), given: z.string() })),
    type: z.string(),
    typed: typed.optional(),
    assignee: z.string().optional(),
    waitingOn: z.enum(waitingOns),
    waitingSince: z.string().optional(),
    goalDueAt: z.string().optional(),
    promise: z.string().optional(),
    urgent: z.boolean(),
    flags: z.array(z.string()),
    lastTextAt: z.string().optional(),
    version: z.int().optional(),
  })
  .meta({ id: 'Thread' });

function shown({ contactId, phone, patients, thread: of }: ContactHead): z.input<typeof thread> {
  const { type, assignee, waitingOn, waitingSince, goalDueAt, promise, urgent, flags, lastTextAt } = of;
  return {
    contactId,
    phone,
    patients: patients.map(({ patientId, given }) => ({ patientId, given })),
    type,
    typed: shownTyped(of),
    assignee,
    waitingOn,
    waitingSince,
    goalDueAt,
    promise,
    urgent,
    flags: [...flags],
    lastTextAt,
  };
}

function shownTyped(thread: Thread): z.input<typeof typed> | undefined {
  const now = typedNow(thread);
  return now?.by === 'words'
    ? { by: 'words', score: now.score, words: [...now.words] }
    : now && { by: 'staff' };
}

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
    /** A prepared answer in place of a body. */
    standardResponse: z.enum(standardResponses).optional(),
    purpose: z.enum(purposes).exclude(['acknowledgement', 'service', 'emergency']).default('reply'),
    sendNow: z.boolean().optional(),
  })
  .refine(({ body, standardResponse }) => (body === undefined) !== (standardResponse === undefined), {
    path: ['body'],
    message: 'Send either body or standardResponse.',
  });

function writtenBy(by: Actor, { body, standardResponse, ...rest }: z.output<typeof reply>): Written {
  if (standardResponse !== undefined) return { ...rest, standardResponse, by };
  return { ...rest, body: body ?? '', by };
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
    answers: { 200: pageOf(thread) },
    handle: async ({ world, practiceId, query }) => {
      const { items, next } = await listThreads(world, practiceId, query);
      return { status: 200, body: { items: items.map(shown), next } };
    },
  }),
  route(asPractice, {
    method: 'GET',
    path: '/v1/threads/{contactId}',
    operationId: 'readThread',
    summary: 'A thread with its texts, newest first',
    params,
    query: pageQuery,
    answers: { 200: thread.extend({ texts: z.array(textAnswer), next: z.string().optional() }) },
    handle: async ({ world, practiceId, params: { contactId }, query }) => {
      const [head, page] = await Promise.all([
        readHead(world, practiceId, contactId),
        readTexts(world, { practiceId, contactId }, query),
      ]);
      return { status: 200, body: { ...shown(head), texts: page.items.map(shownText), next: page.next } };
    },
  }),
  route(asPractice, {
    method: 'POST',
    path: '/v1/threads/{contactId}/retype',
    operationId: 'retypeThread',
    summary: 'Says what a thread is about: its type and who holds it change, its promise stands',
    params,
    body: z.strictObject({ type: z.string().min(1).max(40) }),
    answers: { 200: thread },
    handle: async ({ world, practiceId, params: { contactId }, body: { type } }) => ({
      status: 200,
      body: shown(await retypeThread(world, { practiceId, contactId }, type)),
    }),
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
    reads: ['idempotency-key'],
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
    ],
    handle: async ({ world, practiceId, actor, params: { contactId }, body, headers }) => {
      const accepted = await replyToPatient(
        world,
        { practiceId, contactId },
        writtenBy(actor, body),
        idempotencyKey(headers, `${contactId}|${JSON.stringify(body)}`),
      );
      return { status: 202, body: accepted };
    },
  }),
];
