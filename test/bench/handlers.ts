import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeDemo } from '../../infra/local/demo.ts';
import { createGateway, type Gateway } from '../../infra/local/gateway.ts';
import { loadFunctions } from '../../infra/local/invoke.ts';
import { createCarriers } from '../../shared/adapters/carriers/registry.ts';
import { SqliteStore } from '../../shared/adapters/sqlite/store.ts';
import { systemClock } from '../../shared/adapters/system/clock.ts';
import { systemRandomness } from '../../shared/adapters/system/randomness.ts';
import { type Container, provide } from '../../shared/runtime/container.ts';
import { SettingsCache } from '../../shared/use-cases/practice-view.ts';

/*
 * Our handler of a text that comes in, alone: gateway, signature, decision, durable commit on the local host's store. What follows a text
 * (its delivery and so on) is other functions' work, and is not done here.
 *
 * It takes DATA_DIR and SECRET from the environment, and prints `{"ready":true,"url":...}`.
 */

const { DATA_DIR: folder = '.', SECRET: secret = '' } = process.env;
const silent = () => undefined;
const clock = systemClock;
const secrets: Container['secrets'] = {
  identityKeys: async () => ({ current: { version: 1, secret }, older: [] }),
  carrierAccount: async () => ({ secret }),
};
const store = new SqliteStore({ file: join(folder, 'store.sqlite'), now: () => clock.now() });

let gateway: Gateway | undefined;
const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const asked = {
      method: request.method ?? 'GET',
      target: request.url ?? '/',
      headers: Object.fromEntries(
        Object.entries(request.headers).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, String(value)]],
        ),
      ),
      body: Buffer.concat(parts),
    };
    gateway?.(asked).then(
      ({ statusCode, headers, body }) =>
        response.writeHead(statusCode, { ...headers } as Record<string, string>).end(body),
      () => response.writeHead(500).end(),
    );
  });
});
server.listen(0, '127.0.0.1', async () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const world: Container = {
    store,
    clock,
    randomness: systemRandomness,
    secrets,
    carriers: createCarriers({
      region: 'us-east-1',
      simulatedNetwork: { accept: async () => ({ outcome: 'accepted', carrierMessageId: 'x' }) },
    }),
    timers: { set: async () => undefined, clear: async () => undefined },
    bus: { put: async () => [] },
    usagePlans: { enrol: async () => undefined, remove: async () => undefined },
    settings: new SettingsCache({ store, clock, secrets }),
    publicUrl: url,
    pause: (milliseconds) => sleep(milliseconds),
    log: { info: silent, warn: silent, error: silent },
    scheme: 'http',
  };
  provide(world);
  await makeDemo(world);
  gateway = createGateway(new URL(url), await loadFunctions(), world);
  console.log(JSON.stringify({ ready: true, url }));
});
