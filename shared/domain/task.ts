import type { Actor } from './actor.ts';
import type { AppointmentId, ContactId, PracticeId, StaffId, TaskId, TextId } from './identifiers.ts';
import type { IsoInstant } from './time.ts';

export const taskKinds = [
  'urgent',
  'review-opt-out',
  'check-number',
  'call-patient',
  'reschedule',
  'declined',
  'unclear-reply',
  'running-late',
  'nudge',
  'goal-missed',
  'unknown-outcome',
] as const;
export type TaskKind = (typeof taskKinds)[number];

/** Work for a person. `detail` says what to do in words that name nobody. */
export interface Task {
  readonly practiceId: PracticeId;
  readonly taskId: TaskId;
  readonly kind: TaskKind;
  readonly contactId: ContactId;
  readonly appointmentId?: AppointmentId;
  readonly textId?: TextId;
  /** Whose it is, where it is somebody's. */
  readonly assignees?: readonly StaffId[];
  readonly detail: string;
  readonly since: IsoInstant;
  readonly doneAt?: IsoInstant;
  /** Who took it off the list, where a person did. */
  readonly doneBy?: Actor;
  /** What the person decided, where there was something to decide; what settled it, where nobody had to. */
  readonly decision?: string;
}
