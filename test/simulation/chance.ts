import type { Randomness } from '../../shared/ports/clock.ts';
import { seeded } from '../support/world.ts';

/** Chance of one history: everything in it comes from its seed, so that the seed is the history. */
export interface Chance extends Randomness {
  /** Whether something of that probability happens. */
  happens(probability: number): boolean;
  /** An integer, both ends included. */
  between(least: number, most: number): number;
  pick<const T>(among: readonly [T, ...T[]]): T;
  /** One of them by its weight. */
  weighted<T>(among: readonly (readonly [number, T])[]): T;
  /** The same members in another order. */
  shuffled<T>(among: readonly T[]): T[];
}

export function chanceOf(seed: number): Chance {
  const { fraction, bytes } = seeded(seed);
  const between = (least: number, most: number): number =>
    least + Math.floor(fraction() * (most - least + 1));
  return {
    fraction,
    bytes,
    between,
    happens: (probability) => fraction() < probability,
    pick: <const T>(among: readonly [T, ...T[]]): T => among[between(0, among.length - 1)] ?? among[0],
    weighted: <T>(among: readonly (readonly [number, T])[]): T => {
      let left = fraction() * among.reduce((sum, [weight]) => sum + weight, 0);
      for (const [weight, one] of among) {
        left -= weight;
        if (left < 0) return one;
      }
      const last = among.at(-1);
      if (!last) throw new Error('Nothing to choose from.');
      return last[1];
    },
    shuffled: <T>(among: readonly T[]): T[] => {
      const left = [...among];
      const taken: T[] = [];
      while (left.length > 0) taken.push(...left.splice(between(0, left.length - 1), 1));
      return taken;
    },
  };
}
