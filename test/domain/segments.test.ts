import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gsm7Basic, gsm7Extension } from '../../shared/domain/gsm7.ts';
import { measure, toGsm7 } from '../../shared/domain/segments.ts';

const gsm = 'GSM-7';
const ucs = 'UCS-2';

/** As carriers bill them. */
const billed: [name: string, body: string, encoding: 'GSM-7' | 'UCS-2', units: number, segments: number][] = [
  ['an empty text', '', gsm, 0, 1],
  ['one letter', 'a', gsm, 1, 1],
  ['160 letters', 'a'.repeat(160), gsm, 160, 1],
  ['161 letters', 'a'.repeat(161), gsm, 161, 2],
  ['306 letters', 'a'.repeat(306), gsm, 306, 2],
  ['307 letters', 'a'.repeat(307), gsm, 307, 3],
  ['459 letters', 'a'.repeat(459), gsm, 459, 3],
  ['460 letters', 'a'.repeat(460), gsm, 460, 4],
  ['158 letters and a euro', `${'a'.repeat(158)}€`, gsm, 160, 1],
  ['159 letters and a euro', `${'a'.repeat(159)}€`, gsm, 161, 2],
  ['80 euros', '€'.repeat(80), gsm, 160, 1],
  ['81 euros', '€'.repeat(81), gsm, 162, 2],
  [
    'a euro pushed over the border, within the second segment',
    `${'a'.repeat(152)}€${'a'.repeat(151)}`,
    gsm,
    305,
    2,
  ],
  [
    'a euro pushed over the border, and so a third segment',
    `${'a'.repeat(152)}€${'a'.repeat(152)}`,
    gsm,
    306,
    3,
  ],
  ['153 euros, 76 to a segment', '€'.repeat(153), gsm, 306, 3],
  ['line feeds and accents of the alphabet', 'Señor Müller,\nà demain: £5', gsm, 26, 1],
  ['c-cedilla, which GSM-7 has as a capital only', 'façade', ucs, 6, 1],
  ['a capital c-cedilla', 'FAÇADE', gsm, 6, 1],
  ['a Spanish accent that GSM-7 lacks', 'mañana a mediodía', ucs, 17, 1],
  ['70 characters beyond GSM-7', 'ë'.repeat(70), ucs, 70, 1],
  ['71 characters beyond GSM-7', 'ë'.repeat(71), ucs, 71, 2],
  ['134 characters beyond GSM-7', 'ë'.repeat(134), ucs, 134, 2],
  ['135 characters beyond GSM-7', 'ë'.repeat(135), ucs, 135, 3],
  ['152 letters and one curly quote', `${'a'.repeat(152)}’`, ucs, 153, 3],
  ['68 letters and an emoji', `${'a'.repeat(68)}😀`, ucs, 70, 1],
  ['69 letters and an emoji', `${'a'.repeat(69)}😀`, ucs, 71, 2],
  [
    'an emoji at the 67 border, within the second segment',
    `${'a'.repeat(66)}😀${'a'.repeat(65)}`,
    ucs,
    133,
    2,
  ],
  ['an emoji at the 67 border, and so a third segment', `${'a'.repeat(66)}😀${'a'.repeat(66)}`, ucs, 134, 3],
  ['35 emoji', '😀'.repeat(35), ucs, 70, 1],
  ['66 emoji, 33 to a segment', '😀'.repeat(66), ucs, 132, 2],
  ['67 emoji', '😀'.repeat(67), ucs, 134, 3],
];

