import { randomFillSync, randomInt } from 'node:crypto';
import type { Randomness } from '../../ports/clock.ts';

/** Asking the operating system costs the same for ten bytes as for thousands; each byte of the pool is given out once. */
const poolBytes = 4096;
const pool = new Uint8Array(poolBytes);
let used = poolBytes;

function bytes(count: number): Uint8Array {
  if (count > poolBytes) return randomFillSync(new Uint8Array(count));
  if (used + count > poolBytes) {
    randomFillSync(pool);
    used = 0;
  }
  used += count;
  return pool.slice(used - count, used);
}

/** Real chance, from the operating system. */
export const systemRandomness: Randomness = { bytes, fraction: () => randomInt(2 ** 32) / 2 ** 32 };
