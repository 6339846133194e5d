import * as z from 'zod';
import { type ContactHead, type Thread, waitingOns } from '../../../shared/domain/contact.ts';
import { isUnread } from '../../../shared/domain/read-mark.ts';
import { typedNow } from '../../../shared/domain/thread-type.ts';
import { threadVersion } from '../../../shared/domain/thread-version.ts';

/** What gave a thread its type: words, with the chance of it and those that decided; or a person. */
const typed = z.discriminatedUnion('by', [
  z.object({ by: z.literal('words'), score: z.number().min(0).max(1), words: z.array(z.string()).max(5) }),
  z.object({ by: z.literal('staff') }),
]);

/** A thread as the API shows it. */
export const threadShape = z
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
    goalMissedAt: z.string().optional(),
    promise: z.string().optional(),
    urgent: z.boolean(),
    flags: z.array(z.string()),
    lastTextAt: z.string().optional(),
    unread: z.boolean(),
    /** The moment of the latest text that somebody has read. */
    readAt: z.string().optional(),
    version: z.int(),
  })
  .meta({ id: 'Thread' });

/** `version` is what `If-Match` takes where somebody acts on the thread. */
export function shownThread(head: ContactHead): z.input<typeof threadShape> {
  const { contactId, phone, patients, thread: of } = head;
  const { type, assignee, waitingOn, waitingSince, goalDueAt, goalMissedAt, promise, urgent, flags } = of;
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
    goalMissedAt,
    promise,
    urgent,
    flags: [...flags],
    unread: isUnread(head),
    readAt: of.readAt,
    lastTextAt: of.lastTextAt,
    version: threadVersion(head),
  };
}

function shownTyped(thread: Thread): z.input<typeof typed> | undefined {
  const now = typedNow(thread);
  return now?.by === 'words'
    ? { by: 'words', score: now.score, words: [...now.words] }
    : now && { by: 'staff' };
}

/** An answer with a thread, and its version as `If-Match` takes it back. */
export const threadAnswer = (head: ContactHead, more: object = {}) => ({
  status: 200,
  headers: { etag: `"${threadVersion(head)}"` },
  body: { ...shownThread(head), ...more },
});
