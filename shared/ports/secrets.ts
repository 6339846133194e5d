import type { IdentityKey } from '../domain/identifiers.ts';
import type { CarrierName } from '../domain/line.ts';
import type { CarrierAccount } from './carrier.ts';

/** What only the deployment knows. */
export interface Secrets {
  /** The key under which new ids are made, and the older ones that ids in the store may still be made under. */
  identityKeys(): Promise<{ readonly current: IdentityKey; readonly older: readonly IdentityKey[] }>;
  /** An account with a carrier; `undefined` where none is on file. */
  carrierAccount(carrier: CarrierName, account: string): Promise<CarrierAccount | undefined>;
}
