import { createCarriers } from '../../shared/adapters/carriers/registry.ts';
import { MemoryStore } from '../../shared/adapters/memory/store.ts';
import { type ContactId, contactIdOf, type PracticeId } from '../../shared/domain/identifiers.ts';
import type { E164 } from '../../shared/domain/phone-number.ts';
import { earliest, type IsoInstant, plusSeconds } from '../../shared/domain/time.ts';
import type { Carriers, OptOutList } from '../../shared/ports/carrier.ts';
import type { FedEvent, Store } from '../../shared/ports/store.ts';
import type { TimerHint, Timers } from '../../shared/ports/timers.ts';
import { SettingsCache } from '../../shared/use-cases/practice-view.ts';
import type { World } from '../../shared/use-cases/world.ts';
import type { Chance } from './chance.ts';
import { type Coverage, note } from './coverage.ts';
import {
  type Faults,
  faultyStore,
  type Invocation,
  mortally,
  noFaults,
  type Weather,
} from './faulty-store.ts';
import { FaultyNetwork } from './network.ts';
import type { Tell } from './runs.ts';

const identity = { version: 1, secret: 'simulation' };
/** The same in every history: a dozen. */
const contactIds = new Map<string, ContactId>();

/** A schedule, and when it rings. */
interface Schedule {
  readonly hint: TimerHint;
  readonly dueAt: IsoInstant;
}

/** What a world begins with. */
interface Beginning {
  readonly chance: Chance;
  readonly coverage: Coverage;
  readonly now: IsoInstant;
  /** Looks at everything that is committed. */
  readonly watch: (store: MemoryStore) => Store;
  readonly tell: Tell | undefined;
}

/**
 * Everything around the use cases, all of it from one seed: a clock that only the history moves, the memory store behind a watch, a bus
 * that loses, doubles and reorders, schedules that get lost or ring late and twice, and a carrier at its worst.
 */
export class SimulatedWorld {
  readonly memory = new MemoryStore();
  readonly schedules = new Map<string, Schedule>();
  /** Schedules that were asked for and never made, by name. */
  readonly lost = new Set<string>();
  readonly network: FaultyNetwork;
  readonly settings: SettingsCache;
  /** Events that are committed and not delivered yet. */
  readonly pending: FedEvent['event'][] = [];
  /** Those of them that the statistics hear of. The bus tells a function until it has heard: no sweep would heal what it lost. */
  readonly uncounted: FedEvent['event'][] = [];
  readonly coverage: Coverage;
  faults: Faults = noFaults;
  now: IsoInstant;
  #cursor: string | undefined;
  readonly #stalled: { readonly invocation: Invocation; readonly goOn: () => void }[] = [];
  readonly #carriers: Carriers;
  readonly #watched: Store;
  readonly #at: Weather;

