/**
 * A reading that knows the last text again: of each text many rules ask the same, one after the other.
 *
 * @param read pure, and what it answers is never changed
 */
export function lately<Reading>(read: (text: string) => Reading): (text: string) => Reading {
  let last: { readonly text: string; readonly reading: Reading } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, reading: read(text) };
    return last.reading;
  };
}
