import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type OptOut, optOutIn } from '../../shared/domain/opt-out-language.ts';
import { rules } from '../../shared/domain/opt-out-language-data.ts';
import { labelledTexts } from '../support/labelled-texts.ts';

const texts = labelledTexts(new URL('./labelled/opt-out.tsv', import.meta.url));
const classOf = (body: string): OptOut['class'] => optOutIn(body).class;
const isRevocation = (of: OptOut['class']): boolean => of === 'certain' || of === 'plain';

const cases: Readonly<Record<OptOut['class'], readonly string[]>> = {
  certain: [
    ...['STOOOP', 's t o p', 'S.T.O.P.', 'sotp', 'ЅТОР', 'Stop texting me', 'STOP\n> Reply STOP to opt out'],
    ...[
      'Stop\n- Ana',
      'Stop\n\nSent from my iPhone',
      'STOP\nOn Mon, Nov 2, 2026, the clinic wrote:\nSee you Tuesday.',
    ],
  ],
  plain: [
    ...['take me off your list', 'do not text this number again', 'remove my number', 'wrong number, stop'],
    ...['lose my number', 'no more texts please', "I don't want these messages", 'unsubscribe me from this'],
    ...[
      'no me manden más mensajes',
      'quítenme de la lista',
      'No, dejen de escribirme',
      'no stop texting me please',
      'How do I opt out?',
    ],
    ...["why don't you stop texting me", "if you don't stop texting me I'll report you"],
  ],
  unsure: [
    ...["stop this please I've had enough", "I'm done with this, stop", 'ok stop', 'wrong number'],
    ...[
      'stop texting me at work, use my cell',
      'stop sending reminders by text, call me',
      'no more reminders',
    ],
    ...['should I text STOP?', 'did you get my stop?', 'stop texting me. Just kidding'],
  ],
  none: [
    ...['How do I stop the bleeding?', "please don't cancel my appointment", 'remove stitches - when?'],
    ...['See you this weekend', 'We have got to STOP this pain', 'can I stop taking the antibiotic'],
    ...['cancel my appointment Tuesday', 'end of the month', 'quit smoking', "don't stop texting me"],
    ...[
      "you don't need to stop texting me",
      'Reply STOP to opt out',
      'Liked “Reply STOP to opt out”',
      'thanks alot',
      'no dejen de escribirme',
    ],
    ...[
      'take me off the waiting list',
      'quítenme los puntos',
      'did you remove my number?',
      'START',
      'help',
      '',
      '🛑',
    ],
  ],
};

describe('optOutIn', () => {
  test.each(
    Object.entries(cases).flatMap(([expected, bodies]) => bodies.map((body) => [body, expected] as const)),
  )('reads %j as %s', (body, expected) => {
    expect(classOf(body)).toBe(expected);
  });

  test('says which words it understood', () => {
    expect(optOutIn('Please STÓP!!')).toEqual({ class: 'certain', evidence: 'STOP' });
    expect(optOutIn('Hi. Kindly take me off of your list')).toEqual({
      class: 'plain',
      evidence: 'take me off of your list',
    });
    expect(optOutIn('See you Tuesday')).toEqual({ class: 'none' });
  });

  test('names its source for every group of patterns', () => {
    for (const { cites, since, patterns } of rules) {
      expect(cites).toContain('47 CFR 64.1200');
      expect(since).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(patterns.length).toBeGreaterThan(0);
    }
  });
});

interface Measure {
  readonly precision: number;
  readonly recall: number;
}

/** Of the texts read so, the part that is so; and of the texts that are so, the part that is read so. */
function measure(set: typeof texts, counts: (of: OptOut['class']) => boolean): Measure {
  const read = set.filter(({ body }) => counts(classOf(body)));
  const right = read.filter(({ label }) => counts(label)).length;
  return {
    precision: right / read.length,
    recall: right / set.filter(({ label }) => counts(label)).length,
  };
}

describe('on the labelled set', () => {
  const heldOut = texts.filter((text) => text.heldOut);
  const print = (what: string, { precision, recall }: Measure): void =>
    console.log(`${what.padEnd(32)} precision ${precision.toFixed(3)}  recall ${recall.toFixed(3)}`);

  test('is large, in every class, and its texts differ', () => {
    expect(texts.length).toBeGreaterThanOrEqual(450);
    expect(new Set(texts.map(({ body }) => body)).size).toBe(texts.length);
    expect(heldOut.length).toBeGreaterThan(texts.length / 6);
  });

  test('hears revocations and takes nothing else for one, also on the third that nothing is tuned on', () => {
    for (const of of ['certain', 'plain', 'unsure', 'none'] as const)
      print(
        `${of}, ${texts.length} texts`,
        measure(texts, (found) => found === of),
      );
    print(`revocation, ${texts.length} texts`, measure(texts, isRevocation));
    const held = measure(heldOut, isRevocation);
    print(`revocation, ${heldOut.length} held out`, held);
    expect(held.precision).toBeGreaterThanOrEqual(0.98);
    expect(held.recall).toBeGreaterThanOrEqual(0.95);
  });
});

describe('whatever is written', () => {
  const labelled = fc.constantFrom(...texts.filter(({ body }) => !/[\n>]|[.!?] ?- \p{Lu}/u.test(body)));

  test('case and invisible characters change nothing', () => {
    const noise = fc.constantFrom('\u200b', '\u200d', '\u2060', '\u202a', '\u202c', '\u00ad', '\ufe0f');
    fc.assert(
      fc.property(labelled, noise, fc.boolean(), ({ body }, invisible, upper) => {
        const cased = upper ? body.toUpperCase() : body.toLowerCase();
        expect(classOf(Array.from(cased).join(invisible))).toBe(classOf(body));
      }),
    );
  });

  test('letters of other scripts that look alike change nothing', () => {
    const alike = new Map(Array.from('aceiopsxyj', (letter, index) => [letter, 'асеіорѕхуј'.charAt(index)]));
    fc.assert(
      fc.property(labelled, ({ body }) => {
        const foreign = Array.from(body.toLowerCase(), (letter) => alike.get(letter) ?? letter).join('');
        expect(classOf(foreign)).toBe(classOf(body));
      }),
    );
  });

  test('thanks leave a revocation one', () => {
    for (const { body } of texts.filter(
      (text) => !text.body.includes('\n') && isRevocation(classOf(text.body)),
    ))
      for (const thanks of [' thanks', '. Thank you!', ', gracias', ' please 🙏'])
        expect([body + thanks, classOf(body + thanks)]).not.toEqual([body + thanks, 'none']);
  });

  test('it answers on anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (body) => {
        optOutIn(body);
      }),
    );
  });

  test('it answers on the longest text in under 5 ms, and on 64 KB in linear time', () => {
    const units = texts.map(({ body }) => `${body} `);
    const hostile = [
      'dont ',
      'stop ',
      'stop the ',
      'i want to ',
      ', ',
      '. ',
      '> ',
      '\n',
      'on ',
      '- A',
      ' ',
      'no ',
    ];
    const took = (body: string): number => {
      const before = performance.now();
      optOutIn(body);
      return performance.now() - before;
    };
    for (const unit of [...units.slice(0, 20), ...hostile]) took(unit.repeat(20));
    const talk = units.join('').slice(8_000, 9_600);
    expect(Math.min(...Array.from({ length: 20 }, () => took(talk)))).toBeLessThan(100);
    for (const unit of hostile) expect(took(unit.repeat(65_536 / unit.length))).toBeLessThan(5_000);
  });
});
