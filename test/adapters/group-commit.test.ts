import { expect, it } from 'vitest';
import { GroupCommit } from '../../shared/adapters/sqlite/group-commit.ts';

/** A disk that is as slow as the test says: every flush waits until it is let through. */
function slowDisk() {
  const batches: (readonly string[])[] = [];
  const alones: boolean[] = [];
  const flushes: PromiseWithResolvers<void>[] = [];
  const commits = new GroupCommit<string, string>({
    run: (works) => {
      batches.push(works);
      if (works.includes('broken')) throw new Error('broken');
      return works.map((work) => `${work} done`);
    },
    settle: (alone) => {
      alones.push(alone);
      const flush = Promise.withResolvers<void>();
      flushes.push(flush);
      return flush.promise;
    },
  });
  return { commits, batches, alones, flushes };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** After so many turns nobody is waited for any more. */
async function turns(): Promise<void> {
  for (let times = 0; times < 5; times += 1) await turn();
}

it('runs at once what is asked for at once, and answers nobody before it is on the disk', async () => {
  const { commits, batches, flushes } = slowDisk();
  const answers: string[] = [];
  for (const work of ['a', 'b']) void commits.submit(work).then((answer) => answers.push(answer));
  await turns();
  expect(batches).toEqual([['a', 'b']]);
  await turns();
  expect(answers).toEqual([]);
  flushes[0]?.resolve();
  await turns();
  expect(answers).toEqual(['a done', 'b done']);
});

it('waits for callers who come one turn after the other, and for nobody after somebody was alone', async () => {
  const { commits, batches, flushes } = slowDisk();
  const inTurns = async (works: readonly string[]) => {
    for (const work of works) {
      void commits.submit(work);
      await turn();
    }
    await turns();
    flushes.at(-1)?.resolve();
    await turns();
  };
  await inTurns(['a', 'b', 'c', 'd']);
  await inTurns(['e']);
  await inTurns(['f', 'g']);
  expect(batches).toEqual([['a', 'b', 'c', 'd'], ['e'], ['f'], ['g']]);
});

it('gathers the next batch while one is on its way to the disk, and none is forgotten', async () => {
  const { commits, batches, flushes } = slowDisk();
  const answered = ['a', 'b', 'c'].map(() => Promise.withResolvers<string>());
  const submit = (work: string, place: number) =>
    void commits.submit(work).then(answered[place]?.resolve, answered[place]?.reject);
  submit('a', 0);
  await turns();
  submit('b', 1);
  await turns();
  submit('c', 2);
  await turns();
  expect(batches).toEqual([['a']]);
  flushes[0]?.resolve();
  await turns();
  expect(batches).toEqual([['a'], ['b', 'c']]);
  flushes[1]?.resolve();
  expect(await Promise.all(answered.map(({ promise }) => promise))).toEqual(['a done', 'b done', 'c done']);
  // And from rest it starts again.
  const later = commits.submit('d');
  await turns();
  flushes[2]?.resolve();
  expect(await later).toBe('d done');
});

it('tells every caller of a batch that failed or that the disk refused, and goes on', async () => {
  const { commits, flushes } = slowDisk();
  const failed = ['a', 'broken'].map((work) => commits.submit(work));
  expect(await Promise.allSettled(failed)).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
  const refused = commits.submit('b');
  await turns();
  flushes[0]?.reject(new Error('disk'));
  await expect(refused).rejects.toThrow('disk');
  const next = commits.submit('c');
  await turns();
  flushes[1]?.resolve();
  expect(await next).toBe('c done');
});

it('runs all that waits when it is told to, even while another batch is on its way', async () => {
  const { commits, batches, flushes } = slowDisk();
  const first = commits.submit('a');
  await turns();
  const second = commits.submit('b');
  commits.flush();
  expect(batches).toEqual([['a'], ['b']]);
  flushes[1]?.resolve();
  expect(await second).toBe('b done');
  flushes[0]?.resolve();
  expect(await first).toBe('a done');
});

it('runs all that waits when it is told to, even while more is waited for, and nothing of it again', async () => {
  const { commits, batches, flushes } = slowDisk();
  const first = commits.submit('a');
  await turn();
  commits.flush();
  flushes[0]?.resolve();
  expect(await first).toBe('a done');
  await turns();
  expect(batches).toEqual([['a']]);
  const next = commits.submit('b');
  await turns();
  flushes[1]?.resolve();
  expect(await next).toBe('b done');
});

it('says that somebody is alone from the second time on that nobody else asks', async () => {
  const { commits, alones, flushes } = slowDisk();
  for (const works of [['a'], ['b'], ['c'], ['d', 'e'], ['f'], ['g']]) {
    const answered = Promise.all(works.map((work) => commits.submit(work)));
    await turns();
    flushes.at(-1)?.resolve();
    await answered;
  }
  expect(alones).toEqual([false, true, true, false, false, true]);
});
