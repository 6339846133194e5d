import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressOf, fillResponse } from '../../shared/domain/fill-response.ts';
import { blankFields, fillMerge, readMerge } from '../../shared/domain/merge-fields.ts';
import { measure } from '../../shared/domain/segments.ts';
import { known, patientId, profile } from '../support/facts.ts';

const filled = (words: string, values: Record<string, string> = {}) =>
  fillMerge(readMerge(words).parts, new Map(Object.entries(values)));

describe('merge fields', () => {
  test.each([
    ['Hi {given}.', { given: 'Ana' }, 'Hi Ana.'],
    ['Hi {given|there}.', {}, 'Hi there.'],
    ['Hi {given|there}.', { given: 'Ana' }, 'Hi Ana.'],
    ['Hi{given|}.', {}, 'Hi.'],
    ['{ given | there }', {}, ' there '],
    ['{a}{b}{a}', { a: '1', b: '2' }, '121'],
    ['No field at all', {}, 'No field at all'],
  ])('%s is filled', (words, values, body) => {
    expect(filled(words, values)).toEqual({ body, missing: [] });
  });

  test('without value or fallback stay visible and are named once', () => {
    expect(filled('{when}, {when} and {who}')).toEqual({
      body: '{when}, {when} and {who}',
      missing: ['when', 'who'],
    });
  });

  test.each([
    ['Hi {given', [3, 4]],
    ['Hi given}', [8, 9]],
    ['{}', [0, 2]],
    ['{Given}', [0, 7]],
    ['{if given}', [0, 10]],
    ['{a|b|c}', [0, 7]],
    ['{{given}}', [0, 1]],
    ['{constructor.name}', [0, 18]],
  ])('%s is at fault, at its place', (words, [start, end]) => {
    expect(readMerge(words).faults[0]).toMatchObject({ start, end, message: expect.any(String) });
  });

  test('are read once: what is put in is never read again, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (given, other) => {
        const { body } = filled('<{given}|{other}>', { given, other });
        expect(body).toBe(`<${given}|${other}>`);
      }),
    );
    expect(filled('Hi {given}', { given: '{phone|x}', phone: '1' }).body).toBe('Hi {phone|x}');
    expect(filled('{given}', { given: '$& $1 $`' }).body).toBe('$& $1 $`');
  });

  test('of names that every object has are unknown', () => {
    expect(filled('{constructor} {toString|x}').missing).toEqual(['constructor']);
  });

  test('of any words are read without an error and soon', () => {
    fc.assert(fc.property(fc.string(), (words) => filled(words).body !== undefined));
    const before = performance.now();
    for (const unit of ['{', '}', '{a|', '{{a}', '{ ']) readMerge(unit.repeat(20_000));
    expect(performance.now() - before).toBeLessThan(5000);
  });

  test('are blank at their own places, and what stands in their place is not', () => {
    expect(blankFields('Hi {given|you all}: {when}.')).toBe(
      `Hi ${' '.repeat(7)}you all ${': '}${' '.repeat(6)}.`,
    );
    fc.assert(fc.property(fc.string(), (words) => blankFields(words).length === words.length));
  });
});

describe('a response', () => {
  const body = {
    en: '{shortName}: Hi {given|there}, call {phone|us}.',
    es: '{shortName}: Hola {given|y gracias}, llame al {phone|consultorio}.',
  };

  test('is personal: the name, the language and the practice', () => {
    expect(fillResponse({ body }, { profile, given: 'Ana' }).body).toBe(
      'Riverside: Hi Ana, call 212-555-0100.',
    );
    expect(fillResponse({ body }, { profile, given: 'Ana', language: 'es' })).toMatchObject({
      language: 'es',
      body: 'Riverside: Hola Ana, llame al 212-555-0100.',
    });
  });

  test('without Spanish words goes in English', () => {
    const english = { body: { en: body.en } };
    expect(fillResponse(english, { profile, language: 'es' }).language).toBe('en');
  });

  test('takes what the sender says before what is known, as it is written', () => {
    const fields = { given: 'Tom', phone: '{shortName}' };
    expect(fillResponse({ body }, { profile, given: 'Ana', fields }).body).toBe(
      'Riverside: Hi Tom, call {shortName}.',
    );
  });

  test.each([
    ['{phone}', 'Riverside: Hi phone, call 212-555-0100.'],
    ['{{given|x}}', 'Riverside: Hi given|x, call 212-555-0100.'],
    ['A\u202Ena\n', 'Riverside: Hi Ana, call 212-555-0100.'],
    ['{}', 'Riverside: Hi there, call 212-555-0100.'],
    ['$& {{constructor}}', 'Riverside: Hi $& constructor, call 212-555-0100.'],
  ])('for a patient who is called %s names them, and nothing else', (given, expected) => {
    expect(fillResponse({ body }, { profile, given }).body).toBe(expected);
  });

  test('leaves out a name that alone costs a second segment', () => {
    const long = { body: { en: `{given|Hello}: ${'x'.repeat(148)}` } };
    expect(fillResponse(long, { profile, given: 'Bartholomew' }).body).toMatch(/^Hello: x+$/);
    expect(fillResponse(long, { profile, given: '张' }).body).toMatch(/^Hello: x+$/);
    const needed = { body: { en: `{given}: ${'x'.repeat(148)}` } };
    expect(measure(fillResponse(needed, { profile, given: 'Bartholomew' }).body).segments).toBe(2);
  });

  test('names nobody where the number is that of several patients', () => {
    const family = known({
      patients: [
        { patientId, given: 'Ana' },
        { patientId, given: 'Tom', language: 'es' },
      ],
    });
    expect(addressOf(family)).toEqual({ given: undefined, language: 'es' });
    expect(addressOf(known()).given).toBe('Ana');
  });
});