  constructor({ chance, coverage, now, watch, tell }: Beginning) {
    this.now = now;
    this.coverage = coverage;
    this.#at = {
      chance,
      coverage,
      faults: () => this.faults,
      standStill: (seconds) => this.wait(seconds),
      stalled: (invocation) => new Promise((goOn) => this.#stalled.push({ invocation, goOn })),
    };
    this.network = new FaultyNetwork({
      chance,
      coverage,
      now: () => this.now,
      faulty: () => this.faults !== noFaults,
      standStill: (seconds) => this.wait(seconds),
      tell,
    });
    const carriers = createCarriers({ region: 'us-east-1', simulatedNetwork: this.network });
    const optOutList = this.#blockList((_where, call) => call());
    this.#carriers = { ...carriers, simulated: { ...carriers.simulated, optOutList } };
    this.#watched = watch(this.memory);
    this.settings = new SettingsCache({ ...this.#steady(), store: this.#watched });
  }

  get faulty(): boolean {
    return this.faults !== noFaults;
  }

  /**
   * The world as one function sees it that may die at any await.
   *
   * @param cutOff is told when the function is on its own: it goes on when `goOn` says so
   */
  invocation(of: string, cutOff: () => void): World {
    const invocation: Invocation = {
      of,
      alive: true,
      awaits: new Map(),
      cutOff,
      isOnItsOwn: false,
      isDoomed: false,
    };
    const at = this.#at;
    const { simulated } = this.#carriers;
    const dying = <T>(where: string, call: () => Promise<T>) => mortally(invocation, at, where, call);
    return {
      ...this.#steady(),
      settings: this.settings,
      store: faultyStore(this.#watched, invocation, at),
      carriers: {
        ...this.#carriers,
        simulated: {
          ...simulated,
          send: (text, account) => {
            this.network.begin(text);
            return dying('hand-over', () => simulated.send(text, account));
          },
          optOutList: this.#blockList(dying),
        },
      },
      timers: this.#timers((where, call) => dying(where, call)),
    };
  }

  /** Those whom a function on its own is about. */
  get cutOffAbout(): readonly string[] {
    return this.#stalled.flatMap(({ invocation: { contactId } }) => contactId ?? []);
  }

  /** Lets what was cut off go on, or finds it dead. */
  goOn(): void {
    const { chance, coverage } = this.#at;
    for (const { invocation, goOn } of this.#stalled.splice(0)) {
      if (this.faulty && chance.happens(0.25)) {
        note(coverage, 'what was cut off died');
        // At once, or as soon as what it waits for is done.
        if (chance.happens(0.5)) invocation.alive = false;
        else invocation.isDoomed = true;
      }
      goOn();
    }
  }

  /** A world without faults, for what a history sets up and looks at. */
  calm(): World {
    return { ...this.#steady(), settings: this.settings, store: this.#watched };
  }

  contactOf(practiceId: PracticeId, phone: E164): ContactId {
    const name = `${practiceId}|${phone}`;
    const known = contactIds.get(name) ?? contactIdOf(identity, practiceId, phone);
    contactIds.set(name, known);
    return known;
  }

  /** Takes what was committed since the last call. */
  async collectEvents(): Promise<void> {
    for (;;) {
      const batch = await this.memory.feed.read(this.#cursor, 500);
      const last = batch.at(-1);
      if (!last) return;
      this.#cursor = last.cursor;
      for (const { event } of batch) {
        this.pending.push(event);
        if (counts(event)) this.uncounted.push(event);
      }
    }
  }

  wait(seconds: number): void {
    this.now = plusSeconds(this.now, seconds);
  }

  /** When the next schedule rings. */
  get nextRing(): IsoInstant | undefined {
    return earliest([...this.schedules.values()].map(({ dueAt }) => dueAt));
  }

  /** Takes out the schedule that rings first, until a moment. */
  takeFirst(until: IsoInstant): Schedule | undefined {
    let first: Schedule | undefined;
    for (const one of this.schedules.values())
      if (one.dueAt <= until && (!first || one.dueAt < first.dueAt)) first = one;
    if (first) this.schedules.delete(nameOf(first.hint));
    return first;
  }

  /** The carrier's own list, one for each account. */
  #blockList(dying: <T>(where: string, call: () => Promise<T>) => Promise<T>): OptOutList {
    const told =
      (blocked: boolean): OptOutList['add'] =>
      (number, { secret }) =>
        dying('block list', () => this.network.block(String(secret), number, blocked));
    return { add: told(true), remove: told(false) };
  }

  #timers(dying: <T>(where: string, call: () => Promise<T>) => Promise<T>): Timers {
    const { chance } = this.#at;
    return {
      set: (hint, dueAt) =>
        dying('schedule', async () => {
          if (this.faulty && chance.happens(0.05)) {
            note(this.coverage, 'schedule lost');
            this.lost.add(nameOf(hint));
          } else this.schedules.set(nameOf(hint), { hint, dueAt });
        }),
      clear: (hint) =>
        dying('schedule', async () => {
          if (this.faulty && chance.happens(0.05)) note(this.coverage, 'schedule left behind');
          else this.schedules.delete(nameOf(hint));
        }),
    };
  }

  #steady(): Omit<World, 'settings'> {
    return {
      store: this.memory,
      clock: { now: () => this.now },
      randomness: this.#at.chance,
      secrets: {
        identityKeys: async () => ({ current: identity, older: [] }),
        carrierAccount: async (_carrier, account) => ({ secret: account }),
      },
      carriers: this.#carriers,
      timers: this.#timers((_where, call) => call()),
      bus: { put: async () => [] },
      usagePlans: { enrol: async () => undefined, remove: async () => undefined },
      publicUrl: 'https://texts.example.com',
      pause: async () => undefined,
    };
  }
}

/** Whether the topology routes an event to the statistics, and it names what they count. */
function counts({ type, contactId, episode, appointmentId }: FedEvent['event']): boolean {
  if (contactId === undefined) return false;
  if (type === 'thread.answered' || type === 'thread.closed') return episode !== undefined;
  return appointmentId !== undefined && (type === 'text.status' || type.startsWith('appointment.'));
}

const nameOf = ({ practiceId, contactId, timer }: TimerHint): string =>
  `${practiceId}|${contactId}|${timer.kind}|${timer.id}`;
