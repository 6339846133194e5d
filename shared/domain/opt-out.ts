import { type ConsentEvent, isOptedOut, isUnsaid, type Scope, scopes } from './consent.ts';
import { amend, appendConsent, type Draft, happened } from './draft.ts';
import type { TextId } from './identifiers.ts';

/** Where the patient's word came from, as the ledger keeps it. */
export interface Said {
  readonly source: string;
  readonly words: string;
  readonly textId?: TextId | undefined;
}

const event = (said: Said, scope: Scope, action: ConsentEvent['action'], basis: ConsentEvent['basis']) => ({
  scope,
  action,
  basis,
  source: said.source,
  evidence: { words: said.words },
  ...(said.textId && { textId: said.textId }),
});

/** What follows from everything being off: nothing asked is waited for, and the outbox and the carrier's list are still to be settled. */
export function afterRevocation(draft: Draft, news: boolean): void {
  const { askedAt: _asked, ...thread } = draft.head.thread;
  const { phiAskedAt: _phi, ...head } = draft.head;
  draft.head = head;
  amend(draft, { thread, questions: [], ...(news && { consentPendingSince: draft.now }) });
  if (news) happened(draft, 'consent.revoked');
}

/**
 * The patient said stop: everything from this practice is off, in every scope (47 CFR 64.1200(a)(10)), from the commit that
 * stores this. What was queued stays in the outbox until `opt-out` settles it; no claim gets past the head's new version.
 *
 * @returns whether anything changed: a second STOP revokes nothing more, and gets no second confirmation.
 */
export function revokeAll(draft: Draft, said: Said): boolean {
  const news = !isOptedOut(draft.head.consent);
  for (const scope of scopes) {
    if (draft.head.consent[scope].state !== 'revoked')
      appendConsent(draft, event(said, scope, 'revoked', 'express'));
  }
  afterRevocation(draft, news);
  return news;
}

/** The patient wants no more offers, and keeps the rest (see stop-scope.ts). */
export function revokeOffers(draft: Draft, said: Said): void {
  appendConsent(draft, event(said, 'marketing', 'revoked', 'express'));
  amend(draft, { consentPendingSince: draft.now });
  happened(draft, 'consent.revoked');
}

/**
 * The patient said START: what they had agreed to before is in force again, but never marketing, which needs a new signed
 * consent (47 CFR 64.1200(f)(9)). Someone who had agreed to nothing, or to reminders alone, has now agreed to informational texts.
 */
export function restore(draft: Draft, said: Said): void {
  const { informational, phi } = draft.head.consent;
  const wasOptedOut = isOptedOut(draft.head.consent);
  if (informational.state !== 'granted' || informational.purposes)
    appendConsent(draft, event(said, 'informational', 'granted', 'express'));
  if (phi.state === 'revoked' && phi.before)
    appendConsent(draft, event(said, 'phi', 'granted', phi.before.basis));
  if (wasOptedOut) amend(draft, { consentPendingSince: draft.now });
  happened(draft, 'consent.granted');
}

/**
 * The patient chose less than all after an opt-out: appointment reminders, and nothing else. An offer that they signed for at the desk
 * since the opt-out is of before this word, too.
 */
export function keepReminders(draft: Draft, said: Said): void {
  if (draft.head.consent.marketing.state === 'granted')
    appendConsent(draft, event(said, 'marketing', 'revoked', 'express'));
  appendConsent(draft, { ...event(said, 'informational', 'granted', 'express'), purposes: ['appointment'] });
  amend(draft, { consentPendingSince: draft.now });
  happened(draft, 'consent.granted');
}

/** The patient was warned that texts are not safe, and still wants them to hold health information (78 FR 5634). */
export function agreeToPhi(draft: Draft, said: Said, warning: string): void {
  appendConsent(draft, {
    ...event(said, 'phi', 'granted', 'express'),
    evidence: { words: said.words, warning },
  });
  const { phiAskedAt: _asked, ...head } = draft.head;
  draft.head = head;
  happened(draft, 'consent.granted');
}

/** Texting a practice first is express consent to informational texts; it never lifts a revocation. */
export function textedFirst(draft: Draft, said: Said): void {
  if (!isUnsaid(draft.head.consent.informational)) return;
  appendConsent(draft, event(said, 'informational', 'granted', 'express'));
  happened(draft, 'consent.granted');
}
