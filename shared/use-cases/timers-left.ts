import { callTimer } from '../domain/call-patient.ts';
import { type Draft, happened } from '../domain/draft.ts';
import { reminderTimer } from '../domain/reminder-plan.ts';
import type { Change, Stored } from '../ports/store.ts';

/**
 * Takes away the timers that an appointment leaves behind at a number that is no longer its patient's. They are of another
 * contact than the draft, which is why they are changes beside it; its events tell of them all the same.
 */
export function timersLeft(draft: Draft, { value }: Stored<'appointment'>): Change[] {
  const { practiceId, contactId, reminders, call } = value;
  const planned = reminders.filter(({ status }) => status === 'planned');
  const timers = planned.map(({ step }) => reminderTimer(value, step));
  if (call?.status === 'planned') timers.push(callTimer(value, call));
  return timers.map((timer): Change => {
    happened(draft, 'timer.changed', { contactId, timer, status: 'gone' });
    return {
      remove: { kind: 'timer', practiceId, contactId, timerKind: timer.kind, timerId: timer.id },
      expect: 1,
    };
  });
}
