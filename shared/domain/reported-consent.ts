import type { Actor } from './actor.ts';
import {
  basisFault,
  type ConsentEvent,
  type ConsentReported,
  isOptedOut,
  type Scope,
  scopes,
} from './consent.ts';
import { amend, appendConsent, type Draft, happened } from './draft.ts';
import { Failure, invalid } from './failure.ts';
import { afterRevocation } from './opt-out.ts';
import { type PracticeView, wordsFor, writeText } from './system-text.ts';

/**
 * Records what a practice reports of a patient's consent, with its evidence and who recorded it. A revocation by any reasonable means
 * counts (47 CFR 64.1200(a)(10)): one of informational texts takes everything off, as a STOP does.
 *
 * @returns the ledger's event of the reported scope, and whether the patient was not opted out before and is now
 * @throws Failure `invalid` where a basis cannot carry what is reported; `opted-out` where an implied consent would lift an opt-out
 */
export function recordReported(
  draft: Draft,
  reported: ConsentReported,
  by: Actor,
): { readonly event: ConsentEvent; readonly optedOut: boolean } {
  assertPossible(draft, reported);
  const wasOptedOut = isOptedOut(draft.head.consent);
  const event = appendConsent(draft, eventOf(reported, reported.scope, by));
  if (reported.action === 'granted') {
    // The carrier's own list may still hold the number: what lifts an opt-out lifts it there too.
    if (wasOptedOut && !isOptedOut(draft.head.consent)) amend(draft, { consentPendingSince: draft.now });
    happened(draft, 'consent.granted');
    return { event, optedOut: false };
  }
  if (reported.scope !== 'informational') {
    happened(draft, 'consent.revoked');
    return { event, optedOut: false };
  }
  for (const scope of scopes)
    if (draft.head.consent[scope].state !== 'revoked') appendConsent(draft, eventOf(reported, scope, by));
  afterRevocation(draft, !wasOptedOut);
  return { event, optedOut: !wasOptedOut };
}

/**
 * Tells a patient who opted out by word of mouth that it is done: the one text that still goes to them, within five minutes
 * (64.1200(a)(12)). By the carrier too where the line's carrier answers STOP: it heard none, and sends no confirmation of its own.
 */
export const confirmOptOut = (draft: Draft, practice: PracticeView): void =>
  void writeText(draft, practice, {
    purpose: 'service',
    body: wordsFor(draft).optedOut(practice.settings.profile.shortName, offersNarrower(practice)),
  });

/** Where the carrier answers STOP only START lifts its block: a narrower choice would be a promise that it breaks. */
export const offersNarrower = ({ line }: PracticeView): boolean => line.optOutHandledBy === 'ours';

const eventOf = (
  { action, basis, source, evidence, purposes, disclosureVersion, patientId }: ConsentReported,
  scope: Scope,
  by: Actor,
): Omit<ConsentEvent, 'seq' | 'at'> => ({
  scope,
  action,
  basis,
  source,
  evidence,
  by,
  ...(purposes && { purposes }),
  ...(disclosureVersion && { disclosureVersion }),
  ...(patientId && { patientId }),
});

function assertPossible({ head }: Draft, { scope, action, basis, purposes }: ConsentReported): void {
  const fault = (path: string, message: string) => invalid([{ path, message }]);
  if (action === 'revoked') {
    if (basis === 'implied') throw fault('basis', 'A revocation is said: express, or written.');
    if (purposes) throw fault('purposes', 'A revocation covers its whole scope.');
    return;
  }
  const wrong = basisFault(scope, basis);
  if (wrong !== undefined) throw fault('basis', wrong);
  if (purposes && scope !== 'informational')
    throw fault('purposes', 'Only informational consent is given for some purposes alone.');
  if (basis === 'implied' && head.consent[scope].state === 'revoked')
    throw new Failure(
      'opted-out',
      'The patient opted out. A number that is given again does not lift that: their own word does, with its evidence, or START from their phone.',
    );
}
