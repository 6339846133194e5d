import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { type Bus, startBus } from '../../infra/local/bus.ts';
import { carrierWebhooks } from '../../infra/local/carrier-webhooks.ts';
import { type LocalClock, standingClock } from '../../infra/local/clocks.ts';
import { localOperatorKey, makeDemo, makeOperatorKey } from '../../infra/local/demo.ts';
import { createGateway, type Gateway, type GatewayRequest } from '../../infra/local/gateway.ts';
import { type Handsets, openHandsets } from '../../infra/local/handsets.ts';
import { factsIn, openHostFile } from '../../infra/local/host-file.ts';
import { type Invoke, loadFunctions } from '../../infra/local/invoke.ts';
import { openSchedules, type Schedules } from '../../infra/local/schedules.ts';
import { createStepper, type Stepper } from '../../infra/local/stepper.ts';
import type { FunctionName } from '../../infra/topology.ts';
import { createCarriers } from '../../shared/adapters/carriers/registry.ts';
import { MemoryStore } from '../../shared/adapters/memory/store.ts';
import { phoneNumberSchema } from '../../shared/domain/phone-number.ts';
import { type IsoInstant, isoFrom, latest, plusSeconds } from '../../shared/domain/time.ts';
import type { Store } from '../../shared/ports/store.ts';
import { type Container, provide } from '../../shared/runtime/container.ts';
import { SettingsCache } from '../../shared/use-cases/practice-view.ts';
import { lines, riverside } from '../support/local-client.ts';
import { seeded } from '../support/world.ts';
import { Crash, type Life, Mortality } from './mortality.ts';

const silent = () => undefined;
const simulatedSecret = 'simulated-secret';
const publicUrl = 'http://127.0.0.1:8787';
/** Whoever calls repeats so often what got no answer, or the answer that it was our fault: as carriers and careful clients do. */
const attemptsMax = 4;

/** A claim without an outcome is stale after two minutes, and the sweep runs every five: twice that, and some. */
const healedSeconds = 16 * 60;

let loaded: Promise<Invoke> | undefined;

/**
 * The local host over the memory store, one function after another, in which a function may die at any call of a port. What died answers
 * nobody: its caller repeats the call, the bus delivers again, the sweep finds what a schedule lost. A process is cold after a death.
 */
export class Machine {
  readonly memory = new MemoryStore();
  readonly mortality: Mortality;
  readonly handsets: Handsets;
  readonly clock: LocalClock;
  readonly #file: DatabaseSync;
  readonly #schedules: Schedules;
  readonly #whole: Container;
  #sweepUntil: IsoInstant | undefined;
  readonly #webhooks = carrierWebhooks(publicUrl, simulatedSecret);
  #settings: SettingsCache;
  #life: Life | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #bus: Bus | undefined;
  #stepper: Stepper | undefined;
  #gateway: Gateway | undefined;

  constructor(fatal: readonly number[], from: string) {
    this.mortality = new Mortality(fatal);
    this.#file = openHostFile(':memory:');
    const facts = factsIn(this.#file);
    this.clock = standingClock(isoFrom(from), facts);
    this.#schedules = openSchedules(this.#file);
    this.handsets = openHandsets(this.#file, this.clock);
    const secrets: Container['secrets'] = {
      identityKeys: async () => ({ current: { version: 1, secret: 'crashes' }, older: [] }),
      carrierAccount: async () => ({ secret: simulatedSecret }),
    };
    this.#settings = this.#coldSettings(secrets);
    this.#whole = {
      store: this.memory,
      clock: this.clock,
      randomness: seeded(1),
      secrets,
      carriers: createCarriers({ region: 'us-east-1', simulatedNetwork: this.handsets }),
      timers: this.#schedules,
      bus: { put: async () => [] },
      usagePlans: { enrol: async () => undefined, remove: async () => undefined },
      settings: new SettingsCache({ store: this.memory, clock: this.clock, secrets }),
      publicUrl,
      pause: async () => undefined,
      log: { info: silent, warn: silent, error: silent },
      scheme: 'http',
    };
  }

  /** The demo's practices, made by a process that does not die. */
  async start(): Promise<void> {
    loaded ??= loadFunctions();
    const invoke = await loaded;
    await makeOperatorKey(this.#whole);
    await makeDemo(this.#whole);
    const mortally: Invoke = (name, event) => this.#inTurn(() => this.#live(invoke, name, event));
    this.#bus = startBus({
      feed: this.memory.feed,
      cursorName: 'bus',
      facts: factsIn(this.#file),
      file: this.#file,
      invoke: mortally,
      clock: this.clock,
      log: this.#whole.log,
    });
    this.#gateway = createGateway(new URL(publicUrl), mortally, this.#whole);
    this.#stepper = createStepper({
      clock: this.clock,
      bus: this.#bus,
      schedules: this.#schedules,
      invoke: mortally,
      payReceipts: () => this.#payReceipts(),
    });
  }

