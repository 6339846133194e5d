import { readFileSync, writeFileSync } from 'node:fs';
import { withTables } from './tables.ts';

/* Writes what the topology says into ARCHITECTURE.md. A test fails where it was forgotten. */

const file = new URL('../ARCHITECTURE.md', import.meta.url);
writeFileSync(file, withTables(readFileSync(file, 'utf8')));
