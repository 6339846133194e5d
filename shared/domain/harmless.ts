/** As many texts as a reading keeps. */
const textsMax = 1000;

/**
 * A reading of texts to patients that knows again where it found nothing: standard words go out again and again, and every text is read
 * twice, when it is written and when it is claimed. A text in which something was found is never kept.
 *
 * @param read finds what a text must not hold; answers alike for the same text and the same `more`, which is plain data
 */
export function knowingHarmless<More extends readonly unknown[], Span>(
  read: (body: string, ...more: More) => readonly Span[],
): (body: string, ...more: More) => readonly Span[] {
  const harmless = new Set<string>();
  return (body, ...more) => {
    const reading = JSON.stringify([body, ...more]);
    if (harmless.has(reading)) return [];
    const spans = read(body, ...more);
    if (spans.length > 0) return spans;
    if (harmless.size === textsMax) harmless.clear();
    harmless.add(reading);
    return spans;
  };
}
