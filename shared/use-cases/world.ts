import { uuidv7 } from '../domain/uuid.ts';
import type { Carriers } from '../ports/carrier.ts';
import type { Clock, Randomness } from '../ports/clock.ts';
import type { EventBus } from '../ports/event-bus.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { Store } from '../ports/store.ts';
import type { Timers } from '../ports/timers.ts';
import type { UsagePlans } from '../ports/usage-plans.ts';
import type { SettingsCache } from './practice-view.ts';

/** Everything that a use case may reach: ports alone. */
export interface World {
  readonly store: Store;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly secrets: Secrets;
  readonly carriers: Carriers;
  readonly timers: Timers;
  readonly bus: EventBus;
  readonly usagePlans: UsagePlans;
  readonly settings: SettingsCache;
  /** The public URL of our API, as carriers are told it: no trailing slash. */
  readonly publicUrl: string;
  /** Waits so many milliseconds before trying again. */
  pause(milliseconds: number): Promise<void>;
}

/** Names for what a decision makes. */
export const newIdOf = (world: Pick<World, 'clock' | 'randomness'>) => (): string =>
  uuidv7(world.clock.now(), world.randomness.bytes(10));
