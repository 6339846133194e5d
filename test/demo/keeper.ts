import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { signSimulated } from '../../shared/adapters/carriers/simulated/carrier.ts';
import type { Chance } from '../simulation/chance.ts';
import { type Answer, type LocalClient, lines } from '../support/local-client.ts';
import {
  type ChildHost,
  fixedPublicUrl,
  type RunningHost,
  startChild,
  startInProcess,
} from '../support/local-host.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** Whoever plays the week asks through this: where the host was killed in the middle, it is asked again as real callers would. */
export interface Keeper {
  readonly dataDir: string;
  /** How often it was killed, and how many requests that cut off. */
  readonly kills: () => { readonly times: number; readonly cutOff: number };
  ask<T>(request: (client: LocalClient) => Promise<T>): Promise<T>;
  /** A patient's handset sends: the carrier's webhook under an id of its own, repeated until it is answered. */
  text(from: string, body: string, id: string): Promise<Answer>;
  /** Stops the host and keeps its folder. */
  stop(): Promise<void>;
  remove(): void;
}

/** Secrets of the demo, so that ids, and with them the order of things, are the same in each run. They open nothing else. */
const demoSecrets = { identity: 'demo'.repeat(8), simulated: 'made-up!'.repeat(4) };

/** A host on a folder of its own, in this process; or in one of its own, killed with SIGKILL at moments of chance. */
export async function keepHost(
  clock: string,
  kill?: { readonly chance: Chance; readonly times: number; readonly requests: number },
): Promise<Keeper> {
  const folder = temporaryFolder();
  writeFileSync(join(folder.path, 'secrets.json'), JSON.stringify(demoSecrets), { mode: 0o600 });
  const wishes = { clock, dataDir: folder.path, publicUrl: fixedPublicUrl };
  let host: RunningHost | ChildHost = kill ? await startChild(wishes) : await startInProcess(wishes);
  let restarting: Promise<void> | undefined;
  let [kills, cutOff, left] = [0, 0, kill?.times ?? 0];

  const killNow = async (): Promise<void> => {
    if ('kill' in host) await host.kill('SIGKILL');
    kills += 1;
    host = await startChild(wishes);
  };
  /** Before a request now and then, so that the process ends while that is at work. */
  const arm = (): void => {
    if (!kill || left === 0 || restarting || !kill.chance.happens(kill.times / kill.requests)) return;
    left -= 1;
    setTimeout(() => {
      restarting = killNow().finally(() => {
        restarting = undefined;
      });
    }, kill.chance.fraction() * 30);
  };
  const ask = async <T>(request: (client: LocalClient) => Promise<T>): Promise<T> => {
    arm();
    for (;;) {
      await restarting;
      const before = kills;
      try {
        return await request(host.client);
      } catch (error) {
        // The connection broke because of us; anything else is a fault.
        if (!(error instanceof TypeError) || (kills === before && !restarting)) throw error;
        cutOff += 1;
      }
    }
  };
  const text = (from: string, body: string, id: string): Promise<Answer> => {
    const path = '/carriers/simulated/texts';
    const words = JSON.stringify({ id, from, to: lines.ours, body });
    const signature = signSimulated(demoSecrets.simulated, `${fixedPublicUrl}${path}`, words);
    const headers = { 'content-type': 'application/json', 'x-simulated-signature': signature };
    return ask((client) => client.post({ path, headers, body: words }));
  };
  return {
    dataDir: folder.path,
    kills: () => ({ times: kills, cutOff }),
    ask,
    text,
    stop: async () => {
      await restarting;
      await host.stop();
    },
    remove: () => rmSync(folder.path, { recursive: true, force: true }),
  };
}
