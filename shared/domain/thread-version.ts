import { createHash } from 'node:crypto';
import type { ContactHead } from './contact.ts';
import { Failure } from './failure.ts';

/**
 * What a person has to know before they act on a thread, as one opaque word of 16 characters: another one says that the patient wrote, or
 * that somebody answered, noted, assigned, retyped or closed. Unlike the record's own version it stays while texts are on their way.
 */
export function threadVersion({ thread, lastInboundAt, repliedAt }: ContactHead): string {
  const { episode, waitingOn, actedAt } = thread;
  const known = [episode, waitingOn, actedAt, lastInboundAt, repliedAt];
  return createHash('sha256').update(JSON.stringify(known)).digest('base64url').slice(0, 16);
}

/** Somebody acted on the thread, or the patient wrote, since the caller last saw it. */
export const threadChanged = (): Failure =>
  new Failure(
    'version-mismatch',
    'Somebody answered or changed this thread, or the patient wrote, since you read it: read it again, then decide.',
  );
