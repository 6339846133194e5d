import type { ContactHead } from '../../shared/domain/contact.ts';
import type { OutText } from '../../shared/domain/text.ts';
import type { RecordKey, Stored } from '../../shared/ports/store.ts';

/* What all watches ask of a commit. */

/** Finds a record as it stood before the commit. */
export type Before = (key: RecordKey) => Stored | undefined;

export const isOut = (value: object): value is OutText => 'direction' in value && value.direction === 'out';

/** Linked to the number, or waiting for a person to check it. */
export const keptHere = ({ patients, suspended }: ContactHead): ContactHead['patients'] =>
  suspended?.patients ?? patients;

/** One that was accepted, and never left. */
export const isDropped = ({ status }: OutText): boolean => status === 'refused' || status === 'expired';

/** The appointments that a text is about: one, or all that it lists. */
export const listedIn = (
  about: OutText['about'],
): readonly Pick<NonNullable<OutText['about']>, 'appointmentId' | 'start' | 'step'>[] =>
  about?.family ?? (about ? [about] : []);
