import middy from '@middy/core';
import { type Container, container } from './container.ts';
import { namesOf } from './log.ts';

/**
 * The bundle for events, timers and schedules: the event is read at the edge, and a failure is thrown on, so that the trigger
 * tries again and in the end keeps the event in its dead-letter queue.
 */
export const job = <E, R = void>(name: string, run: (event: E, world: Container) => Promise<R>) =>
  middy<E, R>()
    .onError(({ error }) => {
      container().log.error('job failed', { function: name, ...namesOf(error) });
    })
    .handler((event) => run(event, container()));
