import type { DomainEvent } from '../domain/event.ts';

/** The bus that wakes functions. It keeps no order and may deliver twice: an event is a hint. */
export interface EventBus {
  /**
   * Puts events on the bus.
   *
   * @returns which were not taken, by their places in what was given, lowest first; the others were
   */
  put(events: readonly DomainEvent[]): Promise<readonly number[]>;
}
