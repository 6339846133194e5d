import type { ContactHead } from './contact.ts';
import { amendThread, type Draft } from './draft.ts';
import type { Text } from './text.ts';

/**
 * A person read a thread as far as a text. The mark is the practice's, and only moves forward; the audit knows who moved it.
 *
 * @returns whether it moved
 */
export function markRead(draft: Draft, { at }: Pick<Text, 'at'>): boolean {
  const { readAt } = draft.head.thread;
  if (readAt !== undefined && readAt >= at) return false;
  amendThread(draft, { readAt: at });
  return true;
}

/** Whether the patient wrote something that nobody has read or answered since. */
export function isUnread({ lastInboundAt, repliedAt, thread }: ContactHead): boolean {
  if (lastInboundAt === undefined) return false;
  const seen = [repliedAt, thread.readAt].filter((moment) => moment !== undefined);
  return seen.every((moment) => moment < lastInboundAt);
}
