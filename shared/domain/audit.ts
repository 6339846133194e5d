import type { Actor } from './actor.ts';
import type { ContactId, PracticeId, TaskId, TextId } from './identifiers.ts';
import type { IsoInstant } from './time.ts';

/** What people of a practice, or the systems that hold its keys, do that is kept as done by them. */
export const auditActions = [
  'thread-read',
  'text-sent',
  'thread-assigned',
  'thread-retyped',
  'thread-closed',
  'note-added',
  'call-noted',
  'task-done',
  'settings-changed',
  'consent-reported',
  'response-put',
  'response-deleted',
  'notice-sent',
  'patient-put',
  'appointment-put',
  'appointment-cancelled',
  'recall-put',
  'bill-put',
] as const;
export type AuditAction = (typeof auditActions)[number];

/** One act: who, when and on what. Ids and the practice's own words for things; nothing that a patient or a person wrote. */
export interface AuditEntry {
  readonly practiceId: PracticeId;
  /** A UUIDv7 of its own, so that acts of one moment stand apart. */
  readonly auditId: string;
  readonly at: IsoInstant;
  readonly by: Actor;
  readonly action: AuditAction;
  readonly contactId?: ContactId;
  readonly textId?: TextId;
  readonly taskId?: TaskId;
  /** What it came to: to whom a thread was given, its type, the part of the settings, what a task was decided as, the practice's own id of a record. */
  readonly what?: string;
}
