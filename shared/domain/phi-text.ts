import { fold, printable } from './fold.ts';
import { lazily } from './lazily.ts';

/** A word as a reader hears it, and where it stands in the text that was given. */
export interface Word {
  readonly text: string;
  /** In the plain text, first and past the last. */
  readonly from: number;
  readonly to: number;
  /** Which sentence it is in: what one says is no hint of what another means. */
  readonly sentence: number;
}

/** A text made plain for matching, of which every place leads back to the text as it was given. */
export interface PlainText {
  /** Lower case, look-alike letters as Latin ones, dashes as `-`, any space as a space; nothing invisible. */
  readonly plain: string;
  readonly words: readonly Word[];
  /** UTF-16 indices into the body of what stands in `plain` from one place to before another. */
  spanOf(from: number, to: number): { readonly start: number; readonly end: number };
}

/**
 * Like `fold`, letter by letter, so that a span can be shown to the person who wrote the text. It keeps punctuation,
 * which numbers, addresses and links are made of. Linear in the length of the text.
 */
export function plainTextOf(body: string): PlainText {
  if (printable.test(body)) {
    // Letter for letter: each stands where it stood.
    const plain = body.toLowerCase().replace(/[\r\t]/g, ' ');
    return withWords({ plain, spanOf: (start, end) => ({ start, end }) });
  }
  let plain = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  const known = new Map<string, string>();
  for (const character of body) {
    const read = known.get(character) ?? plainOf(character);
    known.set(character, read);
    for (let unit = 0; unit < read.length; unit += 1) {
      starts.push(at);
      ends.push(at + character.length);
    }
    // An accent that stands apart belongs to its letter.
    if (read === '' && ends.length > 0 && /^\p{M}/u.test(character))
      ends[ends.length - 1] = at + character.length;
    plain += read;
    at += character.length;
  }
  return withWords({
    plain,
    spanOf: (from, to) => ({ start: starts[from] ?? 0, end: ends[to - 1] ?? body.length }),
  });
}

/** A name is looked for as it is written: its words are made out for nobody. */
function withWords(text: Omit<PlainText, 'words'>): PlainText {
  const words = lazily(() => wordsOf(text.plain));
  return {
    ...text,
    get words() {
      return words();
    },
  };
}

function plainOf(character: string): string {
  if (/^[\x20-\x7e]$/.test(character)) return character.toLowerCase();
  if (/^\s$/u.test(character)) return character === '\n' ? '\n' : ' ';
  if (/^\p{Pd}$/u.test(character) || character === '\u2212') return '-';
  if (/^['\u2018\u2019\u02bc\uff07\u00b4]$/u.test(character)) return "'";
  const read = fold(character);
  if (read !== '') return read;
  if (/^[\p{M}\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]$/u.test(character)) return '';
  const compatible = character.normalize('NFKD');
  return /^[\x21-\x7e]+$/.test(compatible) ? compatible : ' ';
}

/** After which a full stop ends no sentence. */
const abbreviations = new Set([
  'dr',
  'dra',
  'mr',
  'mrs',
  'ms',
  'sr',
  'sra',
  'srta',
  'st',
  'no',
  'num',
  'appt',
  'vs',
]);

/** "Dr. Gray", "H.I.V. test": a stop that shortens, not one that ends. */
function isAbbreviated(plain: string, before: Word | undefined, gap: string): boolean {
  if (!before || gap.trim() !== '.') return false;
  return abbreviations.has(before.text) || /[a-z]\.[a-z]\.$/.test(plain.slice(before.to - 3, before.to + 1));
}

const anyWord = /[\p{L}\p{N}\p{M}]+(?:'\p{L}+)*/gu;
const printableWord = /[a-z\d]+(?:'[a-z]+)*/g;

function wordsOf(plain: string): readonly Word[] {
  const words: Word[] = [];
  let sentence = 0;
  let before: Word | undefined;
  for (const found of plain.matchAll(printable.test(plain) ? printableWord : anyWord)) {
    const gap = plain.slice(before?.to ?? 0, found.index);
    if (gap !== ' ' && /[.!?;]['")]{0,3}\s|\n/.test(gap) && !isAbbreviated(plain, before, gap)) sentence += 1;
    const text = found[0].replaceAll("'", '').replace(/(?<=[a-z])0(?=[a-z])/g, 'o');
    before = { text, from: found.index, to: found.index + found[0].length, sentence };
    words.push(before);
  }
  return joined(words);
}

/** Three letters or more that are set apart are one word: "H.I.V.", "M R I". */
function joined(words: readonly Word[]): readonly Word[] {
  const result: Word[] = [];
  let run: Word[] = [];
  const close = (): void => {
    const [first] = run;
    const last = run.at(-1);
    if (first && last && run.length > 2) {
      result.push({ ...first, text: run.map((word) => word.text).join(''), to: last.to });
    } else {
      for (const word of run) result.push(word);
    }
    run = [];
  };
  for (const word of words) {
    const last = run.at(-1);
    if (last && (word.from - last.to > 2 || word.sentence !== last.sentence)) close();
    if (/^[a-z]$/.test(word.text)) run.push(word);
    else {
      close();
      result.push(word);
    }
  }
  close();
  return result;
}
