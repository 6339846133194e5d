import type { IsoInstant } from '../domain/time.ts';

/** The only source of the present moment. */
export interface Clock {
  now(): IsoInstant;
}

/** The only source of chance, so that a whole run can come from one seed. */
export interface Randomness {
  bytes(count: number): Uint8Array;
  /** 0 up to, not including, 1. */
  fraction(): number;
}
