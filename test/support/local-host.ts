import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { isoFrom } from '../../shared/domain/time.ts';
import { LocalClient } from './local-client.ts';
import { temporaryFolder } from './temporary.ts';

/** Tuesday 10:00 in New York, 9:00 in Chicago: both practices are open. */
export const tuesdayMorning = '2026-12-01T15:00:00Z';

/** What carriers sign in tests that start a host more than once: its port changes, this does not. */
export const fixedPublicUrl = 'https://texts.example.com/base';

export interface RunningHost {
  readonly url: string;
  readonly dataDir: string;
  readonly client: LocalClient;
  readonly stop: () => Promise<void>;
}

export interface HostWishes {
  /** An ISO instant at which the clock stands; `undefined` is real time. */
  readonly clock?: string | undefined;
  readonly dataDir?: string | undefined;
  readonly publicUrl?: string | undefined;
  /** The endpoint of a DynamoDB-compatible engine; without one the store is SQLite. */
  readonly dynamodb?: string | undefined;
  readonly empty?: boolean | undefined;
  /** For a process of its own; any free one where it is absent. */
  readonly port?: number | undefined;
}

const folderFor = (dataDir: string | undefined) =>
  dataDir === undefined ? temporaryFolder() : { path: dataDir, remove: () => undefined };

/** Starts a host in this process. Its container is the process's own, so a test file has at most one at a time. */
export async function startInProcess(wishes: HostWishes = {}): Promise<RunningHost> {
  // Read where the log is made: what the host logs is looked at by logs.test.ts, in a process of its own.
  process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
  const { startHost } = await import('../../infra/local/host.ts');
  const folder = folderFor(wishes.dataDir);
  const { clock, dynamodb, publicUrl, empty = false } = wishes;
  const host = await startHost({
    port: 0,
    dataDir: folder.path,
    publicUrl,
    clockFrom: clock === undefined ? undefined : isoFrom(clock),
    store: dynamodb === undefined ? { kind: 'sqlite' } : { kind: 'dynamodb', endpoint: dynamodb },
    empty,
  });
  return {
    url: host.url,
    dataDir: folder.path,
    client: new LocalClient(host.url, publicUrl),
    stop: async () => {
      await host.close();
      folder.remove();
    },
  };
}

export interface ChildHost extends RunningHost {
  /** The host's own announcement: the first line of its standard output that is JSON. */
  readonly ready: unknown;
  /** Everything it has written so far, on both streams. */
  readonly output: () => string;
  readonly kill: (signal: NodeJS.Signals) => Promise<void>;
}

const main = fileURLToPath(new URL('../../infra/local/main.ts', import.meta.url));

const isJson = (line: string): boolean => {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
};

/** Starts a host as `npm start` does, in a process of its own, and waits until it says that it is ready. */
export async function startChild(wishes: HostWishes = {}): Promise<ChildHost> {
  const folder = folderFor(wishes.dataDir);
  const { clock, dynamodb, publicUrl, empty, port = 0 } = wishes;
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', main, ...(empty ? ['--empty'] : [])],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        PORT: String(port),
        DATA_DIR: folder.path,
        ...(clock !== undefined && { CLOCK: clock }),
        ...(publicUrl !== undefined && { PUBLIC_URL: publicUrl }),
        ...(dynamodb !== undefined && { STORE: 'dynamodb', DYNAMODB_ENDPOINT: dynamodb }),
      },
    },
  );
  const exited = once(child, 'exit');
  let [stdout, stderr] = ['', ''];
  const announced = Promise.withResolvers<string>();
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
    const line = stdout.split('\n').slice(0, -1).find(isJson);
    if (line !== undefined) announced.resolve(line);
  });
  void exited.then(() => announced.reject(new Error(`The host ended before it was ready: ${stderr}`)));
  const ready = JSON.parse(await announced.promise) as { url: string };
  const kill = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await exited;
  };
  return {
    url: ready.url,
    dataDir: folder.path,
    client: new LocalClient(ready.url, publicUrl),
    ready,
    output: () => `${stdout}\n${stderr}`,
    kill,
    stop: async () => {
      await kill('SIGTERM');
      folder.remove();
    },
  };
}
