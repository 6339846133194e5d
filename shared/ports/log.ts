/**
 * All that a log line may hold: codes, counts and ids of ours. There is no member for words, and none for what was thrown:
 * an error's message or cause may hold a patient's text.
 */
export interface LogFields {
  readonly function?: string;
  readonly code?: string;
  /** The class of what was thrown, such as `TypeError`, and where, as `file.ts:12`. */
  readonly thrown?: string;
  readonly where?: string;
  readonly practiceId?: string;
  readonly contactId?: string;
  readonly textId?: string;
  readonly requestId?: string;
  readonly status?: number;
  readonly count?: number;
  readonly failed?: number;
  readonly seconds?: number;
}

export interface Log {
  info(event: string, fields: LogFields): void;
  warn(event: string, fields: LogFields): void;
  error(event: string, fields: LogFields): void;
}
