import { Failure } from '../../shared/domain/failure.ts';
import type { World } from '../../shared/use-cases/world.ts';
import { note } from './coverage.ts';
import { isWeather } from './faulty-store.ts';
import type { SimulatedWorld } from './simulated-world.ts';

/** Hears what happens, line by line, where somebody wants to read it. */
export type Tell = (line: string) => void;

/** The functions' runs in a simulated world. */
export class Runs {
  readonly #world: SimulatedWorld;
  readonly #tell: Tell | undefined;
  #begun = 0;
  /** Runs that nobody waits for any more. */
  readonly #onTheirOwn: Promise<boolean>[] = [];

  constructor(world: SimulatedWorld, tell: Tell | undefined) {
    this.#world = world;
    this.#tell = tell;
  }

  /**
   * One function's run: it may die, be throttled or say no. Anything else is a fault of the system.
   *
   * @returns whether it is known to have ended: what was cut off may go on
   */
  run(what: string, work: (world: World) => Promise<unknown>): Promise<boolean> {
    const cutOff = Promise.withResolvers<boolean>();
    const running = this.#run(what, work, () => {
      this.#onTheirOwn.push(running);
      cutOff.resolve(false);
    });
    return Promise.race([running, cutOff.promise]);
  }

  /** Waits for whatever was cut off: before time goes by, for no function runs for long. */
  async settleCutOff(): Promise<void> {
    while (this.#onTheirOwn.length > 0) {
      const running = this.#onTheirOwn.splice(0);
      this.#world.goOn();
      await Promise.all(running);
    }
  }

  async #run(what: string, work: (world: World) => Promise<unknown>, cutOff: () => void): Promise<boolean> {
    this.#begun += 1;
    const run = `${what} (run ${this.#begun})`;
    this.#tell?.(`${run} begins`);
    try {
      await work(this.#world.invocation(what, cutOff));
      this.#tell?.(`${run} is done`);
      return true;
    } catch (error) {
      this.#tell?.(`${run} ends: ${String(error)}`);
      if (isWeather(error)) return false;
      if (error instanceof Failure) {
        note(this.#world.coverage, `${what} refused: ${error.code}`);
        return true;
      }
      throw error;
    }
  }
}
