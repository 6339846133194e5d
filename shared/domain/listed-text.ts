import { visible } from './fold.ts';
import { exceptions } from './listed-answer-data.ts';
import { ownWords } from './own-words.ts';

/** A text with its digits apart from what they are written together with: "C1", "2)", "#3". A number with its mark stands before its answer. */
export const written = (body: string): string =>
  visible(ownWords(body))
    .slice(0, 1000)
    .replace(/\u20e3/gu, ' ')
    .replace(/#\s?(?=\d)/gu, ' ')
    .replace(/(?<![\p{L}\d])([a-z])\s?[.:=-]?\s?(?=\d(?!\d))/giu, '$1 ')
    .replace(/(?<![\d:./-])(\d)\s?(?=[crxyn](?![\p{L}\d]))/giu, '$1 ')
    .replace(/(?<![\d:./-])(\d)\s*[):=-]+\s*(?=[^\s\d])/gu, '$1 ')
    .replace(/^\W*\d\s*\.\s*(?=[^\s\d]).*/su, (list) =>
      list.replace(/(?<![\d:/-])(\d)\s*\.\s*(?=[^\s\d])/gu, '$1 '),
    );

/** A text without the digits that number lines: what is left of digits tells of hours and days. */
export const withoutNumbers = (body: string): string =>
  body.replace(
    /(?<!\d|[:./-]|\b(?:at|it|around|by|before|after|till|until|las) )\b\d\b(?!\d|[:/]\d|\s?[ap]\.?m|\s?o'?clock)/giu,
    ' ',
  );

/** Takes out "all but 2", with the numbers that it leaves out. */
export function withoutExceptions(text: string): {
  readonly text: string;
  readonly excepted: readonly number[];
} {
  const excepted: number[] = [];
  const left = text.replace(exceptions, (phrase, digits: string) => {
    excepted.push(...(digits.match(/\d/g) ?? []).map(Number));
    return /^(?:all|everything|everyone|both|any|todo|ambas)/i.test(phrase) ? ' all ' : ' ';
  });
  return { text: left, excepted };
}
