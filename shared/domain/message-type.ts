import { fold } from './fold.ts';
import type { MessageTypes } from './settings.ts';

/**
 * What an inbound text is about, by the practice's own words: the first type of which a word or phrase stands whole in the
 * text; `other` where none does.
 */
export function typeOf(types: MessageTypes, body: string): string {
  const folded = ` ${fold(body)} `;
  const found = types.find((type) => type.words.some((word) => folded.includes(` ${fold(word)} `)));
  return found?.type ?? 'other';
}
