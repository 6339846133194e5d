import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { localOptions } from '../../infra/local/options.ts';
import { dynoxideExists, freePort, startDynoxide } from '../support/dynoxide.ts';
import { lines, type ShownThread } from '../support/local-client.ts';
import { type ChildHost, fixedPublicUrl, startChild, tuesdayMorning } from '../support/local-host.ts';
import { temporaryFolder } from '../support/temporary.ts';

const main = fileURLToPath(new URL('../../infra/local/main.ts', import.meta.url));

/** Runs `main.ts` with an environment that it refuses. */
function refusal(env: Record<string, string>, args: readonly string[] = []) {
  const folder = temporaryFolder();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', main, ...args],
    {
      env: { PATH: process.env.PATH, PORT: '0', DATA_DIR: folder.path, ...env },
      encoding: 'utf8',
      timeout: 15_000,
    },
  );
  folder.remove();
  return { status, stdout, stderr };
}

async function withChild<T>(child: Promise<ChildHost>, run: (child: ChildHost) => Promise<T>): Promise<T> {
  const started = await child;
  try {
    return await run(started);
  } finally {
    await started.stop();
  }
}

describe('npm start', () => {
  it('says on its first line of JSON that it is ready, and where', () =>
    withChild(startChild(), async ({ ready, url, output }) => {
      expect(ready).toEqual({ ready: true, url });
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      for (const told of ['ptx_local_riverside', 'ptx_local_lakeside', 'ptx_local_operator', `${url}/v1`])
        expect(output()).toContain(told);
      expect(output()).not.toContain('Error');
    }));

  it('names no demo key where it starts empty', () =>
    withChild(startChild({ empty: true }), async ({ output }) => {
      expect(output()).toContain('ptx_local_operator');
      expect(output()).not.toContain('ptx_local_riverside');
    }));

  it.each<[env: Record<string, string>, args: readonly string[], told: RegExp]>([
    [{ PORT: 'x' }, [], /PORT/],
    [{ PORT: '70000' }, [], /PORT/],
    [{ CLOCK: 'tomorrow' }, [], /CLOCK/],
    [{ STORE: 'postgres' }, [], /STORE/],
    [{ STORE: 'dynamodb' }, [], /DYNAMODB_ENDPOINT/],
    [{ PUBLIC_URL: 'nowhere' }, [], /PUBLIC_URL/],
    [{}, ['--full'], /--empty/],
  ])('with %j %j says what to mend', (env, args, told) => {
    expect(() => localOptions(env, args)).toThrow(told);
  });

  it('with what it cannot start with says so on its error output and ends', () => {
    const { status, stdout, stderr } = refusal({ CLOCK: 'tomorrow' });
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^CLOCK: .*\n$/);
  });

  it('answers whoever asks before it is ready, once it is', async () => {
    const port = await freePort();
    const started = startChild({ port });
    const ask = async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/local/clock`, {
        signal: AbortSignal.timeout(5000),
      }).catch((error: Error) => error.name);
      return typeof answer === 'string' ? answer : answer.status;
    };
    const asked: ReturnType<typeof ask>[] = [];
    const asking = setInterval(() => asked.push(ask()), 25);
    const answers = await withChild(started, async () => {
      clearInterval(asking);
      return Promise.all([...asked, ask()]);
    });
    // Refused where nothing listens yet; never left waiting.
    expect(answers.filter((answer) => answer !== 200 && answer !== 'TypeError')).toEqual([]);
    expect(answers.length).toBeGreaterThan(2);
    expect(answers.at(-1)).toBe(200);
  });

  it('on a port that is taken says so and ends', () =>
    withChild(startChild(), async ({ url }) => {
      const { status, stderr } = refusal({ PORT: new URL(url).port });
      expect(status).toBe(1);
      expect(stderr).toContain('is in use: choose another with PORT');
    }));

  it('on the data folder of another host says so and ends, and starts once that one is gone', async () => {
    const folder = temporaryFolder();
    await withChild(startChild({ dataDir: folder.path }), async () => {
      const { status, stderr } = refusal({ PORT: '0', DATA_DIR: folder.path });
      expect(status).toBe(1);
      expect(stderr).toContain('Another host runs on this data folder');
    });
    await withChild(startChild({ dataDir: folder.path }), async ({ url }) => {
      expect((await fetch(`${url}/local/clock`)).status).toBe(200);
    });
    folder.remove();
  });
});

describe.skipIf(!dynoxideExists())('a data folder', () => {
  it('whose store is another one, or was made anew, goes on with that store', async () => {
    const folder = temporaryFolder();
    const wishes = { clock: tuesdayMorning, dataDir: folder.path, publicUrl: fixedPublicUrl };
    let phones = 0;
    const isAcknowledged = async ({ client }: ChildHost) => {
      phones += 1;
      const phone = `+164655580${String(phones).padStart(2, '0')}`;
      await client.handsetSends(phone, lines.ours, 'Hello');
      await client.settle();
      const { texts }: ShownThread = await client.thread(phone);
      expect(texts.map(({ status }) => status)).toEqual(['delivered', 'received']);
    };
    await withChild(startChild(wishes), isAcknowledged);
    for (const again of [true, false]) {
      const engine = await startDynoxide();
      await withChild(startChild({ ...wishes, dynamodb: engine?.endpoint }), isAcknowledged);
      if (again) await withChild(startChild({ ...wishes, dynamodb: engine?.endpoint }), isAcknowledged);
      await engine?.stop();
    }
    await withChild(startChild(wishes), isAcknowledged);
    folder.remove();
  });
});
