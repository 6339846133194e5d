import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { carrierAnswers, keywordOf } from '../../shared/domain/keywords.ts';
import { keywords } from '../../shared/domain/keywords-data.ts';

const stop: [body: string, keyword: string][] = [
  ...[
    'STOP',
    'stop',
    'Stop.',
    ' stop ',
    'STOP!!!',
    '"STOP"',
    'Stop?',
    'stop\n',
    'STOP 🛑',
    '😡 stop 😡',
    'st\u200bop',
    '\u202eSTOP\u202c',
  ],
  ...[
    'ＳＴＯＰ',
    '𝐒𝐓𝐎𝐏',
    'ⓈⓉⓄⓅ',
    'ЅТОР',
    'SΤΟΡ',
    'stóp',
    'S̶T̶O̶P̶',
    'ꜱᴛᴏᴘ',
    'st0p',
    'S T O P',
    'S.T.O.P.',
    's-t-o-p please',
  ],
  ...[
    'Stop. Thank you',
    'please stop',
    'Please STOP!',
    'stop please',
    'stop pls thx',
    'Stop now',
    'stop, right now!',
    'STOP STOP STOP',
  ],
  ...[
    'stop texting me',
    'please stop texting me thanks',
    'Stop messaging me.',
    'stop sending me texts',
    'stop sending me text messages please',
  ],
  ...[
    'stop texts',
    'STOP TEXTS',
    'Hi, please stop. Thanks!',
    'hello stop texting me',
    'stop por favor',
    'STOP\u0000',
    'stop 🙏🏽',
  ],
].map((body): [string, string] => [body, 'STOP']);

const others: [body: string, keyword: string][] = [
  ...['STOPALL', 'Stop all', 'stop-all', 'STOP ALL please', 'stop all texts'].map(
    (body): [string, string] => [body, 'STOPALL'],
  ),
  ...['QUIT', 'quit.', 'quit texting me', 'please quit'].map((body): [string, string] => [body, 'QUIT']),
  ...['END', 'end please', 'End!', 'end texts'].map((body): [string, string] => [body, 'END']),
  ...['REVOKE', 'revoke, thanks'].map((body): [string, string] => [body, 'REVOKE']),
  ...['OPTOUT', 'Opt out', 'opt-out', 'OPT_OUT', 'please opt me out'].map((body): [string, string] => [
    body,
    'OPTOUT',
  ]),
  ...['CANCEL', 'cancel please', 'Please cancel.', 'cancel now', 'Cancel, thank you'].map(
    (body): [string, string] => [body, 'CANCEL'],
  ),
  ...['UNSUBSCRIBE', 'unsubscribe me please'].map((body): [string, string] => [body, 'UNSUBSCRIBE']),
  ...['REMOVE', 'remove please'].map((body): [string, string] => [body, 'REMOVE']),
  ...['TD', 't.d.'].map((body): [string, string] => [body, 'TD']),
  ...['ARRET', 'ARRÊT', 'arrêt, merci', "arrêt s'il vous plaît"].map((body): [string, string] => [
    body,
    'ARRET',
  ]),
  ...['ALTO', '¡Alto!', 'por favor alto', 'alto ya'].map((body): [string, string] => [body, 'ALTO']),
  ...['PARAR', 'parar por favor', 'parar mensajes'].map((body): [string, string] => [body, 'PARAR']),
  ['CANCELAR', 'CANCELAR'],
  ['cancelar por favor', 'CANCELAR'],
  ['BAJA', 'BAJA'],
  ['baja, gracias', 'BAJA'],
];

