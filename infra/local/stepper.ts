import type { IsoInstant } from '../../shared/domain/time.ts';
import { secondsBetween } from '../../shared/domain/time.ts';
import { type FunctionName, functions } from '../topology.ts';
import type { Bus } from './bus.ts';
import type { LocalClock } from './clocks.ts';
import type { Invoke } from './invoke.ts';
import type { DueSchedule, Schedules } from './schedules.ts';

/** So many rounds at one instant mean that something fires for ever. */
const roundsMax = 10_000;

const byTimer = new Map(
  functions.flatMap(({ name, timers = [] }) => timers.map((kind) => [kind, name] as const)),
);
const recurring = functions.flatMap(({ name, everyMinutes }) =>
  everyMinutes ? [{ name, everyMinutes }] : [],
);

/** Runs what is due: schedules, receipts, and what recurs. On a standing clock only when asked. */
export interface Stepper {
  readonly standing: boolean;
  /** Answers when every event is delivered and nothing is due. */
  settle(): Promise<IsoInstant>;
  /** Moves a standing clock forward, firing everything due on the way in order. */
  moveTo(at: IsoInstant): Promise<IsoInstant>;
  close(): void;
}

export function createStepper(parts: {
  readonly clock: LocalClock;
  readonly bus: Bus;
  readonly schedules: Schedules;
  readonly invoke: Invoke;
  /** Hands over the receipts that the simulated carrier owes; answers how many. */
  readonly payReceipts: () => Promise<number>;
}): Stepper {
  const { clock, bus, schedules, invoke } = parts;
  const lastRun = new Map<FunctionName, IsoInstant>();
  let queue: Promise<unknown> = Promise.resolve();

  const fire = async (due: DueSchedule): Promise<void> => {
    const target = byTimer.get(due.hint.timer.kind);
    // Gone once fired, as EventBridge Scheduler deletes its own; unless firing set it anew.
    try {
      if (target) await invoke(target, due.hint);
    } catch {
      // The function has logged what was thrown; the sweep finds the timer's record.
    }
    schedules.fired(due);
  };

  /** In order for each contact; contacts side by side, so that their commits share one write to the disk. */
  const fireAll = async (due: readonly DueSchedule[]): Promise<void> => {
    const byContact = Map.groupBy(due, ({ hint }) => hint.contactId);
    await Promise.all(
      [...byContact.values()].map(async (ofContact) => {
        for (const one of ofContact) await fire(one);
      }),
    );
  };

  const runRecurring = async (): Promise<number> => {
    let ran = 0;
    for (const { name, everyMinutes } of recurring) {
      const last = lastRun.get(name);
      if (last && secondsBetween(last, clock.now()) < everyMinutes * 60) continue;
      lastRun.set(name, clock.now());
      try {
        await invoke(name, {});
      } catch {
        // Logged by the function; it runs again in its time.
      }
      ran += 1;
    }
    return ran;
  };

  /** One round of everything; answers what it found, the last by name. */
  const round = async (): Promise<{ found: number; what: string }> => {
    await bus.idle();
    const due = schedules.due(clock.now());
    await fireAll(due);
    const receipts = await parts.payReceipts();
    const ran = await runRecurring();
    return {
      found: due.length + receipts + ran,
      what: due[0] ? `a ${due[0].hint.timer.kind} timer` : receipts > 0 ? 'receipts' : 'the sweep',
    };
  };

  const settleNow = async (): Promise<IsoInstant> => {
    for (let rounds = 0; ; rounds += 1) {
      const { found, what } = await round();
      if (found === 0) {
        await bus.idle();
        return clock.now();
      }
      if (rounds >= roundsMax) throw new Error(`Nothing settles at ${clock.now()}: ${what} keeps firing.`);
    }
  };

  const move = async (at: IsoInstant): Promise<IsoInstant> => {
    await settleNow();
    for (let next = schedules.firstDue(at); next; next = schedules.firstDue(at)) {
      clock.moveTo(next.dueAt);
      await settleNow();
    }
    clock.moveTo(at);
    return settleNow();
  };

  /** One at a time: two moves at once would fire things twice. */
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const turn = queue.then(run);
    queue = turn.catch(() => undefined);
    return turn;
  };

  const timer = clock.standing
    ? undefined
    : setInterval(() => void inTurn(round).catch(() => undefined), 500);
  timer?.unref();
  return {
    standing: clock.standing,
    settle: () => inTurn(settleNow),
    moveTo: (at) => inTurn(() => move(at)),
    close: () => clearInterval(timer),
  };
}
