import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bases,
  type ConsentEvent,
  consentGivenSchema,
  consentReportedSchema,
  fold,
  foldAll,
  isOptedOut,
  noConsent,
  scopes,
} from '../../shared/domain/consent.ts';
import { appendConsent } from '../../shared/domain/draft.ts';
import { linkPatient, recordConsent, unlinkPatient } from '../../shared/domain/link-patient.ts';
import { keepReminders, restore, revokeAll, textedFirst } from '../../shared/domain/opt-out.ts';
import type { Patient } from '../../shared/domain/patient.ts';
import { plusSeconds } from '../../shared/domain/time.ts';
import {
  contactId,
  draftOn,
  happeningsOf,
  known,
  patientId,
  patientNumber,
  practiceId,
  stranger,
  tuesdayAtTen,
} from '../support/facts.ts';

let seq = 0;
const event = (
  scope: ConsentEvent['scope'],
  action: ConsentEvent['action'],
  basis: ConsentEvent['basis'] = 'express',
  more: Partial<ConsentEvent> = {},
): ConsentEvent => {
  seq += 1;
  return {
    seq,
    scope,
    action,
    basis,
    source: 'test',
    evidence: { words: 'said so' },
    at: plusSeconds(tuesdayAtTen, seq),
    ...more,
  };
};

describe("what comes with a patient's record", () => {
  test.each([
    ['informational', 'implied', undefined],
    ['marketing', 'written', undefined],
    ['marketing', 'express', 'signed'],
    ['phi', 'express', undefined],
    ['phi', 'implied', 'warned'],
  ] as const)('as consent for %s, %s: %s', (scope, basis, refused) => {
    const given = { scope, basis, source: 'intake', evidence: 'Form 7' };
    const { error } = consentGivenSchema.safeParse(given);
    expect(error?.issues.map(({ path, message }) => [path, message.includes(refused ?? '')])).toEqual(
      refused && [[['basis'], true]],
    );
  });
});

describe('the fold of the ledger', () => {
  test('the last word of a scope stands, and no scope speaks for another', () => {
    const state = foldAll([
      event('informational', 'granted'),
      event('marketing', 'granted', 'written'),
      event('informational', 'revoked'),
    ]);
    expect([state.informational.state, state.marketing.state, state.phi.state]).toEqual([
      'revoked',
      'granted',
      'none',
    ]);
    expect(isOptedOut(state)).toBe(true);
  });

  test('giving the number again never lifts a revocation, and saying yes does', () => {
    const stopped = [event('informational', 'granted', 'implied'), event('informational', 'revoked')];
    expect(foldAll([...stopped, event('informational', 'granted', 'implied')]).informational.state).toBe(
      'revoked',
    );
    expect(foldAll([...stopped, event('informational', 'granted', 'express')]).informational.state).toBe(
      'granted',
    );
    expect(foldAll([...stopped, event('informational', 'granted', 'written')]).informational.state).toBe(
      'granted',
    );
  });

  test('giving the number again takes nothing from a stronger consent', () => {
    const said = event('informational', 'granted', 'written');
    const state = foldAll([said, event('informational', 'granted', 'implied')]);
    expect(state.informational).toMatchObject({ state: 'granted', basis: 'written', seq: said.seq });
  });

  test('a revocation keeps what stood before it, also through a second revocation', () => {
    const said = event('phi', 'granted', 'written', { purposes: ['care'] });
    const state = foldAll([said, event('phi', 'revoked'), event('phi', 'revoked')]);
    expect(state.phi).toMatchObject({
      state: 'revoked',
      before: { basis: 'written', seq: said.seq, purposes: ['care'] },
    });
  });

  const anyEvent = fc.record({
    scope: fc.constantFrom(...scopes),
    action: fc.constantFrom('granted' as const, 'revoked' as const),
    basis: fc.constantFrom(...bases),
  });

  test('the ledger can be folded at any cut, and each state names an event of the ledger', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), fc.nat(30), (said, cut) => {
        const events = said.map(({ scope, action, basis }) => event(scope, action, basis));
        const whole = foldAll(events);
        expect(events.slice(cut).reduce(fold, foldAll(events.slice(0, cut)))).toEqual(whole);
        for (const scope of scopes) {
          const state = whole[scope];
          if (state.state === 'none') continue;
          expect(events.find((one) => one.seq === state.seq)).toMatchObject({ scope, action: state.state });
        }
      }),
    );
  });

  test('after a revocation only an express or written word counts as consent', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 20 }), (said) => {
        const stopped = fold(
          foldAll(said.map((one) => event(one.scope, one.action, one.basis))),
          event('informational', 'revoked'),
        );
        const implied = Array.from({ length: 5 }, () => event('informational', 'granted', 'implied'));
        expect(isOptedOut(implied.reduce(fold, stopped))).toBe(true);
      }),
    );
  });
});

