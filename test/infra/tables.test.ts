import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { functionTable, withTables } from '../../infra/tables.ts';
import { functions } from '../../infra/topology.ts';

const document = readFileSync(new URL('../../ARCHITECTURE.md', import.meta.url), 'utf8');

test('the tables of ARCHITECTURE.md are those of the topology: npm run document writes them', () => {
  expect(withTables(document)).toBe(document);
});

test('a table has a line for every function', () => {
  const table = functionTable();
  for (const { name, alarm } of functions) {
    const line = table.split('\n').find((one) => one.startsWith(`| \`${name}\` |`));
    expect(line).toContain(alarm);
  }
});
