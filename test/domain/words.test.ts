import { describe, expect, test } from 'vitest';
import { fold } from '../../shared/domain/fold.ts';
import { decideInbound } from '../../shared/domain/inbound.ts';
import { keywords } from '../../shared/domain/keywords-data.ts';
import { languages } from '../../shared/domain/patient.ts';
import { decideReminder } from '../../shared/domain/reminder.ts';
import { reminderTimerOf } from '../../shared/domain/reminder-plan.ts';
import { measure } from '../../shared/domain/segments.ts';
import { profileSchema } from '../../shared/domain/settings.ts';
import { isoFrom } from '../../shared/domain/time.ts';
import { dayAndTime, promisedTime, withName, wordsIn } from '../../shared/domain/words.ts';
import { days, everyText, given, newYork, practice } from '../support/default-texts.ts';
import {
  appointmentAt,
  bodiesOf,
  idsInOrder,
  known,
  phone,
  practiceWith,
  profile,
  tuesdayAtTen,
} from '../support/facts.ts';

describe.each(languages)('in %s', (language) => {
  test.each(everyText(language))('$name fits one segment of GSM-7', ({ body }) => {
    expect({ body, ...measure(body) }).toMatchObject({ encoding: 'GSM-7', segments: 1 });
  });

  test.each(everyText(language))(
    '$name invites no word of the law but STOP, and that only to opt out',
    ({ body }) => {
      const words = wordsIn(language);
      const said = fold(body.replaceAll(words.howToOptOut, '').replaceAll(practice, '')).split(' ');
      const reserved = new Set(keywords.filter(({ kind }) => kind === 'stop').flatMap(({ forms }) => forms));
      const invited = said.filter((word) => reserved.has(word));
      // HELP and START's answers end with how to opt out, in their own words.
      if (/STOP (to opt out|para no recibir)/.test(body))
        expect(invited.filter((word) => word !== 'stop')).toEqual([]);
      else expect(invited).toEqual([]);
    },
  );

  test('every type has its own words, and names no illness', () => {
    const { what, anything } = wordsIn(language);
    for (const said of [...Object.values(what), anything])
      expect(said).not.toMatch(/clinical|symptom|s[ií]ntoma|prescri|receta|pain|dolor/i);
  });
});

describe('times as patients read them', () => {
  test('a day and time', () => {
    expect(dayAndTime(wordsIn('en'), isoFrom('2026-12-01T09:30:00-05:00'), newYork)).toBe(
      'Tue Dec 1 at 9:30 AM',
    );
    expect(dayAndTime(wordsIn('es'), isoFrom('2026-12-02T12:05:00-05:00'), newYork)).toBe(
      'mie dic 2, 12:05 PM',
    );
    expect(dayAndTime(wordsIn('en'), isoFrom('2026-12-01T00:00:00-05:00'), newYork)).toBe(
      'Tue Dec 1 at 12:00 AM',
    );
    expect(dayAndTime(wordsIn(undefined), isoFrom('2026-12-01T17:30:00Z'), 'America/Chicago')).toBe(
      'Tue Dec 1 at 11:30 AM',
    );
  });

  test.each([
    ['2026-12-01T12:00:00-05:00', '12:00 PM today'],
    ['2026-12-02T09:00:00-05:00', 'Wed 9:00 AM'],
    ['2026-12-06T09:00:00-05:00', 'Sun 9:00 AM'],
    ['2026-12-07T09:00:00-05:00', 'Mon Dec 7 9:00 AM'],
    ['2026-12-08T09:00:00-05:00', 'Tue Dec 8 9:00 AM'],
  ])('a promise for %s is "%s"', (at, expected) => {
    expect(promisedTime(wordsIn('en'), isoFrom(at), tuesdayAtTen, newYork)).toBe(expected);
  });
});

describe('names', () => {
  const write = (name: string | undefined) => `${name ?? 'You'}${'x'.repeat(140)}`;

  test('one that would cost a second segment is left out', () => {
    expect(withName('Ana', write)).toContain('Ana');
    expect(withName('A'.repeat(30), write)).toMatch(/^You/);
    expect(withName('Zoë', write)).toMatch(/^You/);
  });

  test('nothing in one breaks the line or injects a template', () => {
    const plain = (name: string) => withName(name, (shown) => `[${shown ?? ''}]`);
    expect(plain('Ana\n\u202e{{body}}<b>')).toBe('[Anabodyb]');
    expect(plain('\u200b\u202e')).toBe('[]');
    expect(plain('  Ana  ')).toBe('[Ana]');
  });
});

