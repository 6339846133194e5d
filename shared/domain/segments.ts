import {
  fullWidth,
  gsm7Basic,
  gsm7Extension,
  type LookAlikes,
  lookAlikes,
  lookAlikesWhenAllGsm7,
} from './gsm7.ts';

/** What carriers bill: how a text travels, its length in units of that encoding, and its number of segments. */
export interface Measure {
  encoding: 'GSM-7' | 'UCS-2';
  /** Septets in GSM-7 (an extension character has two), UTF-16 code units in UCS-2. */
  units: number;
  /** Never below 1: an empty text is still handed over as one. */
  segments: number;
}

/**
 * Units that fit one segment of 140 octets alone, and beside the 6-octet header that joins several.
 * Source: 3GPP TS 23.040, 9.2.3.24.1 (8-bit reference number), release 18; Twilio, "What is GSM-7 character encoding?".
 */
const room = { 'GSM-7': { alone: 160, joined: 153 }, 'UCS-2': { alone: 70, joined: 67 } } as const;

const septets = new Map<string, number>([
  ...Array.from(gsm7Basic, (character) => [character, 1] as const),
  ...Array.from(gsm7Extension, (character) => [character, 2] as const),
]);

const always = tableOf(lookAlikes);
const whenAllGsm7 = tableOf(lookAlikesWhenAllGsm7);
for (let code = fullWidth.first; code <= fullWidth.last; code += 1) {
  whenAllGsm7.set(String.fromCharCode(code), String.fromCharCode(code - fullWidth.distance));
}

/** Letters, digits and marks of one septet each that stand for themselves, as most texts are made of. */
const plainWords = /^[\n\x20-\x5a_a-z]*$/;

/** Measures a text as it stands; `toGsm7` first gives the least that the same words can cost. */
export function measure(body: string): Measure {
  if (body.length <= room['GSM-7'].alone && plainWords.test(body))
    return { encoding: 'GSM-7', units: body.length, segments: 1 };
  const encoding = isGsm7(body) ? 'GSM-7' : 'UCS-2';
  const { alone, joined } = room[encoding];
  let units = 0;
  let segments = 1;
  let used = 0;
  // By code point: neither an escape with its character nor a surrogate pair is split over a border.
  for (const character of body) {
    const width = encoding === 'GSM-7' ? (septets.get(character) ?? 0) : character.length;
    units += width;
    used += width;
    if (used > joined) {
      segments += 1;
      used = width;
    }
  }
  return { encoding, units, segments: units <= alone ? 1 : segments };
}

/**
 * The same words with look-alikes (curly quotes, dashes, odd spaces, ellipsis) in GSM-7 letters. What has no
 * equal there stays as it is: emoji, "ë", Chinese. The result never has more segments than the text given,
 * and giving it again changes nothing.
 */
export function toGsm7(body: string): string {
  if (plainWords.test(body)) return body;
  const plain = settle(swap(body, always));
  const whole = settle(swap(plain, whenAllGsm7));
  // "…" grows to three septets; in a text of little else that would cost a segment.
  return isGsm7(whole) && measure(whole).segments <= measure(plain).segments ? whole : plain;
}

function isGsm7(body: string): boolean {
  for (const character of body) if (!septets.has(character)) return false;
  return true;
}

function swap(body: string, table: ReadonlyMap<string, string>): string {
  let swapped = '';
  for (const character of body) swapped += table.get(character) ?? character;
  return swapped;
}

/** Line ends of one septet, and a letter with its accent apart ("e" and an acute) as one where GSM-7 has it. */
function settle(body: string): string {
  return body.replace(/(?<!\r)\r+\n/g, '\n').replace(/[A-Za-z]\p{Mn}(?!\p{M})/gu, (pair) => {
    const letter = pair.normalize('NFC');
    return septets.has(letter) ? letter : pair;
  });
}

function tableOf(rows: LookAlikes): Map<string, string> {
  return new Map(rows.flatMap(([to, from]) => Array.from(from, (character) => [character, to] as const)));
}
