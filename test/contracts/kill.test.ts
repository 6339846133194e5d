import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { SqliteStore } from '../../shared/adapters/sqlite/store.ts';
import { contactIdSchema, practiceIdSchema } from '../../shared/domain/identifiers.ts';
import { commitOf, headKey, noon, textKey } from '../support/records.ts';
import { temporaryFolder } from '../support/temporary.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

const writer = fileURLToPath(new URL('../support/kill-writer.ts', import.meta.url));
const practiceId = practiceIdSchema.parse('killed');

/** Runs a writer until it is killed in the middle of its work; answers what it had acknowledged. */
async function acknowledgedBeforeKill(file: string, round: number): Promise<readonly string[]> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', writer, file, String(round)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const exited = once(child, 'exit');
  let output = '';
  let doomed = false;
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
    if (doomed) return;
    doomed = true;
    setTimeout(() => child.kill('SIGKILL'), 20 + Math.random() * 200);
  });
  const [code, signal] = await exited;
  expect({ code, signal }).toEqual({ code: null, signal: 'SIGKILL' });
  // The last line may have been cut by the kill; then it was not wholly acknowledged.
  return output.split('\n').slice(0, -1);
}

const of = (contactId: string) => ({ practiceId, contactId: contactIdSchema.parse(contactId) });

it('keeps every acknowledged commit whole, and no half of any other, through kill -9', async () => {
  const file = join(folder.path, 'killed.sqlite');
  const acknowledged: string[] = [];
  for (let round = 1; round <= 5; round += 1)
    acknowledged.push(...(await acknowledgedBeforeKill(file, round)));
  expect(acknowledged.length).toBeGreaterThan(100);

  const store = new SqliteStore({ file, now: () => noon });
  const fed = new Set(
    (await store.feed.read(undefined, Number.MAX_SAFE_INTEGER - 1)).map(({ event }) => event.id),
  );
  const last = new Map<string, number>();
  for (const name of acknowledged) {
    const [contactId = '', seq = ''] = name.split('/');
    last.set(contactId, Math.max(last.get(contactId) ?? 0, Number(seq)));
    expect(fed.has(name), name).toBe(true);
    expect(await store.commit(commitOf(of(contactId), { name }))).toEqual({
      outcome: 'duplicate',
      result: name,
    });
    expect((await store.read([textKey(of(contactId), Number(seq))]))[0]?.version).toBe(1);
  }
  // A commit may have been done without its answer getting out: at most one a caller, and then all of it.
  let done = 0;
  for (const [contactId, seq] of last) {
    const [head] = await store.read([headKey(of(contactId))]);
    const stands = head?.version ?? 0;
    expect(head?.value.nextSeq).toBe(stands);
    expect([seq, seq + 1]).toContain(stands);
    const [text, next] = await store.read([
      textKey(of(contactId), stands),
      textKey(of(contactId), stands + 1),
    ]);
    expect([text?.version, next]).toEqual([1, undefined]);
    done += stands;
  }
  store.close();
  const database = new DatabaseSync(file);
  expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
  const count = (which: string) =>
    Number(database.prepare(`SELECT count(*) AS n FROM records WHERE ${which}`).get()?.n);
  const commits = count('written_at IS NOT NULL');
  expect(commits).toBeGreaterThanOrEqual(done);
  expect(commits).toBe(fed.size);
  expect(count("written_at IS NULL AND sk <> 'HEAD'")).toBe(fed.size);
  database.close();
});
