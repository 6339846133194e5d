import type { Appointment } from './appointment.ts';
import { amend, type Draft, raiseTask, settle } from './draft.ts';
import type { AppointmentId } from './identifiers.ts';
import { unlinkPatient } from './link-patient.ts';
import { tellsSomebody } from './notice-rule.ts';
import type { Outreach } from './outreach.ts';
import { askAgain } from './outreach-change.ts';
import type { Patient } from './patient.ts';
import { refuse } from './permit-rule.ts';
import { closeThread } from './settle-thread.ts';
import { isKeptHere, keptHere } from './suspension.ts';
import type { PracticeView } from './system-text.ts';
import type { OutText } from './text.ts';

interface Leaving {
  readonly patientId: Patient['patientId'];
  readonly waiting: readonly OutText[];
  readonly moved: ReadonlySet<AppointmentId>;
  readonly staying: readonly Appointment[];
  readonly asked: readonly Outreach[];
}

/**
 * A patient left a number. Where they were the last one there, the conversation is over: nothing is asked any more, its clock stops and
 * it closes. A text that still waited in it is put before a person under the patient's new number, which is where they can be reached; what
 * was written stays under the old one. What a person wrote and has not left yet is not for whoever has that number now, nor is a notice
 * about visits that went along, where it has nobody else to tell: both are refused, and a person is told under the new one. A recall's or
 * bill's is refused too, and asked again at the new one. A patient who is not kept there (a person found the number wrong) leaves nothing:
 * what stands in it by now is somebody else's.
 *
 * @param left on the old number's head
 * @param now on the new number's
 * @param waiting in the old number's outbox, not claimed
 * @param moved the appointments that go along
 * @param staying the appointments of the old number that are still to come and do not
 * @param asked the recalls and bills that the waiting texts are about
 */
export function leaveNumber(
  left: Draft,
  now: Draft,
  practice: PracticeView,
  { patientId, waiting, moved, staying, asked }: Leaving,
): void {
  if (!isKeptHere(left.head, [patientId])) return;
  left.head = unlinkPatient(left.head, patientId);
  const nobody = keptHere(left.head).length === 0;
  for (const one of asked.filter((outreach) => outreach.patientId === patientId)) {
    const about = waiting.filter((text) => isAbout(text, one));
    for (const text of about) takeBack(left, text);
    askAgain(left, one, new Set(about.map(({ textId }) => textId)));
  }
  for (const text of waiting) {
    const { automated, notice } = text;
    // What else the system wrote, of a visit, is asked about again when it is claimed, and refused there.
    const isTheirs = notice
      ? notice.appointments.some(({ appointmentId }) => moved.has(appointmentId))
      : nobody && !automated;
    if (!isTheirs) continue;
    if (notice && tellsSomebody(notice, left.head, staying)) raiseTask(now, toldToOthers);
    else {
      takeBack(left, text);
      raiseTask(now, notSent);
    }
  }
  if (!nobody) return;
  const { waitingOn, assignee } = left.head.thread;
  amend(left, { leftSeq: left.head.nextSeq, questions: [] });
  closeThread(left, practice, { reason: "The patient's number changed." });
  if (waitingOn !== 'practice') return;
  raiseTask(now, {
    kind: 'call-patient',
    detail:
      'The number of this patient changed while a text from the old one waited for an answer; that thread is closed: call the patient.',
    ...(assignee && { assignees: [assignee] }),
  });
}

const notSent = {
  kind: 'call-patient',
  detail:
    'The number of this patient changed before a text to them left, and it was not sent to the old one: send it again here, or call.',
} as const;

/** A notice that still goes to the old number, for the family that stays there. */
const toldToOthers = {
  kind: 'call-patient',
  detail:
    'The number of this patient changed before a notice about the day left. It goes to the family at the old one, and not here: call this patient.',
} as const;

const isAbout = ({ outreach }: OutText, { what, id }: Outreach): boolean =>
  outreach?.what === what && outreach.id === id;

function takeBack(left: Draft, text: OutText): void {
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
}
