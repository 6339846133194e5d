import { CursorInvalid } from '../../ports/store.ts';
import type { ItemKey } from './keys.ts';
import type { Span } from './spans.ts';

/** Where a page ended: the entry's sort key in the partition or index walked, and the record that it names. */
export interface Place {
  readonly sort: string;
  readonly item: ItemKey;
}

/**
 * Writes a place down: the partition walked, the sort key, and for an index the record's own key, which DynamoDB needs
 * to go on. Keys hold ids and moments alone, so a cursor tells nothing about anyone; it is encoded, not encrypted.
 */
export function cursorOf(span: Span, { sort, item }: Place): string {
  const parts = span.index === undefined ? [span.pk, sort] : [span.pk, sort, item.pk, item.sk];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/**
 * The place that a cursor names. Throws CursorInvalid on what is no cursor, on that of another partition, and on
 * one outside the bounds: DynamoDB refuses to start there, so no adapter does.
 */
export function placeAfter(span: Span, cursor: string): Place {
  const [pk, sort, ...item] = partsOf(cursor);
  if (pk !== span.pk || sort === undefined || sort < span.low || sort > span.high) throw invalid();
  if (span.index === undefined) {
    if (item.length !== 0) throw invalid();
    return { sort, item: { pk, sk: sort } };
  }
  const [itemPk, itemSk] = item;
  if (!itemPk || !itemSk || item.length !== 2) throw invalid();
  return { sort, item: { pk: itemPk, sk: itemSk } };
}

function partsOf(cursor: string): readonly string[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(parts) && parts.every((part): part is string => typeof part === 'string')) return parts;
  } catch {
    // Falls to the one answer for all that is no cursor.
  }
  throw invalid();
}

const invalid = () => new CursorInvalid('This cursor is not one that was given for this list.');
