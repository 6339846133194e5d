import { describe, expect, test } from 'vitest';
import { knowingHarmless } from '../../shared/domain/harmless.ts';
import { phi } from '../../shared/domain/phi-rule.ts';
import type { Policy } from '../../shared/domain/settings.ts';
import { startingPolicy } from '../../shared/domain/starting-settings.ts';
import { everythingOn, profile, stranger, tuesdayAtTen } from '../support/facts.ts';

/** A reading that finds capitals, and how often it read. */
function counted() {
  const texts: string[] = [];
  const read = (body: string, allowed: string): readonly string[] => {
    texts.push(body);
    return body.match(/[A-Z]/g)?.filter((letter) => !allowed.includes(letter)) ?? [];
  };
  return { reading: knowingHarmless(read), texts };
}

describe('a reading that knows what was harmless', () => {
  test('reads it once for each that it rests on, and finds what it would have found', () => {
    const { reading, texts } = counted();
    expect([reading('see you', ''), reading('see you', ''), reading('see you', 'S')]).toEqual([[], [], []]);
    expect([reading('STOP', 'S'), reading('STOP', 'SP'), reading('STOP', 'S')]).toEqual([
      ['T', 'O', 'P'],
      ['T', 'O'],
      ['T', 'O', 'P'],
    ]);
    expect(texts).toEqual(['see you', 'see you', 'STOP', 'STOP', 'STOP']);
  });

  test('forgets all of a thousand when another comes', () => {
    const { reading, texts } = counted();
    for (let number = 0; number < 1000; number += 1) reading(`${number}`, '');
    reading('0', '');
    expect(texts).toHaveLength(1000);
    reading('another', '');
    reading('0', '');
    expect(texts.slice(1000)).toEqual(['another', '0']);
  });
});

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
});
