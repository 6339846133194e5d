import { job } from '../../shared/runtime/job.ts';
import { streamRecords } from '../../shared/runtime/stream.ts';
import { relayEvents } from '../../shared/use-cases/relay-events.ts';

/** Something was committed: its events go on the bus. */
export const handler = job<unknown, unknown>('relay', (event, world) => relayEvents(world, streamRecords(event)));
