import type { Log } from '../ports/log.ts';
import type { World } from '../use-cases/world.ts';

/** What handlers reach: the use cases' world, and the log. */
export interface Container extends World {
  readonly log: Log;
  /** `https` wherever the API is API Gateway; a local host may be called by `http`. Part of what carriers sign. */
  readonly scheme: 'http' | 'https';
}

let current: Container | undefined;

/** Gives the process its container, before its first event. */
export function provide(container: Container): void {
  current = container;
}

/** The process's container. A handler asks for it with each event, never when its module loads. */
export function container(): Container {
  if (!current) throw new Error('No container was provided: the process must start through its entry.');
  return current;
}
