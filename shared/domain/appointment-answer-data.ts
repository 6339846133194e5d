import {
  englishClosers,
  englishGroups,
  englishRules,
  englishShort,
} from './appointment-answer-english-data.ts';
import {
  spanishClosers,
  spanishGroups,
  spanishRules,
  spanishShort,
} from './appointment-answer-spanish-data.ts';

/** What one clause of a text says of a visit that was asked about. `unchanged`: not to cancel or move it, which is no yes yet. */
export type Said = 'confirm' | 'reschedule' | 'decline' | 'late' | 'maybe' | 'unchanged';

/** The orders of words in which one thing is said. */
export interface AnswerRule {
  readonly said: Said;
  /** Whether the same words in a question mean something else ("will I be there long?"). */
  readonly statementsOnly: boolean;
  /** Written as word-pattern.ts tells, of folded words; `#` is a number, a clock time or a date. */
  readonly patterns: readonly string[];
}

/**
 * Short words that count only where nothing else stands in their clause: letters that reminders offer, a yes, what agrees without
 * saying to what, a no, and what says nothing ("thanks", "Tuesday").
 */
export interface ShortWords {
  readonly c: string;
  readonly r: string;
  readonly x: string;
  readonly yes: string;
  readonly agreed: string;
  readonly no: string;
  readonly nothing: string;
}

/**
 * Where the words come from and from when they count: C, R, X and the forms named in the mission (1.5) are what reminders offer or
 * patients were seen to write to comparable systems; the rest was written from how people speak of keeping and moving a visit. None
 * is a word that by law means stop (47 CFR 64.1200(a)(10)): those are heard before.
 */
const effective = { since: '2026-11-25', source: '1-mission 1.5; Spanish by its own idiom' };

export const answerGroups: Readonly<Record<string, string>> = { ...englishGroups, ...spanishGroups };

export const answerRules: readonly (AnswerRule & typeof effective & { readonly closers: string })[] = [
  ...englishRules.map((rule) => ({ ...rule, ...effective, closers: englishClosers })),
  ...spanishRules.map((rule) => ({ ...rule, ...effective, closers: spanishClosers })),
];

export const shortWords: readonly ShortWords[] = [englishShort, spanishShort];

/** What people draw instead of a word. Hearts and smiles say nothing and are left to the fold. */
export const drawn: readonly { readonly signs: RegExp; readonly word: string }[] = [
  { signs: /[\u{1F44D}\u{1F44C}\u2705\u2714\u2611\u{1F197}\u{1F4AF}]/gu, word: ' thumbsup ' },
  { signs: /[\u{1F44E}\u274C\u274E\u2716\u{1F6AB}]/gu, word: ' thumbsdown ' },
];
