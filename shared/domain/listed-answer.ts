import { type AppointmentAnswer, answerIn } from './appointment-answer.ts';
import { heardIn } from './clause-meaning.ts';
import { fold } from './fold.ts';
import { andOrNo, partly } from './listed-answer-data.ts';
import { type Read, readBeside, trimmed } from './listed-beside.ts';
import { type Lines, type ListedVisit, onlyLetters, type Part, partsOf } from './listed-parts.ts';
import { withoutExceptions, written } from './listed-text.ts';

/**
 * What a text says of the visits of a list, each for itself.
 *
 * - `each`: what it answers, by number; `unclear`: those it speaks of without saying whether; `also`: it says or asks more.
 * - `unclear`: it speaks of a part of the list, and nobody can tell of which or what.
 * - `none`: it names no line of the list; what it says, it says of all.
 */
export type ListedAnswer =
  | {
      readonly kind: 'each';
      readonly answers: ReadonlyMap<number, AppointmentAnswer>;
      readonly unclear: readonly number[];
      readonly also: boolean;
    }
  | { readonly kind: 'unclear' }
  | { readonly kind: 'none' };

/** Reads "1 and 3 yes, can't do 2", "C1 X2", "yes to all except 2", "Mia can come, Leo can't". Pure, and linear in the text. */
export function listedAnswerIn(body: string, visits: readonly ListedVisit[]): ListedAnswer {
  const { text, excepted } = withoutExceptions(written(body));
  const known = new Set(visits.map(({ number }) => number));
  if (andOrNo.test(text) && !onlyLetters.test(text)) return { kind: 'unclear' };
  if (excepted.some((number) => !known.has(number))) return { kind: 'unclear' };
  const { parts, unknown } = partsOf(text, visits);
  const named = parts.some(({ kind }) => kind === 'lines');
  if (!named) {
    const read = answerIn(text);
    if (excepted.length > 0)
      return read.kind === 'answer'
        ? eachOf(new Map(visits.map(({ number }) => [number, read.answer])), excepted, read.also)
        : { kind: 'unclear' };
    const vague = unknown || partly.test(fold(text));
    return vague && read.kind === 'answer' ? { kind: 'unclear' } : { kind: 'none' };
  }
  const answers = resolved(parts, known);
  if (answers === undefined) return answerIn(body).kind === 'none' ? { kind: 'none' } : { kind: 'unclear' };
  return eachOf(answers, excepted, saysMore(parts));
}

function eachOf(read: ReadonlyMap<number, Read>, excepted: readonly number[], also: boolean): ListedAnswer {
  const answers = new Map<number, AppointmentAnswer>();
  const unclear = new Set(excepted);
  for (const [number, answer] of read) {
    if (answer === 'unclear') unclear.add(number);
    else if (!unclear.has(number)) answers.set(number, answer);
  }
  return { kind: 'each', answers, unclear: [...unclear].toSorted((a, b) => a - b), also };
}

const isSaid = (part: Part | undefined): boolean =>
  part?.kind === 'words' && heardIn(part.words, part.marked).some((one) => one !== 'nothing');

interface Group {
  readonly lines: Lines;
  answer?: Read | undefined;
  /** Where its answer stood; `undefined` while it has none of its own. */
  side?: 'before' | 'after';
  /** Something is said right behind it that is no answer: nobody's answer is its own then. */
  spoken: boolean;
}

/** Gives a line the answer that stands beside it. */
function takes(group: Group, words: Part | undefined, side: 'before' | 'after'): boolean {
  if (words?.kind !== 'words' || words.used) return false;
  const answer = readBeside(words.words, words.marked, side);
  if (answer === undefined) return false;
  words.used = true;
  group.answer = answer;
  group.side = side;
  return true;
}

/** "Can we do 2 at 4 on Friday": neither side says it alone. */
function takesBoth(group: Group, before: Part | undefined, after: Part | undefined): boolean {
  if (before?.kind !== 'words' || after?.kind !== 'words' || before.used || after.used) return false;
  const said = heardIn([...before.words, ...after.words], before.marked || after.marked);
  if (!said.includes('reschedule')) return false;
  before.used = true;
  after.used = true;
  group.answer = 'reschedule';
  group.side = 'before';
  return true;
}

/** What each line is answered; `undefined` where one that is named has no answer, or two that differ. */
function resolved(parts: readonly Part[], known: ReadonlySet<number>): ReadonlyMap<number, Read> | undefined {
  const groups: Group[] = [];
  parts.forEach((part, index) => {
    if (part.kind !== 'lines') return;
    const group: Group = { lines: part.lines, spoken: false };
    groups.push(group);
    if (takes(group, parts[index - 1], 'before')) return;
    // "C 1, 3 X 2": the X is the next one's, for the C before was the first one's.
    const previous = groups.at(-2);
    const ofNext =
      previous?.side === 'before' &&
      parts[index - 2]?.kind === 'lines' &&
      parts[index + 2]?.kind === 'lines' &&
      parts[index + 3]?.kind !== 'words';
    group.spoken = !ofNext && isSaid(parts[index + 1]);
    if (
      !ofNext &&
      (takes(group, parts[index + 1], 'after') || takesBoth(group, parts[index - 1], parts[index + 1]))
    )
      return;
    // "Yes, 1 and 3": an answer that stands before the first line, apart from it.
    if (groups.length === 1)
      for (let at = index - 1; at >= 0 && group.side === undefined; at -= 1)
        takes(group, parts[at], 'before');
  });
  return told(groups, known);
}

function told(groups: readonly Group[], known: ReadonlySet<number>): ReadonlyMap<number, Read> | undefined {
  const answers = new Map<number, Read>();
  const named = new Set(groups.flatMap(({ lines }) => (lines === 'rest' ? [] : [...lines])));
  for (const [index, group] of groups.entries()) {
    const answer = group.answer ?? inherited(groups, index);
    if (answer === undefined) return undefined;
    const lines = group.lines === 'rest' ? [...known].filter((number) => !named.has(number)) : group.lines;
    for (const number of lines) {
      if ((answers.get(number) ?? answer) !== answer) return undefined;
      answers.set(number, answer);
    }
  }
  return answers;
}

/** "C 1, 2" and "1, 2 yes": a line without an answer of its own shares that before it, or else that of the next. */
function inherited(groups: readonly Group[], index: number): Read | undefined {
  if (groups[index]?.spoken) return undefined;
  const before = groups.slice(0, index).findLast(({ side }) => side !== undefined);
  if (before?.side === 'before') return before.answer;
  return groups.slice(index + 1).find(({ side }) => side !== undefined)?.answer;
}

/** Whether something stands in the text besides the answers, which a person has to read. */
const saysMore = (parts: readonly Part[]): boolean =>
  parts.some(
    (part) =>
      part.kind === 'words' &&
      !part.used &&
      trimmed(part.words, 'before').length > 0 &&
      heardIn(part.words, part.marked).some((one) => one === 'talk' || one === 'question'),
  );
