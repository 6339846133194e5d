import { isoFrom } from './time.ts';

/** What an EHR calls a state of its record: a number that grows, or a text such as a moment or a row version. */
export type SourceVersion = number | string;

/**
 * Whether one source version is older than another. Numbers, also those written as text, are compared as numbers; moments with their
 * offset as moments; other text by its parts, runs of digits as numbers ("v9" is older than "v10"). A number beside a text that is none
 * cannot be compared, nor can anything beside nothing: such a one is not older, so that what came last stands.
 */
export function isOlder(one: SourceVersion | undefined, other: SourceVersion | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  const [a, b] = [wholeOf(one), wholeOf(other)];
  if (a !== undefined && b !== undefined) return a < b;
  if (typeof one === 'number' || typeof other === 'number') return false;
  const [first, second] = [momentOf(one), momentOf(other)];
  if (first !== undefined && second !== undefined) return first < second;
  return natural(one, other) < 0;
}

/** A bigint, for row versions have more digits than a number holds. */
function wholeOf(version: SourceVersion): bigint | undefined {
  return /^\d+$/.test(String(version)) ? BigInt(version) : undefined;
}

function momentOf(version: string): string | undefined {
  try {
    return isoFrom(version);
  } catch {
    // Not a moment: it is compared as text.
    return undefined;
  }
}

function natural(one: string, other: string): number {
  const [a, b] = [partsOf(one), partsOf(other)];
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const difference = compared(a[index] ?? '', b[index] ?? '');
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

const partsOf = (version: string): readonly string[] => version.match(/\d+|\D+/g) ?? [];

function compared(a: string, b: string): number {
  if (/^\d/.test(a) && /^\d/.test(b)) {
    const [first, second] = [BigInt(a), BigInt(b)];
    return first < second ? -1 : first > second ? 1 : 0;
  }
  return a < b ? -1 : a > b ? 1 : 0;
}
