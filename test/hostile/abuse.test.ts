import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type LocalClient,
  lines,
  operator,
  type Page,
  riverside,
  type ShownTask,
} from '../support/local-client.ts';
import { type RunningHost, startInProcess, tuesdayMorning } from '../support/local-host.ts';
import { openWorld, secondPatientNumber } from '../support/world.ts';

/* What somebody with bad intent, or a machine gone wrong, does: with the file that holds the rest of it where it is another. */

describe('a thousand texts a minute from one phone', () => {
  const texts = 1000;

  it('are all kept, answered a few times, and take the contact nowhere near its bound', async () => {
    const world = await openWorld();
    for (let index = 0; index < texts; index += 1) {
      await world.text(index % 50 === 49 ? 'STOP' : index % 50 === 0 ? 'START' : `Hello again ${index}`);
      if (index % 100 === 99) await world.drain();
      if (index % 17 === 0) world.wait(1);
    }
    await world.drain();
    const bodies = (await world.texts()).flatMap((text) => (text.direction === 'in' ? [text.body] : []));
    expect(bodies).toHaveLength(texts);
    expect(new Set(bodies.filter((body) => body.startsWith('Hello'))).size).toBe(texts - 40);
    expect(Buffer.byteLength(JSON.stringify(await world.head()))).toBeLessThan(8 * 1024);
    // A confirmation is owed for each STOP and each START, and little besides.
    expect(world.network.sent.length).toBeLessThanOrEqual(2 * 20 + 10);
  });

  it('cost no other patient an answer', async () => {
    const world = await openWorld();
    for (let index = 0; index < 200; index += 1) await world.text(`Hello again ${index}`);
    await world.text('Can I move my appointment?', secondPatientNumber);
    await world.drain();
    expect(await world.outcomes(secondPatientNumber)).toEqual(['acknowledgement sent']);
    expect(world.network.sent.filter(({ to }) => to !== secondPatientNumber).length).toBeLessThanOrEqual(3);
  });
});

describe('over the API', () => {
  let host: RunningHost;
  let client: LocalClient;
  beforeAll(async () => {
    host = await startInProcess({ clock: tuesdayMorning });
    client = host.client;
  });
  afterAll(() => host?.stop());

  it('of many who name the same version one overwrites, and all others are told to read again', async () => {
    const races: readonly [path: string, body: (index: number) => unknown][] = [
      ['/v1/settings/staff', (index) => [{ staffId: 'sam', name: `Sam ${index}` }]],
      ['/v1/standard-responses/raced', (index) => ({ body: `Answer ${index}` })],
      [
        '/v1/patients/raced',
        (index) => ({ name: { given: `Ann ${index}`, family: 'Example' }, phone: '+16465550131' }),
      ],
    ];
    for (const [path, body] of races) {
      await client.done('PUT', path, body(0));
      const { headers } = await client.call('GET', path);
      const ifMatch = headers.get('etag') ?? expect.fail('There is no version.');
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          client.call('PUT', path, body(index + 1), { headers: { 'if-match': ifMatch } }),
        ),
      );
      const statuses = answers.map(({ status }) => status).toSorted();
      expect(statuses, path).toEqual([200, ...Array(11).fill(412)]);
      expect(answers.find(({ status }) => status === 412)?.words).toContain('read it again');
    }
  });

  it('a page goes on, though what it ended at is gone by then', async () => {
    for (const index of [1, 2, 3, 4])
      await client.handsetSends(`+1646555014${index}`, lines.ours, 'My chest hurts and I cannot breathe');
    await client.settle();
    const first = await client.done<Page<ShownTask>>('GET', '/v1/tasks?limit=2');
    const all = await client.all<ShownTask>('/v1/tasks');
    for (const { taskId } of first.items) await client.done('POST', `/v1/tasks/${taskId}/done`, {});
    await client.moveClock({ by: 'P3D' });
    const rest: string[] = [];
    for (let next = first.next; next !== undefined; ) {
      const page: Page<ShownTask> = await client.done(
        'GET',
        `/v1/tasks?limit=2&cursor=${encodeURIComponent(next)}`,
      );
      rest.push(...page.items.map(({ taskId }) => taskId));
      next = page.next;
    }
    for (const { taskId } of all.slice(2)) expect(rest).toContain(taskId);
  });

  it('a key that was revoked opens nothing any more, on any route', async () => {
    const made = await client.call<{ apiKey: string; keyId: string }>(
      'POST',
      '/operator/practices/riverside/keys',
      undefined,
      { key: operator },
    );
    const { apiKey: key, keyId } = made.body;
    expect((await client.call('GET', '/v1/tasks', undefined, { key })).status).toBe(200);
    await client.call('DELETE', `/operator/keys/${keyId}`, undefined, { key: operator });
    for (const path of ['/v1/tasks', '/v1/settings', '/v1/threads', '/v1/patients/raced'])
      expect((await client.call('GET', path, undefined, { key })).status).toBe(401);
    expect(
      (
        await client.call(
          'PUT',
          '/v1/patients/raced',
          { name: { given: 'A', family: 'B' }, phone: '+16465550131' },
          { key },
        )
      ).status,
    ).toBe(401);
  });

  it('no key stands in the store: its hash does', async () => {
    const { apiKey, keyId } = (
      await client.call<{ apiKey: string; keyId: string }>(
        'POST',
        '/operator/practices/riverside/keys',
        undefined,
        { key: operator },
      )
    ).body;
    const files = readdirSync(host.dataDir).filter((name) => name.includes('sqlite'));
    const stored = Buffer.concat(files.map((name) => readFileSync(join(host.dataDir, name))));
    expect(stored.includes(keyId)).toBe(true);
    for (const key of [apiKey, riverside, operator]) expect(stored.includes(key)).toBe(false);
  });

  it('a webhook that is posted again and again is one text', async () => {
    const webhook = client.twilioText({ from: '+16465550151', body: 'Once' });
    const answers = await Promise.all(Array.from({ length: 20 }, () => client.post(webhook)));
    expect(new Set(answers.map(({ status, words }) => `${status} ${words}`)).size).toBe(1);
    await client.settle();
    const { texts } = await client.thread('+16465550151');
    expect(texts.filter(({ direction }) => direction === 'in')).toHaveLength(1);
  });
});

describe('what carriers and callers sign', () => {
  it('is compared by what takes as long for a wrong one as for a right one', () => {
    const folder = new URL('../../shared/adapters/carriers/', import.meta.url);
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => ({ name, source: readFileSync(new URL(name, folder), 'utf8') }));
    const verifying = sources.filter(({ source }) => /async verify\(/.test(source));
    expect(verifying.length).toBeGreaterThanOrEqual(4);
    for (const { name, source } of verifying)
      expect(source, name).toMatch(/timingSafeEqual|validateRequest|validateRequestWithBody|isSigned/);
    for (const { name, source } of sources)
      expect(source, name).not.toMatch(/(?:signature|expected|hmac|digest)\s*[!=]==?\s*(?!undefined)[a-z]/i);
  });
});
