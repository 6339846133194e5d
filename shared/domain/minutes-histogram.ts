/*
 * How long things took, as counts in fixed buckets that grow by a tenth: two histograms are merged by adding, in any order and
 * grouping, and no bucket depends on what was counted before. After DDSketch (Masson, Rim and Lee, 2019), with fixed bounds.
 */

/** Counts by bucket number; a bucket that nothing fell into is not there. */
export type MinutesHistogram = Readonly<Record<string, number>>;

/** Bucket 0 holds up to a minute; bucket n > 0 what is above `growth ** (n - 1)` minutes, up to `growth ** n`. */
const growth = 1.1;

/** The last bucket: some 100,000 minutes, more than three months of a practice that never closes. */
const lastBucket = 121;

/**
 * What a quantile may be off by: a bucket's middle is less than 5 % from all that fell into it, and half a minute where that was a
 * minute or less.
 */
export const quantileErrorMax = { share: 0.05, minutes: 0.5 } as const;

export const emptyHistogram: MinutesHistogram = {};

/** One duration. Nothing takes less than no time: a clock that was put back counts as that. */
export function histogramOf(minutes: number): MinutesHistogram {
  if (!(minutes > 1)) return { 0: 1 };
  // What stands on a bound belongs below it, however the logarithm was rounded.
  const bucket = Math.ceil(Math.log(minutes) / Math.log(growth) - 1e-9);
  return { [Math.min(Math.max(bucket, 1), lastBucket)]: 1 };
}

export function mergeHistograms(a: MinutesHistogram, b: MinutesHistogram): MinutesHistogram {
  const counts: Record<string, number> = { ...a };
  for (const [bucket, count] of Object.entries(b)) counts[bucket] = (counts[bucket] ?? 0) + count;
  return counts;
}

export const countOf = (histogram: MinutesHistogram): number =>
  Object.values(histogram).reduce((sum, count) => sum + count, 0);

/**
 * The duration of which a share of all is no longer, by nearest rank: 0.5 is the median.
 *
 * @param share above 0, up to 1
 * @returns minutes, off by `quantileErrorMax` at most; `undefined` where nothing was counted
 */
export function quantileOf(histogram: MinutesHistogram, share: number): number | undefined {
  const rank = Math.ceil(countOf(histogram) * share);
  let seen = 0;
  const buckets = Object.entries(histogram).map(([bucket, count]) => [Number(bucket), count] as const);
  for (const [bucket, count] of buckets.toSorted(([a], [b]) => a - b)) {
    seen += count;
    if (seen >= rank) return bucket === 0 ? 0.5 : (2 * growth ** bucket) / (growth + 1);
  }
  return undefined;
}
