/*
 * Words with merge fields: `{given}`, or `{given|there}` with what stands there where nothing is known. There is no logic, no
 * nesting and no escape, and what is put in is never read again: a patient who is called "{phone}" stays a name.
 */

/** A stretch of words as they are, or a field with its place in them (UTF-16 indices). */
export type Part =
  | { readonly kind: 'words'; readonly words: string }
  | { readonly kind: 'field'; readonly name: string; readonly fallback?: string };

/** A brace that begins or ends no field. */
export interface FieldFault {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

const braced = /\{([^{}]*)\}|[{}]/g;
const inside = /^ {0,3}([a-z][A-Za-z0-9]{0,29}) {0,3}(?:\|([^|]*))?$/;

/** How a field is called. */
export const fieldNamePattern = /^[a-z][A-Za-z0-9]{0,29}$/;

/** Reads words with fields. Where there are faults, what is faulty stands among the parts as the words that it is. */
export function readMerge(written: string): {
  readonly parts: readonly Part[];
  readonly faults: readonly FieldFault[];
} {
  const parts: Part[] = [];
  const faults: FieldFault[] = [];
  let from = 0;
  const words = (to: number) => {
    if (to > from) parts.push({ kind: 'words', words: written.slice(from, to) });
  };
  for (const { 0: found, 1: content, index } of written.matchAll(braced)) {
    const field = content === undefined ? null : inside.exec(content);
    if (field?.[1] === undefined) {
      const message =
        content === undefined
          ? 'A brace without its other one: fields are {name} or {name|what to say instead}.'
          : 'No field: write {name} or {name|what to say instead}, the name in letters and digits.';
      faults.push({ start: index, end: index + found.length, message });
      continue;
    }
    words(index);
    const fallback = field[2];
    parts.push({ kind: 'field', name: field[1], ...(fallback !== undefined && { fallback }) });
    from = index + found.length;
  }
  words(written.length);
  return { parts, faults };
}

/**
 * Puts values in, in one pass. A field without a value and without a fallback stays as `{name}`, and is named in `missing`.
 */
export function fillMerge(
  parts: readonly Part[],
  values: ReadonlyMap<string, string>,
): { readonly body: string; readonly missing: readonly string[] } {
  const missing = new Set<string>();
  const body = parts
    .map((part) => {
      if (part.kind === 'words') return part.words;
      const value = values.get(part.name) ?? part.fallback;
      if (value !== undefined) return value;
      missing.add(part.name);
      return `{${part.name}}`;
    })
    .join('');
  return { body, missing: [...missing] };
}

/** The same words, at the same places, with all that is no word of theirs blank: braces, names of fields, bars. */
export const blankFields = (written: string): string =>
  written.replace(braced, (found, content: string | undefined) => {
    const fallback = content === undefined ? undefined : inside.exec(content)?.[2];
    if (fallback === undefined) return ' '.repeat(found.length);
    return `${' '.repeat(found.length - fallback.length - 1)}${fallback} `;
  });
