import { englishBodyRules } from './emergency-english-body-data.ts';
import { englishBreathRules } from './emergency-english-breath-data.ts';
import { englishDangerRules } from './emergency-english-danger-data.ts';
import { englishClosers, englishGroups, englishSlips } from './emergency-english-words.ts';
import { spanishBodyRules } from './emergency-spanish-body-data.ts';
import { spanishDangerRules } from './emergency-spanish-danger-data.ts';
import { spanishClosers, spanishGroups, spanishSlips } from './emergency-spanish-words.ts';

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
  ...[...englishBreathRules, ...englishBodyRules, ...englishDangerRules].map((rule) => ({
    ...rule,
    language: 'en' as const,
    closers: englishClosers,
  })),
  ...[...spanishBodyRules, ...spanishDangerRules].map((rule) => ({
    ...rule,
    language: 'es' as const,
    closers: spanishClosers,
  })),
];

/** Slips of the thumb and short forms, from what is typed to what is meant. */
export const slips: Readonly<Record<string, string>> = Object.fromEntries(
  `${englishSlips}, ${spanishSlips}`.split(', ').map((pair) => pair.split('=')),
);
