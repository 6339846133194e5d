import { type Draft, happened } from '../domain/draft.ts';
import { reminderTimer } from '../domain/reminder-plan.ts';
import type { Change, Stored } from '../ports/store.ts';

/**
 * Takes away the timers that an appointment leaves behind at a number that is no longer its patient's. They are of another
 * contact than the draft, which is why they are changes beside it; its events tell of them all the same.
 */
export function timersLeft(draft: Draft, { value }: Stored<'appointment'>): Change[] {
  const { practiceId, contactId } = value;
  return value.reminders
    .filter(({ status }) => status === 'planned')
    .map(({ step }): Change => {
      const timer = reminderTimer(value, step);
      happened(draft, 'timer.changed', { contactId, timer, status: 'gone' });
      return {
        remove: { kind: 'timer', practiceId, contactId, timerKind: timer.kind, timerId: timer.id },
        expect: 1,
      };
    });
}
