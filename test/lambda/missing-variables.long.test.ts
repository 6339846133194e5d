import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bundle, bundleFunctions } from '../../infra/bundle.ts';
import { functions } from '../../infra/topology.ts';
import { bindings } from '../../shared/runtime/env.ts';
import { type Deployment, startDeployment } from '../support/deployment.ts';
import { dynoxideExists } from '../support/dynoxide.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { bindingsOf, startWithout } from './run-case.ts';

describe.skipIf(!dynoxideExists())('a bundle without one of its variables', () => {
  const folder = temporaryFolder();
  let deployment: Deployment | undefined;
  let bundles: readonly Bundle[] = [];

  beforeAll(async () => {
    [deployment, bundles] = await Promise.all([startDeployment(), bundleFunctions(folder.path)]);
  });
  afterAll(async () => {
    await deployment?.stop();
    folder.remove();
  });

  describe.each(functions.map(({ name }) => name))('%s', (name) => {
    const both = (): [Bundle, Deployment] => {
      const bundle = bundles.find((one) => one.name === name);
      return bundle && deployment ? [bundle, deployment] : expect.fail(`${name} is not there.`);
    };

    const variables = bindingsOf(name).flatMap((binding) => Object.keys(bindings[binding].shape));
    test.each([...new Set(variables)])('does not start without %s', (missing) =>
      startWithout(...both(), missing),
    );
  });
});
