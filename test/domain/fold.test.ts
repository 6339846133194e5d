import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '../../shared/domain/fold.ts';

describe('fold', () => {
  test.each([
    ['  Hello,   World!! ', 'hello world'],
    ['ARRÊT', 'arret'],
    ['don’t', 'dont'],
    ["don't", 'dont'],
    ['don´t', 'dont'],
    ["'quoted'", 'quoted'],
    ['ＳＴＯＰ', 'stop'],
    ['ЅТОР', 'stop'],
    ['st\u200bo\u00adp\u202c', 'stop'],
    ['ﬁne', 'fine'],
    ['S.T.O.P', 'stop'],
    ['st0p at 10', 'stop at 10'],
    ['C1 2 R', 'c1 2 r'],
    ['1️⃣ yes', '1 yes'],
    ['a-b_c/d', 'abcd'],
    ['I am', 'i am'],
    ['👍🏽', ''],
    ['9:30\u202fAM', '9 30 am'],
    ['mañana a mediodía', 'manana a mediodia'],
    ['痛い', '痛い'],
    ['がぎ', 'がぎ'],
    ['हिन्दी', 'हिन्दी'],
  ])('reduces %j to %j', (body, expected) => {
    expect(fold(body)).toBe(expected);
  });

  test('leaves words of letters and digits with one space between', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (body) => {
        expect(fold(body)).toMatch(/^(?:[\p{L}\p{N}\p{M}]+(?: [\p{L}\p{N}\p{M}]+)*)?$/u);
      }),
    );
  });

  test('hears upper and lower case alike', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9 .,!'é-]*$/), (body) => {
        expect(fold(body.toUpperCase())).toBe(fold(body));
      }),
    );
  });

  test('reads what any keyboard types as it reads it beside an accented word', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\x20-\x7e\n]*$/), (body) => {
        expect(fold(`${body} \u00e9l\u00e9`)).toBe(`${fold(body)} ele`.trimStart());
      }),
      { numRuns: 2000 },
    );
  });
});
