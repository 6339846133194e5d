import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { typeOf } from '../../shared/domain/message-type.ts';
import type { MessageTypes } from '../../shared/domain/settings.ts';
import { startingTypes } from '../../shared/domain/starting-types.ts';

/** The starting types with a practice's own words added, and its own types before `other`. */
const typesWith = (own: Readonly<Record<string, readonly string[]>>): MessageTypes => {
  const goal = { businessMinutes: 60 };
  const known = startingTypes.map((one) => ({ ...one, words: [...one.words, ...(own[one.type] ?? [])] }));
  const added = Object.entries(own)
    .filter(([type]) => !startingTypes.some((one) => one.type === type))
    .map(([type, words]) => ({ type, words: [...words], goal }));
  return [...known.slice(0, -1), ...added, ...known.slice(-1)];
};
const typed = (body: string, types = startingTypes): string => typeOf(types, body).type;

describe('what a text is about', () => {
  test.each([
    ['Can I get an APPOINTMENT?', 'appointment-request'],
    ['necesito una cita', 'appointment-request'],
    ['refill please', 'prescription'],
    ['my rx', 'prescription'],
    ['Question about my bill', 'billing-inquiry'],
    ['billboard', 'other'],
    ['I have a rash', 'clinical-question'],
    ['crash', 'other'],
    ['side-effect', 'clinical-question'],
    ["doctor's note", 'records'],
    ['hello', 'other'],
    ['pls refil my lisinoprl', 'prescription'],
    ['I need an apointmnt', 'appointment-request'],
    ['Thanks!\n> Bay Dental: you have an appointment Tue Dec 1. Reply C to confirm', 'other'],
  ])('%j: %s', (body, expected) => {
    expect(typed(body)).toBe(expected);
  });

  test.each(['', '👍', 'zzz qqq', '🙏🙏', '…'])(
    '%j says nothing: other, with no score and no words',
    (body) => {
      expect(typeOf(startingTypes, body)).toEqual({ type: 'other', score: 0, words: [] });
    },
  );

  test('tells how surely, and which words decided, most first', () => {
    const { score, words } = typeOf(
      startingTypes,
      'My name is Zebulon Quagmire, I need a refill of lisinopril at CVS',
    );
    expect(score).toBeGreaterThan(0.9);
    expect(words).toEqual(expect.arrayContaining(['refill', 'lisinopril', 'cvs']));
  });

  test('keeps no more words than a head has room for', () => {
    const words = ['a', 'b', 'c'].map((letter) => letter.repeat(39));
    expect(typeOf(typesWith({ long: words }), words.join(' ')).words).toEqual(words.slice(0, 2));
  });

  test('tells a mistyped word as the dictionary has it', () => {
    expect(typeOf(startingTypes, 'lisinoprl refil').words).toEqual(
      expect.arrayContaining(['refill', 'lisinopril']),
    );
  });

  test('is other where the practice does not have the type', () => {
    const types = startingTypes.filter(({ type }) => type !== 'records');
    expect(typeOf(types, 'a copy of my medical records')).toEqual({ type: 'other', score: 0, words: [] });
  });

  test('whatever is written, it is one of the types, with at most five words that the text holds no secret of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (body) => {
        const { type, score, words } = typeOf(startingTypes, `${body} Zebulon Quagmire 646-555-0199`);
        expect(startingTypes.some((one) => one.type === type)).toBe(true);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(words.length).toBeLessThanOrEqual(5);
        expect(words.join(' ')).not.toMatch(/zebulon|quagmire|646|z(?:phone|number)/i);
      }),
    );
  });

  test.each([
    'appointment '.repeat(6000),
    'qwertyuiop asdfghjkl '.repeat(3000),
    '9'.repeat(65_000),
    '1-'.repeat(32_000),
  ])('a text of 64 KB is read in little time (%#)', (body) => {
    typeOf(startingTypes, 'hello');
    const from = performance.now();
    typeOf(startingTypes, body);
    expect(performance.now() - from).toBeLessThan(1500);
  });
});

describe("a practice's own words", () => {
  const vision = typesWith({ vision: ['glasses', 'contact'] });

  test.each([
    ['How much do my new glasses cost', 'vision'],
    ['my contacts hurt', 'vision'],
    ['Can I schedule an appointment about glasses', 'vision'],
    ['How much does a visit cost', 'billing-inquiry'],
  ])('decide over all others: %j is %s', (body, expected) => {
    expect(typed(body, vision)).toBe(expected);
  });

  test('are what is told to have decided, as the practice wrote them', () => {
    expect(typeOf(typesWith({ vision: ['Gläser!'] }), 'where are my glaser')).toEqual({
      type: 'vision',
      score: 1,
      words: ['Gläser!'],
    });
  });

  test('decide for a type of ours too', () => {
    const types = typesWith({ records: ['camp physical'] });
    expect(typed('we need a camp physical tomorrow')).toBe('appointment-request');
    expect(typed('we need a camp physical tomorrow', types)).toBe('records');
  });

  test('taken from one type and given to another decide there', () => {
    const types = typesWith({ 'pain-clinic': ['pain'] });
    expect(typed('the pain in my back is worse', types)).toBe('pain-clinic');
  });

  test('of two types: most words, then what the text is about otherwise, then the order of the types', () => {
    const both = typesWith({ lasers: ['laser'], lunch: ['laser lunch', 'menu'] });
    expect(typeOf(both, 'laser lunch')).toMatchObject({ type: 'lunch', score: 0.67 });
    const near = typesWith({ records: ['zumba'], prescription: ['pilates'] });
    expect(typed('zumba or pilates, and refill my lisinopril', near)).toBe('prescription');
    expect(typed('zumba or pilates, and fax me my medical records', near)).toBe('records');
    expect(typed('laser menu', typesWith({ one: ['laser'], two: ['menu'] }))).toBe('one');
    expect(typed('laser menu', typesWith({ two: ['menu'], one: ['laser'] }))).toBe('two');
  });

  test('of nothing but signs match nothing', () => {
    expect(typed('hello there', typesWith({ signs: ['??'] }))).toBe('other');
  });

  test('that a type starts with weigh as built-in ones, so that one of them does not decide alone', () => {
    expect(typed('how much do I owe for my last appointment')).toBe('billing-inquiry');
  });
});