describe('measure', () => {
  test.each(billed)('counts %s', (_name, body, encoding, units, segments) => {
    expect(measure(body)).toEqual({ encoding, units, segments });
  });

  test('knows an alphabet of 127 characters and an extension of 10', () => {
    expect(new Set(gsm7Basic).size).toBe(127);
    expect(gsm7Basic).toHaveLength(127);
    expect(new Set(gsm7Extension).size).toBe(10);
  });

  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom(...`${gsm7Basic}${gsm7Extension}`), maxLength: 700 }),
    fc.string({ unit: fc.constantFrom('a', '€', 'ë', '😀', '’'), maxLength: 400 }),
  );

  test('never counts fewer segments for a longer text', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(measure(a + b).segments).toBeGreaterThanOrEqual(measure(a).segments);
      }),
    );
  });

  test('adds units up over a concatenation, and at most one segment', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [left, right, both] = [measure(a), measure(b), measure(a + b)];
        fc.pre(left.encoding === right.encoding);
        expect(both.units).toBe(left.units + right.units);
        expect(both.segments).toBeLessThanOrEqual(left.segments + right.segments + 1);
      }),
    );
  });

  test('reads plain letters alone as it does beside another', () => {
    const printable = fc.string({ unit: 'grapheme-ascii', maxLength: 170 });
    fc.assert(
      fc.property(printable, (body) => {
        const { encoding, units } = measure(body);
        expect(measure(`${body}à`)).toMatchObject({ encoding, units: units + 1 });
        expect(`${toGsm7(body)}à`).toBe(toGsm7(`${body}à`));
      }),
    );
  });

  test('leaves at most one unit unused per segment', () => {
    fc.assert(
      fc.property(text, (body) => {
        const { encoding, units, segments } = measure(body);
        const [alone, joined] = encoding === gsm ? [160, 153] : [70, 67];
        if (units <= alone) expect(segments).toBe(1);
        else {
          expect(segments).toBeGreaterThanOrEqual(Math.ceil(units / joined));
          expect(segments).toBeLessThanOrEqual(Math.ceil(units / (joined - 1)));
        }
      }),
    );
  });
});

describe('toGsm7', () => {
  test.each([
    ['It’s “today”', `It's "today"`],
    ['«oui» ‹non› „ja“', `"oui" 'non' "ja"`],
    ['5–10 mg — daily', '5-10 mg - daily'],
    ['well‑known, 3−2', 'well-known, 3-2'],
    ['wait…', 'wait...'],
    ['9:30\u202fAM\u00a0Tue\u2009!', '9:30 AM Tue !'],
    ['a\tb', 'a b'],
    ['zero\u200bwidth\ufeff\u2060', 'zerowidth'],
    ['\u202aLTR\u202c', 'LTR'],
    ['line\r\nend\u2028next', 'line\nend\nnext'],
    ['• one\n• two', '- one\n- two'],
    ['5′4″, 2×5', `5'4", 2x5`],
    ['ＯＫ！', 'OK!'],
    ['ﬁnd', 'find'],
    ['NUL\u0000', 'NUL'],
    ['jose\u0301 sen\u0303or', 'josé señor'],
  ])('writes %j as %j', (body, expected) => {
    expect(toGsm7(body)).toBe(expected);
    expect(measure(toGsm7(body)).encoding).toBe(gsm);
  });

  test.each([
    'Zoë',
    '你好，世界！　…',
    '👍',
    '👨‍👩‍👧 ❤️ 1️⃣',
    'take 1½ tablets',
    '38.5°',
    'mediodía',
    'می\u200cخواهم',
    'Привет',
    '[a] {b} 5€ ^ ~ \\ |',
  ])('leaves %j as it is', (body) => {
    expect(toGsm7(body)).toBe(body);
  });

  test('replaces look-alikes beside what stays, but nothing that would only grow there', () => {
    expect(toGsm7('It’s Zoë… 👍')).toBe("It's Zoë… 👍");
  });

  test('keeps an ellipsis where three dots would cost a segment', () => {
    expect(toGsm7('…'.repeat(70))).toBe('…'.repeat(70));
    expect(toGsm7('…'.repeat(50))).toBe('...'.repeat(50));
  });

  test('stays quick on 64 KB of anything', () => {
    for (const unit of ['\r', '…', 'a\u0301', '\u0323\u0301', '😀', '\u200d', '\u0000']) {
      const body = unit.repeat(65_536 / unit.length);
      const before = performance.now();
      measure(toGsm7(body));
      expect(performance.now() - before).toBeLessThan(5000);
    }
  });

  const odd = fc.string({
    unit: fc.oneof(
      fc.constantFrom(...'aeé€ë’“…– \u00a0\u200b\u200d\u0301\u0308\r\n！ﬁ😀\u0000\ufe0f'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
    maxLength: 300,
  });

  test('changes nothing the second time', () => {
    fc.assert(
      fc.property(odd, (body) => {
        expect(toGsm7(toGsm7(body))).toBe(toGsm7(body));
      }),
    );
  });

  test('never adds a segment', () => {
    fc.assert(
      fc.property(odd, (body) => {
        expect(measure(toGsm7(body)).segments).toBeLessThanOrEqual(measure(body).segments);
      }),
    );
  });

  test('leaves every text of the alphabet alone, but for carriage returns before a line feed', () => {
    const unit = fc.constantFrom(...`${gsm7Basic}${gsm7Extension}`.replace('\r', ''));
    fc.assert(
      fc.property(fc.string({ unit }), (body) => {
        expect(toGsm7(body)).toBe(body);
      }),
    );
  });
});
