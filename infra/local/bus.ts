import type { DatabaseSync } from 'node:sqlite';
import type { DomainEvent } from '../../shared/domain/event.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Log } from '../../shared/ports/log.ts';
import { CursorInvalid, type EventFeed, type FedEvent } from '../../shared/ports/store.ts';
import { type FunctionName, functions } from '../topology.ts';
import type { Facts } from './host-file.ts';
import type { Invoke } from './invoke.ts';

const batchSize = 200;
/** As Lambda does with an event that fails: once more and once again, then the dead-letter queue. */
const attemptsMax = 3;

/** Which functions an event wakes. */
const routes = Map.groupBy(
  functions.flatMap(({ name, events = [] }) => events.map((type) => ({ name, type }))),
  ({ type }) => type,
);

export interface Bus {
  /** Something was committed. */
  wake(): void;
  /** Answers when every committed event has been delivered; throws where the feed could not be read. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Delivers committed events to the functions that the topology names, from a durable cursor: after a crash the last batch is
 * delivered again, which every function must bear. Events of one contact keep their order; contacts run side by side.
 */
export function startBus(parts: {
  readonly feed: EventFeed;
  readonly cursorName: string;
  readonly facts: Facts;
  readonly file: DatabaseSync;
  readonly invoke: Invoke;
  readonly clock: Clock;
  readonly log: Log;
}): Bus {
  const { feed, cursorName, facts, invoke, log } = parts;
  const bury = parts.file.prepare('INSERT INTO dead_letters (function, event, at) VALUES (?, ?, ?)');
  let cursor = facts.get(cursorName);
  let woken = false;
  let closed = false;
  let running: Promise<void> | undefined;
  let failure: unknown;

  const deliver = async (name: FunctionName, event: DomainEvent): Promise<void> => {
    const envelope = { source: 'practice-texting', 'detail-type': event.type, detail: event };
    for (let attempt = 1; ; attempt += 1) {
      try {
        await invoke(name, envelope);
        return;
      } catch {
        // The function has logged what was thrown.
        if (attempt < attemptsMax) continue;
        log.error('event buried', { function: name, code: event.type });
        bury.run(name, JSON.stringify(envelope), parts.clock.now());
        return;
      }
    }
  };

  const deliverBatch = async (batch: readonly FedEvent[]): Promise<void> => {
    const byContact = Map.groupBy(batch, ({ event }) => event.contactId ?? event.practiceId);
    await Promise.all(
      [...byContact.values()].map(async (ofContact) => {
        for (const { event } of ofContact) {
          for (const { name } of routes.get(event.type) ?? []) await deliver(name, event);
        }
      }),
    );
  };

  /** What comes after the cursor; everything where the feed no longer holds it: every function bears to hear things again. */
  const nextBatch = async (): Promise<readonly FedEvent[]> => {
    try {
      return await feed.read(cursor, batchSize);
    } catch (error) {
      if (!(error instanceof CursorInvalid)) throw error;
      cursor = undefined;
      return feed.read(cursor, batchSize);
    }
  };

  const run = async (): Promise<void> => {
    while (!closed) {
      woken = false;
      const batch = await nextBatch();
      const last = batch.at(-1);
      if (last) {
        await deliverBatch(batch);
        cursor = last.cursor;
        facts.set(cursorName, cursor);
      } else if (!woken) return;
    }
  };

  const wake = (): void => {
    woken = true;
    running ??= run()
      .catch((error: unknown) => {
        failure = error;
        log.error('bus stopped', { code: 'feed' });
      })
      .finally(() => {
        running = undefined;
        if (woken && !closed) wake();
      });
  };

  return {
    wake,
    idle: async () => {
      failure = undefined;
      wake();
      while (running) await running;
      // Whoever waits for everything to be delivered must not hear that it was.
      if (failure !== undefined) throw failure;
    },
    close: async () => {
      closed = true;
      await running;
    },
  };
}
