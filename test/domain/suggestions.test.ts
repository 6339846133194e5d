import { describe, expect, test } from 'vitest';
import { countedIn, type ResponseUses, wordsHeard } from '../../shared/domain/response-uses.ts';
import { responseNameSchema, type StandardResponse } from '../../shared/domain/standard-response.ts';
import { startingSettings } from '../../shared/domain/starting-settings.ts';
import { suggest } from '../../shared/domain/suggestions.ts';
import { profile, tuesdayAtTen } from '../support/facts.ts';

const response = (name: string, type?: string, own = true): StandardResponse => ({
  name: responseNameSchema.parse(name),
  body: { en: 'Hi.' },
  ...(type !== undefined && { type }),
  ...(own && { updatedAt: tuesdayAtTen }),
});
const responses = [
  response('sent', 'prescription', false),
  response('visit', 'prescription'),
  response('pay', 'billing-inquiry'),
  response('thanks'),
];
const usesOf = (...counts: ResponseUses['counts']): ResponseUses => ({ type: 'prescription', counts });
const named = (uses?: ResponseUses, heard: readonly string[] = []) =>
  suggest({ responses, type: 'prescription', uses, heard }).map(
    ({ response: { name }, why }) => `${name}: ${why}`,
  );

describe('suggestions', () => {
  test('are by type while nothing is known: the own before starters, then those for any type', () => {
    expect(named()).toEqual([
      'visit: Written for this type (prescription).',
      'sent: A starter for this type (prescription).',
      'thanks: Written for any type.',
    ]);
  });

  test('go by how often each answered the type, also one of another type', () => {
    const uses = usesOf({ name: 'pay', uses: 9, words: {} }, { name: 'thanks', uses: 1, words: {} });
    expect(named(uses).slice(0, 3)).toEqual([
      'pay: Sent 9 times to texts of this type (prescription).',
      'thanks: Sent once to texts of this type (prescription).',
      'visit: Written for this type (prescription).',
    ]);
  });

  test('go first by what answered texts with the same words', () => {
    const uses = usesOf(
      { name: 'visit', uses: 50, words: { pharmacy: 50 } },
      { name: 'sent', uses: 4, words: { refill: 4 } },
    );
    expect(named(uses, ['refill'])[0]).toBe('sent: Sent 4 times to texts with "refill".');
    expect(named(uses, ['pharmacy'])[0]).toBe('visit: Sent 50 times to texts with "pharmacy".');
  });

  test('are at most five, and name none that is gone', () => {
    const many = Array.from({ length: 9 }, (_, index) => response(`r${index}`, 'prescription'));
    const uses = usesOf({ name: 'gone', uses: 9, words: {} });
    const found = suggest({ responses: many, type: 'prescription', uses, heard: [] });
    expect(found.map(({ response: { name } }) => name)).toEqual(['r0', 'r1', 'r2', 'r3', 'r4']);
  });
});

describe('what is counted', () => {
  test("is the practice's own words alone, whole and folded", () => {
    const types = startingSettings(profile)['message-types'];
    expect(wordsHeard(types, ['My REFILL, for Zebulon?', 'at the pharmacy'])).toEqual(['refill', 'pharmacy']);
    expect(wordsHeard(types, ['refilled'])).toEqual([]);
  });

  test('grows by one, and by each word', () => {
    let uses = usesOf();
    for (const words of [['refill'], ['refill', 'rx'], []]) uses = countedIn(uses, { name: 'sent', words });
    expect(uses.counts).toEqual([{ name: 'sent', uses: 3, words: { refill: 2, rx: 1 } }]);
  });

  test('stays bounded, and the one just used stays', () => {
    let uses = usesOf();
    for (let index = 0; index < 300; index += 1) {
      const words = Array.from({ length: 60 }, (_, word) => `${index} ${word}`);
      uses = countedIn(uses, { name: `r${index}`, words });
    }
    expect(uses.counts).toHaveLength(100);
    expect(uses.counts[0]?.name).toBe('r299');
    expect(Object.keys(uses.counts[0]?.words ?? {})).toHaveLength(40);
  });
});
