import { isUnsaid, undoesTheirWord } from './consent.ts';
import { type ContactHead, headLimits } from './contact.ts';
import { amend, appendConsent, type Draft, happened } from './draft.ts';
import { Failure } from './failure.ts';
import type { Patient } from './patient.ts';
import { keeping, keptHere } from './suspension.ts';
import { zip3Of } from './zip-zones.ts';

/** As much of a given name as a text could carry; the patient's own record holds the whole. */
export const givenLengthMax = 30;

/** Adds or renews a patient among those who are reached at this number. Throws `invalid` beyond 12 on one number. */
export function linkPatient(draft: Draft, patient: Patient): void {
  const { patientId, name, language, timeZone, status } = patient;
  const zip3 = patient.postalCode && zip3Of(patient.postalCode);
  const others = keptHere(draft.head).filter((one) => one.patientId !== patientId);
  if (others.length >= headLimits.patients) {
    throw new Failure(
      'invalid',
      `At most ${headLimits.patients} patients share one number: check the number.`,
      {
        errors: [{ path: 'phone', message: `Already the number of ${headLimits.patients} patients.` }],
      },
    );
  }
  const here = {
    patientId,
    given: [...name.given].slice(0, givenLengthMax).join(''),
    ...(language && { language }),
    ...(timeZone ? { timeZone } : zip3 && { zip3 }),
    ...(status && status !== 'active' && { status }),
  };
  amend(draft, keeping(draft.head, [...others, here]));
}

/** Takes a patient away from a number that is no longer theirs. Consent stays with the number. */
export const unlinkPatient = (head: ContactHead, patientId: Patient['patientId']): ContactHead => ({
  ...head,
  ...keeping(
    head,
    keptHere(head).filter((one) => one.patientId !== patientId),
  ),
});

/**
 * Records what a patient's record says of consent: what the practice reports with its evidence, else that the number was
 * given (implied). An EHR sends its records again and again: so this never lifts a revocation, nor widens what the patient narrowed, and says
 * nothing twice.
 */
export function recordConsent(draft: Draft, patient: Patient, before: Patient | undefined): void {
  const { consent, patientId } = patient;
  const scope = consent?.scope ?? 'informational';
  if (
    consent &&
    !undoesTheirWord(draft.head.consent[scope], undefined) &&
    JSON.stringify(consent) !==
      JSON.stringify(before?.contactId === patient.contactId ? before.consent : undefined)
  ) {
    appendConsent(draft, { ...consent, scope, action: 'granted', patientId });
    happened(draft, 'consent.granted');
  }
  if (!isUnsaid(draft.head.consent.informational)) return;
  const evidence = { words: "The number stands in the practice's record of its patient." };
  appendConsent(draft, {
    scope: 'informational',
    action: 'granted',
    basis: 'implied',
    source: 'practice-record',
    evidence,
    patientId,
  });
  happened(draft, 'consent.granted');
}
