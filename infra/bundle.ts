import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { type FunctionName, functions } from './topology.ts';

/*
 * Every function of the topology as what Lambda runs, from one esbuild call. What several functions share is built once, as chunks,
 * and a function's directory holds its own entry and the chunks that it reaches: nothing of another function's.
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
export async function bundleFunctions(outputDirectory: string): Promise<readonly Bundle[]> {
  // Nothing is written here: the names of chunks must not depend on where the bundles are wanted.
  const outdir = 'dist/functions';
  const { metafile, outputFiles } = await build({
    ...buildOptions,
    entryPoints: functions.map(({ name }) => ({ in: `function:${name}`, out: name })),
    plugins: [entries, builtins],
    outdir,
    metafile: true,
    write: false,
  });
  const contents = new Map(outputFiles.map((file) => [relative(root, file.path), file.contents]));

  return Promise.all(
    functions.map(async ({ name }) => {
      const directory = join(outputDirectory, name);
      await rm(directory, { recursive: true, force: true });
      const entry = `${outdir}/${name}.mjs`;
      let bytes = 0;
      for (const path of reachedFrom(entry, metafile)) {
        const content = contents.get(path);
        if (!content) throw new Error(`${path} is imported, but was not built.`);
        const file = join(directory, path === entry ? 'index.mjs' : relative(outdir, path));
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, content);
        bytes += content.byteLength;
      }
      return { name, directory, handler: 'index.handler' as const, bytes };
    }),
  );
}

/** An output and every output that it imports, directly or not, at once or later. */
function reachedFrom(entry: string, { outputs }: Metafile): ReadonlySet<string> {
  const reached = new Set([entry]);
  for (const path of reached) {
    for (const { path: imported, external } of outputs[path]?.imports ?? [])
      if (!external) reached.add(imported);
  }
  return reached;
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
