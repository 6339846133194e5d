import { drawn } from './appointment-answer-data.ts';
import { fold, visible } from './fold.ts';
import { ownWords } from './own-words.ts';

/** One thought of a text: folded words, and how it stands to the thought before it. */
export interface Clause {
  readonly words: readonly string[];
  /** Its sentence ends in a question mark, and it is the last thought of it. */
  readonly marked: boolean;
  /** It begins a sentence, or follows a word that opens another thought ("but", "and"). */
  readonly opens: boolean;
}

const connectors: ReadonlySet<string> = new Set([
  'but',
  'pero',
  'however',
  'although',
  'though',
  'except',
  'also',
  'pls',
  'aunque',
]);

/** As much of a text as an answer can take: what follows was not written to say yes or no. */
const readMax = 1000;

/**
 * What is written of hours and dates in one token each, so that a full stop or a colon within them ends no sentence: "9.30",
 * "10:15 a.m.", "12/1". A number without any such sign stays as it is: it may number a visit.
 */
const times: readonly (readonly [RegExp, string])[] = [
  [/\b([ap])\s?\.\s?m\b\.?/giu, '$1m'],
  [/\b\d{1,2}[:.h]\d{2}(?:\s?[ap]m)?\b|\b\d{1,2}\s?(?:am|pm|hrs|o'?clock)\b|\b\d{1,2}\s?[ap]\b/giu, ' # '],
  [
    /\b\d{1,2}\s?[/]\s?\d{1,2}(?:[/]\d{2,4})?\b|\b\d{1,2}-\d{1,2}-\d{2,4}\b|\b\d{1,2}(?:st|nd|rd|th)\b/giu,
    ' # ',
  ],
];

/** A text in its thoughts, as its writer wrote it: without quotes of ours, signatures and what cannot be seen. */
export function clausesOf(body: string): readonly Clause[] {
  let text = visible(
    drawn.reduce((so, { signs, word }) => so.replace(signs, word), ownWords(body).slice(0, readMax)),
  );
  for (const [written, token] of times) text = text.replace(written, token);
  const clauses: Clause[] = [];
  for (const sentence of text.split(/(?<=[.!?;\n…]+)(?![.!?;\n…])/u)) {
    const asks = /[?¿]/u.test(sentence);
    const parts = sentence
      .split(/[,:()\u2013\u2014"“”]|\s-+\s|(?<=\p{L})--+(?=\p{L})/u)
      .flatMap(atConnectors);
    const spoken = parts.filter(({ words }) => words.length > 0);
    spoken.forEach(({ words, connected }, index) => {
      clauses.push({ words, marked: asks && index === spoken.length - 1, opens: index === 0 || connected });
    });
  }
  return clauses;
}

/** A part cut before each word with which another thought begins; the word itself goes. */
function atConnectors(part: string): { words: string[]; connected: boolean }[] {
  const cut: { words: string[]; connected: boolean }[] = [{ words: [], connected: false }];
  for (const word of wordsOf(part)) {
    if (connectors.has(word)) cut.push({ words: [], connected: true });
    else cut.at(-1)?.words.push(word);
  }
  return cut;
}

/** Folded words, with `#` for what stood for a time. */
const wordsOf = (part: string): string[] =>
  part
    .split('#')
    .flatMap((piece, index) => [
      ...(index > 0 ? ['#'] : []),
      ...fold(piece.replaceAll('&', ' and ').replaceAll('+', ' and ')).split(' '),
    ])
    .filter((word) => word !== '');
