import { describe, expect, test } from 'vitest';
import type { Appointment } from '../../shared/domain/appointment.ts';
import type { ContactHead, OutboxEntry } from '../../shared/domain/contact.ts';
import { patientIdSchema } from '../../shared/domain/identifiers.ts';
import { permit } from '../../shared/domain/permit.ts';
import type { PermitFacts, PermitRequest } from '../../shared/domain/permit-rule.ts';
import type { Purpose } from '../../shared/domain/purpose.ts';
import { purposesSchema } from '../../shared/domain/settings.ts';
import { startingPolicy } from '../../shared/domain/starting-settings.ts';
import { isoFrom, plusSeconds } from '../../shared/domain/time.ts';
import {
  appointmentAt,
  appointmentId,
  everythingOn,
  known,
  patientId,
  profile,
  tuesdayAtTen,
} from '../support/facts.ts';

const now = tuesdayAtTen;
const night = isoFrom('2026-12-01T22:30:00-05:00');
const start = plusSeconds(now, 3 * 3600);

/** What one rule says of a text, in the words that the desk reads. */
function words(
  purpose: Purpose,
  code: string,
  more: { head?: Partial<ContactHead>; request?: Partial<PermitRequest>; facts?: Partial<PermitFacts> } = {},
): string | undefined {
  const at = more.facts?.now ?? now;
  const leave = permit(
    { purpose, expiresAt: plusSeconds(at, 86_400), ...more.request },
    {
      head: known({ lastInboundAt: plusSeconds(now, -86_400), ...more.head }),
      profile,
      purposes: everythingOn,
      policy: startingPolicy,
      liveSince: now,
      now: at,
      ...more.facts,
    },
  );
  const rule = leave.rules.find((one) => one.code === code);
  return rule && `${rule.outcome}: ${rule.detail}`;
}

describe('what the desk reads of a purpose and a time', () => {
  test('whether the purpose is switched on, and where to switch it', () => {
    expect(words('recall', 'switched-on')).toBe('ok: The practice has switched recall texts on.');
    const purposes = purposesSchema.parse({ ...everythingOn, recall: { on: false } });
    expect(words('recall', 'switched-off', { facts: { purposes } })).toBe(
      'refuse: The practice has not switched recall texts on (settings, purposes).',
    );
    expect(words('reply', 'switched-on')).toBeUndefined();
  });

  test('until when the text is of use', () => {
    const later = plusSeconds(now, 60);
    expect(words('reply', 'not-late', { request: { expiresAt: later } })).toBe(`ok: Useful until ${later}.`);
    expect(words('reply', 'expired', { request: { expiresAt: now } })).toBe(
      `refuse: It was to be sent before ${now}: too late to be of use.`,
    );
  });

  test('why a reply goes at night', () => {
    const facts = { now: night };
    expect(words('reply', 'quiet-hours', { facts, request: { sendNow: true } })).toBe(
      'ok: The person who wrote it said to send it now.',
    );
    expect(words('reply', 'quiet-hours', { facts, head: { lastInboundAt: night } })).toBe(
      'ok: The patient texted within the last 60 minutes.',
    );
    const { lastInboundAt: _never, ...head } = known();
    expect(words('reply', 'quiet-hours', { facts: { ...facts, head } })).toMatch(/^hold: Outside/);
  });

  test('by which hours a text has no hour at all', () => {
    const policy = { ...startingPolicy, quietHours: { from: '22:00', to: '23:00' } };
    expect(words('appointment', 'expired', { facts: { policy } })).toBe(
      'refuse: No hour is lawful in all of America/New_York.',
    );
  });
});

