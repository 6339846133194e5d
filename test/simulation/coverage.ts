/** What happened in a history, by name, and how often. */
export type Coverage = Map<string, number>;

export function note(coverage: Coverage, what: string, times = 1): void {
  coverage.set(what, (coverage.get(what) ?? 0) + times);
}

/** In how many histories something happened, and how often in all of them. */
export interface Met {
  readonly histories: number;
  readonly times: number;
}

/** What happened in many histories. */
export type Total = Map<string, Met>;

/** Adds one history's coverage. */
export function addHistory(total: Total, coverage: Coverage): void {
  for (const [what, times] of coverage) addMet(total, what, { histories: 1, times });
}

/** Adds what other histories came to. */
export function addTotal(total: Total, more: Iterable<readonly [string, Met]>): void {
  for (const [what, met] of more) addMet(total, what, met);
}

function addMet(total: Total, what: string, { histories, times }: Met): void {
  const before = total.get(what);
  total.set(what, {
    histories: (before?.histories ?? 0) + histories,
    times: (before?.times ?? 0) + times,
  });
}

/** What must be met in every run: a run in which the races never happened proves nothing. */
const mustBeMet = [
  'an opt-out raced a claim',
  'an opt-out overtook a claimed text',
  'a settings change raced a claim',
  'an appointment changed under a claim',
  'a recall or bill changed under a claim',
  'conflict',
  'spurious conflict',
  'duplicate commit',
  'answer of a commit lost',
  'hand-over lost',
  'hand-over unknown',
  'hand-over blocked',
  'block list out of reach',
  'a number left the block list',
  'function stands still',
  'function cut off',
  'what was cut off died',
  'store throttled',
  'stale index',
  'event lost',
  'event hours late',
  'hours or policies changed',
  'event twice',
  'webhook tried again',
  'webhook repeated',
  'webhook twice at once',
  'schedule lost',
  'a lost schedule healed by the sweep',
  'timer late',
  'timer twice',
  'clocks changed',
  'two practices share a phone',
  'a number changed hands',
  'a thread was closed',
  'consent was put again after an opt-out',
  'a family was listed',
  'a day notice left',
  'a day notice was dropped',
  'a recall left',
  'a bill left',
  'a recall was asked again at a new number',
  'a bill was asked again at a new number',
  'a recall ended by a booking',
  'a bill ended by its payment',
  'the day was full',
] as const;

/** An await of a use case: its name, the verb, and the how manyth of that verb in one run; those from the fourth on count as one. */
export const awaitName = (of: string, verb: string, nth: number): string =>
  `await of ${of}: ${verb} ${nth < 4 ? nth : '4+'}`;
export const crashPrefix = 'crash in ';

/** So often met, an await is to be expected to have seen a death. */
const expectedFrom = 300;

/** Awaits that were met often, and in which nothing ever died. */
const neverCrashed = (total: Total): readonly string[] =>
  [...total].flatMap(([what, { times }]) =>
    what.startsWith('await of ') && times >= expectedFrom && !total.has(`${crashPrefix}${what}`)
      ? [what]
      : [],
  );

/** What must be met and was not, in the words in which it is said aloud. */
const missing = (total: Total): readonly string[] => mustBeMet.filter((what) => !total.has(what));

/** The table at the end of a run: what must be met, the crashes by use case, and all else, the most frequent first. */
export function shownTotal(total: Total): string {
  const line = (what: string, { histories, times } = total.get(what) ?? { histories: 0, times: 0 }): string =>
    `${String(histories).padStart(10)} ${String(times).padStart(10)}  ${what}`;
  const crashes = Map.groupBy(
    [...total].filter(([what]) => what.startsWith('await of ')),
    ([what]) => what.slice('await of '.length, what.indexOf(':')),
  );
  const others = [...total.keys()].filter(
    (what) =>
      !what.startsWith('await of ') &&
      !what.startsWith(crashPrefix) &&
      !mustBeMet.some((one) => one === what),
  );
  const timesOf = (what: string): number => total.get(what)?.times ?? 0;
  return [
    ' histories      times',
    ...mustBeMet.map((what) => line(what)),
    'crashes, by the use case and its await (times it died there)',
    ...[...crashes]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([of, awaits]) => {
        const died = awaits.map(
          ([what]) => `${what.slice(what.indexOf(':') + 2)}: ${timesOf(`${crashPrefix}${what}`)}`,
        );
        return `  ${of}: ${died.toSorted().join(', ')}`;
      }),
    'what else happened',
    ...others.toSorted((a, b) => timesOf(b) - timesOf(a)).map((what) => line(what)),
  ].join('\n');
}

/** What a run did not meet, a line each: it is no proof of anything about that. */
export const shownGaps = (total: Total): readonly string[] => [
  ...missing(total).map((what) => `NEVER MET: ${what}`),
  ...neverCrashed(total).map((what) => `NEVER CRASHED: ${what}`),
];
