import { startHost } from '../../infra/local/host.ts';

/** What the host's process holds when it is at rest. */
export interface Held {
  readonly heapBytes: number;
  readonly residentBytes: number;
  /** What keeps the event loop: sockets, timers, requests under way. */
  readonly resources: number;
}

/** Runs a host on real time in this process, and says what it holds whenever its parent asks. */
export async function runSoakHost(dataDir: string): Promise<void> {
  // Refusals are meant, and a line for each would measure the pipe.
  process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
  const host = await startHost({
    port: 0,
    dataDir,
    publicUrl: undefined,
    clockFrom: undefined,
    store: { kind: 'sqlite' },
    empty: false,
  });
  process.on('message', () => {
    // Twice: what a first collection only marks as dead, finalizers and weak references, a second one frees.
    globalThis.gc?.();
    globalThis.gc?.();
    const { heapUsed: heapBytes, rss: residentBytes } = process.memoryUsage();
    const resources = process.getActiveResourcesInfo().length;
    process.send?.({ heapBytes, residentBytes, resources } satisfies Held);
  });
  process.on('disconnect', () => process.exit());
  process.send?.({ url: host.url });
}
