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
  const listed = (words: string): string[] => words.split(', ').flatMap(wordsOf);
  const wordsOf = (part: string): string[] =>
    part.split('|').flatMap((word) => {
      const name = /^<(\w+)>$/.exec(word)?.[1];
      return name === undefined ? [word.replaceAll('_', ' ')] : listed(groups[name] ?? '');
    });
  return (pattern, closers) => {
    const end = `(?=$|(?:,|${listed(closers).join('|')}) )`;
    let needs: readonly string[] | undefined;
    const expressionOf = (part: string): string => {
      if (part === '^') return '(?<=^ |, )';
      const [, prefix = '', alternatives = '', suffix = ''] = /^([~!=]?)(.*?)([?*]?)$/.exec(part) ?? [];
      const all = wordsOf(alternatives);
      // The longest first, so that "my number" is not taken for "my".
      const words = all.filter((word) => word !== '.').sort((a, b) => b.length - a.length);
      const mayEnd = words.length < all.length;
      if (prefix + suffix === '' && !mayEnd && words.every(isLetters) && words.length < (needs?.length ?? Number.POSITIVE_INFINITY))
        needs = words;
      const either = [words.length > 0 ? `(?:${words.join('|')}) ` : '', mayEnd ? end : ''].filter(
        (one) => one !== '',
      );
      const repeat = suffix === '*' ? `{0,${starMax}}` : suffix;
      return `${opening(prefix)}${either.join('|')})${repeat}`;
    };
    const source = `(?<= )${pattern.split(/\s+/).map(expressionOf).join('')}`;
    // Most texts hold none of the words that an expression needs: it is compiled for the first that does.
    const expression = lazily(() => new RegExp(source, 'g'));
    return {
      get expression() {
        return expression();
      },
      needs: new Set(needs?.map((words) => words.split(' ', 1).join(''))),
    };
  };
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
