import type { KeyId, StaffId } from './identifiers.ts';

/** Who acted: the member of staff that a key says it speaks for, else the key itself. */
export interface Actor {
  readonly keyId: KeyId;
  readonly staffId?: StaffId;
}
