import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const binary = fileURLToPath(new URL('../../node_modules/@dynoxide/linux-x64/dynoxide', import.meta.url));

/** A running engine that speaks DynamoDB's protocol, in memory. */
export interface Dynoxide {
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
}

/** Whether the engine exists on this machine; where it does not, says so aloud: what is skipped must be seen. */
export function dynoxideExists(): boolean {
  const exists = existsSync(binary);
  if (!exists)
    console.warn(`SKIPPED: the tests on a DynamoDB engine, since ${binary} is not installed here.`);
  return exists;
}

/** Starts the engine on a free port and waits until it answers; `undefined` where it does not exist. */
export async function startDynoxide(): Promise<Dynoxide | undefined> {
  if (!dynoxideExists()) return undefined;
  const port = await freePort();
  const child = spawn(binary, ['serve', '--host', '127.0.0.1', '--port', String(port)], { stdio: 'ignore' });
  const exited = once(child, 'exit');
  const endpoint = `http://127.0.0.1:${port}`;
  const stop = async () => {
    child.kill();
    await exited;
  };
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (child.exitCode !== null) break;
    const answers = await fetch(endpoint).then(
      () => true,
      () => false,
    );
    if (answers) return { endpoint, stop };
    await sleep(25);
  }
  await stop();
  throw new Error(`dynoxide did not answer at ${endpoint}`);
}

/** The engine does not tell which port it took, so a free one is found before: another process could take it meanwhile. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return address.port;
}
