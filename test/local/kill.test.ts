import { afterAll, expect, it } from 'vitest';
import type { ShownThread, Webhook } from '../support/local-client.ts';
import { type ChildHost, fixedPublicUrl, startChild, tuesdayMorning } from '../support/local-host.ts';
import { temporaryFolder } from '../support/temporary.ts';

const folder = temporaryFolder();
let host: ChildHost | undefined;
afterAll(async () => {
  await host?.stop();
  folder.remove();
});

const start = () => startChild({ clock: tuesdayMorning, dataDir: folder.path, publicUrl: fixedPublicUrl });

const contacts = 250;
const texts = 2000;
const atOnce = 32;
const phoneOf = (index: number): string => `+1646555${String(index % contacts).padStart(4, '0')}`;
const bodyOf = (index: number): string => `Text number ${index}`;

/** Sends webhooks, so many at once, until there are none left or the host is gone; calls `acknowledged` for each 2xx. */
async function send(to: ChildHost, webhooks: readonly Webhook[], acknowledged: (index: number) => void) {
  const left = webhooks.entries();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const [index, webhook] of left) {
        const answer = await to.client.post(webhook).catch(() => undefined);
        if (!answer) return;
        if (answer.status === 200) acknowledged(index);
      }
    }),
  );
}

it('keeps every acknowledged text once, acknowledges each contact once, and ends its work after kill -9', {
  timeout: 120_000,
}, async () => {
  host = await start();
  const { client } = host;
  const webhooks = Array.from({ length: texts }, (_, index) =>
    client.twilioText({ from: phoneOf(index), body: bodyOf(index), sid: `SM${index}` }),
  );
  const acknowledged = new Set<number>();
  let killed: Promise<void> | undefined;
  await send(host, webhooks, (index) => {
    acknowledged.add(index);
    if (acknowledged.size === 700) killed = host?.kill('SIGKILL');
  });
  await killed;
  expect(acknowledged.size).toBeGreaterThanOrEqual(700);
  expect(acknowledged.size).toBeLessThan(texts);

  host = await start();
  await host.client.settle();
  const before = await storedIn(host);
  for (let contact = 0; contact < contacts; contact += 1) {
    const { status, body } = await host.client.call<ShownThread>(
      'GET',
      `/v1/threads/${await host.client.contactId(phoneOf(contact))}`,
    );
    if (status === 200) expect(body.texts.filter((text) => text.status === 'queued')).toEqual([]);
  }
  for (const index of acknowledged) expect(before.get(bodyOf(index)), bodyOf(index)).toBe(1);

  // The carrier brings again whatever was not acknowledged, and some of what was.
  const again = webhooks.filter((_, index) => !acknowledged.has(index) || index % 7 === 0);
  let accepted = 0;
  await send(host, again, () => {
    accepted += 1;
  });
  expect(accepted).toBe(again.length);
  // Past the moment at which claims without an outcome are given up.
  await host.client.moveClock({ by: 'PT15M' });
  const after = await storedIn(host);
  expect(after.size).toBe(texts);
  expect(new Set(after.values())).toEqual(new Set([1]));

  for (let contact = 0; contact < contacts; contact += 1) {
    const { texts: shown } = await host.client.thread(phoneOf(contact));
    expect(shown.filter(({ status }) => ['queued', 'held', 'claimed'].includes(status))).toEqual([]);
    expect(shown.filter(({ direction }) => direction === 'out')).toHaveLength(1);
    expect((await host.client.received(phoneOf(contact))).length).toBeLessThanOrEqual(1);
  }
});

/** How often each inbound text is stored. */
async function storedIn({ client }: ChildHost): Promise<Map<string, number>> {
  const stored = new Map<string, number>();
  for (const { contactId } of await client.all<{ contactId: string }>('/v1/threads?limit=100')) {
    const thread = await client.done<ShownThread>('GET', `/v1/threads/${contactId}?limit=100`);
    expect(thread.next).toBeUndefined();
    for (const { direction, body } of thread.texts)
      if (direction === 'in') stored.set(body, (stored.get(body) ?? 0) + 1);
  }
  return stored;
}
