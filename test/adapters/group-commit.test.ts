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

it('runs at once what is asked for in one turn, and answers nobody before it is on the disk', async () => {
  const { commits, batches, flushes } = slowDisk();
  const answers: string[] = [];
  for (const work of ['a', 'b']) void commits.submit(work).then((answer) => answers.push(answer));
  await turn();
  expect(batches).toEqual([['a', 'b']]);
  await turn();
  expect(answers).toEqual([]);
  flushes[0]?.resolve();
  await turn();
  expect(answers).toEqual(['a done', 'b done']);
});

it('gathers the next batch while one is on its way to the disk, and none is forgotten', async () => {
  const { commits, batches, flushes } = slowDisk();
  const answered = ['a', 'b', 'c'].map(() => Promise.withResolvers<string>());
  const submit = (work: string, place: number) =>
    void commits.submit(work).then(answered[place]?.resolve, answered[place]?.reject);
  submit('a', 0);
  await turn();
  submit('b', 1);
  await turn();
  submit('c', 2);
  await turn();
  expect(batches).toEqual([['a']]);
  flushes[0]?.resolve();
  await turn();
  expect(batches).toEqual([['a'], ['b', 'c']]);
  flushes[1]?.resolve();
  expect(await Promise.all(answered.map(({ promise }) => promise))).toEqual(['a done', 'b done', 'c done']);
  // And from rest it starts again.
  const later = commits.submit('d');
  await turn();
  flushes[2]?.resolve();
  expect(await later).toBe('d done');
});

it('tells every caller of a batch that failed or that the disk refused, and goes on', async () => {
  const { commits, flushes } = slowDisk();
  const failed = ['a', 'broken'].map((work) => commits.submit(work));
  expect(await Promise.allSettled(failed)).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
  const refused = commits.submit('b');
  await turn();
  flushes[0]?.reject(new Error('disk'));
  await expect(refused).rejects.toThrow('disk');
  const next = commits.submit('c');
  await turn();
  flushes[1]?.resolve();
  expect(await next).toBe('c done');
});

it('runs all that waits when it is told to, even while another batch is on its way', async () => {
  const { commits, batches, flushes } = slowDisk();
  const first = commits.submit('a');
  await turn();
  const second = commits.submit('b');
  commits.flush();
  expect(batches).toEqual([['a'], ['b']]);
  flushes[1]?.resolve();
  expect(await second).toBe('b done');
  flushes[0]?.resolve();
  expect(await first).toBe('a done');
});

it('says that somebody is alone from the second time on that nobody else asks', async () => {
  const { commits, alones, flushes } = slowDisk();
  for (const works of [['a'], ['b'], ['c'], ['d', 'e'], ['f'], ['g']]) {
    const answered = Promise.all(works.map((work) => commits.submit(work)));
    await turn();
    flushes.at(-1)?.resolve();
    await answered;
  }
  expect(alones).toEqual([false, true, true, false, false, true]);
});
