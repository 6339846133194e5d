import { englishClosers, englishGroups, englishRules, englishSlips } from './emergency-english-data.ts';
import { spanishClosers, spanishGroups, spanishRules, spanishSlips } from './emergency-spanish-data.ts';

/** The ways in which one sign of an emergency is told. */
export interface SignRule {
  readonly sign: string;
  readonly kind: 'medical' | 'self-harm';
  readonly cites: string;
  /** The day from which it counts, ISO. */
  readonly since: string;
  /** Whether a "no" before or within the words takes them back; of most signs it does, but not of "can't breathe". */
  readonly deniable: boolean;
  /** Words near by, a list with commas, that make it something else. */
  readonly unless?: string;
  /** Written as word-pattern.ts tells, of folded words. */
  readonly patterns: readonly string[];
}

export const groups: Readonly<Record<string, string>> = { ...englishGroups, ...spanishGroups };

export const rules: readonly (SignRule & { readonly language: 'en' | 'es'; readonly closers: string })[] = [
  ...englishRules.map((rule) => ({ ...rule, language: 'en' as const, closers: englishClosers })),
  ...spanishRules.map((rule) => ({ ...rule, language: 'es' as const, closers: spanishClosers })),
];

/** Slips of the thumb and short forms that spelling.ts does not derive. */
export const slips: Readonly<Record<string, string>> = { ...englishSlips, ...spanishSlips };