/** Of the classes "plain words" and "unsure", or no revocation at all. */
const sentences = [
  ...[
    '',
    ' ',
    '🛑',
    '👍',
    '???',
    'yes',
    'YES',
    'C',
    'R',
    'X',
    'no',
    'thanks',
    'please',
    'texting me',
    'now please',
  ],
  ...[
    'How do I stop the bleeding?',
    "please don't cancel my appointment",
    'cancel my appointment please',
    'cancel my appointment',
  ],
  ...[
    'remove stitches - when?',
    'See you this weekend',
    'end of the week works',
    'quit smoking class?',
    'weekend',
    'ended',
  ],
  ...[
    'We have got to STOP this pain',
    "stop this please I've had enough",
    'take me off your list',
    'do not text this number again',
  ],
  ...[
    'remove my number',
    'remove me',
    'wrong number, stop',
    'stop it',
    'stop smoking',
    'Stop now?',
    '¿Alto ahora?',
    'should I stop',
    "don't stop",
  ],
  ...[
    'stop texting my wife',
    'stop sending me reminders',
    'please stop the reminders',
    'cancel texting me',
    'remove texts',
    'baja los mensajes',
  ],
  ...[
    'hi cancel',
    'hello, remove please',
    'ok stop',
    'stop start',
    'help stop',
    'Reply STOP to opt out',
    'Liked “Reply STOP to opt out”',
  ],
  ...[
    'stop 2',
    'stop by at 5',
    'stopped',
    'nonstop',
    'unstoppable',
    'el baño',
    'más alto',
    'stopwatch',
    'a b c d',
  ],
  ...[
    'please help',
    'help please',
    'help me',
    'Help! my tooth',
    'help help',
    'info please',
    'any info',
    'start now',
    'start the meds?',
    'restart',
  ],
  ...['start texting me', 'constructor', '__proto__', 'stop constructor'],
];

describe('keywordOf', () => {
  test.each([...stop, ...others])('takes %j as %s', (body, keyword) => {
    expect(keywordOf(body)).toEqual({ kind: 'stop', keyword });
  });

  test.each([
    ['START', 'start', 'START'],
    ['start!', 'start', 'START'],
    ['please start, thanks', 'start', 'START'],
    ['UnStop', 'start', 'UNSTOP'],
    ['HELP', 'help', 'HELP'],
    ['help?', 'help', 'HELP'],
    ['Info', 'help', 'INFO'],
    ['¡Ayuda!', 'help', 'AYUDA'],
  ])('takes %j as %s', (body, kind, keyword) => {
    expect(keywordOf(body)).toEqual({ kind, keyword });
  });

  test.each(sentences)('does not take %j as a keyword', (body) => {
    expect(keywordOf(body)).toBeUndefined();
  });

  const form = fc.constantFrom(
    ...keywords.flatMap((keyword) => keyword.forms.map((words) => ({ words, keyword }))),
  );

  test.each(['Hi stop cancel', 'texts stop', 'stop please texts'])(
    'takes %j, in which a courtesy stands where it leaves the meaning open, for no keyword',
    (body) => {
      expect(keywordOf(body)).toBeUndefined();
    },
  );

  test('hears every keyword through case, emoji, punctuation and invisible characters', () => {
    const noise = fc.constantFrom('', ' ', '!', '...', '🛑', '\u200b', '\u2066', '\n', '👍🏽', '"', '\ufe0f');
    fc.assert(
      fc.property(form, fc.array(fc.boolean()), noise, noise, ({ words, keyword }, upper, before, after) => {
        const cased = Array.from(words, (letter, index) =>
          upper[index] ? letter.toUpperCase() : letter,
        ).join('\u200d');
        expect(keywordOf(`${before}${cased}${after}`)).toEqual({
          kind: keyword.kind,
          keyword: keyword.keyword,
        });
      }),
    );
  });

  test('takes no keyword beside a word it does not know', () => {
    const unknown = fc.constantFrom('appointment', 'bleeding', 'my', 'tomorrow', '10', 'dr', 'не', '痛い');
    fc.assert(
      fc.property(form, unknown, fc.boolean(), ({ words }, word, first) => {
        expect(keywordOf(first ? `${word} ${words}` : `${words} ${word}`)).toBeUndefined();
      }),
    );
  });

  test('answers on anything at all, and quickly on 64 KB of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (body) => {
        keywordOf(body);
      }),
    );
    for (const unit of [
      '😀',
      '\u200b',
      'stop ',
      's ',
      "a'",
      '\u0301',
      'a0',
      '. ',
      '\ud800',
      '\u0323\u0301',
      '\u05b0\u05b1',
    ]) {
      const before = performance.now();
      keywordOf(unit.repeat(65_536 / unit.length));
      expect(performance.now() - before).toBeLessThan(5000);
    }
  });

  test('names its source for every keyword', () => {
    for (const { cites, since } of keywords) {
      expect(cites).not.toBe('');
      expect(since).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
  });
});

test.each([
  ['STOP', true],
  [' stop\n', true],
  ['Stop now', false],
])('whether a carrier answers %j by itself: %s', (body, answers) => {
  expect(carrierAnswers(body)).toBe(answers);
});
