import { describe, expect, test } from 'vitest';
import type { ListedAppointment } from '../../shared/domain/family.ts';
import { familyBody } from '../../shared/domain/family-wording.ts';
import { appointmentIdSchema, patientIdSchema } from '../../shared/domain/identifiers.ts';
import { languages } from '../../shared/domain/patient.ts';
import { phiIn } from '../../shared/domain/phi-guard.ts';
import { reservedWordsIn } from '../../shared/domain/reserved-words.ts';
import { measure } from '../../shared/domain/segments.ts';
import { type IsoInstant, plusSeconds } from '../../shared/domain/time.ts';
import { wordsIn } from '../../shared/domain/words.ts';
import { appointmentAt, draftOn, known, phone, practiceWith, tuesdayAtTen } from '../support/facts.ts';

const practice = 'P'.repeat(20);
const profile = {
  name: practice,
  shortName: practice,
  timeZone: 'America/New_York',
  phone: phone('+12125550100'),
};

/** The text that lists so many visits of patients by that name, each so many minutes after the one before. */
function body(
  names: readonly string[],
  {
    language = 'en',
    minutes = 30,
    status = 'booked',
    timeZone,
  }: {
    readonly language?: 'en' | 'es';
    readonly minutes?: number;
    readonly status?: 'booked' | 'confirmed';
    readonly timeZone?: string;
  } = {},
): string {
  const patients = names.map((given, index) => ({
    patientId: patientIdSchema.parse(`P-${index}`),
    given,
    language,
    ...(timeZone && { timeZone }),
  }));
  const family = names.map((_, index): ListedAppointment => {
    const start: IsoInstant = plusSeconds(tuesdayAtTen, 86_400 + index * minutes * 60);
    const appointment = appointmentAt(start, {
      appointmentId: appointmentIdSchema.parse(`A-${index}`),
      patientIds: [patientIdSchema.parse(`P-${index}`)],
      status,
    });
    return { appointment, step: '3d' };
  });
  return familyBody(draftOn(known({ patients })), practiceWith({ profile }), family);
}

const withEnd = (text: string, language: 'en' | 'es') => `${text} ${wordsIn(language).howToOptOut}`;

describe('a text that lists a family', () => {
  test.each(languages)('of two or three is one segment with how to opt out, in %s', (language) => {
    for (const status of ['booked', 'confirmed'] as const) {
      for (const names of [
        ['Mia', 'Leo'],
        ['Alexander', 'Elizabeth'],
        ['Mia', 'Leo', 'Sam'],
        ['Mateo', 'Sofia', 'Zoé'],
      ]) {
        const text = withEnd(body(names, { language, status }), language);
        expect([text, measure(text).segments, measure(text).encoding]).toEqual([text, 1, 'GSM-7']);
      }
    }
  });

  test('of three with names of 20 letters is one segment, with the names cut', () => {
    const text = body(['G'.repeat(20), 'H'.repeat(20), 'I'.repeat(20)]);
    expect([text, measure(text).segments]).toEqual([text, 1]);
    expect(text).toContain(`1) ${'G'.repeat(10)} Wed Dec 2 10:00 AM 2) ${'H'.repeat(10)} 10:30 AM`);
  });

  test('names each day, also where there is little room', () => {
    const text = body(['Alexander', 'Elizabeth', 'Christopher'], { minutes: 600 });
    expect(text).toContain(
      '1) Alexander Wed Dec 2 10:00 AM 2) Elizabeth 8:00 PM 3) Christophe Thu Dec 3 6:00 AM',
    );
  });

  test('names the zone to whoever lives by another clock', () => {
    expect(body(['Mia', 'Leo'], { timeZone: 'America/Chicago' })).toContain('10:00 AM EST 2)');
  });

  test('invites nothing but C, R and numbers, and tells nothing of anyone’s health', () => {
    for (const language of languages) {
      const text = body(['Mia', 'Leo', 'Sam'], { language });
      expect([reservedWordsIn(text), phiIn(text)]).toEqual([[], []]);
      expect(text).toMatch(/C1 R2/);
    }
  });
});

test('an answer about six of them is one segment', () => {
  for (const language of languages)
    for (const [confirmed, followed] of [
      [[1, 2, 3, 4, 5, 6], []],
      [
        [1, 3, 5],
        [2, 4, 6],
      ],
      [[], [1, 2, 3, 4, 5, 6]],
    ] as const) {
      const text = withEnd(wordsIn(language).familyAnswered(practice, confirmed, followed), language);
      expect([text, measure(text).segments, measure(text).encoding]).toEqual([text, 1, 'GSM-7']);
    }
});
