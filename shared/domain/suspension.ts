import type { Actor } from './actor.ts';
import { scopes } from './consent.ts';
import type { ContactHead } from './contact.ts';
import { amend, amendThread, appendConsent, type Draft, raiseTask } from './draft.ts';
import type { PatientId, TextId } from './identifiers.ts';
import { afterRevocation } from './opt-out.ts';
import { type Rule, refuse } from './permit-rule.ts';
import type { Purpose } from './purpose.ts';

/*
 * "Wrong number" suspends a contact: nothing goes that could tell a stranger of a patient, and its patients are unlinked, until a person
 * has checked. Reminders keep their timers and decide again at their minute, so that a check in time loses none.
 */

/** On a thread, where a person has to check the number. */
const wrongNumberFlag = 'wrong-number';

/** Somebody at this number said that it is not the patient's; one that is being checked already is checked once. */
export function suspend(draft: Draft, textId: TextId): void {
  const { suspended, patients, thread } = draft.head;
  if (suspended !== undefined) return;
  amend(draft, { suspended: { since: draft.now, patients }, patients: [], questions: [] });
  amendThread(draft, {
    flags: [...thread.flags.filter((flag) => flag !== wrongNumberFlag), wrongNumberFlag],
  });
  raiseTask(draft, {
    kind: 'check-number',
    textId,
    detail:
      'Somebody at this number says that it is not the patient\'s. Check it with the patient, and finish this task with the decision "right-number" or "wrong-number": until then nothing goes to it.',
  });
}

export const numberDecisions = ['right-number', 'wrong-number'] as const;
export type NumberDecision = (typeof numberDecisions)[number];

/**
 * A person has checked. The right number gets its patients back. A wrong one has none, and what was agreed to for it was not agreed to by
 * whoever has it: it is revoked, and comes back by that person's own word alone.
 */
export function decideNumber(
  draft: Draft,
  decided: { readonly decision: NumberDecision; readonly textId: TextId | undefined; readonly by: Actor },
): void {
  const { suspended, ...head } = draft.head;
  if (suspended === undefined) return;
  draft.head = head;
  const flags = head.thread.flags.filter((flag) => flag !== wrongNumberFlag);
  amend(draft, {
    thread: { ...head.thread, flags },
    ...(decided.decision === 'right-number' && { patients: suspended.patients }),
  });
  if (decided.decision === 'wrong-number') revokeFor(draft, decided);
}

function revokeFor(draft: Draft, { textId, by }: { textId: TextId | undefined; by: Actor }): void {
  amend(draft, { leftSeq: draft.head.nextSeq });
  const revoked = scopes.filter((scope) => draft.head.consent[scope].state !== 'revoked');
  for (const scope of revoked)
    appendConsent(draft, {
      scope,
      action: 'revoked',
      basis: 'express',
      source: 'check-number',
      evidence: { words: "A person found that this number is not the patient's." },
      ...(textId && { textId }),
      by,
    });
  afterRevocation(draft, revoked.includes('informational'));
}

/** Those whom the number is kept for: linked to it, or waiting for the check. */
export const keptHere = (head: ContactHead): ContactHead['patients'] =>
  head.suspended?.patients ?? head.patients;

/** Whether one of these patients is reached at the number, or waits for its check. */
export const isKeptHere = (head: ContactHead, patientIds: readonly PatientId[]): boolean =>
  keptHere(head).some(({ patientId }) => patientIds.includes(patientId));

/** A change of those whom the number is kept for. */
export const keeping = (
  { suspended }: ContactHead,
  patients: ContactHead['patients'],
): Pick<ContactHead, 'patients'> | Pick<ContactHead, 'suspended'> =>
  suspended ? { suspended: { ...suspended, patients } } : { patients };

/** What says nothing of anyone: the apology, the confirmation of a STOP, and what may save a life. */
const free: ReadonlySet<Purpose> = new Set(['acknowledgement', 'service', 'emergency']);

/** Nothing goes to a number that may be a stranger's, a person's own words included. */
export const numberChecked: Rule = ({ purpose, head: { suspended } }) =>
  suspended === undefined || free.has(purpose)
    ? undefined
    : refuse(
        'suspended',
        `Somebody at this number said on ${suspended.since} that it is not the patient's. Finish the task check-number first.`,
      );
