import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { buildOptions } from '../../infra/bundle.ts';

/*
 * How long a module takes to load in a process of its own, beside the least that a function on DynamoDB could be: the SDK's client
 * alone, built in the same way. Absolute figures say little about another machine; ratios from one run do.
 */

const run = promisify(execFile);

/** A module built as every bundle is: its directory, and what it weighs. */
export interface Built {
  readonly directory: string;
  readonly bytes: number;
}

async function buildModule(directory: string, contents: string): Promise<Built> {
  const { metafile } = await build({
    ...buildOptions,
    stdin: { contents, resolveDir: buildOptions.absWorkingDir, sourcefile: 'index.js' },
    entryNames: 'index',
    outdir: directory,
    metafile: true,
  });
  const bytes = Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
  return { directory, bytes };
}

const bareClient = `
  import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
  const client = new DynamoDBClient({});
  export const handler = (event) => client.send(new GetItemCommand(event));
`;

/** Builds what every bundle is compared with. */
export const buildBareClient = (directory: string): Promise<Built> => buildModule(directory, bareClient);

/** Builds the bare client with the packages that every function of ours stands on, each used once, and nothing of ours. */
export const buildPackages = (directory: string): Promise<Built> =>
  buildModule(
    directory,
    `${bareClient}
      import middy from '@middy/core';
      import { Logger } from '@aws-lambda-powertools/logger';
      import { Temporal } from 'temporal-polyfill';
      import * as z from 'zod';
      const event = z.object({ at: z.string() });
      const logger = new Logger();
      export const wrapped = middy().handler(async (given) => {
        logger.info('asked');
        return Temporal.Instant.from(event.parse(given).at).epochMilliseconds;
      });
    `,
  );

const timed = `
  const file = process.argv[1];
  const before = performance.now();
  await import(file);
  process.stdout.write(String(performance.now() - before), () => process.exit());
`;

/** Milliseconds that one fresh process takes to load a bundle, its container made. */
async function loadOnce(directory: string, environment: Readonly<Record<string, string>>): Promise<number> {
  const file = `file://${join(directory, 'index.mjs')}`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', timed, file], {
    env: { ...environment, NODE_ENV: 'production' },
  });
  return Number(stdout);
}

export interface Loadable {
  readonly name: string;
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Milliseconds of each that was loaded, by its name. */
export type LoadTimes = Map<string, number[]>;

/**
 * Loads each so many times, round by round so that a slow moment of the machine strikes all alike. Given the times of an earlier
 * run, it adds to them.
 */
export async function loadTimes(
  bundles: readonly Loadable[],
  rounds: number,
  {
    progress,
    times = new Map(),
  }: { readonly progress?: (round: number) => void; readonly times?: LoadTimes } = {},
): Promise<LoadTimes> {
  for (let round = 1; round <= rounds; round += 1) {
    progress?.(round);
    for (const { name, directory, environment } of bundles) {
      const before = times.get(name) ?? [];
      times.set(name, [...before, await loadOnce(directory, environment)]);
    }
  }
  return times;
}
