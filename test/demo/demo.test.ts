import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { momentOf } from './calendar.ts';
import { castOf, type Patient } from './cast.ts';
import { faultsOf, figuresOf } from './figures.ts';
import { type Keeper, keepHost } from './keeper.ts';
import { comparable, fatesOf, type Outcome, outcomesIn } from './outcome.ts';
import { readScript } from './script.ts';
import { figureLines, storyOf } from './story.ts';
import { playWeek } from './week.ts';

/* The demo's week, cut to its Monday and a quarter of its people. */

describe('the script of the week', () => {
  const script = readScript();
  const said = script.flatMap(({ lines }) => lines.filter(({ who }) => who === 'patient'));

  test('holds more than 300 texts of patients, of every kind, English and Spanish', () => {
    expect(said.length).toBeGreaterThan(320);
    expect(script.filter(({ spanish }) => spanish).length).toBeGreaterThan(20);
    const kinds = new Set(script.map(({ about }) => about));
    for (const kind of [
      'prescription',
      'records',
      'emergency',
      'opt-out',
      'auto',
      'confirm',
      'decline',
      'late',
    ])
      expect(kinds).toContain(kind);
  });

  test('gives everybody a name and a number of their own', () => {
    const cast = castOf(1);
    expect(new Set(cast.map(({ name }) => name)).size).toBe(cast.length);
    expect(new Set(cast.map(({ phone }) => phone)).size).toBe(cast.length);
  });
});

describe("the demo's Monday", () => {
  let keeper: Keeper;
  let cast: readonly Patient[];
  let outcomes: readonly Outcome[];

  beforeAll(async () => {
    keeper = await keepHost(momentOf(-1, 18 * 60));
    cast = castOf(1).filter((_, index) => index % 4 === 0);
    await playWeek(keeper, cast, 0);
    await keeper.stop();
    outcomes = await outcomesIn(keeper.dataDir, cast);
  });
  afterAll(() => keeper.remove());

  test('leaves every text answered or on somebody’s list', () => {
    expect(faultsOf(outcomes)).toEqual([]);
    const sent = cast.reduce((sum, patient) => sum + patient.sent, 0);
    expect(sent).toBeGreaterThan(15);
    expect(outcomes.flatMap(fatesOf)).toHaveLength(sent);
  });

  test('is told conversation by conversation, with its figures', () => {
    const story = [...storyOf(outcomes, 0)].join('\n');
    expect(story).toContain('Monday, November 23: open 8 to 12 and 1 to 5, Sam and Alex are in');
    expect(story).toMatch(/ \d+ texts came, people answered [1-9]/);
    const figures = figuresOf(outcomes);
    expect(figures.answered).toBeGreaterThan(5);
    expect(figures.inTime).toBeLessThanOrEqual(figures.answered);
    expect(figures.remindersSent).toBeGreaterThan(0);
    expect(figureLines(figures).join('\n')).toMatch(/in time +\d+ of \d+ \(\d+ %\)/);
  });

  test('would tell of a text that nobody answers, that nobody holds, or that was lost', () => {
    const answered = outcomes.find((one) => fatesOf(one).includes('answered by a person'));
    const waiting = outcomes.find(({ head }) => head.thread.waitingOn === 'practice');
    if (!answered || !waiting) return expect.fail('The Monday has neither.');
    const received = answered.texts.filter(({ direction }) => direction === 'in');
    const unanswered = { ...answered, texts: received, tasks: [] };
    expect(faultsOf([unanswered])[0]).toContain("on nobody's list");
    expect(faultsOf([{ ...answered, texts: answered.texts.slice(1) }])).toContainEqual(
      expect.stringContaining('are stored'),
    );
    const { assignee: _nobody, ...thread } = waiting.head.thread;
    expect(faultsOf([{ ...waiting, head: { ...waiting.head, thread } }])).toContainEqual(
      expect.stringContaining('nobody holds the thread'),
    );
    expect(comparable(unanswered)).not.toEqual(comparable(answered));
  });
});
