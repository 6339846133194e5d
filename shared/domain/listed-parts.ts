import { clausesOf } from './answer-clauses.ts';
import { isAnswerWord } from './clause-meaning.ts';
import { fold } from './fold.ts';
import {
  beforeHour,
  beforeOrdinal,
  counted,
  joiners,
  movesTo,
  ones,
  ordinals,
  otherOf,
  rest,
} from './listed-answer-data.ts';
import { readBeside } from './listed-beside.ts';

/** One visit of a list that a patient was texted. */
export interface ListedVisit {
  readonly number: number;
  /** The name by which the list called its patient. */
  readonly given?: string | undefined;
}

/** Lines of the list that are named together: "1 and 3". `rest`: all that are not named. */
export type Lines = ReadonlySet<number> | 'rest';
export type Part =
  | { readonly kind: 'lines'; readonly lines: Lines }
  | { readonly kind: 'words'; readonly words: readonly string[]; readonly marked: boolean; used: boolean }
  | { readonly kind: 'and' | 'stop' };

/** A text as runs of words and the lines that are named between them. `unknown`: it names a number that the list has not. */
export function partsOf(
  text: string,
  visits: readonly ListedVisit[],
): { readonly parts: readonly Part[]; readonly unknown: boolean } {
  const parts: Part[] = [];
  let unknown = false;
  const names = namesOf(visits);
  const letters = onlyLetters.test(text);
  for (const { words, marked } of clausesOf(text)) {
    parts.push({ kind: 'stop' });
    let run: string[] = [];
    const endRun = () => {
      if (run.length > 0) parts.push({ kind: 'words', words: run, marked, used: false });
      run = [];
    };
    for (let at = 0; at < words.length; at += 1) {
      const found = linesAt(words, at, names);
      if (found === 'unknown') unknown = true;
      if (found === undefined || found === 'unknown') {
        if (joiners.has(words[at] ?? '') && !letters) {
          endRun();
          parts.push({ kind: 'and' });
        } else run.push(words[at] ?? '');
        continue;
      }
      endRun();
      parts.push({ kind: 'lines', lines: found.lines });
      at += found.length - 1;
    }
    endRun();
  }
  return { parts: shared(joined(parts)), unknown };
}

/** "1 y 2 n", "C1 R2": each number with its letter, so that a Y is no Spanish "and". */
export const onlyLetters = /^\W*(?:\d\W*[cryxn]\b\W*)+$|^\W*(?:[cryxn]\W*\d\b\W*)+$/iu;

type Names = {
  readonly numbers: ReadonlySet<number>;
  readonly byName: ReadonlyMap<string, ReadonlySet<number>>;
};

function namesOf(visits: readonly ListedVisit[]): Names {
  const byName = new Map<string, Set<number>>();
  for (const { number, given } of visits) {
    const [name = ''] = fold(given ?? '').split(' ');
    // "Will", "Mark" and "May" say something in an answer besides being names.
    if (name.length < 2 || isAnswerWord(name)) continue;
    byName.set(name, (byName.get(name) ?? new Set()).add(number));
  }
  return { numbers: new Set(visits.map(({ number }) => number)), byName };
}

/** The lines that are named at a word, and over how many words. */
function linesAt(
  words: readonly string[],
  at: number,
  { numbers, byName }: Names,
): { readonly lines: Lines; readonly length: number } | 'unknown' | undefined {
  const [before = '', word = '', next = ''] = [words[at - 1], words[at], words[at + 1]];
  const named = byName.get(word) ?? byName.get(word.replace(/s$/, ''));
  if (named) return { lines: named, length: 1 };
  if (rest.has(word)) return { lines: 'rest', length: 1 };
  if (otherOf.has(word) && ones.has(next)) return { lines: 'rest', length: 2 };
  const number = /^\d$/.test(word)
    ? Number(word)
    : beforeOrdinal.has(before)
      ? ordinals.get(word)
      : undefined;
  if (number === undefined || number === 0 || counted.has(next) || isHour(words, at)) return undefined;
  if (!numbers.has(number)) return 'unknown';
  return { lines: new Set([number]), length: next === 'one' ? 2 : 1 };
}

/** Whether a digit is an hour or a day: "make it 2", "move 2 to 3", "all 3". */
function isHour(words: readonly string[], at: number): boolean {
  const before = words[at - 1] ?? '';
  if (/^(?:all|todas|todos)$/.test(before) || beforeHour.has(before)) return true;
  if (before !== 'to' && before !== 'a') return false;
  const moved = words[at - 2] ?? '';
  return movesTo.has(moved) ? words[at - 3] !== 'make' : /^\d$|^#$/.test(moved);
}

/** Lines that nothing but an "and" stands between are one; other words that join part what stands on either side of them. */
function joined(parts: readonly Part[]): readonly Part[] {
  const list: Part[] = [];
  for (const part of parts) {
    const [before, last] = list.slice(-2);
    const both = part.kind === 'lines' && last?.kind === 'and' && before?.kind === 'lines';
    if (both && before.lines !== 'rest' && part.lines !== 'rest')
      list.splice(-2, 2, { kind: 'lines', lines: before.lines.union(part.lines) });
    else list.push(part);
  }
  return list;
}

/** Words between two lines that answer both of them, each with its part: "3 yes can't do 2". */
function shared(parts: readonly Part[]): readonly Part[] {
  return parts.flatMap((part, index) => {
    const between = parts[index - 1]?.kind === 'lines' && parts[index + 1]?.kind === 'lines';
    if (part.kind !== 'words' || !between) return [part];
    const [first = '', ...others] = part.words;
    const both = readBeside([first], false, 'after') && readBeside(others, part.marked, 'before');
    return both
      ? [
          { ...part, words: [first], marked: false },
          { ...part, words: others },
        ]
      : [part];
  });
}
