import {
  EventBridgeClient,
  type EventBridgeClientConfig,
  PutEventsCommand,
} from '@aws-sdk/client-eventbridge';
import type { EventBus } from '../../ports/event-bus.ts';

export interface EventBusOptions {
  readonly busName: string;
  readonly client?: Pick<EventBridgeClientConfig, 'endpoint' | 'region' | 'credentials'>;
}

/** What the bus's rules know our events by. */
export const eventSource = 'practice-texting';

/** What one call takes. Source: EventBridge API reference, PutEvents, `Entries`. */
const entriesMax = 10;

/**
 * The bus on EventBridge. An entry that was not taken is named by its place, as PutEvents answers it; a call that failed
 * whole took none of its entries, or none that we know of.
 */
export function createEventBus({ busName, client }: EventBusOptions): EventBus {
  const events = new EventBridgeClient({ ...client });
  return {
    put: async (given) => {
      const failed: number[] = [];
      for (let first = 0; first < given.length; first += entriesMax) {
        const slice = given.slice(first, first + entriesMax);
        const { Entries = [] } = await events.send(
          new PutEventsCommand({
            Entries: slice.map((event) => ({
              EventBusName: busName,
              Source: eventSource,
              DetailType: event.type,
              Detail: JSON.stringify(event),
            })),
          }),
        );
        slice.forEach((_event, index) => {
          if (Entries[index]?.EventId === undefined) failed.push(first + index);
        });
      }
      return failed;
    },
  };
}
