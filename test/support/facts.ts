import { expect } from 'vitest';
import type * as z from 'zod';
import type { Appointment } from '../../shared/domain/appointment.ts';
import type { ContactHead } from '../../shared/domain/contact.ts';
import { begin, type Draft, queue } from '../../shared/domain/draft.ts';
import {
  appointmentIdSchema,
  contactIdOf,
  keyIdOf,
  patientIdSchema,
  practiceIdSchema,
} from '../../shared/domain/identifiers.ts';
import type { Line } from '../../shared/domain/line.ts';
import { newContact } from '../../shared/domain/new-contact.ts';
import { permit } from '../../shared/domain/permit.ts';
import { type E164, parsePhoneNumber } from '../../shared/domain/phone-number.ts';
import type { Purpose } from '../../shared/domain/purpose.ts';
import {
  type Profile,
  purposesSchema,
  type Settings,
  type Staff,
  staffSchema,
} from '../../shared/domain/settings.ts';
import { startingSettings } from '../../shared/domain/starting-settings.ts';
import { factsOf, type PracticeView, usefulUntil } from '../../shared/domain/system-text.ts';
import type { OutText } from '../../shared/domain/text.ts';
import { type IsoInstant, isoFrom } from '../../shared/domain/time.ts';
import { uuidv7 } from '../../shared/domain/uuid.ts';

/* What decisions are made from, in the plainest case: a practice in New York, a patient, a weekday morning. */

export const phone = (written: string): E164 => parsePhoneNumber(written) ?? expect.fail('Not a number.');

export const practiceId = practiceIdSchema.parse('riverside');
export const patientNumber = phone('+12125550147');
export const lineNumber = phone('+12125550101');
export const contactId = contactIdOf({ version: 1, secret: 'test' }, practiceId, patientNumber);
export const appointmentId = appointmentIdSchema.parse('A-1');
export const patientId = patientIdSchema.parse('P-1');
export const sam = { keyId: keyIdOf('ptx_test') };

/** Tuesday 2026-12-01, 10:00 in New York. */
export const tuesdayAtTen: IsoInstant = isoFrom('2026-12-01T10:00:00-05:00');

/** Ids in order, the same in every run. */
export function idsInOrder(): () => string {
  let count = 0;
  return () => {
    count += 1;
    const random = new Uint8Array(10);
    new DataView(random.buffer).setUint32(0, count);
    return uuidv7(tuesdayAtTen, random);
  };
}

export const line: Line = {
  practiceId,
  number: lineNumber,
  carrier: 'simulated',
  account: 'default',
  optOutHandledBy: 'ours',
  messagesPerSecond: 1,
};

export const profile: Profile = {
  name: 'Riverside Family Practice',
  shortName: 'Riverside',
  timeZone: 'America/New_York',
  phone: phone('+12125550100'),
};

const on = { on: true };
export const everythingOn = purposesSchema.parse({
  appointment: on,
  recall: on,
  bill: on,
  care: on,
  marketing: on,
});

export const practiceWith = (settings: Partial<Settings> = {}, ofLine: Partial<Line> = {}): PracticeView => ({
  settings: { ...startingSettings(profile), purposes: everythingOn, liveSince: tuesdayAtTen, ...settings },
  line: { ...line, ...ofLine },
});

export const stranger = (now = tuesdayAtTen): ContactHead =>
  newContact({ practiceId, contactId }, patientNumber, lineNumber, now);

/** A contact whose number is one patient's, who gave it to the practice. */
export const known = (more: Partial<ContactHead> = {}): ContactHead => ({
  ...stranger(),
  patients: [{ patientId, given: 'Ana' }],
  consent: {
    informational: { state: 'granted', basis: 'implied', at: tuesdayAtTen, seq: 1 },
    marketing: { state: 'none' },
    phi: { state: 'none' },
  },
  nextConsentSeq: 2,
  ...more,
});

export const draftOn = (head: ContactHead, now = tuesdayAtTen): Draft => begin(head, now, idsInOrder());

export const appointmentAt = (start: IsoInstant, more: Partial<Appointment> = {}): Appointment => ({
  practiceId,
  appointmentId,
  contactId,
  patientIds: [patientId],
  version: 1,
  revision: 1,
  start,
  timeZone: 'America/New_York',
  durationMinutes: 30,
  kind: 'check-up',
  status: 'booked',
  confidential: false,
  history: [],
  reminders: [],
  updatedAt: tuesdayAtTen,
  ...more,
});

/** Queues a text as the practice would, with the permit it gets; the head that then stands, and the text. */
export function queued(
  head: ContactHead,
  purpose: Purpose,
  more: { readonly now?: IsoInstant; readonly practice?: PracticeView; readonly expiresAt?: IsoInstant } = {},
): { readonly head: ContactHead; readonly text: OutText } {
  const { now = tuesdayAtTen, practice = practiceWith() } = more;
  const draft = draftOn(head, now);
  const expiresAt = more.expiresAt ?? usefulUntil(purpose, now);
  const text = queue(draft, {
    purpose,
    body: 'See you soon.',
    line: practice.line,
    permit: permit({ purpose, expiresAt }, factsOf(draft, practice)),
    expiresAt,
    automated: purpose !== 'reply',
  });
  return { head: draft.head, text };
}

/** The bodies of the texts that a draft writes. */
export const bodiesOf = (draft: Draft): string[] =>
  draft.newTexts.flatMap((text) => (text.direction === 'out' ? [text.body] : []));

/** The types of what a draft says happened, without the mirror's own. */
export const happeningsOf = (draft: Draft): string[] =>
  draft.happenings.map(({ type }) => type).filter((type) => type !== 'timer.changed');

/** Members of staff, named by their ids. */
export const staffOf = (members: readonly Partial<z.input<typeof staffSchema>[number]>[]): Staff =>
  staffSchema.parse(members.map((member) => ({ name: `The one called ${member.staffId}`, ...member })));
