import { countOf } from '../../shared/domain/minutes-histogram.ts';
import { addCounts, countsOf, noCounts, type ReminderCounts } from '../../shared/domain/reminder-figures.ts';
import type { OutText } from '../../shared/domain/text.ts';
import { walk } from '../support/walk.ts';
import type { History, Party } from './history.ts';
import { appointmentOf, patientsCount } from './office.ts';
import { violated } from './violation.ts';

/* After the faults the statistics say what a recount of the records says: nothing was counted twice, and nothing left out. */

export async function checkFigures(history: History): Promise<void> {
  for (const party of history.parties) {
    await checkAnswers(history, party);
    await checkReminders(history, party);
  }
}

/** Episodes, as the history told of them: each counts once, by how it ended. */
async function checkAnswers({ world: { memory }, watch }: History, { practiceId }: Party): Promise<void> {
  const tallies = await walk(memory, { listing: 'response-tallies', of: { practiceId } });
  const sum = { answered: 0, closed: 0, goals: 0, goalsKept: 0, promises: 0, promisesKept: 0 };
  for (const {
    value: { figures },
  } of tallies) {
    sum.answered += countOf(figures.minutes);
    sum.closed += figures.closed;
    sum.goals += figures.goals;
    sum.goalsKept += figures.goalsKept;
    sum.promises += figures.promises;
    sum.promisesKept += figures.promisesKept;
  }
  const ended = watch.endedOf(practiceId);
  const recount = {
    answered: ended.filter(({ settledBy }) => settledBy !== 'closed').length,
    closed: ended.filter(({ settledBy }) => settledBy === 'closed').length,
    goals: ended.filter(({ goalDueAt }) => goalDueAt !== undefined).length,
    goalsKept: ended.filter(({ goalDueAt, settledAt }) => goalDueAt !== undefined && settledAt <= goalDueAt)
      .length,
    promises: ended.filter(({ promiseKept }) => promiseKept !== undefined).length,
    promisesKept: ended.filter(({ promiseKept }) => promiseKept).length,
  };
  if (JSON.stringify(sum) !== JSON.stringify(recount))
    violated('figures', `answers count ${JSON.stringify(sum)}, and a recount ${JSON.stringify(recount)}`);
}

/** Reminders: the weeks add up to what the visits count, and each visit counts what its records say. */
async function checkReminders({ world: { memory }, watch }: History, { practiceId }: Party): Promise<void> {
  const tallies = await walk(memory, { listing: 'reminder-tallies', of: { practiceId } });
  const sum = tallies.reduce<ReminderCounts>(
    (all, { value: { counts } }) => addCounts(all, counts),
    noCounts,
  );
  let recount = noCounts;
  for (let number = 1; number <= patientsCount; number += 1) {
    const appointmentId = appointmentOf(number);
    const [pointer] = await memory.read([{ kind: 'appointment-pointer', practiceId, appointmentId }]);
    if (!pointer) continue;
    const { contactId, start } = pointer.value;
    const [visit] = await memory.read([{ kind: 'appointment', practiceId, contactId, start, appointmentId }]);
    if (!visit) return violated('figures', 'a pointer leads to no visit');
    for (let revision = 1; revision <= visit.value.revision; revision += 1) {
      const [counted] = await memory.read([{ kind: 'counted-visit', practiceId, appointmentId, revision }]);
      if (counted) recount = addCounts(recount, counted.value.counts);
      // What was asked at an old number was counted with the plan of that time, and stays there.
      if (revision < visit.value.revision || watch.hasMoved(practiceId, appointmentId)) continue;
      const texts = await walk(memory, { listing: 'texts', of: { practiceId, contactId } });
      const out = texts.flatMap(({ value }): OutText[] => (value.direction === 'out' ? [value] : []));
      const now = JSON.stringify(countsOf(visit.value, out));
      const then = JSON.stringify(counted?.value.counts ?? noCounts);
      if (now !== then) violated('figures', `${appointmentId} counts ${then}, and its records say ${now}`);
    }
  }
  if (canonical(sum) !== canonical(recount))
    violated('figures', `reminders count ${canonical(sum)}, and a recount ${canonical(recount)}`);
}

/** Sums that say the same are written the same. */
const canonical = ({ visits, steps }: ReminderCounts): string =>
  JSON.stringify([visits, Object.entries(steps).toSorted(([a], [b]) => (a < b ? -1 : 1))]);
