/** How many words a starred part of a pattern may take. */
const starMax = 4;

export interface WordPattern {
  readonly expression: RegExp;
  /** A text can only match where one of these words is in it: a set to look in before the expression is run. */
  readonly needs: ReadonlySet<string>;
}

/**
 * Compiles a pattern of words (opt-out-language-data.ts tells how it is written) into an expression over a folded text
 * with one space before and after each word. Every repetition is bounded, so that a match costs the same at every word
 * and the whole stays linear.
 *
 * @param closers words with which another thought begins: `.` stands before them, before a comma or at the end
 */
export function wordPattern(
  pattern: string,
  groups: Readonly<Record<string, readonly string[]>>,
  closers: readonly string[],
): WordPattern {
  const end = `(?=$|(?:,|${closers.join('|')}) )`;
  const wordsOf = (part: string): string[] =>
    part.split('|').flatMap((word) => {
      const name = /^<(\w+)>$/.exec(word)?.[1];
      return name === undefined ? [word.replaceAll('_', ' ')] : (groups[name] ?? []).flatMap(wordsOf);
    });
  let needs: readonly string[] | undefined;
  const expressionOf = (part: string): string => {
    if (part === '^') return '(?<=^ |, )';
    const repeat = part.endsWith('?') ? '?' : part.endsWith('*') ? `{0,${starMax}}` : '';
    const alternatives = wordsOf(repeat === '' ? part : part.slice(0, -1));
    // The longest first, so that "my number" is not taken for "my".
    const words = alternatives.filter((word) => word !== '.').sort((a, b) => b.length - a.length);
    const mayEnd = words.length < alternatives.length;
    if (repeat === '' && !mayEnd && words.length < (needs?.length ?? Number.POSITIVE_INFINITY)) needs = words;
    const either = [...(words.length > 0 ? [`(?:${words.join('|')}) `] : []), ...(mayEnd ? [end] : [])];
    return `(?:${either.join('|')})${repeat}`;
  };
  const expression = new RegExp(`(?<= )${pattern.split(/\s+/).map(expressionOf).join('')}`, 'g');
  return { expression, needs: new Set(needs?.map((words) => words.split(' ', 1).join(''))) };
}
