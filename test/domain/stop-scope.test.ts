import { describe, expect, test } from 'vitest';
import { begin } from '../../shared/domain/draft.ts';
import { decideStop } from '../../shared/domain/keyword-answer.ts';
import { startingPolicy } from '../../shared/domain/starting-settings.ts';
import { inForce, type StopRule, stopCovers, stopRules } from '../../shared/domain/stop-scope.ts';
import { bodiesOf, idsInOrder, known, practiceWith, tuesdayAtTen } from '../support/facts.ts';

const granted = { state: 'granted', basis: 'written', at: tuesdayAtTen, seq: 1 } as const;
const consent = { informational: granted, marketing: granted, phi: { state: 'none' } } as const;
const offered = { consent, automatedSent: [{ seq: 1, at: tuesdayAtTen, offer: true as const }] };
const reminded = { consent, automatedSent: [...offered.automatedSent, { seq: 2, at: tuesdayAtTen }] };
const someday: readonly StopRule[] = stopRules.map((rule) => ({ since: '2026-06-01', ...rule }));

describe('what a bare STOP covers', () => {
  test('is everything by the rules in force, whatever was chosen and answered', () => {
    for (const chosen of ['all', 'kind'] as const)
      for (const head of [offered, reminded]) expect(stopCovers(head, chosen, tuesdayAtTen)).toBe('all');
    expect([inForce('all', tuesdayAtTen), inForce('kind', tuesdayAtTen)]).toEqual([true, false]);
  });

  test('is the offers alone where a rule in force says so, the practice chose it, and an offer was answered', () => {
    expect(stopCovers(offered, 'kind', tuesdayAtTen, someday)).toBe('offers');
    expect(stopCovers(offered, 'all', tuesdayAtTen, someday)).toBe('all');
    expect(stopCovers(reminded, 'kind', tuesdayAtTen, someday)).toBe('all');
    expect(stopCovers(known(), 'kind', tuesdayAtTen, someday)).toBe('all');
  });

  test.each([
    ['a keyword', 'certain', 'ours', ['granted', 'revoked'], /no more offers/],
    ['plain words', 'plain', 'ours', ['revoked', 'revoked'], /opted out of all/],
    ['a keyword that the carrier heard', 'certain', 'carrier', ['revoked', 'revoked'], undefined],
  ] as const)('of %s is recorded and told so', (_name, heard, optOutHandledBy, states, told) => {
    const policy = { ...startingPolicy, stopScope: 'kind' as const };
    const practice = practiceWith({ policy }, { optOutHandledBy });
    const draft = begin({ ...known(), ...offered }, tuesdayAtTen, idsInOrder());
    const said = { source: 'inbound-text', words: 'STOP' };
    decideStop(draft, practice, said, { class: heard, evidence: 'STOP' }, someday);
    const { informational, marketing } = draft.head.consent;
    expect([informational.state, marketing.state]).toEqual(states);
    if (told) expect(bodiesOf(draft)).toEqual([expect.stringMatching(told)]);
    else expect(bodiesOf(draft)).toEqual([]);
  });
});
