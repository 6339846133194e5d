import { describe, test } from 'vitest';
import { functions } from '../../infra/topology.ts';
import { bindings } from '../../shared/runtime/env.ts';
import { dynoxideExists } from '../support/dynoxide.ts';
import { deployed } from './deployed.ts';
import { bindingsOf, startWithout } from './run-case.ts';

describe.skipIf(!dynoxideExists())('a bundle without one of its variables', () => {
  const both = deployed();

  describe.each(functions)('$name', ({ name }) => {
    const variables = bindingsOf(name).flatMap((binding) => Object.keys(bindings[binding].shape));
    test.each([...new Set(variables)])('does not start without %s', (missing) =>
      startWithout(...both(name), missing),
    );
  });
});
