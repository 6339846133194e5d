import type { AppointmentAnswer } from './appointment-answer.ts';
import { type Heard, heardIn } from './clause-meaning.ts';
import { besideNumber } from './listed-answer-data.ts';

/** What words beside a line's number say of it. */
export type Read = AppointmentAnswer | 'unclear';

const answersOf: Readonly<Partial<Record<Heard, Read>>> = {
  c: 'confirm',
  yes: 'confirm',
  agreed: 'confirm',
  confirm: 'confirm',
  r: 'reschedule',
  reschedule: 'reschedule',
  x: 'decline',
  no: 'decline',
  decline: 'decline',
  maybe: 'unclear',
  unchanged: 'unclear',
  late: 'unclear',
};

/** A no that only a number beside it makes one: "but not 2", "2 is not". */
const notThat = /^(?:(?:is|are|will|does|do) )?(?:not|isnt|arent|wont|doesnt|tampoco)$/;

/** What is said of one of the family, as it would be of us: "needs another day". */
const ofUs: ReadonlyMap<string, string> = new Map([
  ['needs', 'need'],
  ['wants', 'want'],
  ['has', 'have'],
  ['plans', 'plan'],
  ['doesnt', 'dont'],
]);

/** What words beside a number say of it; `undefined` where they say nothing about coming. */
export function readBeside(
  words: readonly string[],
  marked: boolean,
  side: 'before' | 'after',
): Read | undefined {
  const bare = trimmed(words, side);
  if (bare.length === 0) return undefined;
  const whole = bare.join(' ');
  if (notThat.test(whole)) return 'decline';
  if (/^(?:i |we )?can (?:do|make)$/.test(whole)) return 'confirm';
  // What the number stands for is put in its place: "can't do it", "that works".
  const spoken =
    side === 'before'
      ? [[...bare, 'it'], bare]
      : [
          bare,
          ['that', ...bare.map((word) => (word === 'are' ? 'is' : word))],
          ['both', ...bare],
          ['we', ...bare.map((word) => ofUs.get(word) ?? word)],
        ];
  for (const tried of spoken) {
    const said = new Set(heardIn(tried, marked).flatMap((one) => answersOf[one] ?? []));
    if (said.has('reschedule')) return 'reschedule';
    if (said.size > 1) return 'unclear';
    const [one] = said;
    if (one) return one;
  }
  return undefined;
}

/** Without what stands between an answer and its number. */
export function trimmed(words: readonly string[], side: 'before' | 'after'): readonly string[] {
  if (side === 'after') return words;
  const last = words.findLastIndex((word) => !besideNumber.has(word));
  return words.slice(0, last + 1);
}
