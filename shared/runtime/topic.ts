import type { Context, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import type { World } from '../use-cases/world.ts';
import { container } from './container.ts';
import { job } from './job.ts';
import { namesOf } from './log.ts';

/** A topic's message as a queue keeps it, and as a queue hands several over. */
const queued = z.object({ messageId: z.string().min(1), body: z.string() });
const queueEvent = z.object({ Records: z.array(queued) });

/** What Lambda reads a batch's failures from: those come again, the others are done. Source: Lambda, "Using Lambda with Amazon SQS". */
interface QueueAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/**
 * The bundle for what carriers publish to a topic, and a queue behind it keeps until it is done: one message after another. One that
 * fails keeps none of the others, and comes again for hours, for it is nowhere else.
 */
export const topic = (name: string, run: (world: World, record: unknown) => Promise<void>) =>
  job<unknown, QueueAnswer>(name, async (event, world) => {
    const failed: string[] = [];
    for (const { messageId, body } of queueEvent.parse(event).Records) {
      try {
        await run(world, notificationIn(body));
      } catch (error) {
        container().log.error('message failed', { function: name, ...namesOf(error) });
        failed.push(messageId);
      }
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  });

/** A notification as a topic's own subscriber gets it. Throws on what is none, and quotes nothing of it. */
function notificationIn(body: string): unknown {
  try {
    return { EventSource: 'aws:sns', Sns: JSON.parse(body) };
  } catch {
    throw new TypeError('A message of the queue is not a notification of a topic.');
  }
}

/** A function that carriers reach over HTTP and through a topic: the event's form says which. */
export function overHttpOrTopic<E extends object, R>(
  overHttp: (event: E, context: Context) => Promise<R>,
  overTopic: (event: unknown, context: Context) => Promise<QueueAnswer>,
) {
  function handler(event: E, context: Context): Promise<R>;
  function handler(event: SQSEvent, context: Context): Promise<QueueAnswer>;
  function handler(event: E | SQSEvent, context: Context): Promise<R | QueueAnswer> {
    return 'Records' in event ? overTopic(event, context) : overHttp(event, context);
  }
  return handler;
}
