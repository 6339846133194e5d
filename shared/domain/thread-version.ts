import type { ContactHead, Thread } from './contact.ts';
import { Failure } from './failure.ts';

/*
 * The version of a thread, as people act on it: it grows with each text of the patient, and each time a person answers, notes, assigns, retypes
 * or closes. Unlike the record's own version it stays while texts are on their way.
 */

export const threadVersion = ({ thread }: ContactHead): number => thread.version ?? 0;

/** What a thread's version is after one more thing that a person has to know. */
export const oneMore = ({ version = 0 }: Thread): Pick<Thread, 'version'> => ({ version: version + 1 });

/** Somebody acted on the thread, or the patient wrote, since the caller last saw it. */
export const threadChanged = (): Failure =>
  new Failure(
    'version-mismatch',
    'Somebody answered or changed this thread, or the patient wrote, since you read it: read it again, then decide.',
  );
