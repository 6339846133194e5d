import { begins, type ScriptedHistory } from './histories.ts';
import { Machine } from './machine.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/** A history that was run, with the places at which a function could have died, and those at which one did. */
export interface Run {
  readonly outcome: Outcome;
  readonly places: readonly string[];
  readonly deaths: readonly string[];
}

/** Runs a history whose functions die at some places. What was lost is healed by what comes after it: the sweep above all. */
export async function replay(history: ScriptedHistory, fatal: readonly number[]): Promise<Run> {
  const machine = new Machine(fatal, begins);
  try {
    await machine.start();
    await history.run(machine);
    await machine.settle();
    const places = [...machine.mortality.places];
    await machine.rest();
    return { outcome: await outcomeOf(machine), places, deaths: [...machine.mortality.deaths] };
  } finally {
    await machine.close();
  }
}
