import * as z from 'zod';
import { quantileErrorMax } from '../../../shared/domain/minutes-histogram.ts';
import { shownCounts } from '../../../shared/domain/reminder-figures.ts';
import { type Person, shownFigures } from '../../../shared/domain/response-figures.ts';
import { type ReportLine, trends } from '../../../shared/domain/response-trend.ts';
import { asPractice, type Route, route } from '../../../shared/runtime/api.ts';
import { readPerformance, readReminderFigures } from '../../../shared/use-cases/performance.ts';

const minutes = z
  .number()
  .optional()
  .meta({
    description: `Business minutes until a person's text or call; off by ${quantileErrorMax.share * 100} % at most, or by ${quantileErrorMax.minutes} where it is 1 or less. Absent where nothing was answered.`,
  });
const kept = z.object({ kept: z.int(), of: z.int() });

const figures = z
  .object({
    count: z.int().meta({ description: 'Waits that ended with a person’s text or call.' }),
    closed: z.int().meta({ description: 'Waits that ended with neither, for somebody closed the thread.' }),
    medianMinutes: minutes,
    p90Minutes: minutes,
    goalsKept: kept,
    promisesKept: kept,
  })
  .meta({ id: 'ResponseFigures' });

const line = figures.extend({
  before: figures.meta({ description: 'The same of the four weeks before `from`.' }),
  trend: z.enum(trends),
});

const answer = z
  .object({
    from: z.string().meta({ description: 'The Monday of the first week.' }),
    to: z.string().meta({ description: 'The Sunday of the last week.' }),
    by: z.enum(['type', 'person']),
    total: line,
    items: z.array(
      line.extend({
        type: z.string().optional(),
        staffId: z.string().optional(),
        keyId: z
          .string()
          .optional()
          .meta({ description: 'The key that was used, where no member of staff is named.' }),
      }),
    ),
    weeks: z.array(figures.extend({ week: z.string() })),
  })
  .meta({ id: 'Performance' });

const reminderFigures = z
  .object({
    asked: z.int().meta({ description: 'Visits of which such a text left.' }),
    delivered: z.int(),
    confirmed: z
      .int()
      .meta({ description: 'Answered so to this text, before another was sent; the last answer counts.' }),
    declined: z.int(),
    rescheduled: z.int(),
    unanswered: z.int(),
    completed: z.int().meta({ description: 'What the practice said of these visits afterwards.' }),
    noShow: z.int(),
  })
  .meta({ id: 'ReminderFigures' });

const shownLine = <G>({ figures: of, before, trend }: ReportLine<G>) => ({
  ...shownFigures(of),
  before: shownFigures(before),
  trend,
});

const shownPerson = (person: Person) => (person === 'unknown' ? {} : person);

const day = z.iso.date('Name a day, such as 2026-12-08.').optional();

export const performanceRoutes: readonly Route[] = [
  route(asPractice, {
    method: 'GET',
    path: '/v1/performance',
    operationId: 'readPerformance',
    summary:
      'How soon patients were answered, by what they asked or by who answered, and how that compares with the four weeks before; whole weeks, the last four where none are named',
    query: z.object({ from: day, to: day, by: z.enum(['type', 'person']).default('type') }),
    answers: { 200: answer },
    handle: async ({ world, practiceId, query: { by, from, to } }) => {
      const found = await readPerformance(world, practiceId, { from, to });
      const items =
        by === 'type'
          ? found.types.map((one) => ({ type: one.group, ...shownLine(one) }))
          : found.people.map((one) => ({ ...shownPerson(one.group), ...shownLine(one) }));
      return {
        status: 200,
        body: {
          from: found.from,
          to: found.to,
          by,
          total: shownLine(found.total),
          items,
          weeks: found.weeks.map(({ group, figures: of }) => ({ week: group, ...shownFigures(of) })),
        },
      };
    },
  }),
  route(asPractice, {
    method: 'GET',
    path: '/v1/performance/reminders',
    operationId: 'readReminderFigures',
    summary:
      'What became of the reminders of visits in whole weeks, by step: asked, delivered, answered, and who came; the last four weeks where none are named',
    query: z.object({ from: day, to: day }),
    answers: {
      200: z
        .object({
          from: z.string(),
          to: z.string(),
          visits: reminderFigures.meta({ description: 'Each visit once, by its last answer.' }),
          steps: z.array(reminderFigures.extend({ step: z.string() })),
        })
        .meta({ id: 'ReminderReport' }),
    },
    handle: async ({ world, practiceId, query: { from, to } }) => {
      const found = await readReminderFigures(world, practiceId, { from, to });
      const steps = Object.entries(found.counts.steps)
        .map(([step, counts]) => ({ step, ...shownCounts(counts) }))
        .toSorted((a, b) => b.asked - a.asked || (a.step < b.step ? -1 : 1));
      return {
        status: 200,
        body: { from: found.from, to: found.to, visits: shownCounts(found.counts.visits), steps },
      };
    },
  }),
];
