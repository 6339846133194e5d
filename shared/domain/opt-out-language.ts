import { keywordOf } from './keywords.ts';
import { lately } from './lately.ts';
import { lazily } from './lazily.ts';
import { groups, type LanguageRule, rules as languageRules, slips } from './opt-out-language-data.ts';
import { narrowedAfter, takenBack, turnedBefore } from './opt-out-turns.ts';
import { ownWords } from './own-words.ts';
import { type Sentence, sentencesBy } from './sentences.ts';
import { spellingOf } from './spelling.ts';
import { matchesOf, spokenBy, wordPatterns } from './word-pattern.ts';

/**
 * How surely a text asks for no more texts. `certain`: nothing but a keyword. `plain`: free words that a reasonable person
 * understands so. `unsure`: it could be one, and a person decides. `none`: anything else.
 */
export interface OptOut {
  readonly class: 'certain' | 'plain' | 'unsure' | 'none';
  /** The keyword, or the words that were understood, folded; absent where nothing was. */
  readonly evidence?: string;
}

const none: OptOut = { class: 'none' };

const compile = wordPatterns(groups);
const spoken = lazily(() =>
  spokenBy(
    languageRules.map((rule) => ({
      ...rule,
      patterns: rule.patterns.map((pattern) => compile(pattern, rule.closers)),
    })),
  ),
);

const spelling = lazily(() =>
  spellingOf(
    [
      ...Object.values(groups),
      ...languageRules.flatMap(({ patterns, closers }) => [...patterns, closers]),
    ].flatMap((words) => words.match(/[a-z]+/g) ?? []),
    slips,
  ),
);

/** How far back and ahead of the words a turn is looked for, in letters: a clause, not a letter to the practice. */
const aroundMax = 80;

/** Reads what a text says of being texted (47 CFR 64.1200(a)(10)). Pure, and linear in the length of the text. */
export function optOutIn(body: string): OptOut {
  const keyword = keywordOf(body);
  if (keyword) return keyword.kind === 'stop' ? { class: 'certain', evidence: keyword.keyword } : none;
  const sentences = sentencesOf(ownWords(body));
  const whole = sentences.map(({ words }) => words).join('');
  const heard = [...sentences.map(saidIn), keywordAmong(sentences, whole)].filter(
    (said) => said !== undefined,
  );
  const surest =
    heard.find(({ means }) => means === 'plain') ??
    heard.find(({ means }) => means === 'nameless') ??
    heard[0];
  if (surest === undefined) return none;
  const plain = surest.means === 'plain' || (surest.means === 'nameless' && whole.search(byStranger()) >= 0);
  return { class: plain && !takenBack(whole) ? 'plain' : 'unsure', evidence: surest.evidence };
}

interface Heard {
  readonly means: LanguageRule['means'];
  readonly evidence: string;
}

const question =
  /^ (?:how|when|what|should|shall|do i|did|can i|could i|may i|is|are|does|will it|where|cuando|puedo|debo|cual) /;

/** A text in sentences of folded, corrected words, as patterns over words are looked for. */
export const sentencesOf = lately((text: string): readonly Sentence[] =>
  sentencesBy(text, spelling()).map(({ words, asks }) => ({ words, asks: asks || question.test(words) })),
);

/** The surest that the rules hear in a sentence. */
function saidIn({ words, asks }: Sentence): Heard | undefined {
  let best: Heard | undefined;
  for (const { rule, pattern } of spoken()(words.split(' '))) {
    if (rule.statementsOnly && asks && !request.test(words)) continue;
    for (const match of matchesOf(pattern, words)) {
      const heard = heardAt(rule.means, words, match);
      if (heard?.means === 'plain') return heard;
      if (best === undefined || heard?.means === 'nameless') best = heard;
    }
  }
  return best;
}

const request = / (?:can|could|would|will|wont|podrian|pueden|puede) (?:you|u|yall|we)? ?/;

/** What words mean that a rule found, with what stands around them. */
function heardAt(means: LanguageRule['means'], words: string, match: RegExpExecArray): Heard | undefined {
  const end = match.index + match[0].length;
  const evidence = match[0].trim();
  const turn = turnedBefore(words.slice(Math.max(0, match.index - aroundMax), match.index), evidence);
  if (turn === 'none') return undefined;
  const whole = turn === 'kept' && !narrowedAfter(words.slice(end, end + aroundMax));
  return { means: whole ? means : 'unsure', evidence };
}

const leads =
  /^(?:(?:c|y|ok|okay|hi|hello|hey|hola|yes|no|yeah|sorry|well|alright|um|just|please|no thanks|no thank you|seriously|help|start|sir|maam|good morning|si|pues|oye) )+/;

/**
 * A keyword that is a clause of its own among others: meant for the texts where the others show a stranger ("wrong
 * number, stop") or speak of texts, and otherwise for a person to decide ("I'm done with this, stop").
 */
function keywordAmong(sentences: readonly Sentence[], whole: string): Heard | undefined {
  const clauses = sentences.filter(({ asks }) => !asks).flatMap(({ words }) => words.split(' , '));
  const named = clauses
    .map((clause) => keywordOf(`${clause.trim()} `.replace(leads, '')))
    .find((keyword) => keyword?.kind === 'stop');
  if (named === undefined) return undefined;
  const visit = ofVisits.test(whole);
  if (visit && !ofTexts.has(named.keyword)) return undefined;
  return { means: whole.search(ofTexting()) >= 0 && !visit ? 'plain' : 'nameless', evidence: named.keyword };
}

/** Keywords that can mean nothing but the texts, or most likely do; the others may as well mean a visit. */
const ofTexts = new Set(['STOP', 'STOPALL', 'QUIT', 'UNSUBSCRIBE', 'OPTOUT', 'TD', 'PARAR']);
const ofVisits =
  / (?:appointments?|appts?|apt|visits?|cita|citas|today|tomorrow|manana|tonight|monday|tuesday|wednesday|thursday|friday|saturday|sunday|lunes|martes|miercoles|jueves|viernes|reschedule|surgery|reschedul) /;
const ofTexting = lazily(() => compile('<texting>|<texts>|texted|<mensajes>', '').expression);
const byStranger = lazily(() => compile('<wrong>|<stranger>|<equivocado>|<desconocido>', '').expression);
