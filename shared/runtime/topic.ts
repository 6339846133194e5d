import type { Context } from 'aws-lambda';
import * as z from 'zod';
import type { World } from '../use-cases/world.ts';
import { job } from './job.ts';

const topicEvent = z.object({ Records: z.array(z.unknown()) });

/** The bundle for a topic's event: its records one after another; one that fails fails the event, which then comes again. */
export const topic = (name: string, run: (world: World, record: unknown) => Promise<void>) =>
  job<unknown>(name, async (event, world) => {
    for (const record of topicEvent.parse(event).Records) await run(world, record);
  });

/** A function that carriers reach over HTTP and through a topic: the event's form says which. */
export const overHttpOrTopic =
  <E extends object, R>(
    overHttp: (event: E, context: Context) => Promise<R>,
    overTopic: (event: unknown, context: Context) => Promise<void>,
  ) =>
  (event: E, context: Context): Promise<R | undefined> =>
    'Records' in event ? overTopic(event, context).then(() => undefined) : overHttp(event, context);