  async close(): Promise<void> {
    this.#stepper?.close();
    await this.#bus?.close();
    this.#file.close();
  }

  /** A patient's text, which its carrier brings until we have it. */
  async text(from: string, body: string): Promise<void> {
    const line = await this.#whole.settings.line(phoneNumberSchema.parse(lines.ours));
    if (!line) throw new Error('The demo has no such line.');
    const { path, ...call } = this.#webhooks.text(line, phoneNumberSchema.parse(from), body);
    await this.#untilAnswered({ method: 'POST', target: path, ...call });
  }

  /** A call of the practice's system or staff, repeated with the same Idempotency-Key until it is answered. */
  async call<T = unknown>(
    method: GatewayRequest['method'],
    target: string,
    body?: unknown,
    key = riverside,
  ): Promise<T> {
    const answer = await this.#untilAnswered({
      method,
      target,
      headers: {
        'x-api-key': key,
        'x-staff-id': 'sam',
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
    });
    return answer.body === '' ? (undefined as T) : (JSON.parse(answer.body) as T);
  }

  operator<T = unknown>(method: GatewayRequest['method'], target: string, body?: unknown): Promise<T> {
    return this.call(method, target, body, localOperatorKey);
  }

  async contactId(phone: string): Promise<string> {
    return (await this.call<{ contactId: string }>('POST', '/v1/contacts/lookup', { phone })).contactId;
  }

  async settle(): Promise<void> {
    await this.#stepper?.settle();
  }

  /**
   * Moves the clock, firing what is due on the way. The sweep runs every five minutes; here only where there may be something to heal, which is
   * for a while after a death.
   */
  async moveTo(at: string): Promise<void> {
    const until = isoFrom(at);
    // What happens now may die now, before the clock goes anywhere.
    await this.settle();
    for (let now = this.clock.now(); now < until; now = this.clock.now()) {
      const next =
        this.#sweepUntil && this.#sweepUntil > now
          ? plusSeconds(now, 300)
          : this.#schedules.firstDue(until)?.dueAt;
      await this.#stepper?.moveTo(
        next === undefined || next > until ? until : latest(next, plusSeconds(now, 1)),
      );
    }
  }

  /** So long that whatever a death left behind is healed before the next thing happens. */
  async rest(): Promise<void> {
    await this.moveTo(plusSeconds(this.clock.now(), healedSeconds));
  }

  deadLetters(): number {
    return Number(this.#file.prepare('SELECT count(*) AS many FROM dead_letters').get()?.many);
  }

  async #live(invoke: Invoke, name: FunctionName, event: unknown): Promise<unknown> {
    const life: Life = { name, alive: true };
    this.#life = life;
    provide({ ...this.mortality.container(life, this.#whole), settings: this.#settings });
    try {
      const answer = await invoke(name, event);
      if (!life.alive) throw new Crash();
      return answer;
    } finally {
      if (!life.alive) {
        // What else it had begun ends before anything else begins, and finds itself dead.
        await new Promise(setImmediate);
        this.#sweepUntil = plusSeconds(this.clock.now(), healedSeconds);
        this.#settings = this.#coldSettings(this.#whole.secrets);
      }
    }
  }

  /** What a process remembers of settings; it reads them as the function that runs in it. */
  #coldSettings(secrets: Container['secrets']): SettingsCache {
    const now = (): Store => (this.#life ? this.mortality.store(this.#life, this.memory) : this.memory);
    const store: Store = {
      read: (keys) => now().read(keys),
      list: (query) => now().list(query),
      commit: (commit) => now().commit(commit),
    };
    return new SettingsCache({ store, clock: this.clock, secrets });
  }

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(run);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #untilAnswered(request: GatewayRequest): Promise<APIGatewayProxyResult> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const answer = await this.#gateway?.(request);
        if (!answer) throw new Error('The machine was not started.');
        if (answer.statusCode < 300) return answer;
        throw new Error(`${request.method} ${request.target}: ${answer.statusCode} ${answer.body}`);
      } catch (error) {
        if (!(error instanceof Crash) || attempt >= attemptsMax) throw error;
      }
    }
  }

  async #payReceipts(): Promise<number> {
    const owed = this.handsets.receiptsDue();
    for (const receipt of owed) {
      const line = await this.#whole.settings.line(receipt.line);
      const call = line && this.#webhooks.receipt(line, receipt);
      if (call) await this.#untilAnswered({ method: 'POST', target: call.path, ...call });
      this.handsets.receiptDone(receipt.position);
    }
    return owed.length;
  }
}
