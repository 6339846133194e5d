import { type ApiKey, isLive } from '../domain/api-key.ts';
import { type KeyId, keyIdOf } from '../domain/identifiers.ts';
import type { World } from './world.ts';

/** Who a key is; `undefined` where it is none of ours, was revoked, or has ended. */
export async function authorize(
  world: World,
  apiKey: string,
): Promise<{ keyId: KeyId; key: ApiKey } | undefined> {
  const keyId = keyIdOf(apiKey);
  const [record] = await world.store.read([{ kind: 'api-key', keyId }]);
  return record && isLive(record.value, world.clock.now()) ? { keyId, key: record.value } : undefined;
}
