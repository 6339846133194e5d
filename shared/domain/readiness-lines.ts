import type { Line } from './line.ts';
import type { ReadinessFacts, ReadinessItem } from './readiness-item.ts';

/** By its last digits: a practice's lines are told apart by them, and an answer needs no more. */
const shown = ({ number }: Line): string => `…${number.slice(-4)}`;

const registered = ({ carrier }: Line): boolean => carrier !== 'simulated';

export const linesThere: ReadinessItem = ({ lines }) =>
  lines.length > 0
    ? undefined
    : 'The practice has no line: its operator puts one (PUT /operator/lines, or npm run operator -- line <number> …).';

/**
 * US carriers take application-to-person texts from registered numbers alone: 10DLC campaigns since 2023-09-01, toll-free
 * verification since 2024-01-31. Source: the carriers' own registration guides, as AWS End User Messaging and Twilio publish them.
 */
export const lineRegistration: ReadinessItem = ({ lines }) => {
  const waiting = lines.filter((line) => registered(line) && line.registration?.status !== 'approved');
  const first = waiting[0];
  if (!first) return undefined;
  const state = first.registration
    ? `awaits its ${first.registration.kind} registration`
    : 'has no registration on record';
  return `The line ${shown(first)} ${state}: once it is approved, its operator says so (PUT /operator/lines with "registration":{"kind":"10dlc"|"toll-free"|"short-code","status":"approved"}).`;
};

/** Of the 13 hours of a day in which the law lets texts leave, three are lost where patients live over four time zones. */
const sendingHours = 10;

/** What may leave in a day has to fit through the lines, or the last of it is held until it is too late. */
export const linePace: ReadinessItem = ({ lines, settings: { purposes } }) => {
  const perDay = lines.reduce((sum, line) => sum + line.messagesPerSecond, 0) * sendingHours * 3600;
  const wanted = Object.values(purposes).reduce((sum, { on, dailyMax = 0 }) => sum + (on ? dailyMax : 0), 0);
  return lines.length === 0 || wanted <= perDay
    ? undefined
    : `The lines carry some ${Math.floor(perDay)} texts in a day, and dailyMax allows ${wanted}: PUT /v1/settings/purposes with less, or ask the operator for a faster line ("messagesPerSecond").`;
};

/** Toll-free networks answer STOP themselves, whatever an account says: two confirmations would break the rule of one. */
export const optOutAnswers: ReadinessItem = ({ lines }: ReadinessFacts) => {
  const twice = lines.find(
    ({ registration, optOutHandledBy }) => registration?.kind === 'toll-free' && optOutHandledBy === 'ours',
  );
  return twice
    ? `The toll-free network answers STOP on the line ${shown(twice)} itself: its operator puts the line with "optOutHandledBy":"carrier".`
    : undefined;
};
