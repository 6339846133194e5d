import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/** The command line was not understood: its message says what to write instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const practice = { name: { type: 'string' }, 'time-zone': { type: 'string' } } as const;
const line = {
  carrier: { type: 'string' },
  account: { type: 'string' },
  'opt-out': { type: 'string' },
  'per-second': { type: 'string' },
  registration: { type: 'string' },
  'registration-status': { type: 'string' },
  'registration-id': { type: 'string' },
} as const;

/** What every command takes. */
const everywhere = {
  url: { type: 'string' },
  region: { type: 'string' },
  sign: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies ParseArgsOptionsConfig;

interface Declared {
  readonly positionals: readonly string[];
  readonly options: ParseArgsOptionsConfig;
  readonly required: readonly string[];
  readonly help: string;
}

const commands = {
  provision: {
    positionals: ['practiceId'],
    options: { ...practice, ...line, number: { type: 'string' }, 'new-key': { type: 'boolean' } },
    required: ['name', 'time-zone'],
    help: '--name <name> --time-zone <zone> [--number <number> --carrier <carrier> --opt-out ours|carrier] [--new-key]\n      makes a practice with its key and its line, which takes what `line` takes; what is there already is left',
  },
  practice: {
    positionals: ['practiceId'],
    options: practice,
    required: ['name', 'time-zone'],
    help: '--name <name> --time-zone <zone>\n      makes a practice; its key stands on standard output, this once',
  },
  key: { positionals: ['practiceId'], options: {}, required: [], help: '\n      makes one more key' },
  rotate: {
    positionals: ['practiceId', 'keyId'],
    options: { 'overlap-hours': { type: 'string' } },
    required: [],
    help: '[--overlap-hours 24]\n      makes a key in the place of that one, which opens until the overlap ends',
  },
  enrol: {
    positionals: ['practiceId'],
    options: {},
    required: [],
    help: '\n      puts its keys in their usage plans again, after the API was made anew',
  },
  revoke: { positionals: ['keyId'], options: {}, required: [], help: '\n      ends a key within a minute' },
  line: {
    positionals: ['number'],
    options: { ...line, practice: { type: 'string' } },
    required: ['practice', 'carrier', 'opt-out'],
    help: '--practice <practiceId> --carrier <carrier> --opt-out ours|carrier [--account default] [--per-second 1]\n      [--registration 10dlc|toll-free|short-code [--registration-status approved|pending] [--registration-id <id>]]\n      puts a line: whose number it is, which carrier serves it, who answers STOP, and what carriers know it as',
  },
  agreements: {
    positionals: ['practiceId'],
    options: { 'carrier-signed': { type: 'string' }, 'cloud-signed': { type: 'string' } },
    required: [],
    help: "[--carrier-signed 2026-11-02] [--cloud-signed 2026-11-02]\n      puts the carrier's and the cloud's business associate agreements on file, each by its date",
  },
  show: {
    positionals: ['practiceId'],
    options: {},
    required: [],
    help: '\n      shows what there is of a practice, as JSON',
  },
} as const satisfies Readonly<Record<string, Declared>>;

export type CommandName = keyof typeof commands;

export interface CommandLine {
  readonly command: CommandName;
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, string | undefined>>;
  readonly flags: ReadonlySet<string>;
}

export const usage = `npm run operator -- <command> …

${Object.entries(commands)
  .map(
    ([name, { positionals, help }]) => `  ${[name, ...positionals.map((one) => `<${one}>`), help].join(' ')}`,
  )
  .join('\n')}

  --url <url>      the API, or OPERATOR_URL; http://127.0.0.1:8787 by default
  --region <name>  where the API is, if its name does not say so
  --sign           signs for IAM even without need

A deployed API is signed for with the AWS credentials of your shell. A local host takes the operator's key, or OPERATOR_KEY.
`;

const isCommand = (name: string | undefined): name is CommandName => name !== undefined && name in commands;

/** Reads a command line; `help` where it asks for that. Throws a UsageError whose message says what to mend. */
export function commandLine(args: readonly string[]): CommandLine | 'help' {
  const [command, ...rest] = args;
  if (command === '--help' || command === '-h' || command === 'help') return 'help';
  if (!isCommand(command))
    throw new UsageError(command === undefined ? 'Which command?' : `There is no command ${command}.`);
  const declared: Declared = commands[command];
  const parsed = parsedBy({ ...declared.options, ...everywhere }, rest);
  if (parsed.values.help) return 'help';
  const { positionals } = parsed;
  if (positionals.length !== declared.positionals.length)
    throw new UsageError(`${command} takes ${declared.positionals.map((one) => `<${one}>`).join(' ')}.`);
  const options: Record<string, string> = {};
  const flags = new Set<string>();
  for (const [name, value] of Object.entries(parsed.values)) {
    if (typeof value === 'string') options[name] = value;
    else if (value === true) flags.add(name);
  }
  for (const name of declared.required)
    if (options[name] === undefined) throw new UsageError(`${command} needs --${name}.`);
  return { command, positionals, options, flags };
}

/** One key id in sixty-four begins with a dash, and is no option for that. */
const dashed = /^-[\w-]{42}$/;
const shield = 'id:';

function parsedBy(options: ParseArgsOptionsConfig, args: readonly string[]) {
  try {
    const shielded = args.map((arg) => (dashed.test(arg) ? shield + arg : arg));
    const { values, positionals } = parseArgs({ args: shielded, options, allowPositionals: true });
    return {
      values,
      positionals: positionals.map((one) => (one.startsWith(`${shield}-`) ? one.slice(shield.length) : one)),
    };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The options cannot be read.');
  }
}
