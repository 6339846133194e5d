import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnsweredEpisode } from '../../shared/domain/answered-episode.ts';
import { keyIdOf, staffIdSchema } from '../../shared/domain/identifiers.ts';
import {
  figuresOf,
  mergeFigures,
  noFigures,
  personOf,
  type ResponseTally,
  shownFigures,
} from '../../shared/domain/response-figures.ts';
import { comparedFrom, lineOf, linesBy, trendOf } from '../../shared/domain/response-trend.ts';
import { contactId, practiceId, staffOf, tuesdayAtTen } from '../support/facts.ts';

const episode = (more: Partial<AnsweredEpisode> = {}): AnsweredEpisode => ({
  practiceId,
  contactId,
  episode: 1,
  type: 'other',
  waitingSince: tuesdayAtTen,
  settledAt: tuesdayAtTen,
  settledBy: 'answer',
  businessMinutes: 30,
  goalDueAt: tuesdayAtTen,
  goalKept: true,
  promiseKept: true,
  ...more,
});
/** So many waits, of which some were answered too late. */
const waits = (count: number, minutes: number, late = 0) =>
  Array.from({ length: count }, (_, index) =>
    figuresOf(episode({ businessMinutes: minutes, goalKept: index >= late })),
  ).reduce(mergeFigures, noFigures);

const anyEpisode = fc
  .record({
    businessMinutes: fc.double({ min: 0, max: 5000, noNaN: true }),
    settledBy: fc.constantFrom('answer', 'call', 'closed'),
    goalKept: fc.boolean(),
  })
  .map(episode);

describe('figures', () => {
  test('merge in any order and grouping, and nothing changes nothing', () => {
    fc.assert(
      fc.property(anyEpisode, anyEpisode, anyEpisode, (x, y, z) => {
        const [a, b, c] = [figuresOf(x), figuresOf(y), figuresOf(z)];
        expect(mergeFigures(a, b)).toEqual(mergeFigures(b, a));
        expect(mergeFigures(mergeFigures(a, b), c)).toEqual(mergeFigures(a, mergeFigures(b, c)));
        expect(mergeFigures(a, noFigures)).toEqual(a);
      }),
    );
  });

  test('tell how many, how soon, and what was kept', () => {
    const closed = figuresOf(episode({ settledBy: 'closed', goalKept: false, promiseKept: false }));
    const { goalDueAt: _due, promiseKept: _promise, ...bare } = episode({ businessMinutes: 500 });
    const all = [waits(8, 30, 2), closed, figuresOf(bare)].reduce(mergeFigures, noFigures);
    expect(shownFigures(all)).toEqual({
      count: 9,
      closed: 1,
      medianMinutes: expect.closeTo(30, -1),
      p90Minutes: expect.closeTo(500, -2),
      goalsKept: { kept: 6, of: 9 },
      promisesKept: { kept: 8, of: 9 },
    });
    expect(shownFigures(noFigures)).not.toHaveProperty('medianMinutes');
  });

  test('are of the staff that the practice lists, else of the key, else of nobody known', () => {
    const keyId = keyIdOf('ptx_test');
    const [pat, eve] = [staffIdSchema.parse('pat'), staffIdSchema.parse('eve')];
    const staff = staffOf([{ staffId: 'pat' }]);
    expect(personOf({ keyId, staffId: pat }, staff)).toEqual({ staffId: pat });
    expect(personOf({ keyId, staffId: eve }, staff)).toEqual({ keyId });
    expect(personOf(undefined, staff)).toBe('unknown');
  });
});

test.each([
  ['too-few', waits(9, 30), waits(100, 30)],
  ['too-few', waits(100, 30), noFigures],
  ['steady', waits(20, 30), waits(20, 30)],
  ['steady', waits(20, 33), waits(20, 30)],
  ['steady', waits(20, 4), waits(20, 2)],
  ['worse', waits(20, 45), waits(20, 30)],
  ['better', waits(20, 20), waits(20, 30)],
  ['worse', waits(20, 30, 2), waits(20, 30)],
  ['steady', waits(20, 30, 1), waits(20, 30)],
  ['better', waits(20, 30), waits(20, 30, 4)],
  // Sooner, and yet more goals missed: somebody waits who should not.
  ['worse', waits(20, 20, 5), waits(20, 30)],
] as const)('a trend is %s where it is', (trend, now, before) => {
  expect(trendOf(now, before)).toBe(trend);
});

test('a report adds up by group, and holds each against the four weeks before', () => {
  const tally = (week: string, type: string, count: number): ResponseTally => ({
    week,
    type,
    person: 'unknown',
    figures: waits(count, 30),
  });
  const tallies = [
    tally('2026-11-23', 'other', 12),
    tally('2026-11-30', 'other', 10),
    tally('2026-11-30', 'records', 3),
  ];
  expect(comparedFrom('2026-11-30')).toBe('2026-11-02');
  const lines = linesBy(tallies, '2026-11-30', ({ type }) => type);
  expect(
    lines.map(({ group, figures, before, trend }) => [group, figures.goals, before.goals, trend]),
  ).toEqual([
    ['other', 10, 12, 'steady'],
    ['records', 3, 0, 'too-few'],
  ]);
  expect(lineOf(undefined, tallies, '2026-11-30').figures.goals).toBe(13);
});
