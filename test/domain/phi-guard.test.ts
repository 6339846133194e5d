import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PhiKind, phiIn, reasons } from '../../shared/domain/phi-guard.ts';
import { identifierPatterns } from '../../shared/domain/phi-identifiers.ts';
import { conditions } from '../../shared/domain/phi-lexicon-conditions.ts';
import { medicines } from '../../shared/domain/phi-lexicon-medicines.ts';
import { tests } from '../../shared/domain/phi-lexicon-tests.ts';
import { treatments } from '../../shared/domain/phi-lexicon-treatments.ts';
import { formsOf } from '../../shared/domain/phi-spelling.ts';
import { plainTextOf } from '../../shared/domain/phi-text.ts';

/** A text in which what is to be found stands between braces, and its kinds in order. */
type Case = readonly [marked: string, ...kinds: PhiKind[]];

const marked = (body: string): string =>
  phiIn(body).reduceRight(
    (text, { start, end }) => `${text.slice(0, start)}{${text.slice(start, end)}}${text.slice(end)}`,
    body,
  );
const kindsOf = (body: string): PhiKind[] => phiIn(body).map(({ kind }) => kind);

const found: readonly Case[] = [
  ['We have {123-45-6789} on file', 'ssn'],
  ['SSN: {123456789}', 'ssn'],
  ['the last four of your social {6789}', 'ssn'],
  ['DOB {3/4/1980}, thanks', 'birth-date'],
  ['Born on {March 4th, 1980}?', 'birth-date'],
  ['{03/04/1980} (DOB)', 'birth-date'],
  ['Nacida el {4 de marzo de 1980}', 'birth-date'],
  ['MRN {0048291}.', 'record-number'],
  ['chart #{4471} is here', 'record-number'],
  ['Your account ending in {4421}', 'account-number'],
  ['Medicare {1EG4-TE5-MK73}', 'account-number'],
  ['We wrote to {ana.cruz+home@mail.example.com}.', 'email'],
  ['See {https://bay.example/pay/884213}.', 'link-with-id'],
  ['({bay.example/f?p=77120})', 'link-with-id'],
  ['Your {A1C} came back at 8.2', 'test-result'],
  ['Your {blood pressure} was 150/95', 'test-result'],
  ['All {labs} are normal', 'test-result'],
  ['your {biopsy} results are in', 'test-result'],
  ['{strep test} was negative', 'test-result'],
  ['Your {H.I.V. test} is due', 'test-result'],
  ['{Diabetes} and {high blood-pressure}', 'diagnosis', 'diagnosis'],
  ['two {cavities}', 'diagnosis'],
  ["your {Crohn's disease}", 'diagnosis'],
  ['Is your {cold} better?', 'diagnosis'],
  ['your {lisinopril} and {Z-Pak}', 'medicine', 'medicine'],
  ['take your {iron} with food', 'medicine'],
  ['{Allegra} 180 mg', 'medicine'],
  ['your {root canal} and your {crown}', 'treatment', 'treatment'],
  ['Your next {flu shot} is due', 'treatment'],
  ['🦷🦷 su {extracción} es hoy', 'treatment'],
  // As it is disguised, or misspelled.
  ['{dіabetes}', 'diagnosis'],
  ['{dia\u200bbetes} ok', 'diagnosis'],
  ['{ＤＩＡＢＥＴＥＳ}', 'diagnosis'],
  ['{diabete\u0301s\u0301}!', 'diagnosis'],
  ['{hyp0thyroidism}', 'diagnosis'],
  ['{L i p i t o r} ok', 'medicine'],
  ['{hypertention}, {metfromin}, {gabapentn}', 'diagnosis', 'medicine', 'medicine'],
  ['{１２３‑４５‑６７８９}', 'ssn'],
];

const ordinary: readonly string[] = [
  '',
  'Your appointment with Dr. Gray at 9:30',
  'Results of our survey',
  'please call us about your results',
  'Call 212-555-0101 or (212) 555-0101 or 2125550101 or 212.555.0101',
  '000-12-3456 666-12-3456 912-12-3456 123-00-4567 123-45-0000',
  'The price is $123.45, ZIP 12345-6789, code 123456789',
  'Your visit on 03/04/1980 was moved',
  'Please tell us your date of birth by 12/1/2026',
  'Happy birthday! See you 12/1/2026',
  'account balance $1200.00, record it by 12/01/2026',
  'Write to office@bay.example',
  'https://bay.example/book and https://bay.example/2026/hours',
  'https://maps.google.com/?q=1420+Main+St',
  'Dr. Crown, Crown Street, Lyme Road, Dr. Allegra Iron',
  'It is cold. Your form is here.',
  'a stroke of luck, some depression glass',
  'Flu shots are here, walk in',
  'In addition, no concerts. Su factura.',
  'If you have a fever or cough, please reschedule',
];

