import * as z from 'zod';
import type { Client } from './client.ts';
import { type CommandLine, type CommandName, UsageError } from './command-line.ts';
import { Refused } from './refused.ts';

/** Where a command writes: `result` is for the next program, `tell` for a person. */
export interface Output {
  readonly result: (text: string) => void;
  readonly tell: (text: string) => void;
}

const madeKey = z.object({ apiKey: z.string(), keyId: z.string(), practiceId: z.string() });
const putBack = z.object({ number: z.string() });
const enrolment = z.object({ enrolled: z.int() });
const nothing = z.undefined();
const anything = z.record(z.string(), z.unknown());
const shown = z.object({
  name: z.string(),
  timeZone: z.string(),
  keys: z.array(
    z.object({
      keyId: z.string(),
      revokedAt: z.string().optional(),
      expiresAt: z.string().optional(),
    }),
  ),
});
type Shown = z.output<typeof shown>;

const practicePath = (practiceId = '') => `/operator/practices/${encodeURIComponent(practiceId)}`;

/** A number that was written; what is no number, or nothing (a variable that is not set), is never taken for zero. */
function numberOf(options: CommandLine['options'], name: string): number | undefined {
  const written = options[name];
  if (written === undefined) return undefined;
  if (!/^\d+(\.\d+)?$/.test(written)) throw new UsageError(`--${name} is a number.`);
  return Number(written);
}

async function makeKey(client: Client, output: Output, path: string, body?: object): Promise<void> {
  const { apiKey, keyId, practiceId } = await client.call(madeKey, 'POST', path, body);
  output.tell(`Key ${keyId} of ${practiceId}: it stands here this once, so give it on now.`);
  output.result(apiKey);
}

const practiceBody = ({ positionals: [practiceId], options }: CommandLine) => ({
  practiceId,
  name: options.name,
  timeZone: options['time-zone'],
});

/** A line as it is put, from the options that are the same wherever one is. */
function lineBody({ options }: CommandLine, number: string, practiceId: string) {
  const { carrier, account, 'opt-out': optOutHandledBy, registration: kind } = options;
  const { 'registration-status': status = 'approved', 'registration-id': id } = options;
  const messagesPerSecond = numberOf(options, 'per-second');
  return {
    number,
    practiceId,
    carrier,
    optOutHandledBy,
    ...(account !== undefined && { account }),
    ...(messagesPerSecond !== undefined && { messagesPerSecond }),
    ...(kind !== undefined && { registration: { kind, status, ...(id !== undefined && { id }) } }),
  };
}

async function putLine(client: Client, output: Output, line: ReturnType<typeof lineBody>): Promise<void> {
  const { number } = await client.call(putBack, 'PUT', '/operator/lines', line);
  output.tell(
    `Line ${number} of ${line.practiceId}, served by ${line.carrier}; STOP is answered by ${line.optOutHandledBy}.`,
  );
}

type Run = (client: Client, line: CommandLine, output: Output) => Promise<void>;

export const runs: Readonly<Record<CommandName, Run>> = {
  practice: (client, line, output) => makeKey(client, output, '/operator/practices', practiceBody(line)),

  key: (client, { positionals: [practiceId] }, output) =>
    makeKey(client, output, `${practicePath(practiceId)}/keys`),

  rotate: async (client, { positionals: [practiceId, rotates], options }, output) => {
    const overlapHours = numberOf(options, 'overlap-hours') ?? 24;
    await makeKey(client, output, `${practicePath(practiceId)}/keys`, { rotates, overlapHours });
    output.tell(`Key ${rotates} opens for ${overlapHours} more hours at most.`);
  },

  enrol: async (client, { positionals: [practiceId] }, output) => {
    const { enrolled } = await client.call(enrolment, 'POST', `${practicePath(practiceId)}/enrol`);
    output.tell(`${enrolled} keys of ${practiceId} are in their usage plans.`);
  },

  revoke: async (client, { positionals: [keyId = ''] }, output) => {
    await client.call(nothing, 'DELETE', `/operator/keys/${encodeURIComponent(keyId)}`);
    output.tell(`Key ${keyId} is revoked; it opens nothing after a minute at most.`);
  },

  line: (client, line, output) => {
    const {
      positionals: [number = ''],
      options: { practice = '' },
    } = line;
    return putLine(client, output, lineBody(line, number, practice));
  },

  agreements: async (client, { positionals: [practiceId], options }, output) => {
    const { 'carrier-signed': carrier, 'cloud-signed': cloud } = options;
    if (carrier === undefined && cloud === undefined)
      throw new UsageError('agreements needs --carrier-signed or --cloud-signed.');
    const onFile = await client.call(anything, 'PUT', `${practicePath(practiceId)}/agreements`, {
      ...(carrier !== undefined && { carrier }),
      ...(cloud !== undefined && { cloud }),
    });
    output.result(JSON.stringify(onFile, null, 2));
  },

  show: async (client, { positionals: [practiceId] }, output) => {
    output.result(JSON.stringify(await client.call(anything, 'GET', practicePath(practiceId)), null, 2));
  },

  provision: async (client, line, output) => {
    const {
      positionals: [practiceId = ''],
      flags,
    } = line;
    // Everything is understood before anything is made.
    const itsLine = lineOf(line, practiceId);
    const wanted = practiceBody(line);
    const known = await found(client, practiceId);
    if (!known) await makeKey(client, output, '/operator/practices', wanted);
    else if (known.name !== wanted.name || known.timeZone !== wanted.timeZone)
      throw new Refused(
        'conflict',
        `${practiceId} is there: ${known.name}, in ${known.timeZone}. Say it so, or choose another id.`,
      );
    else await keyWhereThereIsNone(client, output, practiceId, known, flags.has('new-key'));
    if (itsLine) await putLine(client, output, itsLine);
  },
};

/** The line that a practice is provisioned with, if one was asked for. */
function lineOf(line: CommandLine, practiceId: string): ReturnType<typeof lineBody> | undefined {
  const { number, carrier, account, 'opt-out': optOut, 'per-second': perSecond, registration } = line.options;
  if ([number, carrier, account, optOut, perSecond, registration].every((one) => one === undefined))
    return undefined;
  if (number === undefined || carrier === undefined || optOut === undefined)
    throw new UsageError('A line needs --number, --carrier and --opt-out.');
  return lineBody(line, number, practiceId);
}

async function found(client: Client, practiceId: string): Promise<Shown | undefined> {
  try {
    return await client.call(shown, 'GET', practicePath(practiceId));
  } catch (error) {
    if (error instanceof Refused && error.code === 'not-found') return undefined;
    throw error;
  }
}

async function keyWhereThereIsNone(
  client: Client,
  output: Output,
  practiceId: string,
  { keys }: Shown,
  wanted: boolean,
): Promise<void> {
  const lasting = keys.filter(
    ({ revokedAt, expiresAt }) => revokedAt === undefined && expiresAt === undefined,
  );
  output.tell(
    `${practiceId} is there, with ${lasting.length} key${lasting.length === 1 ? '' : 's'} that will last.`,
  );
  if (wanted || lasting.length === 0) return makeKey(client, output, `${practicePath(practiceId)}/keys`);
  output.tell(
    'If nobody has its key, give the command again with --new-key, and revoke the one that is lost:',
  );
  for (const { keyId } of lasting) output.tell(`  ${keyId}`);
}
