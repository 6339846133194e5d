import { describe, expect, test } from 'vitest';
import type { ContactHead } from '../../shared/domain/contact.ts';
import type { Draft } from '../../shared/domain/draft.ts';
import {
  agreeToPhi,
  keepReminders,
  restore,
  revokeAll,
  revokeOffers,
  textedFirst,
} from '../../shared/domain/opt-out.ts';
import { review } from '../../shared/domain/review-rule.ts';
import { startingPolicy } from '../../shared/domain/starting-settings.ts';
import {
  draftOn,
  everythingOn,
  happeningsOf,
  known,
  profile,
  stranger,
  tuesdayAtTen,
} from '../support/facts.ts';

const said = { source: 'text', words: 'STOP' };
const signed = { state: 'granted', basis: 'written', at: tuesdayAtTen, seq: 2 } as const;
const withPhi = known({ consent: { ...known().consent, phi: signed } });

/** What a decision wrote in the ledger, what is pending, and what it told. */
const of = (draft: Draft) => ({
  ledger: draft.consents.map(({ scope, action, basis, purposes }) =>
    [scope, action, basis, ...(purposes ?? [])].join(' '),
  ),
  pending: draft.head.consentPendingSince,
  told: happeningsOf(draft),
});

/** A decision on a head, from nothing. */
function on(head: ContactHead, decide: (draft: Draft) => void) {
  const draft = draftOn(head);
  decide(draft);
  return draft;
}
const stopped = (head = withPhi): ContactHead => {
  const { consentPendingSince: _told, ...rest } = on(head, (draft) => revokeAll(draft, said)).head;
  return rest;
};

describe('in the ledger stands', () => {
  test('of a STOP, that each scope ended, by the word itself; the outbox and the list are still to follow', () => {
    expect(of(on(withPhi, (draft) => revokeAll(draft, said)))).toEqual({
      ledger: ['informational revoked express', 'marketing revoked express', 'phi revoked express'],
      pending: tuesdayAtTen,
      told: ['consent.revoked'],
    });
  });

  test('of a second, nothing, and nothing is to follow', () => {
    expect(of(on(stopped(), (draft) => revokeAll(draft, said)))).toEqual({
      ledger: [],
      pending: undefined,
      told: [],
    });
  });

  test('of no more offers, that they ended, and what waits of them is still to be refused', () => {
    expect(of(on(known(), (draft) => revokeOffers(draft, said)))).toEqual({
      ledger: ['marketing revoked express'],
      pending: tuesdayAtTen,
      told: ['consent.revoked'],
    });
  });

  test('of START, what was there before, on what it rested, and never offers', () => {
    expect(of(on(stopped(), (draft) => restore(draft, said)))).toEqual({
      ledger: ['informational granted express', 'phi granted written'],
      pending: tuesdayAtTen,
      told: ['consent.granted'],
    });
    expect(of(on(stopped(known()), (draft) => restore(draft, said))).ledger).toEqual([
      'informational granted express',
    ]);
  });

  test('of START by one who had not stopped, nothing, and nothing is to follow', () => {
    expect(of(on(withPhi, (draft) => restore(draft, said)))).toEqual({
      ledger: [],
      pending: undefined,
      told: ['consent.granted'],
    });
  });

  test('of START after REMINDERS, all of it again', () => {
    const narrowed = on(stopped(known()), (draft) => keepReminders(draft, said)).head;
    const { ledger } = of(on(narrowed, (draft) => restore(draft, said)));
    expect(ledger).toEqual(['informational granted express']);
  });

  test('of REMINDERS, appointments alone, and an end to what was signed for offers since', () => {
    const signedSince: ContactHead = { ...stopped(), consent: { ...stopped().consent, marketing: signed } };
    expect(of(on(signedSince, (draft) => keepReminders(draft, said)))).toEqual({
      ledger: ['marketing revoked express', 'informational granted express appointment'],
      pending: tuesdayAtTen,
      told: ['consent.granted'],
    });
    expect(of(on(stopped(), (draft) => keepReminders(draft, said))).ledger).toHaveLength(1);
  });

  test('of a yes to health information, the warning that it answers', () => {
    const asked = known({ phiAskedAt: tuesdayAtTen });
    const draft = on(asked, (one) => agreeToPhi(one, said, 'Texts are not safe.'));
    expect(of(draft)).toMatchObject({ ledger: ['phi granted express'], told: ['consent.granted'] });
    expect(draft.consents[0]?.evidence).toEqual({ words: 'STOP', warning: 'Texts are not safe.' });
    expect(draft.head.phiAskedAt).toBeUndefined();
  });

  test('of a first text, consent to informational ones; of any later, and after a STOP, nothing', () => {
    expect(of(on(stranger(), (draft) => textedFirst(draft, said)))).toEqual({
      ledger: ['informational granted express'],
      pending: undefined,
      told: ['consent.granted'],
    });
    for (const head of [known(), stopped()])
      expect(of(on(head, (draft) => textedFirst(draft, said)))).toMatchObject({ ledger: [], told: [] });
  });
});

describe('while a person decides whether a text was an opt-out', () => {
  const asked = (purpose: 'appointment' | 'reply', head: ContactHead) =>
    review({
      purpose,
      expiresAt: tuesdayAtTen,
      head,
      profile,
      purposes: everythingOn,
      policy: startingPolicy,
      now: tuesdayAtTen,
    });
  const doubted = known({ reviewSince: tuesdayAtTen });

  test('what is automated waits, is asked about again each hour, and says why', () => {
    expect(asked('appointment', doubted)).toEqual({
      code: 'opt-out-review',
      outcome: 'hold',
      until: '2026-12-01T16:00:00.000Z',
      detail: `The patient's text of ${tuesdayAtTen} may ask for no more texts: a person decides first (task review-opt-out).`,
      cites: '47 CFR 64.1200(a)(10)',
    });
  });

  test('what a person writes goes, and so does all where nothing is doubted', () => {
    expect(asked('reply', doubted)).toBeUndefined();
    expect(asked('appointment', known())).toBeUndefined();
  });
});
