import { mkdirSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createCarriers } from '../../shared/adapters/carriers/registry.ts';
import { systemRandomness } from '../../shared/adapters/system/randomness.ts';
import { Failure } from '../../shared/domain/failure.ts';
import type { IsoInstant } from '../../shared/domain/time.ts';
import type { Carriers } from '../../shared/ports/carrier.ts';
import type { Store } from '../../shared/ports/store.ts';
import { type Container, provide } from '../../shared/runtime/container.ts';
import { createLog, namesOf } from '../../shared/runtime/log.ts';
import { failureFrom, problem } from '../../shared/runtime/problem.ts';
import { SettingsCache } from '../../shared/use-cases/practice-view.ts';
import { type Bus, startBus } from './bus.ts';
import { carrierWebhooks } from './carrier-webhooks.ts';
import { realClock, standingClock } from './clocks.ts';
import { makeDemo, makeOperatorKey } from './demo.ts';
import { createGateway, type Gateway } from './gateway.ts';
import { type Handsets, openHandsets } from './handsets.ts';
import { factsIn, openHostFile } from './host-file.ts';
import { loadFunctions } from './invoke.ts';
import { createLocalRoutes } from './local-routes.ts';
import { openSecrets } from './local-secrets.ts';
import { openStore } from './local-store.ts';
import type { LocalOptions } from './options.ts';
import { openSchedules } from './schedules.ts';
import { createStepper } from './stepper.ts';

export interface LocalHost {
  readonly url: string;
  /** Where a standing clock stands; absent on real time. */
  readonly standsAt?: IsoInstant;
  close(): Promise<void>;
}

/** More than any body that a route takes. */
const bodyBytesMax = 2 * 1024 * 1024;

/** Runs the whole system in this process: every function of the topology behind one port of 127.0.0.1. */
export async function startHost(options: LocalOptions): Promise<LocalHost> {
  mkdirSync(options.dataDir, { recursive: true });
  const ready = Promise.withResolvers<Parameters<typeof serve>[2]>();
  // Heard from the first moment on: a request that comes before all is ready waits until it is.
  const server = createServer((request, response) => {
    void ready.promise.then((parts) => serve(request, response, parts));
  });
  const url = await listen(server, options.port);
  const publicUrl = new URL(options.publicUrl ?? url);
  const file = openHostFile(join(options.dataDir, 'host.sqlite'));
  const facts = factsIn(file);
  const clock = options.clockFrom ? standingClock(options.clockFrom, facts) : realClock;
  const secrets = openSecrets(join(options.dataDir, 'secrets.json'));
  const opened = await openStore(options, clock);
  const handsets = openHandsets(file, clock);
  const schedules = openSchedules(file);
  let bus: Bus | undefined;
  const store = wakingStore(opened.store, () => bus?.wake());
  const world: Container = {
    store,
    clock,
    randomness: systemRandomness,
    secrets,
    carriers: sentToHandsets(createCarriers({ region: 'us-east-1', simulatedNetwork: handsets })),
    timers: schedules,
    // The local bus reads the committed events itself: nothing is relayed.
    bus: { put: async () => [] },
    // Nobody is counted or bounded on this machine.
    usagePlans: { enrol: async () => undefined, remove: async () => undefined },
    settings: new SettingsCache({ store, clock, secrets }),
    publicUrl: publicUrl.href.replace(/\/$/, ''),
    pause: (milliseconds) => sleep(milliseconds),
    log: createLog('practice-texting'),
    scheme: publicUrl.protocol === 'https:' ? 'https' : 'http',
  };
  provide(world);
  const invoke = await loadFunctions();
  await makeOperatorKey(world);
  if (!options.empty) await makeDemo(world);
  bus = startBus({ ...opened, facts, file, invoke, clock, log: world.log });
  const gateway = createGateway(publicUrl, invoke, world);
  const webhooks = carrierWebhooks(world.publicUrl, secrets.simulatedSecret);
  const call = ({ path, headers, body }: Parameters<Deliver>[0]) =>
    gateway({ method: 'POST', target: path, headers, body });
  const stepper = createStepper({
    clock,
    bus,
    schedules,
    invoke,
    payReceipts: () => payReceipts(world, handsets, webhooks, call),
  });
  const localRoutes = createLocalRoutes({
    world,
    handsets,
    stepper,
    textCall: webhooks.text,
    deliverCall: call,
  });
  ready.resolve({ localRoutes, gateway, world });
  bus.wake();
  return {
    url,
    ...(clock.standing && { standsAt: clock.now() }),
    close: async () => {
      stepper.close();
      await new Promise((done) => {
        server.close(done);
        server.closeAllConnections();
      });
      await bus.close();
      opened.close();
      file.close();
    },
  };
}

