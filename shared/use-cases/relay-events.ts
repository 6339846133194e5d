import type { DomainEvent } from '../domain/event.ts';
import { eventsAtOnce } from '../ports/event-bus.ts';
import type { World } from './world.ts';

/** One record of the table's stream: its place there, and the events of its commit. */
export interface CommittedRecord {
  readonly sequence: string;
  /** Throws where the record cannot be read. */
  readonly events: () => readonly DomainEvent[];
}

export interface RelayReport {
  /** How many events of each kind are on the bus now. */
  readonly relayed: ReadonlyMap<string, number>;
  /** The first record that is not wholly on the bus: the stream goes on from there. */
  readonly stopped?: { readonly sequence: string; readonly error: unknown };
}

/**
 * Puts the events of commits on the bus, in the stream's order, as many at once as one call takes. It stops at the first record
 * that fails: the stream hands that one over again with all that follow it, so to go on would only deliver them twice. Events of
 * the failed call that were taken do come twice, which every function bears.
 */
export async function relayEvents(
  { bus }: Pick<World, 'bus'>,
  records: readonly CommittedRecord[],
): Promise<RelayReport> {
  const { readable, stopped: unreadable } = readIn(records);
  const relayed = new Map<string, number>();
  for (let first = 0; first < readable.length; first += eventsAtOnce) {
    const slice = readable.slice(first, first + eventsAtOnce);
    const { taken, error } = await bus.put(slice.map(({ event }) => event)).then(
      (missing) => ({
        taken: slice.filter((_event, place) => !missing.includes(place)),
        error: missing.length > 0 ? new Error('The bus did not take every event.') : undefined,
      }),
      (thrown: unknown) => ({ taken: slice.slice(0, 0), error: thrown }),
    );
    for (const { event } of taken) relayed.set(kindOf(event), (relayed.get(kindOf(event)) ?? 0) + 1);
    const lowest = slice.find((one) => !taken.includes(one));
    if (lowest) return { relayed, stopped: { sequence: lowest.sequence, error } };
  }
  return { relayed, ...(unreadable && { stopped: unreadable }) };
}

/** The events up to the first record that cannot be read. */
function readIn(records: readonly CommittedRecord[]) {
  const readable: { readonly sequence: string; readonly event: DomainEvent }[] = [];
  for (const { sequence, events } of records) {
    try {
      readable.push(...events().map((event) => ({ sequence, event })));
    } catch (error) {
      return { readable, stopped: { sequence, error } };
    }
  }
  return { readable };
}

/** Events that are counted by the state they tell of: a text's status, a goal kept or missed. */
const byStatus: ReadonlySet<DomainEvent['type']> = new Set(['text.status', 'thread.answered']);

/** What an event is counted as: its type, and of some which. */
const kindOf = ({ type, status }: DomainEvent): string =>
  byStatus.has(type) && status ? `${type}.${status}` : type;
