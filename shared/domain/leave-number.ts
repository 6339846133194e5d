import { amend, type Draft, raiseTask } from './draft.ts';
import { unlinkPatient } from './link-patient.ts';
import type { Patient } from './patient.ts';
import { closeThread } from './settle-thread.ts';
import { keptHere } from './suspension.ts';
import type { PracticeView } from './system-text.ts';

/**
 * A patient left a number. Where they were the last one there, the conversation is over: nothing is asked any more, its clock stops and
 * it closes. A text that still waited in it is put before a person under the patient's new number, which is where they can be reached; what
 * was written stays under the old one.
 *
 * @param left on the old number's head
 * @param now on the new number's
 */
export function leaveNumber(
  left: Draft,
  now: Draft,
  practice: PracticeView,
  patientId: Patient['patientId'],
): void {
  left.head = unlinkPatient(left.head, patientId);
  if (keptHere(left.head).length > 0) return;
  const { waitingOn, assignee } = left.head.thread;
  if (left.head.questions.length > 0) amend(left, { questions: [] });
  closeThread(left, practice, { reason: "The patient's number changed." });
  if (waitingOn !== 'practice') return;
  raiseTask(now, {
    kind: 'call-patient',
    detail:
      'The number of this patient changed while a text from the old one waited for an answer; that thread is closed: call the patient.',
    ...(assignee && { assignees: [assignee] }),
  });
}
