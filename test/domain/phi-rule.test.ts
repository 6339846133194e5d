import { describe, expect, test } from 'vitest';
import { phi } from '../../shared/domain/phi-rule.ts';
import type { Policy } from '../../shared/domain/settings.ts';
import { startingPolicy } from '../../shared/domain/starting-settings.ts';
import { everythingOn, profile, stranger, tuesdayAtTen } from '../support/facts.ts';

/** What the rule of health information answers to a reply: the kinds in its words, or nothing. */
function found(body: string, policy: Partial<Policy> = {}, name = profile.name): string | undefined {
  const answer = phi({
    purpose: 'reply',
    body,
    expiresAt: tuesdayAtTen,
    head: stranger(),
    profile: { ...profile, name },
    purposes: everythingOn,
    policy: { ...startingPolicy, ...policy },
    now: tuesdayAtTen,
  });
  return answer && /\((?<kinds>[^)]*)\)/.exec(answer.detail)?.groups?.kinds;
}

describe('a text that was read before', () => {
  const record = 'Your number here is BD-004829.';
  const bd: Partial<Policy> = { phiPatterns: [{ kind: 'record-number', format: 'BD-######' }] };

  test("is read anew once the practice's own numbers are other ones", () => {
    expect([found(record), found(record, bd), found(record), found(record, bd)]).toEqual([
      undefined,
      'record-number',
      undefined,
      'record-number',
    ]);
  });

  test('is read anew once the practice has another name', () => {
    const named = 'Thank you for choosing Valley Dialysis.';
    expect([found(named, {}, 'Valley Dialysis'), found(named), found(named, {}, 'Valley Dialysis')]).toEqual([
      undefined,
      'treatment',
      undefined,
    ]);
  });

  test('is answered alike by the thousandth text after it', () => {
    const told = 'Your dialysis is on Monday.';
    expect([found('See you on Monday.'), found(told)]).toEqual([undefined, 'treatment']);
    for (let number = 0; number < 1100; number += 1) expect(found(`See you at ${number}.`)).toBeUndefined();
    expect([found('See you on Monday.'), found(told)]).toEqual([undefined, 'treatment']);
  });
});
