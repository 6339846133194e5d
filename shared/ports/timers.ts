import type { ContactId, PracticeId } from '../domain/identifiers.ts';
import type { IsoInstant } from '../domain/time.ts';
import type { TimerRef } from '../domain/timer.ts';

/** What a schedule carries to whoever it wakes: ids alone. */
export interface TimerHint {
  readonly practiceId: PracticeId;
  readonly contactId: ContactId;
  readonly timer: TimerRef;
}

/** Schedules that wake a function once at a moment. They mirror timer records and may be lost: the sweep heals that. */
export interface Timers {
  /** Makes or moves the schedule of that timer. Doing it twice is doing it once. */
  set(hint: TimerHint, dueAt: IsoInstant): Promise<void>;
  /** Removes the schedule of that timer; one that is not there, or has fired, is fine. */
  clear(hint: TimerHint): Promise<void>;
}
