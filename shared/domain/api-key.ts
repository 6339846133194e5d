import type { PracticeId } from './identifiers.ts';
import type { IsoInstant } from './time.ts';

export type Tier = 'standard';

/** An API key as it is stored: by its hash (the record's own id), with what it may do. The key itself is shown once. */
export type ApiKey = {
  readonly createdAt: IsoInstant;
  readonly revokedAt?: IsoInstant;
  /** Random: what usage is counted under. Says nothing of the key. */
  readonly usageId: string;
} & (
  | { readonly scope: 'practice'; readonly practiceId: PracticeId; readonly tier: Tier }
  /** The operator's key of a local host; in the cloud operators sign with IAM and have none. */
  | { readonly scope: 'operator' }
);