describe('STOP and START', () => {
  const said = { source: 'inbound-text', words: 'STOP' };

  test('STOP revokes every scope at once, with the words as evidence', () => {
    const draft = draftOn(known());
    expect(revokeAll(draft, said)).toBe(true);
    expect(draft.consents.map(({ scope, action }) => `${scope} ${action}`)).toEqual(
      scopes.map((scope) => `${scope} revoked`),
    );
    expect(draft.consents[0]?.evidence.words).toBe('STOP');
    expect(draft.head.consentPendingSince).toBe(tuesdayAtTen);
    expect(draft.head.nextDueAt).toBe(tuesdayAtTen);
    expect(happeningsOf(draft)).toEqual(['consent.revoked']);
  });

  test('a second STOP changes nothing', () => {
    const first = draftOn(known());
    revokeAll(first, said);
    const second = draftOn(first.head);
    expect(revokeAll(second, said)).toBe(false);
    expect([second.consents, second.happenings]).toEqual([[], []]);
  });

  test('START restores what was granted before, but never marketing', () => {
    const at = tuesdayAtTen;
    const everything = known({
      consent: {
        informational: { state: 'granted', basis: 'written', at, seq: 1 },
        marketing: { state: 'granted', basis: 'written', at, seq: 2 },
        phi: { state: 'granted', basis: 'express', at, seq: 3 },
      },
      nextConsentSeq: 4,
    });
    const stopped = draftOn(everything);
    revokeAll(stopped, said);
    const back = draftOn(stopped.head);
    restore(back, { source: 'inbound-text', words: 'START' });
    const { informational, marketing, phi } = back.head.consent;
    expect([informational.state, marketing.state, phi.state]).toEqual(['granted', 'revoked', 'granted']);
    // The carrier's own list still has to lose the number.
    expect(back.head.consentPendingSince).toBe(tuesdayAtTen);
  });

  test('START after reminders alone brings everything informational back', () => {
    const stopped = draftOn(known());
    revokeAll(stopped, said);
    const narrower = draftOn(stopped.head);
    keepReminders(narrower, { source: 'inbound-text', words: 'REMINDERS' });
    expect(narrower.head.consent.informational).toMatchObject({ purposes: ['appointment'] });
    const back = draftOn(narrower.head);
    restore(back, { source: 'inbound-text', words: 'START' });
    expect(back.head.consent.informational).toMatchObject({ state: 'granted' });
    expect(back.head.consent.informational).not.toHaveProperty('purposes');
  });

  test('REMINDERS ends what was signed at the desk between the STOP and this word, and revokes nothing twice', () => {
    const stopped = draftOn(known());
    revokeAll(stopped, said);
    const plain = draftOn(stopped.head);
    keepReminders(plain, { source: 'inbound-text', words: 'REMINDERS' });
    expect(plain.consents.map(({ scope, action }) => `${scope} ${action}`)).toEqual([
      'informational granted',
    ]);
    appendConsent(stopped, {
      scope: 'marketing',
      action: 'granted',
      basis: 'written',
      source: 'desk',
      evidence: { words: 'Yes to offers' },
    });
    const narrower = draftOn(stopped.head);
    keepReminders(narrower, { source: 'inbound-text', words: 'REMINDERS' });
    expect(narrower.head.consent.marketing.state).toBe('revoked');
    expect(narrower.head.consent.informational).toMatchObject({
      state: 'granted',
      purposes: ['appointment'],
    });
  });

  test('START gives nothing that was never granted, but informational texts', () => {
    const draft = draftOn(stranger());
    restore(draft, { source: 'inbound-text', words: 'START' });
    const { informational, marketing, phi } = draft.head.consent;
    expect([informational.state, marketing.state, phi.state]).toEqual(['granted', 'none', 'none']);
  });

  test('texting first is consent to informational texts once, and lifts no revocation', () => {
    const draft = draftOn(stranger());
    textedFirst(draft, said);
    textedFirst(draft, said);
    expect(draft.consents.map(({ scope, basis }) => [scope, basis])).toEqual([['informational', 'express']]);
    const stopped = draftOn(known());
    revokeAll(stopped, said);
    const later = draftOn(stopped.head);
    textedFirst(later, said);
    expect(later.consents).toEqual([]);
  });

  test("whatever is drafted, the head's consent is the fold of the ledger", () => {
    const acts = { stop: revokeAll, start: restore, first: textedFirst };
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('stop' as const, 'start' as const, 'first' as const), { maxLength: 12 }),
        (said) => {
          let head = stranger();
          const ledger: ConsentEvent[] = [];
          for (const act of said) {
            const draft = draftOn(head);
            acts[act](draft, { source: 'inbound-text', words: act });
            ledger.push(...draft.consents);
            head = draft.head;
          }
          expect(foldAll(ledger)).toEqual(head.consent);
          expect(ledger.map((one) => one.seq)).toEqual(ledger.map((_, index) => index + 1));
        },
      ),
    );
  });
});

