import { cpus } from 'node:os';
import { join } from 'node:path';
import { type Bundle, bundleFunctions } from '../../infra/bundle.ts';
import { functions } from '../../infra/topology.ts';
import { cases } from '../lambda/cases.ts';
import { type Deployment, startDeployment } from '../support/deployment.ts';
import { type Outcome, type Startable, startFunction } from '../support/lambda-runtime.ts';
import { median } from '../support/median.ts';
import { type Built, buildBareClient, buildPackages, loadTimes } from '../support/module-load.ts';
import { temporaryFolder } from '../support/temporary.ts';

/*
 * `npm run measure:bundles`: what each bundle weighs, what loading it takes beside the bare DynamoDB client, and its cold start under
 * AWS's runtime client: from the start of the process until it asks for its first event, and that event's whole way. The client
 * with nothing of ours stands in the first row, and with the packages that ours stand on in the second. Fresh processes, round by
 * round; a table on stdout, progress on stderr.
 */

const rounds = 15;
const bareName = 'bare-dynamodb-client';
const packagesName = 'client-and-packages';

/** A cold start, and one event whose outcome is checked: what fails has no figure. */
interface Measured {
  readonly startable: Startable;
  readonly bytes: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly prepare: () => Promise<{ event: unknown; check: (outcome: Outcome) => Promise<void> }>;
  readonly init: number[];
  readonly first: number[];
}

const progress = (what: string) => (round: number) => console.error(`${what}: round ${round} of ${rounds}`);

async function everything(folder: string, deployment: Deployment): Promise<readonly Measured[]> {
  const [bare, packages, bundles] = await Promise.all([
    buildBareClient(join(folder, 'bare')),
    buildPackages(join(folder, 'packages')),
    bundleFunctions(join(folder, 'functions')),
  ]);
  const ofBundle = (bundle: Bundle): Measured => ({
    startable: bundle,
    bytes: bundle.bytes,
    environment: deployment.variablesOf(functions.find(({ name }) => name === bundle.name)?.bindings ?? []),
    prepare: () => cases[bundle.name](deployment),
    init: [],
    first: [],
  });
  const environment = deployment.variablesOf(['table']);
  const alone = (name: string, { directory, bytes }: Built): Measured => ({
    startable: { name, directory, handler: 'index.handler' },
    bytes,
    environment,
    prepare: async () => ({
      event: { TableName: environment.TABLE_NAME, Key: { pk: { S: 'none' }, sk: { S: 'none' } } },
      check: async (outcome) => {
        if ('thrown' in outcome) throw new Error(outcome.thrown.errorMessage);
      },
    }),
    init: [],
    first: [],
  });
  return [alone(bareName, bare), alone(packagesName, packages), ...bundles.map(ofBundle)];
}

async function coldStart({ startable, environment, prepare, init, first }: Measured): Promise<void> {
  const { event, check } = await prepare();
  const running = await startFunction(startable, environment);
  try {
    const { milliseconds, thrown } = await running.started;
    if (thrown) throw new Error(thrown.errorMessage);
    const before = performance.now();
    const outcome = await running.invoke(event);
    const after = performance.now();
    await check(outcome);
    init.push(milliseconds);
    first.push(after - before);
  } finally {
    await running.stop();
  }
}

const whole = (value: number) => value.toFixed(0);
const spread = (values: readonly number[]) =>
  `${whole(median(values))} (${whole(Math.min(...values))} to ${whole(Math.max(...values))})`;

const deployment = await startDeployment();
if (!deployment) {
  console.error('There is no DynamoDB engine for this machine: nothing was measured.');
  process.exit(1);
}
const folder = temporaryFolder();
try {
  const measured = await everything(folder.path, deployment);
  const loads = await loadTimes(
    measured.map(({ startable: { name, directory }, environment }) => ({
      name,
      directory,
      environment: { AWS_REGION: 'us-east-1', ...environment },
    })),
    rounds,
    { progress: progress('module load') },
  );
  for (let round = 1; round <= rounds; round += 1) {
    progress('cold start')(round);
    for (const one of measured) await coldStart(one);
  }
  const [bareBytes, bareLoad] = [measured[0]?.bytes ?? 0, loads.get(bareName) ?? []];
  const cells = measured.map(({ startable: { name }, bytes, init, first }) => [
    name,
    `${whole(bytes / 1000)} kB`,
    (bytes / bareBytes).toFixed(2),
    whole(median(loads.get(name) ?? [])),
    (median(loads.get(name) ?? []) / median(bareLoad)).toFixed(2),
    spread(init),
    spread(first),
  ]);
  console.log(
    [
      `Node ${process.version}, ${process.arch}, ${cpus().length} processors; medians (least to most) of ${rounds} fresh processes.`,
      '',
      '| function | bundle | of bare | module load, ms | of bare | init, ms | first invoke, ms |',
      '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
      ...cells.map((row) => `| ${row.join(' | ')} |`),
    ].join('\n'),
  );
} finally {
  await deployment.stop();
  folder.remove();
}