describe('phiIn', () => {
  test.each(found)('finds %s', (text, ...kinds) => {
    const body = text.replaceAll(/[{}]/g, '');
    expect(marked(body)).toBe(text);
    expect(kindsOf(body)).toEqual(kinds);
  });

  test.each(ordinary)('finds nothing in %j', (body) => {
    expect(phiIn(body)).toEqual([]);
  });

  test('leaves the names of the practice and its people alone, and what else is said', () => {
    const body = 'Valley Dialysis: your dialysis is at 9.';
    const spans = phiIn(body, [], ['valley dialysis']);
    expect(spans.map(({ start, end }) => body.slice(start, end))).toEqual(['dialysis']);
    expect(spans[0]?.start).toBeGreaterThan(10);
    expect(phiIn(body, [], ['', ' '])).toHaveLength(2);
  });

  test('finds every word of the lexicon that is certain, and its plurals', () => {
    for (const { kind, certain } of [conditions, medicines, tests, treatments]) {
      const written = certain.flatMap((words) => {
        const last = words.split(' ').at(-1) ?? '';
        return formsOf(last).map((form) => words.slice(0, words.length - last.length) + form);
      });
      for (const words of written) {
        expect(phiIn(`It is ${words} today`), words).toEqual([
          { start: 6, end: 6 + words.length, kind, reason: reasons[kind] },
        ]);
      }
    }
  });

  test('has each word of the lexicon once', () => {
    const words = [conditions, medicines, tests, treatments].flatMap(({ certain, everyday }) => [
      ...certain,
      ...everyday.flatMap((group) => group.words),
    ]);
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
  });

  test('looks with every pattern wherever it could match', () => {
    const leads =
      'ssn|itin|social|social security|seguro social|DOB|D.O.B.|D.OB|DO.B|date of birth|birthdate|birth date|fecha de nacimiento|' +
      'born|birthday|nacida|nacio|cumpleaños|MRN|chart|record|patient|file|expediente|historia clínica|paciente|account|acct|' +
      'policy|member|membership|subscriber|group|claim|Medicaid|Medicare|insurance|plan|card|cuenta|póliza|miembro|afiliado|tarjeta|x';
    const ids = ['123-45-6789', '123456789', '123.45.6789', '6789', '3/4/1980', 'March 4, 1980', '5 de mayo'];
    ids.push('0048291', 'A12345', '1EG4-TE5-MK73', '12345678', 'ana@mail.example');
    const bodies = leads
      .split('|')
      .flatMap((lead) =>
        ids.flatMap((id) => [
          `${lead} ${id}`,
          `${lead}: ${id}`,
          `${lead} number ${id}`,
          `${id} (${lead})`,
          id,
        ]),
      );
    const matched = new Set<RegExp>();
    for (const body of bodies) {
      const { plain } = plainTextOf(body);
      for (const { pattern, hints } of identifierPatterns) {
        if (plain.search(pattern) < 0) continue;
        matched.add(pattern);
        expect(
          hints.some((hint) => plain.includes(hint)),
          `${pattern} in ${plain}`,
        ).toBe(true);
      }
    }
    expect(matched.size).toBe(identifierPatterns.length);
  });

  test('names its source for every pattern', () => {
    for (const { cites } of identifierPatterns) expect(cites).not.toBe('');
  });
});

describe('every answer', () => {
  const terms = [conditions, medicines, tests, treatments].flatMap(({ certain }) => certain);
  const piece = fc.oneof(
    fc.constantFrom(...terms),
    fc.constantFrom(
      'your',
      'DOB',
      '3/4/1980',
      'MRN',
      '#',
      '0012345',
      '123-45-6789',
      'a@b.example',
      'x.example/p/12345',
    ),
    fc.constantFrom(' ', '. ', '-', '\u200b', '\u0301', '😀', '\ud800', "'", '\n', '½', 'İ', 'ﬁ'),
    fc.string({ unit: 'binary', maxLength: 8 }),
  );
  const bodies = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
    fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(' ')),
  );

  test('has spans in order within the body, each with the reason of its kind', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        let before = 0;
        for (const { start, end, kind, reason } of phiIn(body)) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(body.length);
          expect(reason).toBe(reasons[kind]);
          before = end;
        }
      }),
      { numRuns: 500 },
    );
  });

  test('is the same beside a letter that no keyboard has', () => {
    const typed = bodies.map((body) => body.replace(/[^\x20-\x7e\n\t]/g, ''));
    fc.assert(
      fc.property(typed, (body) => {
        expect(phiIn(`${body}\n\u00e9l\u00e9`)).toEqual(phiIn(`${body}\nele`));
      }),
      { numRuns: 500 },
    );
  });

  test('has no spans that share a character of the body, though it reads as several', () => {
    expect(phiIn('schizophrenia½x.example/p/12345')).toHaveLength(1);
  });

  test('gives reasons that say no word of what was found', () => {
    for (const words of terms) {
      for (const { reason } of phiIn(words)) {
        const said = reason.toLowerCase().split(/[^a-z]+/);
        expect(words.split(' ').filter((word) => word.length >= 4 && said.includes(word))).toEqual([]);
      }
    }
  });

  test('comes soon for 1,600 characters of anything', () => {
    const units = [
      ...[
        'Your appointment with Dr. Gray is at 9:30. ',
        'metforminx ',
        'x.example/',
        'http://',
        'a.b@',
        'a.',
        '1-',
      ],
      ...[
        'record number ',
        'social ',
        'dob on ',
        'date of birth a b c ',
        'jan 1, ',
        '1 de ',
        '12 ',
        '!)',
        "a'",
      ],
      ...['é', '😀', '\u0301', '\u200b', 'policy no no no no ', 'mrn #', 'your flu shot ', '150/95 '],
    ];
    for (const unit of units) {
      const body = unit.repeat(Math.ceil(1600 / unit.length)).slice(0, 1600);
      const times = Array.from({ length: 7 }, () => {
        const before = performance.now();
        phiIn(body);
        return performance.now() - before;
      });
      // About 5 ms; a pattern that runs away takes seconds. The best of several, since other tests run beside this one.
      expect(Math.min(...times), JSON.stringify(unit)).toBeLessThan(100);
    }
  });
});
