import * as z from 'zod';
import { type Client, Refused } from './client.ts';
import { type CommandLine, type CommandName, UsageError } from './command-line.ts';

/** Where a command writes: `result` is for the next program, `tell` for a person. */
export interface Output {
  readonly result: (text: string) => void;
  readonly tell: (text: string) => void;
}

const madeKey = z.object({ apiKey: z.string(), keyId: z.string(), practiceId: z.string() });
const shown = z.object({
  name: z.string(),
  lines: z.array(z.object({ number: z.string() })),
  keys: z.array(
    z.object({ keyId: z.string(), revokedAt: z.string().optional(), expiresAt: z.string().optional() }),
  ),
});

const practicePath = (practiceId = '') => `/operator/practices/${encodeURIComponent(practiceId)}`;

async function makeKey(client: Client, output: Output, path: string, body?: object): Promise<void> {
  const { apiKey, keyId, practiceId } = madeKey.parse(await client.call('POST', path, body));
  output.tell(`Key ${keyId} of ${practiceId}: it stands here this once, so give it on now.`);
  output.result(apiKey);
}

const practiceBody = ({ positionals: [practiceId], options }: CommandLine) => ({
  practiceId,
  name: options.name,
  timeZone: options['time-zone'],
});

async function putLine(
  client: Client,
  output: Output,
  number: string,
  practiceId: string,
  line: CommandLine,
) {
  const { carrier, account, 'opt-out': optOutHandledBy, 'per-second': perSecond } = line.options;
  const put = await client.call('PUT', '/operator/lines', {
    number,
    practiceId,
    carrier,
    optOutHandledBy,
    ...(account !== undefined && { account }),
    ...(perSecond !== undefined && { messagesPerSecond: Number(perSecond) }),
  });
  const { number: known } = z.object({ number: z.string() }).parse(put);
  output.tell(
    `Line ${known} of ${practiceId}, served by ${carrier}; STOP is answered by ${optOutHandledBy}.`,
  );
}

type Run = (client: Client, line: CommandLine, output: Output) => Promise<void>;

export const runs: Readonly<Record<CommandName, Run>> = {
  practice: (client, line, output) => makeKey(client, output, '/operator/practices', practiceBody(line)),

  key: (client, { positionals: [practiceId] }, output) =>
    makeKey(client, output, `${practicePath(practiceId)}/keys`),

  rotate: async (client, { positionals: [practiceId, rotates], options }, output) => {
    const { 'overlap-hours': written = '24' } = options;
    const overlapHours = Number(written);
    if (!Number.isFinite(overlapHours)) throw new UsageError('--overlap-hours is a number of hours.');
    await makeKey(client, output, `${practicePath(practiceId)}/keys`, { rotates, overlapHours });
    output.tell(`Key ${rotates} opens for ${overlapHours} more hours at most.`);
  },

  revoke: async (client, { positionals: [keyId = ''] }, output) => {
    await client.call('DELETE', `/operator/keys/${encodeURIComponent(keyId)}`);
    output.tell(`Key ${keyId} is revoked; it opens nothing after a minute at most.`);
  },

  line: async (client, line, output) => {
    const {
      positionals: [number = ''],
      options: { practice = '' },
    } = line;
    await putLine(client, output, number, practice, line);
  },

  show: async (client, { positionals: [practiceId] }, output) => {
    output.result(JSON.stringify(await client.call('GET', practicePath(practiceId)), null, 2));
  },

  provision: async (client, line, output) => {
    const {
      positionals: [practiceId = ''],
      options,
      flags,
    } = line;
    const { number } = options;
    if (number !== undefined && !(options.carrier && options['opt-out']))
      throw new UsageError('A line needs --carrier and --opt-out.');
    const known = await found(client, practiceId);
    if (!known) await makeKey(client, output, '/operator/practices', practiceBody(line));
    else if (known.name !== options.name)
      throw new Refused('conflict', `${practiceId} is there and is called ${known.name}: choose another id.`);
    else await keyWhereThereIsNone(client, output, practiceId, known, flags.has('new-key'));
    if (number !== undefined) await putLine(client, output, number, practiceId, line);
  },
};

async function found(client: Client, practiceId: string): Promise<z.output<typeof shown> | undefined> {
  try {
    return shown.parse(await client.call('GET', practicePath(practiceId)));
  } catch (error) {
    if (error instanceof Refused && error.code === 'not-found') return undefined;
    throw error;
  }
}

async function keyWhereThereIsNone(
  client: Client,
  output: Output,
  practiceId: string,
  { keys }: z.output<typeof shown>,
  wanted: boolean,
): Promise<void> {
  const lasting = keys.filter(
    ({ revokedAt, expiresAt }) => revokedAt === undefined && expiresAt === undefined,
  );
  output.tell(`${practiceId} is there, with ${lasting.length} key${lasting.length === 1 ? '' : 's'} in use.`);
  if (wanted || lasting.length === 0) await makeKey(client, output, `${practicePath(practiceId)}/keys`);
  else output.tell('If nobody has its key, give the command again with --new-key, and revoke the other.');
}
