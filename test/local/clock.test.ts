import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { lines } from '../support/local-client.ts';
import { type HostWishes, type RunningHost, startInProcess, tuesdayMorning } from '../support/local-host.ts';
import { temporaryFolder } from '../support/temporary.ts';

const folder = temporaryFolder();
afterAll(folder.remove);
let host: RunningHost | undefined;
afterEach(async () => {
  await host?.stop();
  host = undefined;
});
const start = async (wishes: HostWishes = {}) => {
  host = await startInProcess(wishes);
  return host.client;
};
const json = { 'content-type': 'application/json' };

describe('a standing clock', () => {
  it('stands, moves forward only, and answers where it is', async () => {
    const client = await start({ clock: tuesdayMorning });
    const noon = '2026-12-01T17:00:00.000Z';
    expect(await client.now()).toBe('2026-12-01T15:00:00.000Z');
    expect(await client.settle()).toBe('2026-12-01T15:00:00.000Z');
    expect(await client.moveClock({ by: 'PT2H' })).toBe(noon);
    expect(await client.moveClock({ to: '2026-12-01T09:00:00-05:00' })).toBe(noon);
    expect(await client.moveClock({ by: 'P1D' })).toBe('2026-12-02T17:00:00.000Z');
    expect(await client.now()).toBe('2026-12-02T17:00:00.000Z');
  });

  it.each([{}, { to: 'tomorrow' }, { by: '3 hours' }, { by: 'PT3H', to: 'x' }, [], null, { to: 5 }])(
    'is not moved by %j',
    async (move) => {
      const client = await start({ clock: tuesdayMorning });
      const answer = await client.request<{ code: string }>('POST', '/local/clock', {
        headers: json,
        body: JSON.stringify(move),
      });
      expect([answer.status, answer.body.code]).toEqual([422, 'invalid']);
      const odd = await client.request<{ code: string }>('POST', '/local/clock', {
        headers: json,
        body: 'PT3H',
      });
      expect([odd.status, odd.body.code]).toEqual([400, 'malformed']);
      expect(await client.now()).toBe('2026-12-01T15:00:00.000Z');
    },
  );

  it('fires what is due on the way at its own moment and in order', async () => {
    const client = await start({ clock: tuesdayMorning });
    const phones = ['+16465550001', '+16465550002', '+16465550003'];
    for (const [index, phone] of phones.entries()) {
      await client.moveClock({ by: 'PT10M' });
      await client.handsetSends(phone, lines.ours, `Question ${index}`);
    }
    await client.moveClock({ by: 'P1D' });
    const sorry = await Promise.all(phones.map(async (phone) => (await client.received(phone)).at(-1)?.at));
    expect(sorry).toEqual([
      '2026-12-01T18:10:00.000Z',
      '2026-12-01T18:20:00.000Z',
      '2026-12-01T18:30:00.000Z',
    ]);
  });

  it('is moved by two at once as by one after the other', async () => {
    const client = await start({ clock: tuesdayMorning });
    const phone = '+16465550004';
    await client.handsetSends(phone, lines.ours, 'A question');
    await Promise.all([client.moveClock({ by: 'PT4H' }), client.moveClock({ by: 'PT4H' }), client.settle()]);
    expect(await client.received(phone)).toHaveLength(2);
  });

  it('is kept: a restart goes on from the later of the two, with the timers that were set', async () => {
    const phone = '+16465550005';
    const client = await start({ clock: tuesdayMorning, dataDir: folder.path });
    await client.handsetSends(phone, lines.ours, 'A question');
    await client.moveClock({ by: 'PT1H' });
    await host?.stop();

    const again = await start({ clock: tuesdayMorning, dataDir: folder.path });
    expect(await again.now()).toBe('2026-12-01T16:00:00.000Z');
    expect(await again.received(phone)).toHaveLength(1);
    await again.moveClock({ by: 'PT2H' });
    expect(await again.received(phone)).toHaveLength(2);
    await host?.stop();

    const later = await start({ clock: '2026-12-03T15:00:00Z', dataDir: folder.path });
    expect(await later.now()).toBe('2026-12-03T15:00:00.000Z');
    await later.settle();
    expect(await later.received(phone)).toHaveLength(2);
  });
});

describe('real time', () => {
  it('cannot be moved', async () => {
    const client = await start();
    const before = Date.now();
    const answer = await client.request<{ code: string }>('POST', '/local/clock', {
      headers: json,
      body: JSON.stringify({ by: 'PT3H' }),
    });
    expect([answer.status, answer.body.code]).toEqual([409, 'conflict']);
    const now = Date.parse(await client.now());
    expect(now).toBeGreaterThanOrEqual(before - 1000);
    expect(now).toBeLessThanOrEqual(Date.now() + 1000);
  });

  it('settles, and brings texts by itself', async () => {
    const client = await start();
    const phone = '+16465550006';
    await client.handsetSends(phone, lines.ours, 'HELP');
    await expect.poll(async () => (await client.received(phone)).length, { timeout: 5000 }).toBe(1);
    await client.settle();
    await expect
      .poll(async () => (await client.thread(phone)).texts[0]?.status, { timeout: 5000 })
      .toBe('delivered');
  });
});
