import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningHost, startInProcess } from '../support/local-host.ts';
import { type Ended, operator } from '../support/operator.ts';

let host: RunningHost;
beforeAll(async () => {
  host = await startInProcess({ empty: true });
});
afterAll(() => host.stop());

const run = (...args: string[]): Promise<Ended> => operator([...args, '--url', host.url]);
const hillside = ['hillside', '--name', 'Hillside Dental', '--time-zone', 'America/Denver'];
const line = ['--carrier', 'simulated', '--opt-out', 'ours'];
const opens = async (apiKey: string): Promise<number> =>
  (await fetch(`${host.url}/v1/threads`, { headers: { 'x-api-key': apiKey.trim() } })).status;
const shown = async (practiceId: string) => JSON.parse((await run('show', practiceId)).out);

describe('against the local host', () => {
  test('provision makes a practice with a key and a line, and again makes nothing more', async () => {
    const provision = ['provision', ...hillside, '--number', '(303) 555-0101', ...line];
    const first = await run(...provision);
    expect(first).toMatchObject({ code: 0, out: expect.stringMatching(/^ptx_[\w-]{27}\n$/) });
    expect(first.err).toContain('Line +13035550101 of hillside');
    expect(await opens(first.out)).toBe(200);
    const again = await run(...provision);
    expect(again).toMatchObject({ code: 0, out: '' });
    expect(again.err).toContain('hillside is there, with 1 key that will last.');
    const { keys, lines, ready } = await shown('hillside');
    expect(ready).toBe(true);
    expect(again.err).toContain(keys[0].keyId);
    expect(keys).toHaveLength(1);
    expect(lines).toMatchObject([{ number: '+13035550101', carrier: 'simulated', optOutHandledBy: 'ours' }]);
  });

  test('provision finishes a practice that has neither line nor key that lasts', async () => {
    const made = await run('practice', 'halfway', '--name', 'Halfway House', '--time-zone', 'America/Denver');
    const [{ keyId }] = (await shown('halfway')).keys;
    expect((await run('revoke', keyId)).code).toBe(0);
    expect(await opens(made.out)).toBe(401);
    const rest = [
      '--name',
      'Halfway House',
      '--time-zone',
      'America/Denver',
      '--number',
      '+13035550102',
      ...line,
    ];
    const finished = await run('provision', 'halfway', ...rest);
    expect(await opens(finished.out)).toBe(200);
    expect((await shown('halfway')).lines).toHaveLength(1);
    const another = await run('provision', 'halfway', ...rest, '--new-key');
    expect(await opens(another.out)).toBe(200);
  });

  test('practice, and key, given twice each make a key that opens: the first may never have been seen', async () => {
    const ridge = ['ridge', '--name', 'Ridge Clinic', '--time-zone', 'America/Denver'];
    for (const command of [
      ['practice', ...ridge],
      ['key', 'ridge'],
    ]) {
      const ended = [await run(...command), await run(...command)];
      for (const { out } of ended) expect(await opens(out)).toBe(200);
    }
    expect((await shown('ridge')).keys).toHaveLength(4);
    expect(await shown('ridge')).toEqual(await shown('ridge'));
  });

  test('revoke given twice is once', async () => {
    const { out } = await run('key', 'hillside');
    const { keyId } = (await shown('hillside')).keys.at(-1);
    for (const time of [1, 2]) expect([time, (await run('revoke', keyId)).code]).toEqual([time, 0]);
    expect(await opens(out)).toBe(401);
  });

  test('a practice in another time zone is refused, and gets no key', async () => {
    const before = await shown('hillside');
    for (const command of ['provision', 'practice']) {
      const refused = await run(
        command,
        'hillside',
        '--name',
        'Hillside Dental',
        '--time-zone',
        'America/Boise',
      );
      expect(refused).toMatchObject({ code: 1, out: '' });
      expect(refused.err).toContain('choose another id');
    }
    expect(await shown('hillside')).toEqual(before);
  });

  test('a practice by another name is refused, with words that say what to do', async () => {
    for (const command of ['provision', 'practice']) {
      const refused = await run(command, 'hillside', '--name', 'Other', '--time-zone', 'America/Denver');
      expect(refused).toMatchObject({ code: 1, out: '' });
      expect(refused.err).toContain('choose another id');
    }
  });

  test('rotate lets both keys open, and without overlap the new one alone', async () => {
    const old = await run('key', 'hillside');
    const { keys } = await shown('hillside');
    const { keyId } = keys.at(-1);
    const next = await run('rotate', 'hillside', keyId);
    expect(next.err).toContain('24 more hours');
    for (const { out } of [old, next]) expect(await opens(out)).toBe(200);
    await run('rotate', 'hillside', keyId, '--overlap-hours', '0');
    expect(await opens(old.out)).toBe(401);
    expect(await opens(next.out)).toBe(200);
  });

  test('a line is put twice and listed once', async () => {
    const put = ['line', '+13035550103', '--practice', 'hillside', ...line, '--per-second', '3'];
    for (const time of [1, 2]) expect([time, (await run(...put)).code]).toEqual([time, 0]);
    const { lines } = await shown('hillside');
    const found = lines.filter(({ number }: { number: string }) => number === '+13035550103');
    expect(found).toMatchObject([{ messagesPerSecond: 3, account: 'default' }]);
  });

  test('a line says what it is registered as, and agreements are put on file by their dates', async () => {
    const put = ['line', '+13035550103', '--practice', 'hillside', ...line];
    await run(...put, '--registration', '10dlc', '--registration-status', 'pending');
    await run(...put, '--registration', '10dlc', '--registration-id', 'CMP-1');
    expect((await run('agreements', 'hillside', '--carrier-signed', '2026-11-02')).code).toBe(0);
    const { out } = await run('agreements', 'hillside', '--cloud-signed', '2026-11-03');
    expect(JSON.parse(out)).toEqual({ carrier: '2026-11-02', cloud: '2026-11-03' });
    const { lines, agreements } = await shown('hillside');
    expect(agreements).toEqual({ carrier: '2026-11-02', cloud: '2026-11-03' });
    const found = lines.find(({ number }: { number: string }) => number === '+13035550103');
    expect(found.registration).toEqual({ kind: '10dlc', status: 'approved', id: 'CMP-1' });
  });

  test.each([
    [['agreements', 'hillside', '--cloud-signed', 'last year'], 'cloud'],
    [['show', 'nowhere'], 'There is no such practice'],
    [['revoke', 'a'.repeat(43)], 'not-found'],
    [['line', '12', '--practice', 'hillside', ...line], 'number'],
    [['practice', 'bad id', '--name', 'X', '--time-zone', 'Mars/Olympus'], 'timeZone'],
  ])('%j is refused with the reason, and nothing on standard output', async (args, reason) => {
    const refused = await run(...args);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain(reason);
  });

  test('a wrong key is refused', async () => {
    const refused = await operator(['show', 'hillside', '--url', host.url], { OPERATOR_KEY: 'ptx_guess' });
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('401, unauthorized');
  });
});
