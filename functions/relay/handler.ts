import { stream } from '../../shared/runtime/stream.ts';
import { relayEvents } from '../../shared/use-cases/relay-events.ts';

/** Something was committed: its events go on the bus. */
export const handler = stream('relay', relayEvents);
