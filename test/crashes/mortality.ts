import type { FunctionName } from '../../infra/topology.ts';
import type { Carriers, OptOutList } from '../../shared/ports/carrier.ts';
import type { Store } from '../../shared/ports/store.ts';
import type { Container } from '../../shared/runtime/container.ts';

/** A process that died: whatever it calls from then on is never heard, and it answers nobody. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/** One run of a function. */
export interface Life {
  readonly name: FunctionName;
  alive: boolean;
}

/**
 * Counts the places at which a function may die, and lets it die at some of them. A place is before or after a call of a port: between two
 * calls a function changes nothing that outlives it, so that dying anywhere there is dying before the second.
 */
export class Mortality {
  /** Where each place was, in order: `deliver, after a commit`. */
  readonly places: string[] = [];
  /** The places at which a function died. */
  readonly deaths: string[] = [];
  /** The numbers on the carrier's own list. */
  readonly blocked = new Set<string>();
  readonly #fatal: ReadonlySet<number>;

  /** @param fatal the numbers of the places at which a function dies, from 0 on; a run after a death counts on */
  constructor(fatal: readonly number[]) {
    this.#fatal = new Set(fatal);
  }

  #place(life: Life, where: string): void {
    if (!life.alive) throw new Crash();
    const number = this.places.push(`${life.name}, ${where}`) - 1;
    if (!this.#fatal.has(number)) return;
    life.alive = false;
    this.deaths.push(this.places[number] ?? '');
    throw new Crash();
  }

  /** A port's call, with a place on each side. */
  readonly #around =
    (life: Life, what: string) =>
    async <T>(call: () => Promise<T>): Promise<T> => {
      this.#place(life, `before ${what}`);
      const answer = await call();
      this.#place(life, `after ${what}`);
      return answer;
    };

  store(life: Life, store: Store): Store {
    const around = this.#around;
    return {
      read: (keys) => around(life, 'a read')(() => store.read(keys)),
      list: (query) => around(life, 'a list')(() => store.list(query)),
      commit: (commit) => around(life, 'a commit')(() => store.commit(commit)),
    };
  }

  /** The ports as one run of a function sees them; `settings` are the process's, and outlive the run. */
  container(life: Life, whole: Container): Container {
    const around = this.#around;
    const { secrets, timers, usagePlans, bus } = whole;
    return {
      ...whole,
      store: this.store(life, whole.store),
      carriers: this.#carriers(life, whole.carriers),
      secrets: {
        identityKeys: () => around(life, 'the identity keys')(() => secrets.identityKeys()),
        carrierAccount: (carrier, account) =>
          around(life, "a carrier's account")(() => secrets.carrierAccount(carrier, account)),
      },
      timers: {
        set: (hint, dueAt) => around(life, 'a schedule')(() => timers.set(hint, dueAt)),
        clear: (hint) => around(life, 'a schedule cleared')(() => timers.clear(hint)),
      },
      usagePlans: {
        enrol: (usageId, tier) => around(life, 'an enrolment')(() => usagePlans.enrol(usageId, tier)),
        remove: (usageId) => around(life, 'an enrolment ended')(() => usagePlans.remove(usageId)),
      },
      bus: { put: (events) => around(life, 'the bus')(() => bus.put(events)) },
    };
  }

  #carriers(life: Life, carriers: Carriers): Carriers {
    const { simulated } = carriers;
    const send: typeof simulated.send = (text, account) =>
      this.#around(life, 'a hand-over')(() => simulated.send(text, account));
    const onList = this.#around(life, 'the block list');
    const optOutList: OptOutList = {
      add: (number) =>
        onList(async () => {
          this.blocked.add(number);
          return true;
        }),
      remove: (number) =>
        onList(async () => {
          this.blocked.delete(number);
          return true;
        }),
    };
    return { ...carriers, simulated: { ...simulated, send, optOutList } };
  }
}