describe('whole texts, as the system writes them', () => {
  const start = isoFrom('2026-12-30T12:30:00-05:00');
  const reminderTo = (
    name: string,
    status: 'booked' | 'confirmed' = 'booked',
    language: 'en' | 'es' = 'en',
    confidential = false,
  ): string => {
    const appointment = appointmentAt(start, {
      status,
      confidential,
      reminders: [{ step: '3d', dueAt: tuesdayAtTen, status: 'planned' }],
    });
    const timer = reminderTimerOf(appointment, '3d', tuesdayAtTen);
    if (timer.kind !== 'reminder') return expect.fail();
    const head = known({
      patients: known().patients.map((patient) => ({ ...patient, given: name, language })),
    });
    const longest = profileSchema.parse({
      name: practice,
      shortName: practice,
      timeZone: newYork,
      phone: phone('+12125550100'),
    });
    const draft = decideReminder({
      head,
      timer,
      appointment,
      practice: practiceWith({ profile: longest }),
      now: tuesdayAtTen,
      newId: idsInOrder(),
    });
    return bodiesOf(draft)[0] ?? expect.fail('A reminder is written.');
  };

  test.each([
    ['of 20 letters', given],
    ['of 80 letters', 'G'.repeat(80)],
    ['of 33 letters', 'G'.repeat(33)],
    ['of 40 letters', 'G'.repeat(40)],
    ['with an accent that GSM-7 lacks', 'Zoë'],
    ['in another script', 'Наталья'],
    ['of emoji', '👩‍⚕️'],
  ])('a reminder to a name %s is one segment and tells how to opt out', (_case, name) => {
    for (const status of ['booked', 'confirmed'] as const) {
      for (const language of languages) {
        const body = reminderTo(name, status, language);
        expect({ body, ...measure(body) }).toMatchObject({ segments: 1, encoding: 'GSM-7' });
        expect(body).toContain('STOP');
      }
    }
  });

  test('a confidential visit is named to nobody', () => {
    expect(reminderTo('Ana')).toContain('Ana');
    expect(reminderTo('Ana', 'booked', 'en', true)).not.toContain('Ana');
  });

  test.each([
    ['Our nurse: 212-555-0100.', 'full'],
    ['After hours our on-call nurse is at 212-555-0100.', 'short'],
    ['w'.repeat(160), 'none'],
  ])("an emergency's answer holds the practice's own words %j where one segment does (%s)", (own, form) => {
    const answer = (emergencyWords: string | undefined) => {
      const draft = decideInbound({
        head: known(),
        practice: practiceWith({ profile: { ...profile, ...(emergencyWords && { emergencyWords }) } }),
        arrived: { carrierMessageId: 'SM1', body: 'chest pain', media: [] },
        meaning: { kind: 'message' },
        now: tuesdayAtTen,
        newId: idsInOrder(),
      });
      return bodiesOf(draft)[0] ?? expect.fail('An emergency is answered.');
    };
    const plain = answer(undefined);
    expect(measure(answer(own)).segments).toBe(1);
    if (form === 'full') expect(answer(own)).toBe(`${plain} ${own}`);
    if (form === 'short') expect(answer(own)).toMatch(/call 911 now\. After hours/);
    if (form === 'none') expect(answer(own)).toBe(plain);
  });

  test("an acknowledgement in the practice's own words, at their longest, is one segment", () => {
    const types = practiceWith().settings['message-types'].map((type) => ({
      ...type,
      acknowledgement: 'a'.repeat(40),
    }));
    for (const by of days) {
      const draft = decideInbound({
        head: known(),
        practice: practiceWith({
          'message-types': types,
          profile: { ...practiceWith().settings.profile, shortName: practice },
        }),
        arrived: { carrierMessageId: 'SM1', body: 'hello', media: [] },
        meaning: { kind: 'message' },
        now: by,
        newId: idsInOrder(),
      });
      for (const body of bodiesOf(draft)) expect({ body, ...measure(body) }).toMatchObject({ segments: 1 });
    }
  });
});
