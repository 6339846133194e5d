import { build } from 'esbuild';
import { buildOptions } from '../../infra/bundle.ts';
import type { FunctionDeclaration } from '../../infra/topology.ts';
import type { Binding } from '../../shared/runtime/env.ts';

/*
 * What a function's code can reach of the ports, as bindings: read from its handler's own code, tree-shaken, without packages and
 * without the adapters that its container brings. The words of the ports are rare enough to be told by their form.
 */

const traces: Readonly<Record<Exclude<Binding, 'table' | 'table-read'>, RegExp>> = {
  // Settings and lines are found by ids that the identity secret makes.
  identity: /\.identityKeys\(|\bworld\.settings\./,
  carriers: /\.carrierAccount\(|\bworld\.carriers\b/,
  'opt-out-list': /\.optOutList\b/,
  bus: /\bbus\.put\(/,
  'usage-plans': /\busagePlans\.(?:enrol|remove)\(/,
  // Whatever hands a text over tells the carrier where to report.
  sending: /\.publicUrl\b/,
  schedules: /\btimers\.(?:set|clear)\(/,
};
const writes = /\bstore\.commit\(/;
const reads = /\bstore\.(?:read|list)\(/;

/** The bindings that code of this text has use for; of the table, the least that is enough. */
export function bindingsUsedBy(code: string): readonly Binding[] {
  const table: readonly Binding[] = writes.test(code) ? ['table'] : reads.test(code) ? ['table-read'] : [];
  const others = (Object.keys(traces) as (keyof typeof traces)[]).filter((name) => traces[name].test(code));
  return [...table, ...others];
}

/** What is bound and not used, and what is used and not bound. */
export function bindingFaults(declared: readonly Binding[], used: readonly Binding[]) {
  return {
    unused: declared.filter((name) => !used.includes(name)),
    missing: used.filter((name) => !declared.includes(name)),
  };
}

/** The code of each function's handler, by its file: what can run and nothing else, comments and types gone. */
export async function handlerCode(
  functions: readonly Pick<FunctionDeclaration, 'file'>[],
): Promise<ReadonlyMap<string, string>> {
  const built = await Promise.all(
    functions.map(async ({ file }) => {
      const { outputFiles } = await build({
        ...buildOptions,
        entryPoints: [file],
        // What is imported later stands in the same text.
        splitting: false,
        packages: 'external',
        minify: false,
        banner: {},
        outdir: 'dist/handlers',
        write: false,
      });
      return [file, outputFiles.map(({ text }) => text).join('\n')] as const;
    }),
  );
  return new Map(built);
}