describe("a patient's record", () => {
  const patient = (more: Partial<Patient> = {}): Patient => ({
    practiceId,
    patientId,
    contactId,
    name: { given: 'Ana', family: 'Sandoval' },
    phone: patientNumber,
    version: 1,
    updatedAt: tuesdayAtTen,
    ...more,
  });
  const written = {
    scope: 'informational',
    basis: 'written',
    source: 'intake-form',
    evidence: { words: 'I agree.' },
  } as const;

  test('a number given is implied consent, recorded once', () => {
    const draft = draftOn(stranger());
    recordConsent(draft, patient(), undefined);
    recordConsent(draft, patient(), patient());
    expect(draft.consents.map(({ scope, basis, patientId: by }) => [scope, basis, by])).toEqual([
      ['informational', 'implied', patientId],
    ]);
  });

  test('what the practice reports is kept with its evidence, and the same report again says nothing', () => {
    const draft = draftOn(stranger());
    recordConsent(draft, patient({ consent: written }), undefined);
    recordConsent(draft, patient({ consent: written }), patient({ consent: written }));
    expect(draft.consents).toHaveLength(1);
    expect(draft.consents[0]).toMatchObject(written);
  });

  test("an EHR's report never lifts the patient's own STOP", () => {
    const stopped = draftOn(known());
    revokeAll(stopped, { source: 'inbound-text', words: 'STOP' });
    const draft = draftOn(stopped.head);
    recordConsent(draft, patient({ consent: written }), undefined);
    expect(draft.consents).toEqual([]);
    expect(draft.head.consent).not.toBe(noConsent);
  });

  test("an EHR's report widens nothing where the patient keeps reminders alone", () => {
    const chosen = draftOn(known());
    revokeAll(chosen, { source: 'inbound-text', words: 'STOP' });
    keepReminders(chosen, { source: 'inbound-text', words: 'REMINDERS' });
    const draft = draftOn(chosen.head);
    recordConsent(draft, patient({ consent: written }), undefined);
    expect(draft.consents).toEqual([]);
    expect(draft.head.consent.informational).toMatchObject({ state: 'granted', purposes: ['appointment'] });
  });

  test.each([
    [
      'a name that no text could carry',
      { name: { given: 'A'.repeat(31), family: 'S' } },
      { given: 'A'.repeat(30) },
    ],
    [
      'a zone',
      { timeZone: 'America/Denver', postalCode: '80202' },
      { given: 'Ana', timeZone: 'America/Denver' },
    ],
    ['a ZIP code, of which three digits are kept', { postalCode: '80202' }, { given: 'Ana', zip3: '802' }],
    ['a postal code of elsewhere', { postalCode: 'K1A 0B1' }, { given: 'Ana' }],
    ['an end', { status: 'deceased' }, { given: 'Ana', status: 'deceased' }],
    ['nothing to say', { status: 'active' }, { given: 'Ana' }],
    ['a language', { language: 'es' }, { given: 'Ana', language: 'es' }],
  ] as const)('a number knows of its patient as much as texts need: %s', (_what, more, here) => {
    const draft = draftOn(stranger());
    linkPatient(draft, patient({ name: { given: 'Ana', family: 'S' }, ...more }));
    expect(draft.head.patients).toEqual([{ patientId, ...here }]);
  });

  test('of both the ledger says on what they rest, and that they happened', () => {
    const given = draftOn(stranger());
    recordConsent(given, patient(), undefined);
    const evidence = { words: "The number stands in the practice's record of its patient." };
    expect(given.consents).toMatchObject([{ action: 'granted', source: 'practice-record', evidence }]);
    const signed = draftOn(stranger());
    recordConsent(signed, patient({ consent: written }), undefined);
    expect(signed.consents.map(({ scope, action }) => [scope, action])).toEqual([
      ['informational', 'granted'],
    ]);
    for (const draft of [given, signed]) expect(happeningsOf(draft)).toEqual(['consent.granted']);
  });

  test('a patient stands once on a number, the thirteenth is refused, and who leaves takes no consent along', () => {
    const draft = draftOn(known());
    linkPatient(draft, patient({ name: { given: 'Anna', family: 'Sandoval' } }));
    expect(draft.head.patients.map(({ given }) => given)).toEqual(['Anna']);
    for (let count = 2; count <= 12; count += 1)
      linkPatient(draft, patient({ patientId: `P-${count}` as Patient['patientId'] }));
    expect(() => linkPatient(draft, patient({ patientId: 'P-13' as Patient['patientId'] }))).toThrow(
      expect.objectContaining({
        code: 'invalid',
        detail: 'At most 12 patients share one number: check the number.',
        errors: [{ path: 'phone', message: 'Already the number of 12 patients.' }],
      }),
    );
    const left = unlinkPatient(draft.head, patientId);
    expect(left.patients).toHaveLength(11);
    expect(left.consent).toBe(draft.head.consent);
  });
});

describe('evidence', () => {
  const withEvidence = (evidence: unknown) =>
    consentReportedSchema.safeParse({
      scope: 'informational',
      action: 'granted',
      basis: 'express',
      source: 'desk',
      evidence,
    });
  const facts = (many: number) =>
    Object.fromEntries(Array.from({ length: many }, (_, index) => [`fact-${index}`, index]));

  test('in words is kept as words', () => {
    expect(withEvidence(' She said yes. ').data?.evidence).toEqual({ words: 'She said yes.' });
  });

  test.each([
    [0, false],
    [1, true],
    [12, true],
    [13, false],
  ])('of %i named facts is taken: %s', (many, taken) => {
    expect(withEvidence(facts(many)).success).toBe(taken);
  });
});
