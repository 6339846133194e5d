import * as z from 'zod';
import { eventsIn } from '../adapters/dynamodb/stream-record.ts';
import type { CommittedRecord, RelayReport } from '../use-cases/relay-events.ts';
import type { World } from '../use-cases/world.ts';
import { job } from './job.ts';
import { namesOf } from './log.ts';

const attribute = z.object({ S: z.string().optional() });
const streamEvent = z.object({
  Records: z.array(
    z.object({
      eventName: z.string().optional(),
      dynamodb: z.object({
        SequenceNumber: z.string().min(1),
        NewImage: z.record(z.string(), attribute).optional(),
      }),
    }),
  ),
});

/** What Lambda reads a batch's failures from: it hands over again from the lowest of them on. Source: Lambda, "ReportBatchItemFailures". */
export interface StreamAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** The records of an event of the table's stream. Each is read when its turn comes, for one that cannot be read must not keep those before it. */
const recordsIn = (event: unknown): readonly CommittedRecord[] =>
  streamEvent.parse(event).Records.map((record) => ({
    sequence: record.dynamodb.SequenceNumber,
    events: () => eventsIn(record),
  }));

/** The bundle for the table's stream: what was relayed is counted by kind, and where it stopped the stream is told. */
export const stream = (
  name: string,
  run: (world: World, records: readonly CommittedRecord[]) => Promise<RelayReport>,
) =>
  job<unknown, StreamAnswer>(name, async (event, world) => {
    const { relayed, stopped } = await run(world, recordsIn(event));
    for (const [code, count] of relayed) world.log.info('relayed', { function: name, code, count });
    if (!stopped) return { batchItemFailures: [] };
    world.log.error('relay stopped', { function: name, ...namesOf(stopped.error) });
    return { batchItemFailures: [{ itemIdentifier: stopped.sequence }] };
  });
