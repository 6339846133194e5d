import type { Tier } from '../domain/api-key.ts';

/** Where usage is counted and bounded, by a key's usage id: never by the key. */
export interface UsagePlans {
  /** Puts a usage id in its tier's plan. Doing it twice is doing it once; half done, it is finished. */
  enrol(usageId: string, tier: Tier): Promise<void>;
  /** Takes a usage id out; one that is not there is fine. */
  remove(usageId: string): Promise<void>;
}
