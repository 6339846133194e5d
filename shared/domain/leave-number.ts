import { amend, type Draft, raiseTask, settle } from './draft.ts';
import { unlinkPatient } from './link-patient.ts';
import type { Patient } from './patient.ts';
import { refuse } from './permit-rule.ts';
import { closeThread } from './settle-thread.ts';
import { keptHere } from './suspension.ts';
import type { PracticeView } from './system-text.ts';
import type { OutText } from './text.ts';

/**
 * A patient left a number. Where they were the last one there, the conversation is over: nothing is asked any more, its clock stops and
 * it closes. A text that still waited in it is put before a person under the patient's new number, which is where they can be reached; what
 * was written stays under the old one. An answer that has not left yet is not for whoever has that number now: it is refused, and a person
 * is told under the new one.
 *
 * @param left on the old number's head
 * @param now on the new number's
 * @param answers of a person's, in the old number's outbox and not claimed
 */
export function leaveNumber(
  left: Draft,
  now: Draft,
  practice: PracticeView,
  { patientId, answers }: { readonly patientId: Patient['patientId']; readonly answers: readonly OutText[] },
): void {
  left.head = unlinkPatient(left.head, patientId);
  if (keptHere(left.head).length > 0) return;
  const { waitingOn, assignee } = left.head.thread;
  if (left.head.questions.length > 0) amend(left, { questions: [] });
  closeThread(left, practice, { reason: "The patient's number changed." });
  for (const answer of answers) withdraw(left, now, answer);
  if (waitingOn !== 'practice') return;
  raiseTask(now, {
    kind: 'call-patient',
    detail:
      'The number of this patient changed while a text from the old one waited for an answer; that thread is closed: call the patient.',
    ...(assignee && { assignees: [assignee] }),
  });
}

function withdraw(left: Draft, now: Draft, answer: OutText): void {
  const code = 'suspended';
  const rule = refuse(
    code,
    "The patient has another number since it was written: this one may be anybody's.",
  );
  const permit = {
    verdict: 'refuse',
    code,
    decidedAt: left.now,
    rules: [...answer.permit.rules, rule],
  } as const;
  settle(left, { ...answer, permit }, 'refused', code);
  raiseTask(now, {
    kind: 'call-patient',
    detail:
      'The number of this patient changed before an answer to them left, and it was not sent to the old one: send it again here, or call.',
  });
}
