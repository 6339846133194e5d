import * as z from 'zod';
import type { Actor } from './actor.ts';
import type { Appointment } from './appointment.ts';
import { type ContactHead, headLimits, type Question } from './contact.ts';
import { amend, begin, type Draft, raiseTask } from './draft.ts';
import type { AppointmentId, ContactId, NoticeId, PracticeId, TextId } from './identifiers.ts';
import { isMeant, plain } from './notice-rule.ts';
import { plainText } from './plain-text.ts';
import { toGsm7 } from './segments.ts';
import { type PracticeView, wordsFor, writeText } from './system-text.ts';
import type { OutText } from './text.ts';
import type { IsoInstant } from './time.ts';

/*
 * "Dr. Lee is out today": a person's words to everybody on a day's list, one text for each number. Outside the caps, since it is needed
 * and not planned; inside consent and quiet hours, since those are the patient's.
 */

/** As the practice asks for one. */
export const dayNoticeSchema = z.strictObject({
  date: z.iso.date('Name a day, such as 2026-12-08.'),
  /** Only those whose appointment names this provider. */
  provider: plainText(80).optional(),
  body: plainText(320),
});
export type DayNoticeInput = z.infer<typeof dayNoticeSchema>;

export interface DayNotice extends DayNoticeInput {
  readonly practiceId: PracticeId;
  readonly noticeId: NoticeId;
  /** What was asked for, by its hash: the same key for something else is an error. */
  readonly fingerprint: string;
  readonly by: Actor;
  readonly createdAt: IsoInstant;
  /** When everybody on the list had been decided about. */
  readonly doneAt?: IsoInstant;
}

/** What became of a notice for one number. Made with its text, never changed: the text tells the rest. */
export interface NoticeEntry {
  readonly contactId: ContactId;
  readonly appointmentIds: readonly AppointmentId[];
  readonly textId: TextId;
}

/** What a notice's text to one number is decided from. */
export interface NoticeFacts {
  readonly head: ContactHead;
  readonly notice: DayNotice;
  /** Those of the day at this number, as they stand. */
  readonly appointments: readonly Appointment[];
  readonly practice: PracticeView;
  readonly now: IsoInstant;
  readonly newId: () => string;
}

/**
 * Writes the one text to a number, and opens a question for each of its appointments, so that R and X are understood. Whoever cannot
 * be texted is called: they would come in vain.
 *
 * @returns `undefined` where no appointment is meant any more
 */
export function decideNotice(
  facts: NoticeFacts,
): { readonly draft: Draft; readonly entry: NoticeEntry } | undefined {
  const { head, notice, practice, now } = facts;
  const meant = facts.appointments
    .filter((one) => isMeant(one, notice.provider, now))
    .toSorted((a, b) => (a.start < b.start ? -1 : 1))
    .slice(0, headLimits.questions);
  const [first] = meant;
  const last = meant.at(-1);
  if (!first || !last) return undefined;
  const draft = begin(head, now, facts.newId);
  const text = writeText(draft, practice, {
    purpose: 'appointment',
    body: noticeBody(draft, practice, notice.body),
    expiresAt: last.start,
    notice: {
      noticeId: notice.noticeId,
      appointments: meant.map(({ appointmentId, start }) => ({ appointmentId, start })),
    },
    facts: { noticed: meant },
  });
  follow(draft, text, meant);
  const appointmentIds = meant.map(({ appointmentId }) => appointmentId);
  return { draft, entry: { contactId: head.contactId, appointmentIds, textId: text.textId } };
}

function follow(draft: Draft, text: OutText, meant: readonly Appointment[]): void {
  if (text.status === 'queued' || text.status === 'held') {
    const asked = meant.map(
      ({ appointmentId, start }): Question => ({
        kind: 'confirm-appointment',
        appointmentId,
        start,
        askedAt: draft.now,
        notice: true,
      }),
    );
    const ids = new Set(meant.map(({ appointmentId }) => appointmentId));
    const others = draft.head.questions.filter(({ appointmentId }) => !ids.has(appointmentId));
    amend(draft, { questions: [...others, ...asked].slice(-headLimits.questions) });
    return;
  }
  for (const { appointmentId } of meant.slice(0, 1))
    raiseTask(draft, {
      kind: 'call-patient',
      textId: text.textId,
      appointmentId,
      detail: `A notice about the day could not be texted (${text.permit.code}): call the patient before the visit.`,
    });
}

/** The practice's words with its name, and with how to answer where they do not say so themselves. */
function noticeBody(draft: Draft, { settings: { profile } }: PracticeView, body: string): string {
  const words = toGsm7(body);
  const named = plain(words).includes(plain(profile.shortName)) || plain(words).includes(plain(profile.name));
  const offers = /\bR\b/.test(words);
  return `${named ? '' : `${profile.shortName}: `}${words}${offers ? '' : ` ${wordsFor(draft).offerReschedule}`}`;
}
