import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleFunctions } from '../../infra/bundle.ts';
import { functions } from '../../infra/topology.ts';
import { buildBareClient, type Loadable, type LoadTimes, loadTimes } from '../support/module-load.ts';
import { sampleVariables } from '../support/sample-variables.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { budgets, overBudget } from './budgets.ts';

const folder = temporaryFolder();
const bareName = 'bare DynamoDB client';
const bytes = new Map<string, number>();
let times: LoadTimes = new Map();

/** Of a few runs the fastest, which other work on the machine has slowed the least. */
const fastest = (name: string) => Math.min(...(times.get(name) ?? []));
const measured = (name: string) => ({
  bytes: bytes.get(name) ?? Number.NaN,
  loadRatio: fastest(name) / fastest(bareName),
});
const isOver = ({ name }: (typeof functions)[number]) => overBudget(measured(name), budgets[name]).length > 0;

beforeAll(async () => {
  const [bare, bundles] = await Promise.all([
    buildBareClient(join(folder.path, 'bare')),
    bundleFunctions(join(folder.path, 'functions')),
  ]);
  bytes.set(bareName, bare.bytes);
  const loadable = ({ name, bindings }: (typeof functions)[number]): Loadable => {
    const bundle = bundles.find((one) => one.name === name) ?? expect.fail(`${name} was not built.`);
    bytes.set(name, bundle.bytes);
    const environment = { AWS_REGION: 'us-east-1', ...sampleVariables(bindings) };
    return { name, directory: bundle.directory, environment };
  };
  const baseline = { name: bareName, directory: bare.directory, environment: { AWS_REGION: 'us-east-1' } };
  times = await loadTimes([baseline, ...functions.map(loadable)], 3);
  // A busy machine makes one or another look slow for a while; what is slow stays so.
  for (let attempt = 0; attempt < 3 && functions.some(isOver); attempt += 1)
    times = await loadTimes([baseline, ...functions.filter(isOver).map(loadable)], 4, { times });
}, 180_000);

afterAll(() => folder.remove());

test('sizes and module load are printed', () => {
  const row = (name: string) => {
    const { bytes: size, loadRatio } = measured(name);
    return `${name.padEnd(21)}${String(Math.round(size / 1000)).padStart(6)} kB${loadRatio.toFixed(2).padStart(7)} x`;
  };
  const table = [bareName, ...functions.map(({ name }) => name)].map(row);
  console.log(`Bundles: size, and module load beside the bare client's\n${table.join('\n')}`);
  expect(table.join()).not.toMatch(/NaN|Infinity/);
});

test.each(functions)('$name is within its budget of bytes and module load', ({ name }) => {
  const budget = budgets[name];
  expect(overBudget(measured(name), budget), `It pays for: ${budget.because}.`).toEqual([]);
});

test.each([
  [{ bytes: 100, loadRatio: 2 }, []],
  [{ bytes: 101, loadRatio: 2 }, ['101 bytes, of 100']],
  [{ bytes: 100, loadRatio: 2.01 }, ["2.01 times the bare client's load, of 2"]],
  [{ bytes: Number.NaN, loadRatio: 3 }, ['NaN bytes, of 100', "3.00 times the bare client's load, of 2"]],
])('%j of a budget of 100 bytes and twice the load is told as %j', (was, told) => {
  expect(overBudget(was, { bytesMax: 100, loadRatioMax: 2, because: 'so' })).toEqual(told);
});
