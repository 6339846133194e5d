import { describe, expect, test } from 'vitest';
import type { ScopeState } from '../../shared/domain/consent.ts';
import { consent } from '../../shared/domain/consent-rule.ts';
import type { ContactHead } from '../../shared/domain/contact.ts';
import type { Purpose } from '../../shared/domain/purpose.ts';
import { startingPolicy } from '../../shared/domain/starting-settings.ts';
import { everythingOn, profile, stranger, tuesdayAtTen } from '../support/facts.ts';

const at = tuesdayAtTen;
const none: ScopeState = { state: 'none' };
const granted = { state: 'granted', basis: 'express', at, seq: 4 } as const;
const revoked: ScopeState = { state: 'revoked', at, seq: 5 };

/** What the rule of consent answers to a text of a purpose: outcome, code, words for the desk, law. */
function answer(
  purpose: Purpose,
  informational: ScopeState,
  more: { marketing?: ScopeState; head?: Partial<ContactHead>; exemption?: true } = {},
) {
  const { marketing = none, head = {}, exemption = false } = more;
  const found = consent({
    purpose,
    expiresAt: at,
    head: { ...stranger(), consent: { informational, marketing, phi: none }, ...head },
    profile,
    purposes: everythingOn,
    policy: { ...startingPolicy, exemption },
    now: at,
  });
  return [found?.outcome, found?.code, found?.detail, found?.cites];
}

const optedOut = [
  'refuse',
  'opted-out',
  `The patient opted out (consent event 5, ${at}). Only START brings texts back.`,
  '47 CFR 64.1200(a)(10)',
];
const nobodyRecorded = [
  'refuse',
  'no-consent',
  'Nobody has recorded that the patient agreed to be texted. Ask them, and record it with its evidence (POST /v1/contacts/{contactId}/consents).',
  '47 CFR 64.1200(a)(1)',
];

describe('what the desk reads of a consent', () => {
  test('that is there: which, on what basis and since when', () => {
    expect(answer('appointment', granted)).toEqual([
      'ok',
      'consent',
      `Informational consent, express (consent event 4, ${at}).`,
      '47 CFR 64.1200(a)(1)',
    ]);
  });

  test('that nobody recorded: what to do', () => {
    for (const purpose of ['reply', 'appointment', 'recall', 'care', 'bill'] as const)
      expect(answer(purpose, none)).toEqual(nobodyRecorded);
  });

  test('that was taken back: by which event, and what alone undoes it', () => {
    for (const purpose of ['reply', 'acknowledgement', 'appointment', 'bill', 'marketing'] as const)
      expect([purpose, ...answer(purpose, revoked)]).toEqual([purpose, ...optedOut]);
  });

  test('for some purposes alone: which they are', () => {
    const narrow = { ...granted, purposes: ['appointment', 'care'] as const };
    expect(answer('recall', narrow)).toEqual([
      'refuse',
      'no-consent',
      'The patient agreed to appointment, care texts alone (consent event 4).',
      '47 CFR 64.1200(a)(10)',
    ]);
    expect(answer('care', narrow)[0]).toBe('ok');
  });

  test('that is not needed: why', () => {
    expect(answer('emergency', revoked)).toEqual([
      'ok',
      'consent',
      'An emergency needs no consent.',
      '47 CFR 64.1200(f)(4)',
    ]);
    expect(answer('service', revoked)).toEqual([
      'ok',
      'consent',
      'Confirms an opt-out or opt-in, or answers HELP.',
      '47 CFR 64.1200(a)(12)',
    ]);
    const thread = { ...stranger().thread, askedAt: at };
    expect(answer('reply', revoked, { head: { thread } })).toEqual([
      'ok',
      'consent',
      `The patient texted first (${at}): a person may answer what they asked.`,
      undefined,
    ]);
  });

  test('of an acknowledgement: which text it answers, and that there is one', () => {
    expect(answer('acknowledgement', none, { head: { lastInboundAt: at } })).toEqual([
      'ok',
      'consent',
      `Answers the patient's text of ${at}.`,
      undefined,
    ]);
    expect(answer('acknowledgement', granted)).toEqual([
      'refuse',
      'no-consent',
      'An acknowledgement answers a text, and the patient has sent none.',
      undefined,
    ]);
  });
});

describe('marketing', () => {
  test.each<[string, ScopeState, string]>([
    ['none', none, 'refuse'],
    ['a word spoken', granted, 'refuse'],
    ['a signed one', { ...granted, basis: 'written' }, 'ok'],
    ['a signed one that was taken back', revoked, 'refuse'],
  ])('with %s: %3$s', (_what, marketing, outcome) => {
    const said = answer('marketing', granted, { marketing });
    expect([said[0], said[3]]).toEqual([outcome, '47 CFR 64.1200(f)(9)']);
    expect(said[2]).toBe(
      outcome === 'ok'
        ? 'Written marketing consent (consent event 4).'
        : 'Marketing needs a consent that the patient signed, and none is in force. Record one with the words that were shown (POST /v1/contacts/{contactId}/consents: scope marketing, basis written).',
    );
  });
});

describe('a bill under the healthcare exemption', () => {
  const exemption = true;

  test('needs more than a number that was given', () => {
    const implied = { ...granted, basis: 'implied' } as const;
    expect(answer('bill', implied, { exemption })).toEqual([
      'refuse',
      'no-consent',
      'The practice relies on the healthcare exemption, which covers no bills: record that the patient agreed to be texted about them.',
      '47 CFR 64.1200(a)(9)(iv)(D)',
    ]);
    expect(answer('bill', implied)[0]).toBe('ok');
    expect(answer('appointment', implied, { exemption })[0]).toBe('ok');
  });

  test("goes with the patient's own word, and says of no consent and of STOP what any text says", () => {
    expect(answer('bill', granted, { exemption })[0]).toBe('ok');
    expect(answer('bill', none, { exemption })).toEqual(nobodyRecorded);
    expect(answer('bill', revoked, { exemption })).toEqual(optedOut);
    expect(answer('bill', { ...granted, purposes: ['appointment'] }, { exemption })[2]).toContain('alone');
  });
});
