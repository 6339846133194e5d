/**
 * The GSM 7-bit default alphabet and its extension table. Each character of the first costs one septet, of the
 * second two (an escape and itself). Note what is missing: lower-case c-cedilla and the Spanish a, i, o, u with acute.
 *
 * Source: 3GPP TS 23.038 (once GSM 03.38), 6.2.1 and 6.2.1.1, release 18; unchanged in these tables since 1999.
 */
export const gsm7Basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

export const gsm7Extension = '\f^{}\\[~]|€';

/** `[what is written instead, the characters it is written for]` */
export type LookAlikes = readonly (readonly [to: string, from: string])[];

/**
 * Characters that read the same in GSM-7 and are never longer there, so replacing them costs nothing in any text.
 *
 * Source: Twilio, "List of characters replaced by Smart Encoding" (twilio.com/docs/messaging/services/
 * smart-encoding-char-list, read 2026-11), as a starting point and stricter: what can change a dose or a price
 * is left alone. Twilio's one-half for example makes "1½ tablets" eleven halves, and its no-break space is two spaces.
 */
export const lookAlikes: LookAlikes = [
  // Curly, low, angle and ornament quotes; primes.
  ['"', '\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u2036\u02ba\u02ee\u275d\u275e\u301d\u301e'],
  [
    "'",
    '\u2018\u2019\u201a\u201b\u2039\u203a\u2032\u2035\u02b9\u02bb\u02bc\u02bd\u02c8\u02ca\u02cb\u00b4\u0060\u275b\u275c',
  ],
  // Hyphens, dashes, minus, and bullets that begin a line.
  ['-', '\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\u2022\u2023\u25e6\u25aa\u25cf\u2219'],
  // No-break and typographic spaces, and the tab.
  [' ', '\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f'],
  ['\n', '\u000b\u0085\u2028\u2029'],
  ['/', '\u2044\u2215'],
  ['*', '\u2217\u204e'],
  ['x', '\u00d7'],
  ['~', '\u02dc\u223c'],
  ['^', '\u02c6'],
  ['|', '\u2223'],
  // Soft hyphen, zero-width space, word joiner, byte order mark: invisible and without meaning to a reader.
  ['', '\u00ad\u200b\u2060\ufeff'],
  // Control characters, which no phone shows.
  ['', '\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015'],
  ['', '\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f\u007f'],
];

/**
 * Replaced only where the whole text becomes GSM-7 by it. Some grow ("…"), which pays only there; the rest mean
 * something beside other scripts: joiners hold emoji and Persian words together, marks order Hebrew beside Latin,
 * and full-width forms are the ordinary ones within Chinese and Japanese.
 */
export const lookAlikesWhenAllGsm7: LookAlikes = [
  ['...', '\u2026'],
  ['..', '\u2025'],
  ['!!', '\u203c'],
  ['ff', '\ufb00'],
  ['fi', '\ufb01'],
  ['fl', '\ufb02'],
  [' ', '\u3000'],
  ['', '\u200c\u200d\u200e\u200f\u061c\ufe0e\ufe0f'],
  ['', '\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069'],
];

/** Full-width forms of `!` to `~`, which lie at a fixed distance. Source: The Unicode Standard, block FF00-FFEF. */
export const fullWidth = { first: 0xff01, last: 0xff5e, distance: 0xfee0 };
