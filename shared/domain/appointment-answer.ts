import { clausesOf } from './answer-clauses.ts';
import { type Heard, heardIn } from './clause-meaning.ts';

/** What a patient can answer about a visit. */
export type AppointmentAnswer = 'confirm' | 'reschedule' | 'decline';

/**
 * What a text says to "Reply C to confirm, R to reschedule".
 *
 * - `answer`: clearly one of the three. `bare`: by a yes or an ok alone, which answers whoever spoke last. `also`: it says or asks
 *   something more, which a person has to read.
 * - `late`: on the way, or here. The visit stands.
 * - `unclear`: speaks of coming, and does not say whether; or says two things that cannot both be.
 * - `none`: anything else.
 */
export type AnswerRead =
  | {
      readonly kind: 'answer';
      readonly answer: AppointmentAnswer;
      readonly bare: boolean;
      readonly also: boolean;
    }
  | { readonly kind: 'late'; readonly also: boolean }
  | { readonly kind: 'unclear' }
  | { readonly kind: 'none' };

/** Reads a text as an answer about one visit. Pure, and linear in the length of the text. */
export function answerIn(body: string): AnswerRead {
  const clauses = clausesOf(body).map((clause) => ({
    ...clause,
    heard: heardIn(clause.words, clause.marked),
  }));
  const marked = clauses.some((clause) => clause.marked);
  const heard = new Set<Heard>(clauses.flatMap((clause) => clause.heard));
  const onlyShort = clauses.every(({ heard: said }) => said.every((one) => isShort(one)));
  // "C?" and "yes??" ask; a clear sentence with a question mark is heard as what it is.
  if (marked && onlyShort) return heard.has('nothing') && heard.size === 1 ? none : unclear;
  const also = heard.has('talk') || heard.has('question');
  // "Yes, it hurts" goes on: the yes is to something else. "Yes. It hurts" leaves it standing.
  const goesOn = clauses.some(
    ({ heard: said, opens }, index) =>
      index > 0 &&
      !opens &&
      said.length === 1 &&
      said[0] === 'talk' &&
      onlyYes(clauses[index - 1]?.heard ?? []),
  );
  return weighed(heard, also, goesOn);
}

const none: AnswerRead = { kind: 'none' };
const unclear: AnswerRead = { kind: 'unclear' };

const isShort = (one: Heard): boolean =>
  one === 'c' ||
  one === 'r' ||
  one === 'x' ||
  one === 'yes' ||
  one === 'agreed' ||
  one === 'no' ||
  one === 'nothing';

const onlyYes = (said: readonly Heard[]): boolean =>
  said.length > 0 && said.every((one) => one === 'yes' || one === 'agreed' || one === 'nothing');

/** What all that was heard comes to. Another time outweighs a yes and a no: "yes, but can we make it 10?" asks to move. */
function weighed(heard: ReadonlySet<Heard>, also: boolean, goesOn: boolean): AnswerRead {
  const answer = (given: AppointmentAnswer, bare = false): AnswerRead => ({
    kind: 'answer',
    answer: given,
    bare,
    also,
  });
  const has = (...said: readonly Heard[]): boolean => said.some((one) => heard.has(one));
  const letters = (['c', 'r', 'x'] as const).filter((letter) => heard.has(letter));
  if (letters.length > 1) return unclear;
  const keeps = has('c', 'yes', 'confirm');
  if (has('reschedule', 'r')) return answer('reschedule');
  if (has('decline', 'x'))
    return has('c', 'confirm') || (has('x') && has('yes')) ? unclear : answer('decline');
  if (has('maybe') || (has('unchanged') && !keeps && !has('late'))) return unclear;
  if (has('late')) return { kind: 'late', also };
  if (has('no')) return has('talk') && !keeps ? none : unclear;
  if (has('c', 'confirm')) return answer('confirm');
  if (has('yes')) return goesOn ? none : answer('confirm', true);
  if (has('agreed') && !also) return answer('confirm', true);
  return none;
}
