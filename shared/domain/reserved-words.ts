import { keywords } from './keywords-data.ts';
import { lazily } from './lazily.ts';

/** A part of a text of ours that invites a word which ends all texts, as if it meant something else. */
export interface ReservedSpan {
  /** UTF-16 indices into the body: first, and past the last. */
  readonly start: number;
  readonly end: number;
  readonly kind: 'reserved-word';
  readonly reason: string;
}

/** How texts invite an answer, in English and Spanish; with or without "back", "us", "the word" and the like. Effective 2026-11-25. */
const invitations =
  'reply|replying|text|texting|send|sending|answer|answering|respond|responding|type|write|say|responda|responde|respondanos|conteste|contesta|envie|env[ií]e|envia|mande|manda|escriba|escribe|diga|ponga';
const fillers =
  "back|us|me|to|this|text|message|number|with|the|word|a|by|at|either|or|and|just|simply|con|la|el|palabra|un|una|a|este|mensaje|nos|y|o|[a-z0-9]{1,3}|yes|no|confirm|'|’";

/** What makes the invitation an honest one: the word ends texts, and the text says so. */
const honest =
  /^[\s"'”’).,:;!*-]*(?:(?:to|for|2|if you want to|para|if you (?:no longer|do not|don['’]t))\s+(?:\w+\s+){0,3}?(?:opt[\s-]?out|stop|unsubscribe|end|quit|cancel (?:all |these |our |the )?(?:texts?|messages?|texting)|no (?:longer|more)|not (?:get|receive)|(?:get|receive|want) (?:\w+ )?(?:texts|messages)|be removed|leave|no recibir|dejar|no m[aá]s|salir|cancelar (?:los |estos )?(?:mensajes|textos)|darse de baja)|\(?(?:opts? (?:you )?out|ends? (?:all )?(?:texts|messages)))/i;

const escaped = (words: string): string => words.replace(/[^a-z0-9]+/gi, '[\\s-]?');
const edge = '(?![\\p{L}\\p{N}])';
const forms = keywords
  .filter(({ kind }) => kind === 'stop')
  .flatMap((keyword) => keyword.forms)
  .toSorted((a, b) => b.length - a.length);
const patterns = lazily(() => {
  const asked = `(?<![\\p{L}\\p{N}])(?:${invitations})`;
  const loud = forms.map((form) => escaped(form.toUpperCase())).join('|');
  return [
    // "Text us back 'quit'", in any letters.
    new RegExp(
      `${asked}(?:[\\s"'“‘(*:,/]+(?:${fillers})){0,5}?[\\s"'“‘(*:,/]+(?<!\\b(?:the|an?|la|el|una?) )(${forms.map(escaped).join('|')})${edge}`,
      'giu',
    ),
    // "Reply 1 to confirm, 2 to move, or REMOVE to drop it": later in the sentence only a word in capitals is offered.
    new RegExp(`(?<=\\b[Rr]eply\\b[^.!?\\n]{0,120}?(?:\\bor|\\band|,|/)\\s*["'“‘(]?)(${loud})${edge}`, 'gu'),
  ];
});

const reason =
  'Invites a word that by law ends all texts from the practice. Offer C, R, X or a digit, or say that it is to opt out.';

/** An opt-out that says first what it is for: "To get no more texts, reply STOP". */
const honestBefore =
  /\b(?:to|for|if you|para|si)\b[^.!?\n]{0,40}\b(?:opt[\s-]?out|unsubscribe|(?:stop|end) (?:\w+ )?(?:texts|messages|texting)|no (?:longer|more)|not (?:get|receive|want)|no recibir|dejar de recibir|no m[aá]s|no desea|darse de baja)\b/i;

/** Each word that ends all texts and that a text invites, by where it begins: where it ends, and whether it is to opt out. */
function invitedIn(body: string): ReadonlyMap<number, { readonly end: number; readonly honest: boolean }> {
  const found = new Map<number, { end: number; honest: boolean }>();
  for (const pattern of patterns())
    for (const match of body.matchAll(pattern)) {
      const end = match.index + match[0].length;
      const after = body.slice(end, end + 80);
      const before = body.slice(Math.max(0, match.index - 120), end);
      const ends = /^["'”’)]*\s*(?:[.!?\n]|$)/.test(after);
      const isHonest = honest.test(after) || (ends && honestBefore.test(before.slice(lastSentence(before))));
      found.set(end - (match[1]?.length ?? 0), { end, honest: isHonest });
    }
  return found;
}

const lastSentence = (words: string): number =>
  Math.max(...['.', '!', '?', '\n'].map((end) => words.lastIndexOf(end))) + 1;

/**
 * Where a text of ours invites STOP, CANCEL and their like for anything but to opt out: a patient who follows it is cut off from every
 * text, for such a word is per se a revocation (47 CFR 64.1200(a)(10)). "Reply STOP to opt out" is none. Spans in order.
 */
export function reservedWordsIn(body: string): readonly ReservedSpan[] {
  return Array.from(invitedIn(body))
    .filter(([, invited]) => !invited.honest)
    .map(([start, { end }]) => ({ start, end, kind: 'reserved-word' as const, reason }))
    .sort((a, b) => a.start - b.start);
}

/** Whether a text says how to opt out. */
export const saysHowToOptOut = (body: string): boolean =>
  Array.from(invitedIn(body).values()).some((invited) => invited.honest);
