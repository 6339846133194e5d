/** What happened in histories, by name: a run in which the races never happened proves nothing. */
export type Coverage = Map<string, number>;

export function note(coverage: Coverage, what: string, times = 1): void {
  coverage.set(what, (coverage.get(what) ?? 0) + times);
}

export function addTo(total: Coverage, more: Iterable<readonly [string, number]>): void {
  for (const [what, times] of more) note(total, what, times);
}

/** One line a happening, the most frequent first. */
export const shownCoverage = (coverage: Coverage): string =>
  [...coverage]
    .toSorted(([, a], [, b]) => b - a)
    .map(([what, times]) => `  ${String(times).padStart(10)}  ${what}`)
    .join('\n');
