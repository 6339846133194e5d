import { lately } from './lately.ts';

/** A header over what is answered: all below it is ours ("On Mon, ... wrote:", in Spanish "El ... escribió:"). */
const quoteHeader =
  /^\s*(?:(?:on|el)\b.{0,200}\b(?:wrote|escribi[oó])\s*:|-{2,}\s*(?:original message|forwarded message|mensaje original)\b)/i;

/** A line that a mail program marks as quoted (RFC 3676, section 4.5). */
const quotedLine = /^\s*>/;

/** The line between a text and its signature (RFC 3676, section 4.3), often typed without its space. */
const signatureDivider = /^\s*(?:--|__)\s*$/;

/** What a phone adds by itself. */
const device =
  /(?<=\S)\s{1,9}(?:sent from (?:my )?|enviado desde (?:mi )?|get outlook for )[\p{L}\p{N} .'’-]{1,40}$/iu;

/** A name behind a dash, on its own line or after a full stop. A dash in mid-sentence is none ("remove stitches - when?"). */
const signedName =
  /(?<=[.!?]["')]? {0,4}|\n[ \t]{0,4})[-–—~] {0,2}\p{Lu}[\p{L}'’]{0,30}\.?(?: \p{Lu}[\p{L}'’]{0,30}\.?)?$/u;

/** A phone's reaction to a text of ours, which it quotes. */
const reaction =
  /^\s*(?:liked|loved|disliked|laughed at|emphasized|questioned|reacted \S{1,12} to|le gust[oó]|le encant[oó])\s{0,3}[“"«]/i;

/** As far as a line is looked at, and a text's end: what is sought is short, and a hostile text is long. */
const seenMax = 300;

/**
 * What the patient wrote themselves: without quoted replies, signatures and reactions, which repeat our own "Reply STOP
 * to opt out" or say nothing. Linear in the length of the text.
 */
export const ownWords = lately((body: string): string => {
  if (reaction.test(body.slice(0, seenMax))) return '';
  const own: string[] = [];
  for (const line of body.split('\n')) {
    const start = line.slice(0, seenMax);
    if (quoteHeader.test(start) || (own.length > 0 && signatureDivider.test(start))) break;
    if (!quotedLine.test(start)) own.push(line);
  }
  const text = own.join('\n').trimEnd();
  const end = text.slice(-seenMax).replace(device, '').trimEnd().replace(signedName, '');
  return text.slice(0, -seenMax) + end;
});
