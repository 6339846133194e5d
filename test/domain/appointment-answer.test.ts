import { describe, expect, test } from 'vitest';
import { appointmentAnswerOf } from '../../shared/domain/appointment-answer.ts';
import { keywordOf } from '../../shared/domain/keywords.ts';

describe('what a short text says to a reminder', () => {
  test.each([
    ...[
      'C',
      'c',
      ' c. ',
      'Y',
      'yes',
      'YES!',
      'Confirm',
      'confirmed',
      '👍',
      '👍🏽',
      'Sí',
      'confirmo',
      'ＹＥＳ',
    ].map((body) => [body, 'confirm'] as const),
    ...['R', 'r!', 'Reschedule', 'cambiar'].map((body) => [body, 'reschedule'] as const),
    ...['X', 'x'].map((body) => [body, 'decline'] as const),
  ])('%s: %s', (body, expected) => {
    expect(appointmentAnswerOf(body)).toBe(expected);
  });

  test.each([
    ...[
      '',
      ' ',
      'yes but can we make it 10?',
      'C but I cannot breathe',
      'no',
      'maybe',
      'ok',
      '👎',
      '👍👎',
      'CC',
      'Rx refill',
      'X-ray',
      'cancel',
      'stop',
      'see',
    ],
  ])('%j is for a person', (body) => {
    expect(appointmentAnswerOf(body)).toBeUndefined();
  });

  test('none of the answers means stop, start or help', () => {
    for (const body of [
      'c',
      'y',
      'yes',
      'confirm',
      'si',
      'confirmo',
      'confirmar',
      'r',
      'reschedule',
      'cambiar',
      'x',
      '👍',
    ]) {
      expect(appointmentAnswerOf(body)).toBeDefined();
      expect(keywordOf(body)).toBeUndefined();
    }
  });
});
