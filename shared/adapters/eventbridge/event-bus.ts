import {
  EventBridgeClient,
  type EventBridgeClientConfig,
  PutEventsCommand,
} from '@aws-sdk/client-eventbridge';
import { type EventBus, eventSource } from '../../ports/event-bus.ts';

export interface EventBusOptions {
  readonly busName: string;
  readonly client?: Pick<EventBridgeClientConfig, 'endpoint' | 'region' | 'credentials'>;
}

/** The bus on EventBridge. An entry that was not taken is named by its place, as PutEvents answers it. */
export function createEventBus({ busName, client }: EventBusOptions): EventBus {
  const bus = new EventBridgeClient({ ...client });
  return {
    put: async (events) => {
      // Ten events of ids are some 4 KB, far from what a request may hold (256 KB).
      const { Entries = [] } = await bus.send(
        new PutEventsCommand({
          Entries: events.map((event) => ({
            EventBusName: busName,
            Source: eventSource,
            DetailType: event.type,
            Detail: JSON.stringify(event),
          })),
        }),
      );
      return events.flatMap((_event, place) => (Entries[place]?.EventId === undefined ? [place] : []));
    },
  };
}
