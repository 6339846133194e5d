import { fold } from './fold.ts';
import {
  carrierKeywords,
  greetings,
  haste,
  type Keyword,
  type KeywordKind,
  keywords,
  narrower,
  politeness,
  slips,
  textingMe,
} from './keywords-data.ts';
import { lately } from './lately.ts';
import { ownWords } from './own-words.ts';
import { spellingOf } from './spelling.ts';

type Phrase =
  | { role: 'keyword'; keyword: Keyword }
  | { role: 'politeness' | 'haste' | 'greeting' | 'texting' };

const phrases = new Map<string, Phrase>([
  ...keywords.flatMap((keyword) =>
    keyword.forms.map((form) => [form, { role: 'keyword', keyword }] as const),
  ),
  ...politeness.map((words) => [words, { role: 'politeness' }] as const),
  ...haste.map((words) => [words, { role: 'haste' }] as const),
  ...greetings.map((words) => [words, { role: 'greeting' }] as const),
  ...textingMe.map((words) => [words, { role: 'texting' }] as const),
]);
const spelt = spellingOf(new Set(Array.from(phrases.keys()).flatMap((words) => words.split(' '))), slips);
const phraseWordsMax = Math.max(...Array.from(phrases.keys(), (words) => words.split(' ').length));

/**
 * The keyword that a whole text consists of, alone or with courtesies: the class "certain" of revocations, and
 * START and HELP. Every word must be accounted for; one that is not makes the text an ordinary sentence
 * ("How do I stop the bleeding?"), which is for the rules on plain words (opt-out-language.ts) and not for this one.
 * Quoted replies and signatures are no words of the text, and slips of the thumb are read ("STOOOP", "sotp").
 *
 * @returns the first keyword by its recorded name ("Please STÓP!!" is `{kind: 'stop', keyword: 'STOP'}`), or
 *   `undefined` where the text is anything else, also where it asks for two things at once ("stop start").
 */
export const keywordOf = lately((body: string): { kind: KeywordKind; keyword: string } | undefined => {
  const own = ownWords(body);
  const said = phrasesOf(fold(own));
  if (said === undefined) return undefined;
  const named = said.flatMap((phrase) => (phrase.role === 'keyword' ? [phrase.keyword] : []));
  const first = named[0];
  if (first === undefined || named.some((keyword) => keyword.kind !== first.kind)) return undefined;
  if (!said.every((phrase, index) => fits(phrase, said[index - 1], named))) return undefined;
  // "Stop now?" asks what to do with a tablet. A bare keyword counts however it is punctuated.
  if (said.some(({ role }) => role === 'haste') && own.normalize('NFKC').includes('?')) return undefined;
  return { kind: first.kind, keyword: first.keyword };
});

/** Whether a phrase leaves the meaning of these keywords as certain as they are alone. */
function fits(phrase: Phrase, before: Phrase | undefined, named: readonly Keyword[]): boolean {
  switch (phrase.role) {
    case 'keyword':
      return phrase.keyword.with !== 'alone' || before === undefined;
    case 'politeness':
      return named.every((keyword) => keyword.with !== 'alone');
    case 'haste':
      return named.every((keyword) => keyword.kind === 'stop');
    case 'greeting':
      return named.every((keyword) => keyword.with === 'texting');
    case 'texting':
      return before?.role === 'keyword' && before.keyword.with === 'texting';
  }
}

/** A folded text cut into known phrases, the longest first; `undefined` at the first word that belongs to none. */
function phrasesOf(folded: string): Phrase[] | undefined {
  const words = folded.split(' ').map((word) => spelt(word, 2));
  const said: Phrase[] = [];
  for (let at = 0; at < words.length; ) {
    let length = Math.min(phraseWordsMax, words.length - at);
    let phrase = phrases.get(words.slice(at, at + length).join(' '));
    while (phrase === undefined && length > 1) {
      length -= 1;
      phrase = phrases.get(words.slice(at, at + length).join(' '));
    }
    if (phrase === undefined) return undefined;
    said.push(phrase);
    at += length;
  }
  return said;
}

/** Whether a text chooses reminders alone, as the confirmation of an opt-out offers. */
export const narrowerChoice = (body: string): boolean => narrower.forms.includes(fold(body));

/** Whether a carrier that answers STOP by itself answers this text: its keyword, and nothing beside it. */
export const carrierAnswers = (body: string): boolean =>
  carrierKeywords.words.includes(body.trim().toLowerCase());
