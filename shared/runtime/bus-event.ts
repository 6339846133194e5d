import * as z from 'zod';
import {
  appointmentIdSchema,
  contactIdSchema,
  partsOfTextId,
  practiceIdSchema,
  textIdSchema,
} from '../domain/identifiers.ts';
import { timerKinds } from '../domain/timer.ts';
import type { TimerHint } from '../ports/timers.ts';
import type { EpisodeHint } from '../use-cases/count-answer.ts';
import type { VisitHint } from '../use-cases/count-reminders.ts';

const timerRef = z.object({ kind: z.enum(timerKinds), id: z.string().min(1) });
const ofContact = { practiceId: practiceIdSchema, contactId: contactIdSchema };

const contactEvent = z.object({ ...ofContact, textId: textIdSchema.optional() });
const timerEvent = z.object({ ...ofContact, timer: timerRef });
const episodeEvent = z.object({ ...ofContact, episode: z.int().min(0).optional() });
const visitEvent = z.object({
  practiceId: practiceIdSchema,
  appointmentId: appointmentIdSchema.optional(),
  textId: textIdSchema.optional(),
});
const envelope = z.object({ detail: z.unknown() });

/** What a rule of the bus delivers stands in `detail`; a schedule delivers the bare hint. */
function detailOf(event: unknown): unknown {
  const { success, data } = envelope.safeParse(event);
  return success && data.detail !== undefined ? data.detail : event;
}

export type ContactHint = {
  readonly contact: Pick<TimerHint, 'practiceId' | 'contactId'>;
  readonly seq: number | undefined;
};

/** Reads which contact an event is about, and which of its texts where it says so. Throws where it is none of ours. */
export function contactHint(event: unknown): ContactHint {
  const { practiceId, contactId, textId } = contactEvent.parse(detailOf(event));
  return { contact: { practiceId, contactId }, seq: textId && partsOfTextId(textId).seq };
}

/** Reads which timer an event or a schedule is about. */
export function timerHint(event: unknown): TimerHint {
  const { practiceId, contactId, timer } = timerEvent.parse(detailOf(event));
  return { practiceId, contactId, timer };
}

/** Reads which episode is over; `undefined` where a thread was closed in which nobody waited. */
export function episodeHint(event: unknown): EpisodeHint | undefined {
  const { practiceId, contactId, episode } = episodeEvent.parse(detailOf(event));
  return episode === undefined ? undefined : { practiceId, contactId, episode };
}

/** Reads which visit something happened to, or to which text about it; `undefined` where it was about none. */
export function visitHint(event: unknown): VisitHint | undefined {
  const { practiceId, appointmentId, textId } = visitEvent.parse(detailOf(event));
  return appointmentId === undefined ? undefined : { practiceId, appointmentId, textId };
}
