import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isE164, parsePhoneNumber, phoneNumberSchema } from '../../shared/domain/phone-number.ts';

const accepted: [written: string, number: string][] = [
  ['(212) 555-0101', '+12125550101'],
  ['212.555.0101', '+12125550101'],
  ['212 555 0101', '+12125550101'],
  ['212/555-0101', '+12125550101'],
  ['2125550101', '+12125550101'],
  ['1-212-555-0101', '+12125550101'],
  ['1 (212) 555-0101', '+12125550101'],
  ['+12125550101', '+12125550101'],
  ['+1 (212) 555‑0101', '+12125550101'],
  ['tel:+12125550101', '+12125550101'],
  ['TEL:+1-212-555-0101', '+12125550101'],
  ['  212-555-0101\n', '+12125550101'],
  ['\u202a+1 (212) 555-0101\u202c', '+12125550101'],
  ['２１２－５５５－０１０１', '+12125550101'],
  ['+44 20 7183 8750', '+442071838750'],
  ['011 44 20 7183 8750', '+442071838750'],
  ['+52 55 1234 5678', '+525512345678'],
];

const refused = [
  '',
  ' ',
  '+',
  '72345',
  '911',
  '555-0101',
  '+1212555010',
  '+121255501011',
  '112-555-0101',
  '012-555-0101',
  '212-155-0101',
  '+11125550101',
  '1-800-FLOWERS',
  'RIVERSIDE',
  '212-555-0101 x5',
  '212-555-0101 ext. 5',
  '212-555-0101;ext=5',
  '212-555-0101#5',
  '212-555-0101,,5',
  'call 212-555-0101',
  '212-555-0101 212-555-0102',
  '++12125550101',
  '+999123456789',
  '+44',
  'undefined',
  '12'.repeat(5000),
];

describe('parsePhoneNumber', () => {
  test.each(accepted)('reads %j as %s', (written, number) => {
    expect(parsePhoneNumber(written)).toBe(number);
  });

  test.each(refused)('refuses %j', (written) => {
    expect(parsePhoneNumber(written)).toBeUndefined();
  });

  test('reads every number with a North American shape, however it is written', () => {
    const digits = (count: number) => fc.stringMatching(new RegExp(`^[0-9]{${count}}$`));
    const leading = fc.constantFrom('2', '3', '4', '5', '6', '7', '8', '9');
    const separator = fc.constantFrom('', '-', '.', ' ', '\u00a0', ' - ');
    fc.assert(
      fc.property(
        fc.tuple(
          fc.constantFrom('', '1', '+1', 'tel:+1'),
          leading,
          digits(2),
          separator,
          leading,
          digits(2),
          separator,
          digits(4),
        ),
        ([prefix, a, area, between, e, exchange, then, line]) => {
          const written = `${prefix}${prefix === '' ? '' : between}${a}${area}${between}${e}${exchange}${then}${line}`;
          expect(parsePhoneNumber(written)).toBe(`+1${a}${area}${e}${exchange}${line}`);
        },
      ),
    );
  });

  test('answers with E.164 that reads as itself, or not at all', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[+\d ().-]{0,24}$/)),
        (written) => {
          const number = parsePhoneNumber(written);
          if (number === undefined) return;
          expect(number).toMatch(/^\+[1-9]\d{6,14}$/);
          expect(isE164(number)).toBe(true);
        },
      ),
    );
  });
});

describe('isE164', () => {
  test.each([
    ['+12125550101', true],
    ['12125550101', false],
    ['+1 212 555 0101', false],
    ['', false],
  ])('of %j is %s', (text, expected) => {
    expect(isE164(text)).toBe(expected);
  });
});

describe('phoneNumberSchema', () => {
  test('turns any accepted form into E.164', () => {
    expect(phoneNumberSchema.parse('(212) 555-0101')).toBe('+12125550101');
  });

  test('says which forms are accepted, and does not repeat the number', () => {
    const result = phoneNumberSchema.safeParse('212-555-01');
    expect(result.error?.issues).toHaveLength(1);
    expect(result.error?.issues[0]?.message).toMatch(/\(212\) 555-0101.*\+12125550101/);
    expect(JSON.stringify(result.error)).not.toContain('212-555-01"');
  });

  test('refuses what is no string', () => {
    expect(phoneNumberSchema.safeParse(2125550101).success).toBe(false);
  });
});
