import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
  type SecretsManagerClientConfig,
} from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { type IsoInstant, secondsBetween } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Secrets } from '../../ports/secrets.ts';

export interface SecretsManagerOptions {
  /**
   * The secret under which ids are made: `{version, secret}` as a deployment makes it, `{current: {version, secret}, older: [...]}`
   * once it was changed.
   */
  readonly identityArn: string;
  /** Carriers' accounts are at `<prefix>/<carrier>/<account>`; a function that serves none has none. */
  readonly carriersPrefix?: string | undefined;
  readonly clock: Clock;
  readonly client?: Pick<SecretsManagerClientConfig, 'endpoint' | 'region' | 'credentials'>;
}

const identityKey = z.object({ version: z.int().min(1), secret: z.string().min(32) });
const identitySchema = z.union([
  z.object({ current: identityKey, older: z.array(identityKey).default([]) }),
  identityKey.transform((current) => ({ current, older: [] })),
]);
const accountSchema = z.record(z.string(), z.unknown());

/** A rotated secret is in use everywhere after so long. */
const rememberedSeconds = 300;

/** The deployment's secrets in AWS Secrets Manager, remembered for five minutes. */
export function createSecrets({
  identityArn,
  carriersPrefix,
  clock,
  client,
}: SecretsManagerOptions): Secrets {
  const manager = new SecretsManagerClient({ ...client });
  const remembered = new Map<string, { readonly at: IsoInstant; readonly value: unknown }>();

  const read = async (id: string): Promise<unknown> => {
    const known = remembered.get(id);
    if (known && secondsBetween(known.at, clock.now()) < rememberedSeconds) return known.value;
    try {
      const { SecretString } = await manager.send(new GetSecretValueCommand({ SecretId: id }));
      const value: unknown = JSON.parse(SecretString ?? 'null');
      remembered.set(id, { at: clock.now(), value });
      return value;
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      // What could not be parsed must not be quoted by its own error.
      if (error instanceof SyntaxError) throw new Error('A secret is not JSON.');
      throw error;
    }
  };

  return {
    identityKeys: async () => identitySchema.parse(await read(identityArn)),
    carrierAccount: async (carrier, account) => {
      if (carriersPrefix === undefined) return undefined;
      return accountSchema.optional().parse(await read(`${carriersPrefix}/${carrier}/${account}`));
    },
  };
}
