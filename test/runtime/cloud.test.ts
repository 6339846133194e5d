import { expect, test } from 'vitest';
import { functions } from '../../infra/topology.ts';
import { cloudContainer } from '../../shared/runtime/cloud.ts';
import { bindings } from '../../shared/runtime/env.ts';

const samples: Readonly<Record<string, string>> = {
  TABLE_NAME: 'practice-texting',
  CARRIER_SECRETS_PREFIX: 'texting/carriers',
  PUBLIC_URL: 'https://texts.example.com',
  SCHEDULE_GROUP: 'timers',
  EVENT_BUS_NAME: 'practice-texting',
  USAGE_PLAN_PREFIX: 'practice-texting-test-',
};

/** The variables that a function's bindings bring, and no other. */
const environmentFor = (names: readonly (keyof typeof bindings)[]): Record<string, string> =>
  Object.fromEntries(
    names
      .flatMap((name) => Object.keys(bindings[name].shape))
      .map((variable) => [variable, samples[variable] ?? `arn:aws:x:::${variable}`]),
  );

test.each(functions.map(({ name, bindings: bound }) => [name, bound] as const))(
  '%s starts with the variables of its bindings',
  async (name, bound) => {
    expect((await cloudContainer(name, bound, environmentFor(bound))).scheme).toBe('https');
  },
);

test.each(functions.map(({ name, bindings: bound }) => [name, bound] as const))(
  '%s names each variable that is missing',
  async (name, bound) => {
    const environment = environmentFor(bound);
    for (const missing of Object.keys(environment)) {
      const { [missing]: _gone, ...rest } = environment;
      await expect(cloudContainer(name, bound, rest)).rejects.toThrow(missing);
    }
  },
);

test('what a function is not bound to says so', async () => {
  const { timers } = await cloudContainer('reminder', ['table-read'], environmentFor(['table-read']));
  expect(() => timers.clear).not.toThrow();
  expect(() => timers.set({} as never, '' as never)).toThrow('not bound to schedules');
});
