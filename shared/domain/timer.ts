import type { AppointmentId, ContactId, OutreachId, PatientId, PracticeId, TextId } from './identifiers.ts';
import type { IsoInstant } from './time.ts';

export const timerKinds = ['reminder', 'call', 'recall', 'bill', 'goal', 'release'] as const;
export type TimerKind = (typeof timerKinds)[number];

/** Names one timer of a contact. */
export interface TimerRef {
  readonly kind: TimerKind;
  readonly id: string;
}

interface OfOutreach {
  readonly outreachId: OutreachId;
  readonly patientId: PatientId;
  readonly step: string;
}

/**
 * The truth about what is due. Triggers are hints: whoever fires reads this again, and
 * a timer that is gone or was moved fires nothing.
 */
export type Timer = {
  readonly practiceId: PracticeId;
  readonly contactId: ContactId;
  readonly id: string;
  readonly dueAt: IsoInstant;
} & (
  | {
      readonly kind: 'reminder';
      readonly appointmentId: AppointmentId;
      readonly start: IsoInstant;
      readonly step: string;
    }
  /** A day before a visit: is it still unanswered? */
  | { readonly kind: 'call'; readonly appointmentId: AppointmentId; readonly start: IsoInstant }
  | ({ readonly kind: 'recall' } & OfOutreach)
  | ({ readonly kind: 'bill' } & OfOutreach)
  | { readonly kind: 'goal'; readonly episode: number }
  | { readonly kind: 'release'; readonly textId: TextId }
);
