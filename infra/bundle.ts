import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { type FunctionName, functions } from './topology.ts';

/*
 * Every function of the topology as what Lambda runs, each from an esbuild call of its own: its entry, and in chunks what it imports later
 * and what entry and chunks share. Built together, functions would be cut where any two of them differ, into a half more files, each of
 * which takes time to load.
 */

const root = fileURLToPath(new URL('..', import.meta.url));

export interface Bundle {
  readonly name: FunctionName;
  readonly directory: string;
  /** As Lambda is told it: the module and its export. */
  readonly handler: 'index.handler';
  /** Everything in its directory. */
  readonly bytes: number;
}

/** How code is built for Lambda; a measurement builds what it compares with in the same way. */
export const buildOptions = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  minify: true,
  splitting: true,
  mainFields: ['module', 'main'],
  legalComments: 'none',
  outExtension: { '.js': '.mjs' },
  chunkNames: 'chunks/[name]-[hash]',
  // CommonJS packages (Twilio's, SNS's validator) ask for Node's own modules by `require`, which an ES module does not have.
  banner: {
    js: "import{createRequire as requireFrom}from'node:module';const require=requireFrom(import.meta.url);",
  },
  logLevel: 'error',
} as const satisfies BuildOptions;

/** Builds every function into a directory of its own under `outputDirectory`. The same sources make the same names and bytes. */
export const bundleFunctions = (outputDirectory: string): Promise<readonly Bundle[]> =>
  Promise.all(functions.map(({ name }) => bundleFunction(name, join(outputDirectory, name))));

async function bundleFunction(name: FunctionName, directory: string): Promise<Bundle> {
  // Nothing is written by the build: the names of chunks must not depend on where the bundles are wanted.
  const outdir = `dist/functions/${name}`;
  const { outputFiles } = await build({
    ...buildOptions,
    entryPoints: [{ in: `function:${name}`, out: 'index' }],
    plugins: [entries, builtins],
    outdir,
    write: false,
  });
  await rm(directory, { recursive: true, force: true });
  for (const { path, contents } of outputFiles) {
    const file = join(directory, relative(join(root, outdir), path));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, contents);
  }
  const bytes = outputFiles.reduce((sum, { contents }) => sum + contents.byteLength, 0);
  return { name, directory, handler: 'index.handler', bytes };
}

/** The entry of each function: its container from its bindings, before its first event. */
const entries: Plugin = {
  name: 'entries',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^function:/ }, ({ path }) => ({
      path: path.slice('function:'.length),
      namespace: 'function',
    }));
    onLoad({ filter: /./, namespace: 'function' }, ({ path: name }) => {
      const declared = functions.find((candidate) => candidate.name === name);
      if (!declared) throw new Error(`No function is called ${name}.`);
      return { contents: entryOf(name, declared.bindings, declared.file), loader: 'js', resolveDir: root };
    });
  },
};

const entryOf = (name: string, bindings: readonly string[], file: string) => `
import { cloudContainer } from './shared/runtime/cloud.ts';
import { provide } from './shared/runtime/container.ts';
export { handler } from './${file}';
provide(await cloudContainer(${JSON.stringify(name)}, ${JSON.stringify(bindings)}, process.env));
`;

/**
 * Node's own modules, taken as CommonJS takes them. An `import` reads every name that a module exports, and with it loads what
 * stands behind names that nobody uses: behind those of `node:http` is a whole WebSocket and fetch client, 40 ms of every cold start.
 */
const builtins: Plugin = {
  name: 'builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(?:node:)?(?:http|https|crypto|fs|util)$/ }, ({ path }) => ({
      path: path.replace(/^node:/, ''),
      namespace: 'builtin',
    }));
    onLoad({ filter: /./, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('node:${path}');`,
    }));
  },
};
