import type { KeyId, PracticeId } from './identifiers.ts';
import type { E164 } from './phone-number.ts';
import type { IsoInstant } from './time.ts';

/** The tenant: one medical or dental office. Nothing of one practice is ever visible to another. */
export interface Practice {
  readonly practiceId: PracticeId;
  readonly name: string;
  readonly createdAt: IsoInstant;
  /** The practice's lines, the first put first. */
  readonly lines: readonly E164[];
  /** Its keys that open something, by their hashes, the oldest first. Absent in records of before there was a list. */
  readonly keyIds?: readonly KeyId[];
}
