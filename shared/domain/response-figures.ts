import type { Actor } from './actor.ts';
import type { AnsweredEpisode } from './answered-episode.ts';
import type { KeyId, StaffId } from './identifiers.ts';
import {
  countOf,
  emptyHistogram,
  histogramOf,
  type MinutesHistogram,
  mergeHistograms,
  quantileOf,
} from './minutes-histogram.ts';
import type { Staff } from './settings.ts';
import type { LocalDay } from './time.ts';

/** How patients were answered: counts alone, so that the figures of any weeks, types and people add up. */
export interface ResponseFigures {
  /** How long patients waited for a person's text or call, in business minutes. */
  readonly minutes: MinutesHistogram;
  /** Episodes that were closed with neither: nobody answered, so they have no minutes. */
  readonly closed: number;
  /** Those that had a goal, closed ones with them, and in how many of these it was kept. */
  readonly goals: number;
  readonly goalsKept: number;
  /** Those in which the patient was promised a time. */
  readonly promises: number;
  readonly promisesKept: number;
}

/** Who ended the wait: a member of staff, else the key that was used, else nobody known. */
export type Person = { readonly staffId: StaffId } | { readonly keyId: KeyId } | 'unknown';

/** The figures of one week, message type and person. */
export interface ResponseTally {
  /** Its Monday, by the practice's calendar. */
  readonly week: LocalDay;
  readonly type: string;
  readonly person: Person;
  readonly figures: ResponseFigures;
}

export const noFigures: ResponseFigures = {
  minutes: emptyHistogram,
  closed: 0,
  goals: 0,
  goalsKept: 0,
  promises: 0,
  promisesKept: 0,
};

/** What one episode counts. */
export function figuresOf(episode: AnsweredEpisode): ResponseFigures {
  const { settledBy, businessMinutes, goalDueAt, goalKept, promiseKept } = episode;
  const answered = settledBy !== 'closed';
  return {
    minutes: answered ? histogramOf(businessMinutes) : emptyHistogram,
    closed: answered ? 0 : 1,
    goals: goalDueAt === undefined ? 0 : 1,
    goalsKept: goalDueAt !== undefined && goalKept ? 1 : 0,
    promises: promiseKept === undefined ? 0 : 1,
    promisesKept: promiseKept ? 1 : 0,
  };
}

export const mergeFigures = (a: ResponseFigures, b: ResponseFigures): ResponseFigures => ({
  minutes: mergeHistograms(a.minutes, b.minutes),
  closed: a.closed + b.closed,
  goals: a.goals + b.goals,
  goalsKept: a.goalsKept + b.goalsKept,
  promises: a.promises + b.promises,
  promisesKept: a.promisesKept + b.promisesKept,
});

/** For whom an answer counts. A member of staff whom the practice does not list counts for the key that named them: so lists stay bounded. */
export function personOf(by: Actor | undefined, staff: Staff): Person {
  if (!by) return 'unknown';
  const { staffId, keyId } = by;
  return staffId !== undefined && staff.some((one) => one.staffId === staffId) ? { staffId } : { keyId };
}

/** Figures as they are shown. */
export interface ShownFigures {
  /** Episodes that a person answered by text or call. */
  readonly count: number;
  readonly closed: number;
  /** Absent where nothing was answered; off by `quantileErrorMax` at most. */
  readonly medianMinutes?: number;
  readonly p90Minutes?: number;
  readonly goalsKept: { readonly kept: number; readonly of: number };
  readonly promisesKept: { readonly kept: number; readonly of: number };
}

export function shownFigures(figures: ResponseFigures): ShownFigures {
  const { minutes, closed, goals, goalsKept, promises, promisesKept } = figures;
  const median = quantileOf(minutes, 0.5);
  const p90 = quantileOf(minutes, 0.9);
  return {
    count: countOf(minutes),
    closed,
    ...(median !== undefined && { medianMinutes: rounded(median) }),
    ...(p90 !== undefined && { p90Minutes: rounded(p90) }),
    goalsKept: { kept: goalsKept, of: goals },
    promisesKept: { kept: promisesKept, of: promises },
  };
}

/** To a tenth of a minute: more would say more than is known. */
const rounded = (minutes: number): number => Math.round(minutes * 10) / 10;
