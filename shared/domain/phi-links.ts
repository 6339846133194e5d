import type { Found } from './phi-terms.ts';

/** Links to these lead to a place or to a review, whatever their path holds. */
const publicPlaces: readonly string[] = [
  ...['maps.google.com', 'google.com/maps', 'www.google.com/maps', 'goo.gl/maps', 'maps.app.goo.gl'],
  ...[
    'maps.apple.com',
    'g.page',
    'waze.com',
    'www.waze.com',
    'yelp.com',
    'www.yelp.com',
    'search.google.com',
  ],
];

const link = /^(?:https?:\/\/)?((?:[a-z\d-]{1,63}\.){1,5}[a-z]{2,24})(?::\d{1,5})?([/?#].*)$/;

/** Tokens by which a page can tell whose it is. A UUID, a run of four digits, or twelve signs that mix letters and digits. */
const uuid = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/;
const digits = /\d{4,}/;

/**
 * Links whose path or query holds what looks like an id. A bare link to book or to pay is the same for everybody;
 * one with an id says, to whoever reads the text, whose page it is (45 CFR 164.514(b)(2)(i)(N), web addresses).
 */
export function linksIn(plain: string): readonly Found<'link-with-id'>[] {
  return Array.from(plain.matchAll(/\S+/g)).flatMap(({ 0: chunk, index }) => {
    if (!chunk.includes('.')) return [];
    const scheme = chunk.search(/https?:\/\/|www\./);
    const head = scheme >= 0 ? scheme : chunk.search(/[a-z\d]/);
    if (head < 0) return [];
    const tail = /[.,;:!?)\]}>'"]{0,8}$/.exec(chunk)?.index ?? chunk.length;
    const written = chunk.slice(head, tail);
    const [, host = '', rest = ''] = link.exec(written) ?? [];
    if (rest === '' || publicPlaces.some((place) => `${host}${rest}`.startsWith(place))) return [];
    return holdsId(rest) ? [{ kind: 'link-with-id' as const, from: index + head, to: index + tail }] : [];
  });
}

function holdsId(rest: string): boolean {
  if (uuid.test(rest)) return true;
  return rest.split(/[^a-z\d_]+/).some((token) => {
    // A year alone is a heading: "/2026/holiday-hours".
    if (/^(?:19|20)\d{2}$/.test(token)) return false;
    return (
      digits.test(token) ||
      (token.length >= 12 && /\d/.test(token) && /[a-z]/.test(token)) ||
      token.length >= 24
    );
  });
}