describe('what the desk reads of a visit', () => {
  const about = { appointmentId, start, step: '3h' };
  const said = (purpose: Purpose, appointment: Appointment | undefined, code: string, at = now) =>
    words(purpose, code, { request: { about }, facts: { appointment, now: at } });

  test('that stands, is gone or moved, was cancelled, has begun', () => {
    expect(said('appointment', appointmentAt(start), 'still-true')).toBe(
      'ok: The appointment stands as the text says.',
    );
    const gone = 'refuse: The appointment is gone or has moved since the text was written.';
    expect(said('appointment', undefined, 'appointment-changed')).toBe(gone);
    expect(said('appointment', appointmentAt(plusSeconds(start, 60)), 'appointment-changed')).toBe(gone);
    expect(said('appointment', appointmentAt(start, { status: 'cancelled' }), 'appointment-changed')).toBe(
      'refuse: The appointment is cancelled.',
    );
    expect(said('appointment', appointmentAt(start), 'expired', start)).toBe(
      'refuse: The appointment has begun.',
    );
    expect(words('appointment', 'still-true')).toBeUndefined();
  });

  test('that a text follows: whether it took place', () => {
    const after = plusSeconds(start, 3600);
    expect(said('care', appointmentAt(start, { status: 'completed' }), 'still-true', after)).toBe(
      'ok: The visit was completed.',
    );
    expect(said('care', appointmentAt(start, { status: 'no-show' }), 'appointment-changed', after)).toBe(
      'refuse: The visit is no-show, not completed.',
    );
  });

  const ben = { patientId: patientIdSchema.parse('P-2'), given: 'Ben' };
  const ana = { patientId, given: 'Ana' };
  const suspended = 'refuse: The patient is marked inactive or deceased: nothing more is sent.';
  test.each<[string, ContactHead['patients'], Appointment | undefined, string | undefined]>([
    ['one who died', [{ ...ana, status: 'deceased' }], undefined, suspended],
    ['one who left', [{ ...ana, status: 'inactive' }], undefined, suspended],
    ['one of two who left', [{ ...ana, status: 'inactive' }, ben], undefined, undefined],
    ['the visit of one who left', [{ ...ana, status: 'inactive' }, ben], appointmentAt(start), suspended],
    [
      'the visit of one who stays beside one who left',
      [ana, { ...ben, status: 'inactive' }],
      appointmentAt(start),
      undefined,
    ],
    ['nobody at all', [], undefined, undefined],
  ])('a text about %s', (_whose, patients, appointment, expected) => {
    const facts = appointment && { appointment };
    expect(words('appointment', 'suspended', { head: { patients }, ...(facts && { facts }) })).toBe(expected);
    expect(words('reply', 'suspended', { head: { patients } })).toBeUndefined();
  });
});

describe('what the desk reads of too many texts', () => {
  const answered = (count: number) => Array.from({ length: count }, () => plusSeconds(now, -60));

  test('which automated answer of the day one is', () => {
    expect(words('acknowledgement', 'bounded')).toBe('ok: Automated answer 1 of at most 8 in 24 hours.');
    const most = { acknowledgedAt: answered(7) };
    expect(words('acknowledgement', 'bounded', { head: most })).toBe(
      'ok: Automated answer 8 of at most 8 in 24 hours.',
    );
    const full = { acknowledgedAt: answered(8) };
    expect(words('acknowledgement', 'cap', { head: full })).toBe(
      'refuse: 8 automated answers went to this contact in 24 hours: a person should look.',
    );
    expect(words('acknowledgement', 'bounded', { head: full, request: { standing: true } })).toBe(
      'ok: Automated answer 8 of at most 8 in 24 hours.',
    );
    expect(words('reply', 'bounded', { head: full })).toBeUndefined();
  });

  test('that a patient has a dozen on their way, which stops no confirmation and no emergency', () => {
    const waiting = (count: number) =>
      Array.from(
        { length: count },
        (_, seq): OutboxEntry => ({ seq, lane: 'conversation', state: 'queued', at: now }),
      );
    const full = { outbox: waiting(12) };
    expect(words('reply', 'cap', { head: full })).toBe(
      'refuse: 12 texts to this patient are still on their way: wait until they have left.',
    );
    expect(words('reply', 'cap', { head: { outbox: waiting(11) } })).toBeUndefined();
    expect(words('reply', 'cap', { head: full, request: { standing: true } })).toBeUndefined();
    for (const purpose of ['service', 'emergency'] as const)
      expect(words(purpose, 'cap', { head: full })).toBeUndefined();
  });
});
