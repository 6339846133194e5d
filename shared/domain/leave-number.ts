import { amend, type Draft, raiseTask, settle } from './draft.ts';
import type { AppointmentId } from './identifiers.ts';
import { unlinkPatient } from './link-patient.ts';
import type { Patient } from './patient.ts';
import { refuse } from './permit-rule.ts';
import { closeThread } from './settle-thread.ts';
import { keptHere } from './suspension.ts';
import type { PracticeView } from './system-text.ts';
import type { OutText } from './text.ts';

interface Leaving {
  readonly patientId: Patient['patientId'];
  readonly waiting: readonly OutText[];
  readonly moved: ReadonlySet<AppointmentId>;
}

/**
 * A patient left a number. Where they were the last one there, the conversation is over: nothing is asked any more, its clock stops and
 * it closes. A text that still waited in it is put before a person under the patient's new number, which is where they can be reached; what
 * was written stays under the old one. What a person wrote and has not left yet is not for whoever has that number now, nor is a notice
 * about visits that went along: both are refused, and a person is told under the new one.
 *
 * @param left on the old number's head
 * @param now on the new number's
 * @param waiting in the old number's outbox, not claimed
 * @param moved the appointments that go along
 */
export function leaveNumber(
  left: Draft,
  now: Draft,
  practice: PracticeView,
  { patientId, waiting, moved }: Leaving,
): void {
  left.head = unlinkPatient(left.head, patientId);
  const nobody = keptHere(left.head).length === 0;
  for (const text of waiting) if (isTheirs(text, moved, nobody)) withdraw(left, now, text);
  if (!nobody) return;
  const { waitingOn, assignee } = left.head.thread;
  amend(left, { leftAt: left.now, questions: [] });
  closeThread(left, practice, { reason: "The patient's number changed." });
  if (waitingOn !== 'practice') return;
  raiseTask(now, {
    kind: 'call-patient',
    detail:
      'The number of this patient changed while a text from the old one waited for an answer; that thread is closed: call the patient.',
    ...(assignee && { assignees: [assignee] }),
  });
}

/**
 * Whether a waiting text was for the patient who leaves. One that the system wrote about a visit, a recall or a bill is asked about again
 * when it is claimed, and refused there; of these a visit's reminder alone is planned again at the new number (leave-old-number.ts).
 */
const isTheirs = ({ automated, notice }: OutText, moved: Leaving['moved'], nobody: boolean): boolean =>
  notice ? notice.appointments.every(({ appointmentId }) => moved.has(appointmentId)) : nobody && !automated;

function withdraw(left: Draft, now: Draft, text: OutText): void {
  const code = 'suspended';
  const rule = refuse(
    code,
    "The patient has another number since it was written: this one may be anybody's.",
  );
  const permit = {
    verdict: 'refuse',
    code,
    decidedAt: left.now,
    rules: [...text.permit.rules, rule],
  } as const;
  settle(left, { ...text, permit }, 'refused', code);
  raiseTask(now, {
    kind: 'call-patient',
    detail:
      'The number of this patient changed before a text to them left, and it was not sent to the old one: send it again here, or call.',
  });
}
