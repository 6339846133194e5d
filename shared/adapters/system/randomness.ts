import { randomBytes, randomInt } from 'node:crypto';
import type { Randomness } from '../../ports/clock.ts';

/** Real chance, from the operating system. */
export const systemRandomness: Randomness = {
  bytes: (count) => randomBytes(count),
  fraction: () => randomInt(2 ** 32) / 2 ** 32,
};
