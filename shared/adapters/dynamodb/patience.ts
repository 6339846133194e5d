import { StoreUnavailable } from '../../ports/store.ts';
import { systemRandomness } from '../system/randomness.ts';

/** How often and how long the store tries again what the SDK does not: cancelled transactions, unread keys. */
export interface Patience {
  readonly attemptsMax: number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** From 0 to 1. */
  readonly random: () => number;
}

export const ordinaryPatience: Patience = {
  attemptsMax: 6,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  random: systemRandomness.fraction,
};

const firstPauseMs = 10;
const pauseMsMax = 200;

/**
 * Before another attempt: a pause from nothing to a bound that doubles, so that those who met once do not meet again (full
 * jitter; Marc Brooker, "Exponential Backoff and Jitter", AWS Architecture Blog, 2015). About 0.3 s over all attempts.
 */
const pause = ({ sleep, random }: Patience, attempt: number): Promise<void> =>
  sleep(random() * Math.min(pauseMsMax, firstPauseMs * 2 ** attempt));

/** Tries until there is an answer, boundedly; then StoreUnavailable. An attempt without an answer gives `undefined`. */
export async function patiently<T>(
  patience: Patience,
  attempt: (number: number) => Promise<T | undefined>,
): Promise<T> {
  for (let number = 1; number <= patience.attemptsMax; number += 1) {
    const answer = await attempt(number);
    if (answer !== undefined) return answer;
    if (number < patience.attemptsMax) await pause(patience, number);
  }
  throw new StoreUnavailable(`DynamoDB was overloaded at ${patience.attemptsMax} attempts.`);
}
