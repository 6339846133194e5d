import type { TimerKind } from '../domain/timer.ts';
import type { Stored } from '../ports/store.ts';
import type { TimerHint } from '../ports/timers.ts';
import type { World } from './world.ts';

/** A timer that stands and is due, with the head that every decision about its contact is conditional on. */
export interface DueTimer<K extends TimerKind> {
  readonly head: Stored<'head'>;
  readonly timer: Stored<'timer'>;
  readonly due: Extract<Stored<'timer'>['value'], { kind: K }>;
}

const isOf = <K extends TimerKind>(
  value: Stored<'timer'>['value'],
  kind: K,
): value is Extract<Stored<'timer'>['value'], { kind: K }> => value.kind === kind;

/** Reads what a trigger is about; `undefined` where the timer is gone, of another kind, or not due yet. One round trip. */
export async function readDueTimer<K extends TimerKind>(
  world: World,
  { practiceId, contactId, timer: ref }: TimerHint,
  kind: K,
): Promise<DueTimer<K> | undefined> {
  const [head, timer] = await world.store.read([
    { kind: 'head', practiceId, contactId },
    { kind: 'timer', practiceId, contactId, timerKind: kind, timerId: ref.id },
  ]);
  if (!head || !timer || !isOf(timer.value, kind) || timer.value.dueAt > world.clock.now()) return undefined;
  return { head, timer, due: timer.value };
}
