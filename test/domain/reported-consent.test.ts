import { describe, expect, test } from 'vitest';
import type { ConsentReported } from '../../shared/domain/consent.ts';
import type { ContactHead } from '../../shared/domain/contact.ts';
import { keepReminders, revokeAll } from '../../shared/domain/opt-out.ts';
import { recordReported } from '../../shared/domain/reported-consent.ts';
import { draftOn, happeningsOf, known, patientId, sam, tuesdayAtTen } from '../support/facts.ts';

const reported = (more: Partial<ConsentReported> = {}): ConsentReported => ({
  scope: 'informational',
  action: 'granted',
  basis: 'express',
  source: 'desk',
  evidence: { words: 'Said so at the desk.' },
  ...more,
});

function recorded(report: ConsentReported, head: ContactHead = known()) {
  const draft = draftOn(head);
  const { event, optedOut } = recordReported(draft, report, sam);
  return {
    draft,
    event,
    optedOut,
    scopes: draft.consents.map(({ scope, action }) => `${scope} ${action}`),
    pending: draft.head.consentPendingSince,
    told: happeningsOf(draft),
  };
}

const said = { source: 'inbound-text', words: 'STOP' };
function stopped(): ContactHead {
  const draft = draftOn(known());
  revokeAll(draft, said);
  const { consentPendingSince: _done, ...head } = draft.head;
  return head;
}

describe('what a practice reports', () => {
  test('stands in the ledger with all that was said of it, and who recorded it', () => {
    const more = { purposes: ['appointment'], disclosureVersion: '2026-11', patientId } as const;
    const { event } = recorded(reported({ ...more, purposes: [...more.purposes] }));
    expect(event).toEqual({ ...reported(), ...more, by: sam, seq: 2, at: tuesdayAtTen });
    expect(Object.keys(recorded(reported()).event)).not.toContain('patientId');
  });

  test('of consent takes nothing off, and the list is told only where it lifts an opt-out', () => {
    expect(recorded(reported())).toMatchObject({
      optedOut: false,
      pending: undefined,
      told: ['consent.granted'],
    });
    expect(recorded(reported(), stopped())).toMatchObject({ optedOut: false, pending: tuesdayAtTen });
    // To offers alone: what ended all texts stands.
    const offers = reported({ scope: 'marketing', basis: 'written' });
    expect(recorded(offers, stopped()).pending).toBeUndefined();
  });

  test('of an opt-out takes everything off, once', () => {
    const revoked = reported({ action: 'revoked' });
    expect(recorded(revoked)).toMatchObject({
      optedOut: true,
      pending: tuesdayAtTen,
      told: ['consent.revoked'],
      scopes: ['informational revoked', 'marketing revoked', 'phi revoked'],
    });
    expect(recorded(revoked, stopped())).toMatchObject({
      optedOut: false,
      pending: undefined,
      told: [],
      scopes: ['informational revoked'],
    });
  });

  test('of the end of offers or of health information ends that alone', () => {
    for (const scope of ['marketing', 'phi'] as const)
      expect(recorded(reported({ scope, action: 'revoked' }))).toMatchObject({
        optedOut: false,
        pending: undefined,
        told: ['consent.revoked'],
        scopes: [`${scope} revoked`],
      });
  });

  test.each([
    [
      'an implied revocation',
      { action: 'revoked', basis: 'implied' },
      'basis',
      'A revocation is said: express, or written.',
    ],
    [
      'a revocation of some purposes',
      { action: 'revoked', purposes: ['bill'] },
      'purposes',
      'A revocation covers its whole scope.',
    ],
    [
      'offers for some purposes',
      { scope: 'marketing', basis: 'written', purposes: ['recall'] },
      'purposes',
      'Only informational consent is given for some purposes alone.',
    ],
  ] as const)('cannot be %s', (_what, { ...more }, path, message) => {
    const report = reported(structuredClone(more) as Partial<ConsentReported>);
    expect(() => recorded(report)).toThrow(
      expect.objectContaining({ code: 'invalid', errors: [{ path, message }] }),
    );
  });

  test('as implied lifts no opt-out, and says what does', () => {
    const implied = () => recorded(reported({ basis: 'implied' }), stopped());
    expect(implied).toThrow(
      expect.objectContaining({
        code: 'opted-out',
        detail: expect.stringMatching(/their own word does, with its evidence, or START from their phone/),
      }),
    );
  });

  test('after REMINDERS, that all texts are wanted, tells no list: nothing was blocked', () => {
    const draft = draftOn(stopped());
    keepReminders(draft, said);
    const { consentPendingSince: _done, ...narrowed } = draft.head;
    expect(recorded(reported(), narrowed).pending).toBeUndefined();
  });
});
