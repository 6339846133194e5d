import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import type { Secrets } from '../../shared/ports/secrets.ts';

const shape = z.object({ identity: z.string().min(32), simulated: z.string().min(32) });

/** Secrets of this folder alone, made at its first start and readable by its owner alone. */
export interface LocalSecrets extends Secrets {
  readonly simulatedSecret: string;
}

/** The account of the demo's Twilio line, for requests signed by hand as the README shows. Stands for nothing real. */
export const localTwilioAccount = {
  accountSid: 'AC00000000000000000000000000000000',
  authToken: 'local-twilio-token',
};

export function openSecrets(path: string): LocalSecrets {
  if (!existsSync(path)) {
    const made = {
      identity: randomBytes(32).toString('base64url'),
      simulated: randomBytes(32).toString('base64url'),
    };
    writeFileSync(path, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  }
  const { identity, simulated } = shape.parse(JSON.parse(readFileSync(path, 'utf8')));
  const current = { version: 1, secret: identity };
  return {
    simulatedSecret: simulated,
    identityKeys: async () => ({ current, older: [] }),
    carrierAccount: async (carrier) => {
      switch (carrier) {
        case 'twilio':
          return localTwilioAccount;
        case 'simulated':
          return { secret: simulated };
        // There is no AWS here: what such a line sends goes to the handset, and nothing can come in on it.
        case 'aws':
        case 'pinpoint':
          return { topicArns: [] };
      }
    },
  };
}
