import { quantileOf } from './minutes-histogram.ts';
import { mergeFigures, noFigures, type ResponseFigures, type ResponseTally } from './response-figures.ts';
import { type LocalDay, plusDays } from './time.ts';

/** Whether patients are answered better than before; `too-few` where either side is too small to say. */
export const trends = ['better', 'steady', 'worse', 'too-few'] as const;
export type Trend = (typeof trends)[number];

/** Fewer on either side say nothing: one slow afternoon would be a trend. */
const settledMin = 10;
/** As much of the goals, in share. */
const goalsBy = 0.1;
/** A median must move by more than both sides' error (5 % each), and by more than anybody notices. */
const medianBy = 0.25;
const medianByMinutes = 5;

/** With so many weeks before it a stretch is compared. */
const weeksBefore = 4;

/** The Monday from which records are needed to compare what begins on another. */
export const comparedFrom = (from: LocalDay): LocalDay => plusDays(from, -7 * weeksBefore);

/** How a stretch compares with the one before it. Where one measure says worse, it is worse. */
export function trendOf(now: ResponseFigures, before: ResponseFigures): Trend {
  if (settled(now) < settledMin || settled(before) < settledMin) return 'too-few';
  const moves = [goalsMove(now, before), medianMove(now, before)];
  if (moves.some((move) => move < 0)) return 'worse';
  return moves.some((move) => move > 0) ? 'better' : 'steady';
}

const settled = ({ minutes, closed }: ResponseFigures): number =>
  Object.values(minutes).reduce((sum, count) => sum + count, closed);

/** 1 for better, -1 for worse, 0 for neither. */
function goalsMove(now: ResponseFigures, before: ResponseFigures): number {
  if (now.goals === 0 || before.goals === 0) return 0;
  const move = now.goalsKept / now.goals - before.goalsKept / before.goals;
  return Math.abs(move) < goalsBy - 1e-9 ? 0 : Math.sign(move);
}

function medianMove(now: ResponseFigures, before: ResponseFigures): number {
  const [median, was] = [quantileOf(now.minutes, 0.5), quantileOf(before.minutes, 0.5)];
  if (median === undefined || was === undefined) return 0;
  const move = median - was;
  return Math.abs(move) < Math.max(was * medianBy, medianByMinutes) ? 0 : -Math.sign(move);
}

/** One line of a report: what is grouped, with the four weeks before it. */
export interface ReportLine<G> {
  readonly group: G;
  readonly figures: ResponseFigures;
  readonly before: ResponseFigures;
  readonly trend: Trend;
}

/** Tallies added up in one line; what is before `from` is what it is compared with. */
export function lineOf<G>(group: G, tallies: readonly ResponseTally[], from: LocalDay): ReportLine<G> {
  const sum = (some: readonly ResponseTally[]): ResponseFigures =>
    some.reduce((figures, tally) => mergeFigures(figures, tally.figures), noFigures);
  const figures = sum(tallies.filter(({ week }) => week >= from));
  const before = sum(tallies.filter(({ week }) => week < from));
  return { group, figures, before, trend: trendOf(figures, before) };
}

/** A line for each group that has tallies, in the order in which they first come. */
export function linesBy<G>(
  tallies: readonly ResponseTally[],
  from: LocalDay,
  groupOf: (tally: ResponseTally) => G,
): readonly ReportLine<G>[] {
  const groups = Map.groupBy(tallies, (tally) => JSON.stringify(groupOf(tally)));
  return [...groups.values()].flatMap((some) => (some[0] ? [lineOf(groupOf(some[0]), some, from)] : []));
}
