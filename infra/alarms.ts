import { functions } from './topology.ts';

/*
 * What every alarm is called: the heading of its entry in infra/RUNBOOK.md, which a test looks for. A function's own is named in the
 * topology.
 */

export const alarms = {
  throttled: 'Functions are throttled',
  deadLetters: 'Events wait in a dead-letter queue',
  relayBehind: 'The relay is behind',
  apiErrors: 'The API answers 5xx',
  tableThrottled: 'The table is throttled',
  timersLate: 'Timers are late',
  carriersFail: 'Carriers do not deliver texts',
  goalsMissed: 'Many response goals are missed',
  answersLate: 'Many answers come late',
} as const;

/** Every alarm's name, for whoever looks for its entry. */
export const alarmNames: readonly string[] = [
  ...functions.map(({ alarm }) => alarm),
  ...Object.values(alarms),
];
