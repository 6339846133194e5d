import fs, { writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { SqliteStore } from '../../shared/adapters/sqlite/store.ts';
import type { IsoInstant } from '../../shared/domain/time.ts';
import { StoreUnavailable } from '../../shared/ports/store.ts';
import { at, commitOf, eventOf, newContact, noon, putText, textKey } from '../support/records.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { storeContract } from './store.contract.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

let files = 0;
const newFile = () => {
  files += 1;
  return join(folder.path, `${files}.sqlite`);
};
const open = (file = newFile(), now: () => IsoInstant = () => noon) => new SqliteStore({ file, now });

storeContract(
  'the SQLite store',
  async () => {
    const store = open();
    return { store, feed: store.feed, close: () => store.close() };
  },
  100,
);

describe('a SQLite file', () => {
  it('keeps everything while it is closed', async () => {
    const file = newFile();
    const of = newContact();
    const first = open(file);
    const commit = commitOf(of, {
      name: 'n',
      changes: [putText(of, 1)],
      events: [eventOf(of, 'e')],
      result: 'kept',
    });
    await first.commit(commit);
    first.close();
    first.close();
    const second = open(file);
    expect((await second.read([textKey(of, 1)]))[0]?.version).toBe(1);
    expect(await second.commit(commit)).toEqual({ outcome: 'duplicate', result: 'kept' });
    expect((await second.feed.read(undefined, 10)).map(({ event }) => event.id)).toEqual(['e']);
    second.close();
  });

  it('is shared safely by two stores: each sees and honours what the other committed', async () => {
    const file = newFile();
    const of = newContact();
    const [one, other] = [open(file), open(file)];
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        (index % 2 === 0 ? one : other).commit(
          commitOf(of, { name: 'raced', changes: [putText(of, index)] }),
        ),
      ),
    );
    expect(answers.filter(({ outcome }) => outcome === 'committed')).toHaveLength(1);
    expect((await other.read([textKey(of, 0)]))[0]).toEqual((await one.read([textKey(of, 0)]))[0]);
    one.close();
    other.close();
  });

  it('forgets commits of before a moment, and goes on counting', async () => {
    let now = noon;
    const store = open(newFile(), () => now);
    const of = newContact();
    for (const seconds of [0, 10, 20, 30]) {
      now = at(seconds);
      await store.commit(commitOf(of, { name: `at ${seconds}`, events: [eventOf(of, `e${seconds}`)] }));
    }
    const before = await store.feed.read(undefined, 10);
    expect(store.purge(at(20))).toBe(2);
    expect(store.purge(at(20))).toBe(0);
    expect((await store.feed.read(undefined, 10)).map(({ event }) => event.id)).toEqual(['e20', 'e30']);
    // But for the newest: what comes next has a place after it.
    expect(store.purge(at(99))).toBe(1);
    expect((await store.commit(commitOf(of, { name: 'at 0', events: [eventOf(of, 'again')] }))).outcome).toBe(
      'committed',
    );
    expect((await store.feed.read(before.at(-1)?.cursor, 10)).map(({ event }) => event.id)).toEqual([
      'again',
    ]);
    store.close();
  });

  it('refuses what is asked after it was closed, and finishes what was asked before', async () => {
    const store = open();
    const of = newContact();
    const waiting = store.commit(commitOf(of, { changes: [putText(of, 1)] }));
    store.close();
    expect((await waiting).outcome).toBe('committed');
    await expect(store.read([textKey(of, 1)])).rejects.toThrow(StoreUnavailable);
    await expect(store.commit(commitOf(of, { changes: [putText(of, 2)] }))).rejects.toThrow(StoreUnavailable);
    await expect(store.feed.read(undefined, 1)).rejects.toThrow(StoreUnavailable);
  });

  it('rejects a whole batch where its transaction fails, and does nothing of it', async () => {
    const file = newFile();
    let now = () => noon;
    const store = open(file, () => now());
    const of = newContact();
    const other = new DatabaseSync(file, { timeout: 0 });
    other.exec(
      "CREATE TRIGGER full BEFORE INSERT ON records WHEN NEW.sk = 'TEXT#000000002' BEGIN SELECT RAISE(FAIL, 'disk'); END",
    );
    const answers = await Promise.allSettled(
      [1, 2, 3].map((seq) => store.commit(commitOf(of, { changes: [putText(of, seq)] }))),
    );
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    for (const answer of answers)
      expect('reason' in answer && answer.reason).toBeInstanceOf(StoreUnavailable);
    expect(await store.read([1, 2, 3].map((seq) => textKey(of, seq)))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    now = () => at(1);
    expect((await store.commit(commitOf(of, { changes: [putText(of, 1)] }))).outcome).toBe('committed');
    other.close();
    store.close();
  });

  it('does a batch in order, whatever some of it come to', async () => {
    const store = open();
    const of = newContact();
    const first = commitOf(of, { name: 'first', changes: [putText(of, 1)], result: 'first' });
    await store.commit(first);
    const key = textKey(of, 2);
    const outcomes = await Promise.all(
      [
        commitOf(of, { changes: [putText(of, 2)], events: [eventOf(of, 'made')] }),
        // Two that change nothing after all, though something of each would fit.
        commitOf(of, { changes: [putText(of, 3), putText(of, 1)], events: [eventOf(of, 'never')] }),
        { ...first, changes: [putText(of, 4)] },
        // What rests on the first of the batch.
        commitOf(of, { changes: [{ ...putText(of, 2), expect: 1 }] }),
        commitOf(of, { changes: [{ remove: key, expect: 1 }] }),
        commitOf(of, { changes: [{ remove: key, expect: 2 }], checks: [{ key: textKey(of, 1), expect: 1 }] }),
        commitOf(of, { changes: [putText(of, 5)], checks: [{ key, expect: 2 }] }),
      ].map((commit) => store.commit(commit)),
    );
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      'committed',
      'conflict',
      'duplicate',
      'committed',
      'conflict',
      'committed',
      'conflict',
    ]);
    expect(outcomes[2]).toMatchObject({ result: 'first' });
    const found = await store.read([1, 2, 3, 4, 5].map((seq) => textKey(of, seq)));
    expect(found.map((record) => record?.version)).toEqual([1, undefined, undefined, undefined, undefined]);
    expect((await store.feed.read(undefined, 10)).map(({ event }) => event.id)).toEqual(['made']);
    store.close();
  });

  it.each([
    ['beside others', 0],
    ['alone', 1],
  ])(
    'acknowledges nothing that the disk refused, nor anything after it, until it is opened again: %s',
    async (_how, before) => {
      const file = newFile();
      const store = open(file);
      const of = newContact();
      for (let seq = 10; seq <= 10 + before; seq += 1)
        expect((await store.commit(commitOf(of, { changes: [putText(of, seq)] }))).outcome).toBe('committed');
      const broken = Object.assign(new Error('EIO: i/o error'), { code: 'EIO' });
      const elsewhere = vi
        .spyOn(fs, 'fdatasync')
        .mockImplementation((_, answer) => void setImmediate(() => answer(broken)));
      const here = vi.spyOn(fs, 'fdatasyncSync').mockImplementation(() => {
        throw broken;
      });
      syncBuiltinESMExports();
      const refused = commitOf(of, { name: 'refused', changes: [putText(of, 2)] });
      const beside = (before === 0 ? [3, 4] : []).map((seq) => commitOf(of, { changes: [putText(of, seq)] }));
      const answers = await Promise.allSettled([refused, ...beside].map((commit) => store.commit(commit)));
      for (const answer of answers)
        expect('reason' in answer && answer.reason).toBeInstanceOf(StoreUnavailable);
      expect([elsewhere.mock.calls.length, here.mock.calls.length]).toEqual(before === 0 ? [1, 0] : [0, 1]);
      vi.restoreAllMocks();
      syncBuiltinESMExports();
      await expect(store.commit(refused)).rejects.toThrow(StoreUnavailable);
      store.close();
      const again = open(file);
      expect(['committed', 'duplicate']).toContain((await again.commit(refused)).outcome);
      expect((await again.read([textKey(of, 2)]))[0]?.version).toBe(1);
      again.close();
    },
  );

  it('is refused plainly where it is no database, or of a later version', () => {
    const garbage = newFile();
    writeFileSync(garbage, 'not a database, but long enough to be taken for one'.repeat(100));
    expect(() => open(garbage)).toThrow(StoreUnavailable);
    const newer = newFile();
    const database = new DatabaseSync(newer);
    database.exec('PRAGMA user_version = 99');
    database.close();
    expect(() => open(newer)).toThrow(/version 99/);
  });
});
