import { lazily } from './lazily.ts';

/** How many words a starred part of a pattern may take. */
const starMax = 4;

export interface WordPattern {
  readonly expression: RegExp;
  /** A text can only match where one of these words is in it: a set to look in before the expression is run. */
  readonly needs: ReadonlySet<string>;
}

/**
 * Compiles patterns over folded words into expressions over a text with one space before and after each word. The parts
 * of a pattern stand one after the other, a space between:
 * - `<name>` is any word or words of a group (which may be an expression that is bounded), `a|b` any of these, `a_b` two words in one.
 * - `?` after a part makes it optional; `*` allows it up to four times.
 * - `^` is the start of a clause. `.` is its end, or stands before a closer: a word with which another thought begins.
 * - `!a` means that a does not follow, `=a` that it follows but is not taken, `~a` that it does not stand before.
 *
 * Every repetition is bounded, so that a match costs the same at every word and the whole stays linear.
 */
export function wordPatterns(
  groups: Readonly<Record<string, string>>,
): (pattern: string, closers: string) => WordPattern {
  const known = new Map<string, readonly string[]>();
  const listed = (words: string): readonly string[] => {
    const all = known.get(words) ?? words.split(', ').flatMap(wordsOf);
    known.set(words, all);
    return all;
  };
  const wordsOf = (part: string): readonly string[] =>
    part.split('|').flatMap((word) => {
      const name = /^<(\w+)>$/.exec(word)?.[1];
      return name === undefined ? [word.replaceAll('_', ' ')] : listed(groups[name] ?? '');
    });
  return (pattern, closers) => {
    const parts = pattern.split(/\s+/).map((written) => {
      const [, prefix = '', alternatives = '', suffix = ''] = /^([~!=]?)(.*?)([?*]?)$/.exec(written) ?? [];
      return { start: written === '^', prefix, suffix, words: wordsOf(alternatives) };
    });
    const [needs] = parts
      .filter(({ start, prefix, suffix }) => !start && prefix + suffix === '')
      .map(({ words }) => words)
      .filter((words) => words.every(isLetters))
      .sort((a, b) => a.length - b.length);
    // Most texts hold none of the words that an expression needs: it is written and compiled for the first that does.
    const expression = lazily(() => {
      const end = `(?=$|(?:,|${listed(closers).join('|')}) )`;
      return new RegExp(`(?<= )${parts.map((part) => expressionOf(part, end)).join('')}`, 'g');
    });
    return {
      get expression() {
        return expression();
      },
      needs: new Set(needs?.map((words) => words.split(' ', 1).join(''))),
    };
  };
}

/** Where a pattern matches. Most do not, and `matchAll` would make a copy of the expression to find that out. */
export const matchesOf = ({ expression }: WordPattern, words: string): Iterable<RegExpExecArray> =>
  words.search(expression) < 0 ? [] : words.matchAll(expression);

/** A pattern of a rule that could match. */
export interface Spoken<Rule> {
  readonly rule: Rule;
  readonly pattern: WordPattern;
}

/**
 * Which patterns of some rules could match at all, by the words that they need: of hundreds a handful, in the order of the rules.
 *
 * @returns a function from the words of a text
 */
export function spokenBy<Rule extends { readonly patterns: readonly WordPattern[] }>(
  rules: readonly Rule[],
): (words: Iterable<string>) => readonly Spoken<Rule>[] {
  const all = rules.flatMap((rule) => rule.patterns.map((pattern) => ({ rule, pattern })));
  const byWord = new Map<string, number[]>();
  for (const [place, { pattern }] of all.entries())
    for (const word of pattern.needs) byWord.set(word, [...(byWord.get(word) ?? []), place]);
  return (words) => {
    const places = new Set<number>();
    for (const word of words) for (const place of byWord.get(word) ?? []) places.add(place);
    return [...places].sort((a, b) => a - b).flatMap((place) => all[place] ?? []);
  };
}

function expressionOf(
  {
    start,
    prefix,
    suffix,
    words: all,
  }: { start: boolean; prefix: string; suffix: string; words: readonly string[] },
  end: string,
): string {
  if (start) return '(?<=^ |, )';
  // The longest first, so that "my number" is not taken for "my".
  const words = all.filter((word) => word !== '.').sort((a, b) => b.length - a.length);
  const either = [
    ...(words.length > 0 ? [`(?:${words.join('|')}) `] : []),
    ...(words.length < all.length ? [end] : []),
  ];
  const repeat = suffix === '*' ? `{0,${starMax}}` : suffix;
  return `${opening(prefix)}${either.join('|')})${repeat}`;
}

/** A word that stands for itself, and not for many: the latter stand in no set to look in. */
const isLetters = (word: string): boolean => /^[\p{L}\p{N} ]+$/u.test(word);

function opening(prefix: string): string {
  switch (prefix) {
    case '~':
      return '(?<! ';
    case '!':
      return '(?!';
    case '=':
      return '(?=';
    default:
      return '(?:';
  }
}