type Deliver = (call: {
  path: string;
  headers: Readonly<Record<string, string>>;
  body: Buffer;
}) => ReturnType<Gateway>;

const listen = (server: Server, port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const busy = error.code === 'EADDRINUSE';
      reject(
        busy
          ? new Error(`Port ${port} is in use: choose another with PORT, or PORT=0 for a free one.`)
          : error,
      );
    });
    server.listen(port, '127.0.0.1', () => {
      server.removeAllListeners('error');
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });

/** Tells the bus of each commit, as a table's stream tells the relay. */
const wakingStore = (store: Store, wake: () => void): Store => ({
  read: (keys) => store.read(keys),
  list: (query) => store.list(query),
  commit: async (commit) => {
    const answer = await store.commit(commit);
    if (commit.events.length > 0) wake();
    return answer;
  },
});

/** Real carriers' webhooks are verified and read as they are; what is sent goes to the handsets, for there is no internet. */
const sentToHandsets = (carriers: Carriers): Carriers => {
  const send: Carriers['simulated']['send'] = (text) => carriers.simulated.send(text, {});
  const local = (carrier: Carriers[keyof Carriers]) => {
    const { optOutList: _none, ...rest } = carrier;
    return { ...rest, send };
  };
  return {
    aws: local(carriers.aws),
    pinpoint: local(carriers.pinpoint),
    simulated: carriers.simulated,
    twilio: local(carriers.twilio),
  };
};

/** Hands over the receipts that the simulated carrier owes. One that is refused is dropped, as a carrier would in the end. */
async function payReceipts(
  world: Container,
  handsets: Handsets,
  webhooks: ReturnType<typeof carrierWebhooks>,
  deliver: Deliver,
): Promise<number> {
  const owed = handsets.receiptsDue();
  const byPhone = Map.groupBy(owed, ({ phone }) => phone);
  await Promise.all(
    [...byPhone.values()].map(async (ofPhone) => {
      for (const receipt of ofPhone) {
        const line = await world.settings.line(receipt.line);
        const call = line && webhooks.receipt(line, receipt);
        if (call) await deliver(call);
        handsets.receiptDone(receipt.position);
      }
    }),
  );
  return owed.length;
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  parts: { localRoutes: ReturnType<typeof createLocalRoutes>; gateway: Gateway; world: Container },
): Promise<void> {
  try {
    const asked = {
      method: request.method ?? 'GET',
      target: request.url ?? '/',
      headers: Object.fromEntries(
        Object.entries(request.headers).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, String(value)]],
        ),
      ),
      body: await bodyOf(request),
    };
    const local = await parts.localRoutes(asked);
    if (local) {
      response
        .writeHead(local.status, { 'content-type': local.contentType, 'cache-control': 'no-store' })
        .end(local.body);
      return;
    }
    const { statusCode, headers, body } = await parts.gateway(asked);
    response.writeHead(statusCode, { ...headers } as Record<string, string>).end(body);
  } catch (error) {
    // Whoever asked is gone in the middle of asking: there is nobody to answer, and nothing failed here.
    if (!request.complete) return;
    const failure = failureFrom(error);
    if (failure.code === 'internal') parts.world.log.error('host failed', namesOf(error));
    const { statusCode, headers, body } = problem(failure);
    if (!response.headersSent) response.writeHead(statusCode, { ...headers } as Record<string, string>);
    response.end(body);
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    // Read to its end, though not kept: leaving it half read would cut the connection before the answer.
    if (size <= bodyBytesMax) chunks.push(chunk);
  }
  if (size > bodyBytesMax)
    throw new Failure(
      'too-large',
      `A body holds at most ${bodyBytesMax} bytes: send it in several requests.`,
    );
  return Buffer.concat(chunks);
}
