import type { Actor } from './actor.ts';
import type { IsoInstant } from './time.ts';

/** As long as a note may be, in characters. */
export const noteLengthMax = 1000;

/** What a person wrote on a thread for the others of the practice, or that they called. The patient never sees it. */
export interface Note {
  /** A UUIDv7, so that the order of the ids is the order of the notes. */
  readonly noteId: string;
  readonly at: IsoInstant;
  readonly by: Actor;
  readonly words?: string;
  /** They called the patient. */
  readonly call?: true;
}
