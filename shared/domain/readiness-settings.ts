import { named, type ReadinessItem } from './readiness-item.ts';
import type { Hours } from './settings.ts';

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

const weekMinutes = ({ week }: Hours): number =>
  Object.values(week)
    .flat()
    .reduce((sum, [from, to]) => sum + minutesOf(to) - minutesOf(from), 0);

/** Promises are counted in them, so a guess is not good enough: the practice has written its own, and opens at some time. */
export const hours: ReadinessItem = ({ settings, written }) => {
  const how = 'PUT /v1/settings/hours {"week":{"mon":[["08:00","12:00"],["13:00","17:00"]],…,"sun":[]}}.';
  if (!written.has('hours')) return `Confirm when the practice is open, also where 9 to 5 is right: ${how}`;
  return weekMinutes(settings.hours) > 0 ? undefined : `The practice never opens: ${how}`;
};

/** Each type of message has someone whose work it is. */
export const pointPersons: ReadinessItem = ({ settings }) => {
  const without = settings['message-types'].filter(({ pointPerson }) => pointPerson === undefined);
  return without.length === 0
    ? undefined
    : `Nobody is the point person for ${named(without.map(({ type }) => type))}: PUT /v1/settings/message-types with a "pointPerson" for each.`;
};

/** A goal of more than a week's hours is none: patients would be promised an answer by a time nobody waits for. */
export const goals: ReadinessItem = ({ settings }) => {
  const week = weekMinutes(settings.hours);
  const distant = settings['message-types'].filter(
    ({ goal }) => 'businessMinutes' in goal && goal.businessMinutes > week,
  );
  return distant.length === 0
    ? undefined
    : `The goal for ${named(distant.map(({ type }) => type))} is longer than a week of the practice's hours (${week} minutes): PUT /v1/settings/message-types with a nearer one.`;
};
