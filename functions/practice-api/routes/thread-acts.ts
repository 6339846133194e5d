import * as z from 'zod';
import type { Actor } from '../../../shared/domain/actor.ts';
import type { FailureCode } from '../../../shared/domain/failure.ts';
import { contactIdSchema, staffIdSchema, textIdSchema } from '../../../shared/domain/identifiers.ts';
import { type Note, noteLengthMax } from '../../../shared/domain/note.ts';
import { asPractice, type Route, route } from '../../../shared/runtime/api.ts';
import { idempotencyKey } from '../../../shared/runtime/idempotency.ts';
import { expectedVersion, pageOf, pageQuery } from '../../../shared/runtime/lists.ts';
import type { Asked } from '../../../shared/use-cases/act-on-thread.ts';
import { assignThread } from '../../../shared/use-cases/assign-thread.ts';
import { closeThread } from '../../../shared/use-cases/close-thread.ts';
import { listNotes, noteOnThread } from '../../../shared/use-cases/notes.ts';
import { readThread } from '../../../shared/use-cases/read-mark.ts';
import { retypeThread } from '../../../shared/use-cases/retype-thread.ts';
import { threadAnswer, threadShape } from './shown-thread.ts';

const params = z.object({ contactId: contactIdSchema });

/** What every act on a thread reads and may be refused with. */
const act: { readonly reads: Route['reads']; readonly refusals: readonly FailureCode[] } = {
  reads: ['if-match', 'idempotency-key'],
  refusals: ['version-mismatch', 'idempotency-mismatch'],
};

/** Words of a person: of more than one line, without control characters. */
const words = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\t])*$/u, 'No control characters.');

const note = z
  .object({
    noteId: z.string(),
    at: z.string(),
    by: z.string().optional(),
    words: z.string().optional(),
    call: z.boolean(),
  })
  .meta({ id: 'Note' });

const shownNote = ({ noteId, at, by, words: written, call }: Note): z.input<typeof note> => ({
  noteId,
  at,
  by: by.staffId,
  words: written,
  call: call === true,
});

/** How a request asks. A key stands for the route, the thread and the body together. */
const askedBy = (
  by: Actor,
  headers: Readonly<Record<string, string>>,
  content: readonly [name: string, contactId: string, body: unknown],
): Asked => ({
  by,
  expected: expectedVersion(headers),
  idempotency: idempotencyKey(headers, JSON.stringify(content)),
});

export const threadActRoutes: readonly Route[] = [
  route(asPractice, {
    method: 'POST',
    path: '/v1/threads/{contactId}/assign',
    operationId: 'assignThread',
    summary: 'Gives a thread to a member of the staff',
    params,
    body: z.strictObject({ staffId: staffIdSchema }),
    answers: { 200: threadShape },
    ...act,
    handle: async ({ world, practiceId, actor, params: { contactId }, body, headers }) => {
      const asked = askedBy(actor, headers, ['assign', contactId, body]);
      return threadAnswer(await assignThread(world, { practiceId, contactId }, body.staffId, asked));
    },
  }),
  route(asPractice, {
    method: 'POST',
    path: '/v1/threads/{contactId}/retype',
    operationId: 'retypeThread',
    summary: 'Says what a thread is about: its type and who holds it change, its promise stands',
    params,
    body: z.strictObject({ type: z.string().min(1).max(40) }),
    answers: { 200: threadShape },
    ...act,
    handle: async ({ world, practiceId, actor, params: { contactId }, body, headers }) => {
      const asked = askedBy(actor, headers, ['retype', contactId, body]);
      return threadAnswer(await retypeThread(world, { practiceId, contactId }, body.type, asked));
    },
  }),
  route(asPractice, {
    method: 'POST',
    path: '/v1/threads/{contactId}/close',
    operationId: 'closeThread',
    summary:
      'Closes a thread without an answer, and says why: its clock stops until the patient writes again',
    params,
    body: z.strictObject({ reason: words(200) }),
    answers: { 200: threadShape },
    ...act,
    handle: async ({ world, practiceId, actor, params: { contactId }, body, headers }) => {
      const asked = askedBy(actor, headers, ['close', contactId, body]);
      return threadAnswer(await closeThread(world, { practiceId, contactId }, body.reason, asked));
    },
  }),
  route(asPractice, {
    method: 'POST',
    path: '/v1/threads/{contactId}/read',
    operationId: 'markThreadRead',
    summary: 'Says that the thread was read as far as a text',
    params,
    body: z.strictObject({ textId: textIdSchema }),
    answers: { 200: threadShape },
    ...act,
    handle: async ({ world, practiceId, actor, params: { contactId }, body, headers }) => {
      const asked = askedBy(actor, headers, ['read', contactId, body]);
      return threadAnswer(await readThread(world, { practiceId, contactId }, body.textId, asked));
    },
  }),
  route(asPractice, {
    method: 'POST',
    path: '/v1/threads/{contactId}/notes',
    operationId: 'noteOnThread',
    summary: 'Leaves a note for the others, or that the patient was called, which settles what waited',
    params,
    body: z
      .strictObject({ words: words(noteLengthMax).optional(), call: z.boolean().default(false) })
      .refine((one) => one.words !== undefined || one.call, {
        path: ['words'],
        message: 'Write something, or say that you called.',
      }),
    answers: { 201: note },
    ...act,
    handle: async ({ world, practiceId, actor, params: { contactId }, body, headers }) => {
      const asked = askedBy(actor, headers, ['notes', contactId, body]);
      return {
        status: 201,
        body: shownNote(await noteOnThread(world, { practiceId, contactId }, body, asked)),
      };
    },
  }),
  route(asPractice, {
    method: 'GET',
    path: '/v1/threads/{contactId}/notes',
    operationId: 'listNotes',
    summary: "A thread's notes, newest first; the patient never sees them",
    params,
    query: pageQuery,
    answers: { 200: pageOf(note) },
    handle: async ({ world, practiceId, params: { contactId }, query }) => {
      const { items, next } = await listNotes(world, { practiceId, contactId }, query);
      return { status: 200, body: { items: items.map(shownNote), next } };
    },
  }),
];
