import { noConsent } from './consent.ts';
import type { ContactHead } from './contact.ts';
import type { ContactId, PracticeId } from './identifiers.ts';
import type { E164 } from './phone-number.ts';
import type { IsoInstant } from './time.ts';

/** A number that the practice did not know until now. */
export const newContact = (
  ids: { readonly practiceId: PracticeId; readonly contactId: ContactId },
  phone: E164,
  line: E164,
  now: IsoInstant,
): ContactHead => ({
  practiceId: ids.practiceId,
  contactId: ids.contactId,
  phone,
  line,
  createdAt: now,
  nextSeq: 1,
  nextConsentSeq: 1,
  consent: noConsent,
  patients: [],
  thread: { waitingOn: 'closed', episode: 0, type: 'other', urgent: false, flags: [] },
  outbox: [],
  questions: [],
  acknowledgedAt: [],
});
