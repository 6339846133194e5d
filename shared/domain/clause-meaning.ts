import {
  answerGroups,
  answerRules,
  type Said,
  type ShortWords,
  shortWords,
} from './appointment-answer-data.ts';
import { lazily } from './lazily.ts';
import { spellingOf } from './spelling.ts';
import { wordPatterns } from './word-pattern.ts';

/**
 * What one clause says: what the rules hear in it, a short word and nothing else, nothing at all ("thanks"), a question, or
 * anything else that a person has to read.
 */
export type Heard = Said | keyof ShortWords | 'question' | 'talk';

const roles = ['c', 'r', 'x', 'yes', 'agreed', 'no', 'nothing'] as const;

const phrases = lazily(
  () =>
    new Map(
      roles.flatMap((role) =>
        shortWords.flatMap((language) => language[role].split(', ').map((phrase) => [phrase, role] as const)),
      ),
    ),
);
const phraseWordsMax = 6;

const rules = lazily(() => {
  const compile = wordPatterns(answerGroups);
  return answerRules.map((rule) => ({
    ...rule,
    patterns: rule.patterns.map((pattern) => compile(pattern, rule.closers)),
  }));
});

const vocabulary = lazily(
  () =>
    new Set(
      [
        ...Object.values(answerGroups),
        ...answerRules.flatMap(({ patterns, closers }) => [...patterns, closers]),
        ...phrases().keys(),
      ].flatMap((words) => words.match(/[a-z]+/g) ?? []),
    ),
);
const spelling = lazily(() => spellingOf(vocabulary(), {}));

/** Whether a folded word can be part of an answer, whatever else it is: "will", "mark", "may". */
export const isAnswerWord = (word: string): boolean => vocabulary().has(word);

/** A question by how it begins: a word that asks, or a verb before whom it is about. */
const asking = new RegExp(
  [
    '^ (?:what|whats|where|wheres|when|whens|who|whos|which|how|hows|why|any|que|cual|cuando|donde|como|quien|cuanto|cuanta|cuantos|puedo|puede|pueden|podria|podrian|debo|hay|tienen|por que|a que) ',
    '^ (?:is|are|am|do|does|did|can|could|may|would|will|should|shall|was|were|has|have) (?:i|you|u|ya|yall|we|he|she|it|they|there|this|that|the|my|your|our|dr|anyone|someone|somebody|these|those) ',
  ].join('|'),
);
/** With these a thought of its own begins, so that a yes before them is whole: "yes and can you refill it". */
const openers =
  /^(?:and|also|btw|please|thank|thanks|ill|well|see|looking|just|tambien|y|gracias|nos|ahi|alli|what|where|when|which|who|how|is|are|do|does|can|could|will|would|should|may|any|que|cual|donde|como|puedo)$/;

/** What a clause says. A yes before other words is heard by itself: "yes I'll be there", "yes can we make it 10". */
export function heardIn(clauseWords: readonly string[], marked: boolean): readonly Heard[] {
  const words = corrected(clauseWords);
  const short = shortIn(words);
  if (short) return short;
  const lead = leadOf(words);
  const rest = words.slice(lead.length);
  const asks = marked || asking.test(` ${rest.join(' ')} `);
  const said = saidIn(words, asks) ?? saidIn(rest, asks);
  if (said) return [...lead.heard, said];
  const thought: Heard = asks ? 'question' : 'talk';
  if (lead.heard.length === 0) return [thought];
  // "Yes it hurts" and "no allergies" answer something else, an X before "ray" is no letter.
  const whole = openers.test(rest[0] ?? '') || (asks && lead.heard.every(agrees));
  return whole && !lead.heard.includes('no') ? [...lead.heard, thought] : [thought];
}

const agrees = (one: Heard): boolean => one === 'yes' || one === 'agreed';

/** Slips of the thumb read, a run of numbers made one. */
function corrected(words: readonly string[]): readonly string[] {
  const read = words.map((word) => (/^\d+$/.test(word) ? '#' : spelling()(word, 3)));
  return read.filter((word, index) => word !== '#' || read[index - 1] !== '#');
}

/** The roles of a clause that short words make up whole; `undefined` where any word belongs to none. */
function shortIn(words: readonly string[]): readonly Heard[] | undefined {
  const heard = new Set<Heard>();
  for (let at = 0; at < words.length; ) {
    const [length, role] = longestAt(words, at);
    if (role === undefined) return undefined;
    heard.add(role);
    at += length;
  }
  if (heard.size > 1) heard.delete('nothing');
  return [...heard];
}

function longestAt(words: readonly string[], at: number): [number, (typeof roles)[number] | undefined] {
  for (let length = Math.min(phraseWordsMax, words.length - at); length > 0; length -= 1) {
    const role = phrases().get(words.slice(at, at + length).join(' '));
    if (role) return [length, role];
  }
  return [1, undefined];
}

/** Courtesies and short answers with which a clause begins. */
function leadOf(words: readonly string[]): { readonly length: number; readonly heard: readonly Heard[] } {
  const heard = new Set<Heard>();
  let at = 0;
  while (at < words.length) {
    const [length, role] = longestAt(words, at);
    const word = words[at] ?? '';
    // "Confirm you take Aetna" asks for something; a confirmation is heard by its own rules.
    if (role === undefined || confirming.test(word) || (role === 'nothing' && !courtesy.test(word))) break;
    if (role !== 'nothing') heard.add(role);
    at += length;
  }
  return { length: at, heard: [...heard] };
}

const courtesy =
  /^(?:hi|hello|hey|hola|thanks|thank|thx|ty|please|pls|sorry|so|oh|good|buenos|buenas|gracias|muchas|perdon|disculpe|lo|actually|unfortunately)$/;
const confirming = /^(?:con|com|co)fi/;

/** The order in which what is heard in one clause outweighs the rest: "won't be able to make it" holds "able to make it". */
const weight: readonly Said[] = ['unchanged', 'reschedule', 'late', 'maybe', 'decline', 'confirm'];

function saidIn(words: readonly string[], asks: boolean): Said | undefined {
  const text = ` ${words.join(' ')} `;
  const spoken = new Set(words);
  const said = new Set<Said>();
  for (const rule of rules()) {
    if (said.has(rule.said) || (rule.statementsOnly && asks)) continue;
    const found = rule.patterns.some(
      ({ needs, expression }) => !needs.isDisjointFrom(spoken) && text.search(expression) >= 0,
    );
    if (found) said.add(rule.said);
  }
  // "Running late, won't make it" without its comma; a "might" before either is neither.
  if (said.has('decline') && !said.has('maybe')) said.delete('late');
  return weight.find((one) => said.has(one));
}
