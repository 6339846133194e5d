import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ListedAnswer, listedAnswerIn } from '../../shared/domain/listed-answer.ts';
import { withoutNumbers } from '../../shared/domain/listed-text.ts';

/* A family was texted "1) Mia Tue Dec 1 9:30 AM 2) Leo 10:00 AM 3) Sam 10:30 AM": what each answer says of each of them. */

const visits = ['Mia', 'Leo', 'Sam'].map((given, index) => ({ number: index + 1, given }));

/** `c`, `r`, `x` and `?` for what each line is answered, `-` where it is not spoken of; else what the whole is. */
function told(read: ListedAnswer): string {
  if (read.kind !== 'each') return read.kind;
  const signs = { confirm: 'c', reschedule: 'r', decline: 'x' } as const;
  return visits
    .map(({ number }) => {
      const answer = read.answers.get(number);
      return read.unclear.includes(number) ? '?' : answer ? signs[answer] : '-';
    })
    .join('');
}

describe('an answer to a list', () => {
  test.each([
    [
      'cxc',
      "1 and 3 yes, can't do 2",
      "1 & 3 yes can't do 2",
      'yes to 1 and 3 but not 2',
      '1 yes 2 no 3 yes',
    ],
    [
      'cxc',
      "can't do 2, 1 and 3 yes",
      "Can't make 2. Yes to 1 and 3",
      "can't do 2. 1 and 3 are good",
      'C1 X2 C3',
    ],
    [
      'cxc',
      'C 1, X 2, C 3',
      'C 1,3 X 2',
      'c1,x2,c3',
      '1: yes 2: no 3: yes',
      '1) C 2) X 3) C',
      '1 👍 2 👎 3 👍',
    ],
    ['cxc', '1. yes 2. no 3. yes', '1️⃣ yes 2️⃣ no 3️⃣ yes', '1 and 3 work, 2 won’t work', '#1 yes #2 no #3 yes'],
    [
      'cxc',
      '1 and 3 are fine. We need to cancel 2',
      'Yes, 1 and 3. Not 2.',
      '1 y 2 n 3 y',
      '1 and 3 confirmed, cancel 2',
    ],
    [
      'cxc',
      '1 y 3 sí, la 2 no puedo',
      'Confirmo 1 y 3, no puedo la 2',
      'sí a la 1 y la 3, pero no la 2',
      '1 si 2 no 3 si',
    ],
    [
      'cxc',
      'Mia and Sam yes, Leo can’t',
      'Mia yes, Leo no, Sam yes',
      "Mia and Sam will be there. Leo can't make it",
    ],
    ['cxc', "can't do 2, the rest are fine", '2 no, others yes'],
    [
      'crc',
      '1 and 3 yes, can we move 2?',
      '1 yes, 3 yes, R 2',
      'C1 R2 C3',
      'yes to 1 and 3, please reschedule 2 to Friday',
    ],
    ['crc', '1 and 3 are ok, 2 needs a different day', 'Mia and Sam are good. Can we move Leo to Friday?'],
    [
      'crc',
      'move 2 to 3 pm, 1 and 3 ok',
      'C 1 and 3 and for 2 can we do another day',
      'cambiar la 2, 1 y 3 si',
    ],
    ['c--', 'C1', 'C 1', '1 C', '1 yes', 'yes to 1', 'Yes for Mia', 'confirm 1'],
    [
      '-r-',
      '2 R',
      'R2',
      'R 2',
      'reschedule 2',
      'can we move 2 to 3?',
      'can we move the second one?',
      'Leo needs a different time',
    ],
    [
      '--x',
      'X3',
      'X 3 please',
      "can't make it to 3",
      'cancel number 3',
      'no puedo la tercera',
      "Sam won't be able to come",
    ],
    ['cx-', '1 yes 2 no', '1 yes and 2 no', 'C 1 and X 2', 'yes to 1 and no to 2', 'y1 n2'],
    ['c?c', 'yes to all except 2', 'C all but 2', 'confirm everything except #2', 'todas menos la 2, si'],
    ['ccc', '1, 2, 3 yes', 'C 1, 2, 3', '1 2 3 yes', 'yes 1 2 and 3', 'C1 C2 C3'],
    ['?--', 'maybe 1', 'not sure about 1'],
    ...[
      'C',
      'yes to all',
      'all good',
      'Yes!',
      'all 3 confirmed',
      'We will all be there',
      'sí a todas',
      'R',
      "we can't make it",
      'can we make it 2?',
      'can we come at 3 instead?',
      'yes, see you in 2 weeks',
      'What should I bring?',
      'Mia has a fever, what should I do?',
      'need a refill of 2 things',
      '',
    ].map((body) => ['none', body] as const),
    ...[
      "one of us can't come",

      '4 yes',
      '1 and 4 yes',
      '1 yes 1 no',
      '1 n 3 yes',
      'yes all except 7',
      "Mia has a fever, we can't make it",
    ].map((body) => ['unclear', body] as const),
  ] as readonly (readonly [string, ...string[]])[])('%s: %s', (expected, ...bodies) => {
    expect(bodies.map((body) => [body, told(listedAnswerIn(body, visits))])).toEqual(
      bodies.map((body) => [body, expected]),
    );
  });

  test('by numbers says of each line what its sign says, however it is put together', () => {
    const signs = ['C', 'R', 'X', 'yes', 'no', 'sí', '👍'] as const;
    const of: Record<string, string> = { C: 'c', R: 'r', X: 'x', yes: 'c', no: 'x', sí: 'c', '👍': 'c' };
    const lines = fc.subarray([1, 2, 3], { minLength: 1 });
    fc.assert(
      fc.property(
        lines,
        fc.array(fc.constantFrom(...signs), { minLength: 3, maxLength: 3 }),
        fc.constantFrom(', ', '; ', ' ', '\n', ' and '),
        fc.constantFrom(' ', ': ', ''),
        (numbers, said, between, within) => {
          // "C1" and "1C" are written together, "1yes" is not.
          const glue = (sign: string) => (within === '' && sign.length > 1 ? ' ' : within);
          const body = numbers
            .map((line) => `${line}${glue(said[line - 1] ?? '')}${said[line - 1]}`)
            .join(between);
          const expected = [1, 2, 3].map((line) => (numbers.includes(line) ? of[said[line - 1] ?? ''] : '-'));
          expect([body, told(listedAnswerIn(body, visits))]).toEqual([body, expected.join('')]);
        },
      ),
    );
  });

  test('by a name that says something in an answer, or is two patients, goes by number alone', () => {
    const will = [
      { number: 1, given: 'Will' },
      { number: 2, given: 'May' },
    ];
    expect(listedAnswerIn('will be there', will)).toEqual({ kind: 'none' });
    const twice = ['Ana', 'Ana', 'Leo'].map((given, index) => ({ number: index + 1, given }));
    expect(told(listedAnswerIn("Ana yes, Leo can't", twice))).toBe('ccx');
  });

  test('of any text is read, and of a long one quickly', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        (body) => listedAnswerIn(body, visits).kind !== undefined,
      ),
    );
    const began = performance.now();
    for (const piece of ['1 and ', 'yes 1 ', '1. ', 'all but 1, ', 'C1', 'mia ', '1 yes 2 no '])
      listedAnswerIn(piece.repeat(9000), visits);
    expect(performance.now() - began).toBeLessThan(3000);
  });

  test.each([
    ['1 and 3 yes, can we move 2 to 3 pm', '  and   yes, can we move   to 3 pm'],
    ['yes to 1, 2 on 12/1 at 4', 'yes to  ,   on 12/1 at 4'],
  ])('%j leaves what tells of times', (body, left) => {
    expect(withoutNumbers(body)).toBe(left);
  });
});
