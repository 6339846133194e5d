import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import {
  type ContactId,
  type OutreachId,
  type PatientId,
  type PracticeId,
  patientIdSchema,
  type TextId,
} from './identifiers.ts';
import { linksIn } from './phi-links.ts';
import { plainText } from './plain-text.ts';
import type { IsoInstant } from './time.ts';

/*
 * What a practice asks of a patient by itself and more than once: to book the next appointment (a recall), to pay (a bill). Both are put
 * by the practice's own id, follow a plan of steps, and end.
 */

export type OutreachKind = 'recall' | 'bill';

/** A local day of our time: far from where calendars and schedules end. */
const day = z.iso
  // What is no day is not counted from: without this a schema's own questions are asked of it all the same.
  .date({ abort: true })
  .refine((written) => /^20|^21/.test(written), 'Name a day of 2000 to 2199.');

const sourceVersion = z.union([z.int().min(0), z.string().min(1).max(60)]).optional();

const interval = z
  .string()
  .regex(/^P(?!$)(?:\d{1,2}Y)?(?:\d{1,3}M)?(?:\d{1,3}W)?(?:\d{1,4}D)?$/, {
    error: 'Write an interval as P6M, P1Y, P2W or P90D.',
    abort: true,
  })
  .refine((written) => /[1-9]/.test(written), 'An interval is longer than nothing.');

/** So long after a day; `undefined` where that is beyond 2199. */
export function dayAfter(from: string, duration: string): string | undefined {
  const after = Temporal.PlainDate.from(from).add(Temporal.Duration.from(duration));
  return after.year > 2199 ? undefined : after.toString();
}

/** A recall as the practice's system puts one. */
export const recallSchema = z
  .strictObject({
    patientId: patientIdSchema,
    /** The practice's own word for it. Health information, so it stands in no text. */
    kind: plainText(60),
    dueOn: day.optional(),
    lastVisit: day.optional(),
    interval: interval.optional().meta({
      description:
        'How long after a completed visit of the patient the next one is due: each such visit moves dueOn and begins anew.',
    }),
    status: z.enum(['active', 'done']).optional(),
    sourceVersion,
  })
  .refine(({ dueOn, lastVisit }) => (dueOn === undefined) !== (lastVisit === undefined), {
    path: ['dueOn'],
    message: 'Say when it is due with dueOn, or with lastVisit and interval: one of the two.',
  })
  .refine(({ lastVisit, interval: after }) => lastVisit === undefined || after !== undefined, {
    path: ['interval'],
    message: 'With lastVisit, say after which interval the next visit is due.',
  })
  .refine(
    ({ lastVisit, interval: after }) =>
      lastVisit === undefined || after === undefined || dayAfter(lastVisit, after) !== undefined,
    { path: ['interval'], message: 'That is after 2199.' },
  );
export type RecallInput = z.infer<typeof recallSchema>;

/** A bill as the practice's system puts one. */
export const billSchema = z.strictObject({
  patientId: patientIdSchema,
  amountCents: z.int().min(1).max(99_999_999),
  currency: z.literal('USD').default('USD'),
  dueOn: day,
  payUrl: z
    .url({ protocol: /^https$/, hostname: z.regexes.domain })
    .max(200)
    .refine((written) => linksIn(written.toLowerCase()).length === 0, {
      message: 'Give a link that is the same for everybody: one with an id shows others whose bill it is.',
    })
    .optional(),
  status: z.enum(['open', 'paid', 'void']).optional(),
  sourceVersion,
});
export type BillInput = z.infer<typeof billSchema>;

export type OutreachStepStatus = 'planned' | 'skipped' | 'queued' | 'refused' | 'cancelled';

/** One planned text of a recall or bill. Once queued, the text itself tells the rest. */
export interface OutreachStep {
  readonly step: string;
  readonly dueAt: IsoInstant;
  readonly status: OutreachStepStatus;
  readonly textId?: TextId;
}

interface Common {
  readonly practiceId: PracticeId;
  readonly id: OutreachId;
  readonly contactId: ContactId;
  readonly patientId: PatientId;
  /** Grows with each change of content: what `If-Match` names. */
  readonly version: number;
  /** Grows with each new plan: (id, revision, step) is what a text is sent for at most once. */
  readonly revision: number;
  /** A local day. */
  readonly dueOn: string;
  readonly sourceVersion?: number | string | undefined;
  readonly steps: readonly OutreachStep[];
  readonly updatedAt: IsoInstant;
}

export interface Recall extends Common {
  readonly what: 'recall';
  readonly kind: string;
  /** The day as it was put last, from which a completed visit may have moved on: the same again moves nothing back. */
  readonly given: string;
  readonly lastVisit?: string | undefined;
  readonly interval?: string | undefined;
  readonly status: 'active' | 'done';
}

export interface Bill extends Common {
  readonly what: 'bill';
  readonly amountCents: number;
  readonly currency: 'USD';
  readonly payUrl?: string | undefined;
  readonly status: 'open' | 'paid' | 'void';
}

/** A recall or a bill. */
export type Outreach = Recall | Bill;

/** Where one stands, found by the practice's own id. */
export interface OutreachPointer {
  readonly contactId: ContactId;
}

/** The recall or bill that a text is about, as it stood when the text was written. */
export interface AboutOutreach {
  readonly what: OutreachKind;
  readonly id: OutreachId;
  readonly patientId: PatientId;
  readonly revision: number;
  readonly step: string;
  /** Where the text names an amount. */
  readonly amountCents?: number;
}

/** Whether there is still something to ask. */
export const stillAsks = ({ status }: Pick<Outreach, 'status'>): boolean =>
  status === 'active' || status === 'open';

/** The recall or bill that a text is about as it stands now, and what else ends it. */
export interface AskedNow {
  /** `undefined` where it is gone from this contact. */
  readonly outreach: Outreach | undefined;
  /** Whether an appointment of its patient is booked and still to come. */
  readonly booked: boolean;
}
