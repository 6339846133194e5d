import { secondsBetween } from '../../shared/domain/time.ts';
import { type Fate, fatesOf, type Outcome } from './outcome.ts';

/** What the week comes to, counted from threads, texts, episodes, tasks and the ledger themselves. */
export interface Figures {
  readonly patients: number;
  readonly textsIn: number;
  readonly textsOut: number;
  readonly segments: number;
  readonly fates: Readonly<Record<Fate, number>>;
  /** Waits that a person ended. */
  readonly answered: number;
  readonly inTime: number;
  readonly promises: number;
  readonly promisesKept: number;
  /** In minutes of business. */
  readonly medianMinutes: number;
  readonly byType: readonly {
    readonly type: string;
    readonly answered: number;
    readonly inTime: number;
    readonly medianMinutes: number;
  }[];
  /** Waits that were not over by their goal: those that ended late, and those that still wait. */
  readonly goalsMissed: number;
  /** From a patient's sign of an emergency to its answer, at most. */
  readonly emergencies: number;
  readonly emergencySecondsMax: number;
  readonly optOuts: number;
  readonly remindersSent: number;
  readonly visits: number;
  readonly confirmed: number;
  readonly toMove: number;
  readonly declined: number;
  readonly unknown: number;
}

export function figuresOf(outcomes: readonly Outcome[]): Figures {
  const texts = outcomes.flatMap((one) => one.texts);
  const out = texts.flatMap((text) => (text.direction === 'out' ? [text] : []));
  const left = out.filter(({ status }) => status === 'sent' || status === 'delivered');
  const episodes = outcomes.flatMap((one) => one.episodes).filter(({ settledBy }) => settledBy === 'answer');
  const promised = episodes.filter(({ promiseKept }) => promiseKept !== undefined);
  const fates: Record<Fate, number> = {
    'answered by a person': 0,
    'answered at once': 0,
    'on a list': 0,
    'needs none': 0,
    lost: 0,
  };
  for (const fate of outcomes.flatMap(fatesOf)) fates[fate] += 1;
  const visits = outcomes.flatMap(({ appointments }) => appointments);
  const answers = outcomes.flatMap(emergencySeconds);
  return {
    patients: outcomes.length,
    textsIn: texts.length - out.length,
    textsOut: left.length,
    segments: left.reduce((sum, { segments }) => sum + segments, 0),
    fates,
    answered: episodes.length,
    inTime: episodes.filter(({ goalKept }) => goalKept).length,
    promises: promised.length,
    promisesKept: promised.filter(({ promiseKept }) => promiseKept).length,
    medianMinutes: median(episodes.map(({ businessMinutes }) => businessMinutes)),
    byType: [...Map.groupBy(episodes, ({ type }) => type)]
      .map(([type, some]) => ({
        type,
        answered: some.length,
        inTime: some.filter(({ goalKept }) => goalKept).length,
        medianMinutes: median(some.map(({ businessMinutes }) => businessMinutes)),
      }))
      .toSorted((a, b) => b.answered - a.answered || (a.type < b.type ? -1 : 1)),
    goalsMissed:
      episodes.filter(({ goalKept }) => !goalKept).length +
      outcomes.filter(({ head: { thread } }) => thread.waitingOn === 'practice' && thread.goalMissedAt)
        .length,
    emergencies: answers.length,
    emergencySecondsMax: Math.max(0, ...answers),
    optOuts: outcomes.filter(({ consents }) => consents.some(({ action }) => action === 'revoked')).length,
    remindersSent: left.filter(({ about }) => about !== undefined).length,
    visits: visits.length,
    confirmed: visits.filter(({ status }) => status === 'confirmed').length,
    toMove: visits.filter(({ history }) => history.some(({ status }) => status === 'reschedule-requested'))
      .length,
    declined: visits.filter(({ history }) => history.some(({ status }) => status === 'declined')).length,
    unknown: out.filter(({ status }) => status === 'unknown').length,
  };
}

/** How long each sign of an emergency waited for its answer. */
const emergencySeconds = ({ texts }: Outcome): number[] =>
  texts.flatMap((text) => {
    if (text.direction !== 'out' || text.purpose !== 'emergency') return [];
    const asked = texts.findLast((one) => one.direction === 'in' && one.seq < text.seq);
    const left = text.history.find(({ status }) => status === 'sent' || status === 'delivered');
    return asked && left ? [secondsBetween(asked.at, left.at)] : [];
  });

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** What must not be at the end of the week, in words; nothing where all is well. */
export function faultsOf(outcomes: readonly Outcome[]): readonly string[] {
  return outcomes.flatMap((outcome) => {
    const { patient, head, texts, tasks } = outcome;
    const said = texts.filter(({ direction }) => direction === 'in');
    const faults = fatesOf(outcome).flatMap((fate, index) =>
      fate === 'lost'
        ? [`${patient.name}: nobody answers "${said[index]?.body}", and it is on nobody's list`]
        : [],
    );
    if (said.length < patient.sent)
      faults.push(`${patient.name}: ${patient.sent} texts were taken and ${said.length} are stored`);
    if (head.thread.waitingOn === 'practice' && head.thread.assignee === undefined)
      faults.push(`${patient.name}: waits, and nobody holds the thread`);
    for (const text of texts)
      if (text.status === 'queued' || text.status === 'claimed')
        faults.push(`${patient.name}: a text is still ${text.status}`);
    const told = new Set(tasks.flatMap(({ kind, textId }) => (kind === 'unknown-outcome' ? [textId] : [])));
    if (texts.some(({ status, textId }) => status === 'unknown' && !told.has(textId)))
      faults.push(`${patient.name}: nobody was told that a text may not have arrived`);
    return faults;
  });
}
