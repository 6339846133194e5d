import { describe, expect, test } from 'vitest';
import { typeOf } from '../../shared/domain/message-type.ts';
import { practiceWith } from '../support/facts.ts';

const types = practiceWith().settings['message-types'];

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
    ['', 'other'],
    ['👍', 'other'],
  ])('%j: %s', (body, expected) => {
    expect(typeOf(types, body)).toBe(expected);
  });

  test('the first type of the list goes before the next', () => {
    expect(typeOf(types, 'appointment about my bill')).toBe('appointment-request');
    expect(typeOf(types.toReversed(), 'appointment about my bill')).toBe('billing-inquiry');
  });

  test('a word of nothing but signs matches nothing', () => {
    const [first] = types;
    if (!first) return expect.fail();
    expect(typeOf([{ ...first, words: ['??'] }, ...types.slice(-1)], 'hello there')).toBe('other');
  });
});
