import { englishClosers, englishGroups, englishRules, englishSlips } from './opt-out-english-data.ts';
import { spanishClosers, spanishGroups, spanishRules, spanishSlips } from './opt-out-spanish-data.ts';

/** The orders of words in which one wish is told. */
export interface LanguageRule {
  readonly wish: string;
  /** `nameless`: unsure, and plain where a stranger says it ("wrong person, stop this"). */
  readonly means: 'plain' | 'unsure' | 'nameless';
  /** Whether the same words in a question mean something else. */
  readonly statementsOnly: boolean;
  readonly cites: string;
  /** The day from which it counts, ISO. */
  readonly since: string;
  /** Written as word-pattern.ts tells, of folded words. */
  readonly patterns: readonly string[];
}

/** What the patterns are made of: groups of words by name, those of one language beside those of the other. */
export const groups: Readonly<Record<string, string>> = { ...englishGroups, ...spanishGroups };

/**
 * The rules of both languages. `closers` are words with which another thought begins, so that a verb before them has no
 * other object: "stop this please, I have had enough".
 */
export const rules: readonly (LanguageRule & { readonly closers: string })[] = [
  ...englishRules.map((rule) => ({ ...rule, closers: englishClosers })),
  ...spanishRules.map((rule) => ({ ...rule, closers: spanishClosers })),
];

/** Slips of the thumb and short forms that spelling.ts does not derive. */
export const slips: Readonly<Record<string, string>> = { ...englishSlips, ...spanishSlips };
