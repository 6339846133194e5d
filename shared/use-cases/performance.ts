import { Failure } from '../domain/failure.ts';
import type { PracticeId } from '../domain/identifiers.ts';
import { addCounts, noCounts, type ReminderCounts } from '../domain/reminder-figures.ts';
import type { Person } from '../domain/response-figures.ts';
import { comparedFrom, lineOf, linesBy, type ReportLine } from '../domain/response-trend.ts';
import { type LocalDay, mondayOf, plusDays } from '../domain/time.ts';
import { dayIn } from '../domain/wall-clock.ts';
import type { Listings, Records } from '../ports/store.ts';
import type { World } from './world.ts';

/** A stretch of whole weeks: from a Monday to a Sunday. */
export interface Stretch {
  readonly from: LocalDay;
  readonly to: LocalDay;
}

/** Days in its first and last week, where they are named. */
export type Days = { readonly [E in keyof Stretch]: Stretch[E] | undefined };

/** How well a practice answered: all of it, by what was asked for, and week by week. */
export interface Performance extends Stretch {
  readonly total: ReportLine<undefined>;
  readonly types: readonly ReportLine<string>[];
  readonly people: readonly ReportLine<Person>[];
  readonly weeks: readonly ReportLine<LocalDay>[];
}

/** As many weeks as one answer looks back over, the four that it compares with aside. */
const weeksMax = 53;
const weeksUsual = 4;

/**
 * The whole weeks that two days lie in; the last four where none is named. Both by the practice's calendar.
 *
 * @throws Failure `invalid` where the first is after the last, or they are more than 53 weeks apart
 */
async function stretchOf(world: World, practiceId: PracticeId, { from, to }: Days): Promise<Stretch> {
  const { profile } = await world.settings.settings(practiceId);
  const today = dayIn(world.clock.now(), profile.timeZone);
  const last = mondayOf(to ?? today);
  const first = from === undefined ? plusDays(last, -7 * (weeksUsual - 1)) : mondayOf(from);
  if (first > last || first < plusDays(last, -7 * (weeksMax - 1)))
    throw new Failure('invalid', `Ask for at most ${weeksMax} weeks, the first day first.`, {
      errors: [{ path: 'from', message: `Name a day before to, at most ${weeksMax} weeks earlier.` }],
    });
  return { from: first, to: plusDays(last, 6) };
}

/** Reads the figures of a stretch with the four weeks before it. A round trip for each hundred of week, type and person. */
export async function readPerformance(
  world: World,
  practiceId: PracticeId,
  days: Days,
): Promise<Performance> {
  const stretch = await stretchOf(world, practiceId, days);
  const { from, to } = stretch;
  const tallies = await everyTally(world, 'response-tallies', practiceId, { from: comparedFrom(from), to });
  return {
    ...stretch,
    total: lineOf(undefined, tallies, from),
    types: linesBy(tallies, from, ({ type }) => type),
    people: linesBy(tallies, from, ({ person }) => person),
    weeks: linesBy(
      tallies.filter(({ week }) => week >= from),
      from,
      ({ week }) => week,
    ),
  };
}

/** Reads what became of the reminders of visits in a stretch. One round trip for every twelve weeks. */
export async function readReminderFigures(
  world: World,
  practiceId: PracticeId,
  days: Days,
): Promise<Stretch & { readonly counts: ReminderCounts }> {
  const stretch = await stretchOf(world, practiceId, days);
  const tallies = await everyTally(world, 'reminder-tallies', practiceId, stretch);
  return { ...stretch, counts: tallies.map(({ counts }) => counts).reduce(addCounts, noCounts) };
}

/** Every tally of a stretch, page by page. */
async function everyTally<L extends 'response-tallies' | 'reminder-tallies'>(
  { store }: World,
  listing: L,
  practiceId: PracticeId,
  { from, to }: Stretch,
) {
  const values: Records[Listings[L]['item']]['value'][] = [];
  let after: string | undefined;
  do {
    const page = await store.list<L>({
      listing,
      of: { practiceId },
      from,
      to,
      limit: 100,
      ...(after !== undefined && { after }),
    });
    values.push(...page.items.map(({ value }) => value));
    after = page.next;
  } while (after !== undefined);
  return values;
}
