import type { AppointmentId, ContactId, PracticeId, TaskId, TextId } from './identifiers.ts';
import type { IsoInstant } from './time.ts';
import type { TimerRef } from './timer.ts';

/** What events may say of their subject: ids and kinds, never a number, a name or a word of a text. */
export interface EventIds {
  readonly contactId?: ContactId;
  readonly textId?: TextId;
  readonly appointmentId?: AppointmentId;
  readonly taskId?: TaskId;
  readonly timer?: TimerRef;
  /** Which of the contact's episodes it is about. */
  readonly episode?: number;
  /** The state that the event tells of: a text's status, a timer's due moment or that it is gone, a goal `kept` or `missed`. */
  readonly status?: string;
}

export const eventTypes = [
  'text.received',
  'text.queued',
  'text.status',
  'thread.waiting',
  'thread.answered',
  'thread.closed',
  'goal.missed',
  'appointment.confirmed',
  'appointment.reschedule-requested',
  'appointment.declined',
  'appointment.completed',
  'appointment.no-show',
  'appointment.corrected',
  'consent.granted',
  'consent.revoked',
  'timer.changed',
  'task.raised',
] as const;
export type EventType = (typeof eventTypes)[number];

/** What a decision says happened; the commit gives it its id. */
export interface Happening extends EventIds {
  readonly type: EventType;
}

/** What stands on the bus, and later in practices' webhooks. The receiver asks the API for the rest. */
export interface DomainEvent extends Happening {
  /** `<commit id>.<position>`: the same however often the event is delivered. */
  readonly id: string;
  readonly at: IsoInstant;
  readonly practiceId: PracticeId;
}
