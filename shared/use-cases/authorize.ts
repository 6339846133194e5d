import type { ApiKey } from '../domain/api-key.ts';
import { type KeyId, keyIdOf } from '../domain/identifiers.ts';
import type { World } from './world.ts';

/** Who a key is; `undefined` where it is none of ours, or was revoked. */
export async function authorize(
  world: World,
  apiKey: string,
): Promise<{ keyId: KeyId; key: ApiKey } | undefined> {
  const keyId = keyIdOf(apiKey);
  const [record] = await world.store.read([{ kind: 'api-key', keyId }]);
  return record && record.value.revokedAt === undefined ? { keyId, key: record.value } : undefined;
}
