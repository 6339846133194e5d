import { afterAll, beforeAll, expect } from 'vitest';
import { type Bundle, bundleFunctions } from '../../infra/bundle.ts';
import type { FunctionName } from '../../infra/topology.ts';
import { type Deployment, startDeployment } from '../support/deployment.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** For the tests of one suite: every bundle, built once, and a deployment that they reach. Answers what one function needs of both. */
export function deployed(): (name: FunctionName) => [Bundle, Deployment] {
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

  return (name) => {
    const bundle = bundles.find((one) => one.name === name);
    return bundle && deployment ? [bundle, deployment] : expect.fail(`${name} is not there.`);
  };
}
