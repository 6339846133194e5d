import { expect } from 'vitest';
import type { Bundle } from '../../infra/bundle.ts';
import { functions } from '../../infra/topology.ts';
import type { Deployment } from '../support/deployment.ts';
import { type RunningFunction, startFunction } from '../support/lambda-runtime.ts';
import { secretWords } from './case-steps.ts';
import { cases } from './cases.ts';

export const bindingsOf = (name: Bundle['name']) =>
  functions.find((declared) => declared.name === name)?.bindings ?? [];

/** Starts a bundle with the variables of its bindings, and stops it after what is done with it. */
export async function withFunction<T>(
  bundle: Bundle,
  variables: Readonly<Record<string, string>>,
  use: (running: RunningFunction) => Promise<T>,
): Promise<T> {
  const running = await startFunction(bundle, variables);
  try {
    return await use(running);
  } finally {
    await running.stop();
  }
}

/** A function from cold: the event of its trigger, what came of it, and that its log tells nothing of a patient. */
export async function runCase(bundle: Bundle, deployment: Deployment): Promise<void> {
  const { event, check } = await cases[bundle.name](deployment);
  await withFunction(bundle, deployment.variablesOf(bindingsOf(bundle.name)), async (running) => {
    expect((await running.started).thrown).toBeUndefined();
    await check(await running.invoke(event));
    for (const word of secretWords) expect(running.written()).not.toContain(word);
  });
}

/** A function without one of its variables does not start, and says which one it missed. */
export async function startWithout(bundle: Bundle, deployment: Deployment, missing: string): Promise<void> {
  const { [missing]: _gone, ...variables } = deployment.variablesOf(bindingsOf(bundle.name));
  await withFunction(bundle, variables, async (running) => {
    const { thrown } = await running.started;
    expect(thrown?.errorMessage).toBe(`These environment variables are missing or wrong: ${missing}.`);
  });
}
