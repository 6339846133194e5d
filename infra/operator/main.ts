import { accessOf } from './access.ts';
import { createClient } from './client.ts';
import { commandLine, UsageError, usage } from './command-line.ts';
import { runs } from './commands.ts';
import { Refused } from './refused.ts';

/*
 * The operator's command line, against a deployed stage or the local host. Standard output holds what the next program needs (a key,
 * or JSON), standard error what a person reads. Ends with 0 when done, 1 when the API refused or was not there, 2 when not understood.
 */

const tell = (text: string) => void process.stderr.write(`${text}\n`);
const result = (text: string) => void process.stdout.write(`${text}\n`);

async function run(): Promise<number> {
  const line = commandLine(process.argv.slice(2));
  if (line === 'help') {
    result(usage);
    return 0;
  }
  const client = createClient(accessOf(line.options, line.flags.has('sign'), process.env), tell);
  await runs[line.command](client, line, { result, tell });
  return 0;
}

try {
  process.exitCode = await run();
} catch (error) {
  if (error instanceof UsageError) {
    tell(`${error.message}\n\n${usage}`);
    process.exitCode = 2;
  } else if (error instanceof Refused) {
    tell(error.message);
    process.exitCode = 1;
  } else throw error;
}
