import { describe, expect, test } from 'vitest';
import { languages } from '../../shared/domain/patient.ts';
import { phiIn } from '../../shared/domain/phi-guard.ts';
import { wordsIn } from '../../shared/domain/words.ts';

const practices = ['Bay Dental', "St. Mary's Pediatrics", 'Gray & Cruz MD'];
/** What texts carry beside the practice: names of people, names of types, days, promised times, phones. */
const fillings = [
  ...['Ana', 'Heather', 'Camila', 'Mark', 'question', 'appointment request', 'billing question'],
  ...['Tue Dec 1 at 9:30 AM', 'mar dic 1, 9:30 AM', '12:00 PM today', 'Thu Mar 12 4:45 PM', '+12125550100'],
];

/** Every text of a language, each in every filling; whatever words are added later are read too. */
const textsOf = (language: (typeof languages)[number]): readonly string[] => {
  const words = wordsIn(language);
  return Object.entries(words).flatMap(([name, write]) => {
    if (name === 'familyAnswered')
      return practices.map((practice) => words.familyAnswered(practice, [1, 3], [2]));
    if (typeof write === 'string') return [write];
    if (typeof write !== 'function') return Object.values(write);
    return practices.flatMap((practice) =>
      fillings.flatMap((one) =>
        fillings.map((other) => String(Reflect.apply(write, words, [practice, one, other]))),
      ),
    );
  });
};

describe('what the system says by itself', () => {
  test.each(languages)('holds nothing that needs PHI consent, in %s', (language) => {
    const texts = textsOf(language);
    expect(texts.length).toBeGreaterThan(2000);
    expect(texts.filter((body) => phiIn(body).length > 0)).toEqual([]);
  });
});
