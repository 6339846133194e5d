import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerIn } from '../../shared/domain/appointment-answer.ts';
import { shortWords } from '../../shared/domain/appointment-answer-data.ts';
import { keywordOf } from '../../shared/domain/keywords.ts';
import { optOutIn } from '../../shared/domain/opt-out-language.ts';
import { type Label, type LabelledAnswer, labelled, labels } from './labelled/answers.ts';

const labelOf = (body: string): Label => {
  const read = answerIn(body);
  return read.kind === 'answer' ? read.answer : read.kind;
};

describe('what a text says to a reminder', () => {
  test.each([
    ...['C', ' c. ', 'yes', '👍', '👍🏽', 'Sí', 'ＹＥＳ', 'ok', 'see you then', "I'll be there"].map(
      (body) => [body, 'confirm'] as const,
    ),
    ...['R', 'different time', 'yes, but can we make it 10?', 'can we move it', '¿Puede ser a las 10?'].map(
      (body) => [body, 'reschedule'] as const,
    ),
    ...['X', "can't make it", 'cancel my appointment please', 'No puedo ir'].map(
      (body) => [body, 'decline'] as const,
    ),
    ...['running late', 'on my way', 'voy en camino'].map((body) => [body, 'late'] as const),
    ...['no', 'maybe', 'C or R?', 'yes no', 'C?', 'X see you then'].map((body) => [body, 'unclear'] as const),
    ...[
      '',
      ' ',
      "I can't make it stop hurting",
      'yes it hurts',
      'confirm you take Aetna?',
      'C-section question',
      'X-ray',
      'Rx refill',
      'No puedo dormir',
    ].map((body) => [body, 'none'] as const),
  ])('%j: %s', (body, expected) => {
    expect(labelOf(body)).toBe(expected);
  });

  test.each([
    ['C', { bare: false, also: false }],
    ['yes', { bare: true, also: false }],
    ['ok thanks', { bare: true, also: false }],
    ['Yes. What should I bring?', { bare: true, also: true }],
    ["C but I can't breathe", { bare: false, also: true }],
    ["I'll be there, where do I park?", { bare: false, also: true }],
  ])('%j: %j', (body, expected) => {
    expect(answerIn(body)).toMatchObject({ answer: 'confirm', ...expected });
  });

  test('no short answer is a keyword that means stop, start or help', () => {
    for (const { c, r, x, yes, agreed, no } of shortWords)
      for (const body of [c, r, x, yes, agreed, no].flatMap((words) => words.split(', ')))
        expect(keywordOf(body)).toBeUndefined();
  });

  test('a quoted reminder and a signature say nothing', () => {
    expect(labelOf('C\n> Reply C to confirm, R to reschedule.')).toBe('confirm');
    expect(labelOf('Yes\n\nSent from my iPhone')).toBe('confirm');
  });

  test('any text is read, and a long one quickly', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (body) => labels.includes(labelOf(body))),
    );
    const began = performance.now();
    for (const piece of ['can we make it ', "i can't ", '1 yes ', 'running late , ', '👍', '#a '])
      answerIn(piece.repeat(6000));
    expect(performance.now() - began).toBeLessThan(3000);
  });
});

const part = (found: number, of: number): number => (of === 0 ? 1 : found / of);

function measure(set: readonly LabelledAnswer[], label: Label): { precision: number; recall: number } {
  const read = set.filter(({ body }) => labelOf(body) === label);
  const right = read.filter((one) => one.label === label).length;
  return {
    precision: part(right, read.length),
    recall: part(right, set.filter((one) => one.label === label).length),
  };
}

describe('on the labelled set', () => {
  test('is large, and its texts differ', () => {
    expect(labelled.length).toBeGreaterThanOrEqual(500);
    expect(new Set(labelled.map(({ body }) => body)).size).toBe(labelled.length);
  });

  test('tells the answers apart', () => {
    for (const label of labels) {
      const { precision, recall } = measure(labelled, label);
      console.info(`${label.padEnd(12)} precision ${precision.toFixed(3)}  recall ${recall.toFixed(3)}`);
      expect(precision).toBeGreaterThanOrEqual(0.97);
      expect(recall).toBeGreaterThanOrEqual(0.97);
    }
  });

  test('no answer about a visit is an opt-out', () => {
    const swallowed = labelled.filter(
      ({ label, body }) => label !== 'none' && ['certain', 'plain'].includes(optOutIn(body).class),
    );
    expect(swallowed).toEqual([]);
  });
});
