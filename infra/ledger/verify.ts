import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { databaseClient } from '../../shared/adapters/dynamodb/client.ts';
import { DynamoStore } from '../../shared/adapters/dynamodb/store.ts';
import { SqliteStore } from '../../shared/adapters/sqlite/store.ts';
import { systemClock } from '../../shared/adapters/system/clock.ts';
import type { Store } from '../../shared/ports/store.ts';
import { type LedgerReport, verifyLedger } from '../../shared/use-cases/verify-ledger.ts';

/*
 * `npm run ledger:verify`: compares every contact's consent with its ledger, and changes nothing. The local host's file by default
 * (DATA_DIR), a table where TABLE_NAME names one (with the AWS credentials of the shell, or DYNAMODB_ENDPOINT). Ends with 1 where one
 * differs.
 */

const { TABLE_NAME: table, DYNAMODB_ENDPOINT: endpoint, DATA_DIR: dataDir = '.data' } = process.env;
const now = () => systemClock.now();

function openedStore(): Pick<Store, 'read' | 'list'> {
  if (table !== undefined) {
    const local = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
    const client = databaseClient(endpoint === undefined ? {} : { endpoint, ...local });
    return new DynamoStore({ client, table, now });
  }
  const file = join(dataDir, 'store.sqlite');
  if (!existsSync(file))
    throw new Error(`There is no ${file}: name the host's folder with DATA_DIR, or a table with TABLE_NAME.`);
  return new SqliteStore({ file, now });
}

const counted = ({ practices, contacts, events }: LedgerReport): string =>
  `${practices} practices, ${contacts} contacts, ${events} events`;

const report = await verifyLedger(
  openedStore(),
  (sofar) => void process.stderr.write(`${counted(sofar)} …\n`),
);
for (const { practiceId, contactId, what } of report.discrepancies)
  process.stdout.write(
    `${practiceId} ${contactId}: ${what === 'gap' ? 'its ledger has a gap' : 'its state is not what its ledger says'}\n`,
  );
process.stdout.write(`${counted(report)}: ${report.discrepancies.length} differ\n`);
process.exitCode = report.discrepancies.length > 0 ? 1 : 0;
