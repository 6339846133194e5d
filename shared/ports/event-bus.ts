import type { DomainEvent } from '../domain/event.ts';

/** What the bus's rules know our events by. */
export const eventSource = 'practice-texting';

/** What one call takes. Source: EventBridge API reference, PutEvents, `Entries`. */
export const eventsAtOnce = 10;

/** The bus that wakes functions. It keeps no order and may deliver twice: an event is a hint. */
export interface EventBus {
  /**
   * Puts at most `eventsAtOnce` events on the bus. Throws where the call failed whole: then none were taken, or none that we
   * know of.
   *
   * @returns which were not taken, by their places in what was given, lowest first; the others were
   */
  put(events: readonly DomainEvent[]): Promise<readonly number[]>;
}
