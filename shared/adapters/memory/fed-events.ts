import type { DomainEvent } from '../../domain/event.ts';
import { CursorInvalid, type FedEvent } from '../../ports/store.ts';

/** A commit with the events that it raised, and its place in the order of the commits: 1, 2, 3... with gaps. */
export interface CommittedEvents {
  readonly position: number;
  readonly events: readonly DomainEvent[];
}

/** The event that was read last: the commit's position and the event's index in it. */
export interface EventPlace {
  readonly position: number;
  readonly index: number;
}

/** The place that a feed's cursor names: `<position>.<index>`. Throws CursorInvalid on anything else. */
export function eventPlace(cursor: string | undefined): EventPlace {
  if (cursor === undefined) return { position: 0, index: -1 };
  const [, position, index] = /^(\d{1,15})\.(\d{1,6})$/.exec(cursor) ?? [];
  if (position === undefined || index === undefined)
    throw new CursorInvalid('This cursor is not one that this feed gave.');
  return { position: Number(position), index: Number(index) };
}

/** Up to `limit` events after a place, from the commits that begin with the one it names. */
export function eventsAfter(
  place: EventPlace,
  commits: readonly CommittedEvents[],
  limit: number,
): readonly FedEvent[] {
  return commits
    .flatMap(({ position, events }) => events.map((event, index) => ({ position, index, event })))
    .filter(({ position, index }) => position > place.position || index > place.index)
    .slice(0, limit)
    .map(({ position, index, event }) => ({ cursor: `${position}.${index}`, event }));
}
