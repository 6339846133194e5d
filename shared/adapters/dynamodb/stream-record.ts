import type { DomainEvent } from '../../domain/event.ts';
import { oncePrefix } from './keys.ts';

/** As much of a record of the table's stream as is looked at; Lambda's and the SDK's both have this shape. */
export interface StreamRecord {
  readonly eventName?: string | undefined;
  readonly dynamodb?:
    | { readonly NewImage?: Readonly<Record<string, { readonly S?: string | undefined }>> | undefined }
    | undefined;
}

/**
 * The events that a stream record carries: those of a commit's own item that is new, none of anything else. Throws where the item
 * is not one that this program wrote.
 */
export function eventsIn({ eventName, dynamodb }: StreamRecord): readonly DomainEvent[] {
  const { sk, events } = dynamodb?.NewImage ?? {};
  if (eventName !== 'INSERT' || events?.S === undefined || !sk?.S?.startsWith(oncePrefix)) return [];
  const list: unknown = JSON.parse(events.S);
  if (!Array.isArray(list)) throw new TypeError("A commit's events are a list.");
  return list;
}
