import type { KeyId, PracticeId } from './identifiers.ts';
import { type IsoInstant, plusSeconds } from './time.ts';

export type Tier = 'standard';

/** An API key as it is stored: by its hash (the record's own id), with what it may do. The key itself is shown once. */
export type ApiKey = {
  readonly createdAt: IsoInstant;
  readonly revokedAt?: IsoInstant;
  /** Until when it opens anything, where another has taken its place. */
  readonly expiresAt?: IsoInstant;
  /** Random: what usage is counted under. Says nothing of the key. */
  readonly usageId: string;
} & (
  | { readonly scope: 'practice'; readonly practiceId: PracticeId; readonly tier: Tier }
  /** The operator's key of a local host; in the cloud operators sign with IAM and have none. */
  | { readonly scope: 'operator' }
);

/** Live keys of one practice: enough for every system it has and for changing each with an overlap. */
export const liveKeysMax = 20;

/** Whether a key opens anything at a moment. */
export const isLive = ({ revokedAt, expiresAt }: ApiKey, now: IsoInstant): boolean =>
  revokedAt === undefined && (expiresAt === undefined || expiresAt > now);

/** A key that another takes the place of: it ends after the overlap. An end that it has already never moves out. */
export function endingAfter(key: ApiKey, now: IsoInstant, overlapHours: number): ApiKey {
  const expiresAt = plusSeconds(now, overlapHours * 3600);
  return key.expiresAt !== undefined && key.expiresAt <= expiresAt ? key : { ...key, expiresAt };
}

/** A practice's list of keys with one more: those that open nothing any more leave the list, and their records stay. */
export const withKey = (
  known: readonly { readonly keyId: KeyId; readonly key: ApiKey }[],
  added: KeyId,
  now: IsoInstant,
): readonly KeyId[] | 'too-many' => {
  const live = known
    .filter(({ keyId, key }) => keyId !== added && isLive(key, now))
    .map(({ keyId }) => keyId);
  return live.length >= liveKeysMax ? 'too-many' : [...live, added];
};
