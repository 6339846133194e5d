import { type Commit, type Json, type Store, StoreUnavailable } from '../../shared/ports/store.ts';
import type { Chance } from './chance.ts';
import { awaitName, type Coverage, crashPrefix, note } from './coverage.ts';
import { Unreachable } from './network.ts';
import { violated } from './violation.ts';

/** A function that died: whatever it calls from then on is never heard. */
class Crash extends Error {
  override readonly name = 'Crash';
}

/** Whether a function failed by the weather alone, and is called again. */
export const isWeather = (error: unknown): boolean =>
  error instanceof Crash || error instanceof StoreUnavailable || error instanceof Unreachable;

/** How likely each fault is at each call; all zero once faults have stopped. */
export interface Faults {
  readonly crash: number;
  readonly throttle: number;
  /** A commit that is done and whose answer is lost. */
  readonly answerLost: number;
  /** A transaction that conflicts with another one's, though nothing has changed. */
  readonly conflict: number;
  /** A function that stands still between a commit and what it does next, longer than a claim holds. */
  readonly still: number;
  /** A function that is cut off from whoever called it, and goes on while others have their turn. */
  readonly stall: number;
  /** A list that does not show yet what was written last. */
  readonly stale: number;
}

export const noFaults: Faults = {
  crash: 0,
  throttle: 0,
  answerLost: 0,
  conflict: 0,
  still: 0,
  stall: 0,
  stale: 0,
};

/** One run of a function: it lives until it ends or crashes. */
export interface Invocation {
  /** What runs, by the name of its use case. */
  readonly of: string;
  alive: boolean;
  /** How often it has waited for each verb. */
  readonly awaits: Map<string, number>;
  /** Tells its caller that it is not to be waited for. */
  readonly cutOff: () => void;
  /** Whether nobody waits for it any more. */
  isOnItsOwn: boolean;
  /** It dies as soon as what it waits for is done. */
  isDoomed: boolean;
  /** The practice of which it read first. */
  practiceId?: string;
  /** The contact whose head it read first. */
  contactId?: string;
}

/** What a function reads says whom it is about. */
function seeRead(invocation: Invocation, of: readonly object[]): void {
  for (const one of of)
    if ('kind' in one && one.kind === 'head' && 'contactId' in one && typeof one.contactId === 'string')
      invocation.contactId ??= one.contactId;
  // The sweep alone looks at every practice.
  if (invocation.of !== 'sweep-overdue') assertOfOnePractice(invocation, of);
}

function assertOfOnePractice(invocation: Invocation, of: readonly object[]): void {
  for (const one of of) {
    if (!('practiceId' in one) || typeof one.practiceId !== 'string') continue;
    invocation.practiceId ??= one.practiceId;
    if (invocation.practiceId !== one.practiceId)
      violated('isolation', `${invocation.of} read of two practices`);
  }
}

/** What decides which faults happen, and what they do to time. */
export interface Weather {
  readonly chance: Chance;
  readonly faults: () => Faults;
  readonly coverage: Coverage;
  readonly standStill: (seconds: number) => void;
  /** Waits until what is cut off goes on. */
  readonly stalled: (invocation: Invocation) => Promise<void>;
}

/** Lets others go first, so many turns as chance has it. */
async function turns(chance: Chance): Promise<void> {
  for (let left = chance.between(0, 5); left > 0; left -= 1) await Promise.resolve();
}

/** Carriers take their time where our own store does not: others come in between more often. */
const slow: ReadonlySet<string> = new Set(['hand-over', 'block list']);
const slower = 12;

/** An await at which a function may die, before and after whatever it waits for. */
export async function mortally<T>(
  invocation: Invocation,
  { chance, faults, coverage, stalled }: Weather,
  verb: string,
  call: () => Promise<T>,
): Promise<T> {
  const nth = (invocation.awaits.get(verb) ?? 0) + 1;
  invocation.awaits.set(verb, nth);
  const name = awaitName(invocation.of, verb, nth);
  note(coverage, name);
  const die = (when: string): void => {
    if (invocation.alive && ((when === 'after' && invocation.isDoomed) || chance.happens(faults().crash))) {
      invocation.alive = false;
      note(coverage, `${crashPrefix}${name}`);
      note(coverage, `crash ${when} a ${verb}`);
    }
    if (!invocation.alive) throw new Crash();
  };
  await turns(chance);
  if (!invocation.isOnItsOwn && chance.happens(faults().stall * (slow.has(verb) ? slower : 1))) {
    note(coverage, 'function cut off');
    invocation.isOnItsOwn = true;
    invocation.cutOff();
    await stalled(invocation);
  }
  die('before');
  const answer = await call();
  await turns(chance);
  die('after');
  return answer;
}

/**
 * The store as one function sees it, with what engines do at their worst: other functions' calls in between, throttling, conflicts,
 * answers that are lost, lists that lag, and the function's own death at any call.
 */
export function faultyStore(store: Store, invocation: Invocation, at: Weather): Store {
  const { chance, faults, coverage } = at;
  const throttled = (verb: string): void => {
    if (!chance.happens(faults().throttle)) return;
    note(coverage, 'store throttled');
    note(coverage, `throttled ${verb}`);
    throw new StoreUnavailable('The store is throttled.');
  };
  return {
    read: (keys) =>
      mortally(invocation, at, 'read', () => {
        seeRead(invocation, keys);
        throttled('read');
        return store.read(keys);
      }),
    list: (query) =>
      mortally(invocation, at, 'list', async () => {
        seeRead(invocation, [query.of]);
        throttled('list');
        const page = await store.list(query);
        if (query.listing !== 'due' || !chance.happens(faults().stale)) return page;
        note(coverage, 'stale index');
        return { ...page, items: page.items.filter(() => chance.happens(0.5)) };
      }),
    commit: <R extends Json>(commit: Commit<R>) =>
      mortally(invocation, at, 'commit', async () => {
        throttled('commit');
        if (chance.happens(faults().conflict)) {
          note(coverage, 'spurious conflict');
          return { outcome: 'conflict' as const };
        }
        const answer = await store.commit(commit);
        if (chance.happens(faults().answerLost)) {
          note(coverage, 'answer of a commit lost');
          throw new StoreUnavailable('The answer was lost.');
        }
        if (chance.happens(faults().still)) {
          note(coverage, 'function stands still');
          at.standStill(chance.between(1, 20));
        }
        return answer;
      }),
  };
}
