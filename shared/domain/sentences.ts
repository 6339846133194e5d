import { fold, visible } from './fold.ts';

/** One sentence of a text, for matching only. */
export interface Sentence {
  /** Folded, with a space before and after each word and ` , ` between clauses. */
  readonly words: string;
  readonly asks: boolean;
}

/**
 * A text in its sentences and clauses. Linear in the length of the text.
 *
 * @param spell from a folded word to the one that was meant, as spelling.ts makes it
 */
export function sentencesBy(text: string, spell: (word: string, heldMin: 2 | 3) => string): Sentence[] {
  const sentences: Sentence[] = [];
  for (const raw of visible(text)
    .replaceAll('#', ' number ')
    .split(/(?<=[.!?;…])(?=\s)|(?<=[?])/u)) {
    const clauses = raw
      .split(/[,:()\n–—]|\s-+\s/u)
      .map(fold)
      .filter((clause) => clause !== '');
    if (clauses.length === 0) continue;
    const words = ` ${clauses
      .map((clause) =>
        clause
          .split(' ')
          .map((word) => spell(word, 3))
          .join(' '),
      )
      .join(' , ')} `;
    sentences.push({ words, asks: raw.includes('?') });
  }
  return sentences;
}
