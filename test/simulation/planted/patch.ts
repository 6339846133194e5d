import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

/** A bug put into the source as it loads: in a file, these words for those. */
export interface Planted {
  readonly name: string;
  /** From the root of the project. */
  readonly file: string;
  readonly find: string;
  readonly put: string;
}

const root = new URL('../../../', import.meta.url);

/** The file with the bug in it. Throws where what it replaces is not there exactly once: the bug would be none. */
export function patched({ name, file, find, put }: Planted): string {
  const source = readFileSync(new URL(file, root), 'utf8');
  const parts = source.split(find);
  if (parts.length !== 2)
    throw new Error(`${name}: ${file} holds its anchor ${parts.length - 1} times in place of once.`);
  return parts.join(put);
}

/** Everything that is imported from now on has the bug. */
export function plant(bug: Planted): void {
  const source = patched(bug);
  const url = new URL(bug.file, root).href;
  registerHooks({
    load(loading, context, next) {
      if (loading !== url) return next(loading, context);
      return { format: 'module-typescript', source, shortCircuit: true };
    },
  });
}
