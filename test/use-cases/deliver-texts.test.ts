import { describe, expect, test } from 'vitest';
import { secondsBetween } from '../../shared/domain/time.ts';
import type { Store } from '../../shared/ports/store.ts';
import { deliverTexts } from '../../shared/use-cases/deliver-texts.ts';
import { expectDone } from '../support/done.ts';
import { yielding } from '../support/stores.ts';
import { openWorld, riverside, seeded, type TestWorld } from '../support/world.ts';

const contact = (world: TestWorld) => ({ practiceId: riverside, contactId: world.contactOf() });

/** A world in which the patient has texted and been acknowledged, and a person has answered; nothing of that has left. */
async function answering(options: Parameters<typeof openWorld>[0] = {}): Promise<TestWorld> {
  const world = await openWorld(options);
  await world.text('Are you open?');
  await world.drain();
  world.network.sent.length = 0;
  await world.reply('We are.');
  await world.takeEvents();
  return world;
}

describe('a hand-over', () => {
  test('two deliveries at once hand each text over once', async () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const world = await answering({ seed, wrap: (store) => yielding(store, seeded(seed)) });
      await Promise.all(Array.from({ length: 4 }, () => deliverTexts(world, contact(world), 3)));
      expect([seed, world.network.sent.map(({ body }) => body)]).toEqual([seed, ['We are.']]);
      expect(await world.due()).toEqual([]);
    }
  });

  test('tells the carrier our own id of the text, where to report, and how long it may try', async () => {
    const world = await answering();
    await deliverTexts(world, contact(world));
    expect(world.network.sent).toMatchObject([
      {
        reference: { practiceId: riverside, textId: `${world.contactOf()}.3` },
        receiptUrl: 'https://texts.example.com/carriers/simulated/receipts',
        timeToLiveSeconds: 72 * 3600,
      },
    ]);
  });

  test('a wrong hint changes nothing', async () => {
    const world = await answering();
    await deliverTexts(world, contact(world), 999);
    expect(await world.outcomes()).toEqual(['acknowledgement sent', 'reply sent']);
  });

  test('more texts than one leave lane by lane in the order of the queue', async () => {
    const world = await openWorld();
    await world.text('Are you open?');
    await world.reply('One');
    await world.reply('Two');
    await world.text('STOP');
    await world.text('START');
    await world.text('And now?');
    await world.reply('Three');
    await deliverTexts(world, contact(world));
    expect(world.network.sent.map(({ body }) => body.slice(0, 24))).toEqual([
      'Riverside: You are opted',
      'Riverside: You will get ',
      'Riverside: We got your m',
      'One',
      'Two',
      'Riverside: We got your m',
      'Three',
    ]);
  });
});

describe('a function that dies', () => {
  /** A store whose commits of outcomes never arrive: what a function leaves behind that died in its hand-over. */
  const dying = (store: Store): Store => ({
    ...{ read: (keys) => store.read(keys), list: (query) => store.list(query) },
    commit: (commit) =>
      commit.once.name.startsWith('outcome#') && dead
        ? Promise.reject(new Error('died'))
        : store.commit(commit),
  });
  let dead = false;

  test('after its claim leaves a text that the sweep marks unknown with a task, and nothing sends it again', async () => {
    dead = false;
    const world = await answering({ wrap: dying });
    dead = true;
    await expect(deliverTexts(world, contact(world))).rejects.toThrow('died');
    dead = false;
    expect(world.network.sent).toHaveLength(1);
    expect(await world.outcomes()).toContain('reply claimed');
    await deliverTexts(world, contact(world));
    world.wait(239);
    expect(await world.sweep()).toMatchObject({ swept: 0 });
    // Stale after 120 seconds, and overdue by another 120.
    world.wait(1);
    expect(await world.sweep()).toMatchObject({ swept: 1, failed: 0 });
    expect(await world.outcomes()).toContain('reply unknown');
    expect(await world.tasks()).toMatchObject([
      { kind: 'unknown-outcome', detail: expect.stringContaining('(no-answer)') },
    ]);
    world.wait(86_400);
    await world.drain();
    await world.sweep();
    expect(world.network.sent).toHaveLength(1);
  });

  test('a carrier whose connection breaks is an unknown outcome', async () => {
    const world = await answering();
    world.network.script.push(() => {
      throw new Error('reset');
    });
    await deliverTexts(world, contact(world));
    expect(await world.outcomes()).toContain('reply unknown');
    expect((await world.tasks()).map(({ kind }) => kind)).toEqual(['unknown-outcome']);
    await deliverTexts(world, contact(world));
    expect(world.network.sent).toHaveLength(1);
  });
});

describe('a claim that takes too long', () => {
  test('is abandoned after five seconds, hands nothing over, and the text takes its turn again', async () => {
    let slow = 0;
    const holder: { world?: TestWorld } = {};
    const world = await answering({
      wrap: (store) => ({
        ...{ read: (keys) => store.read(keys), list: (query) => store.list(query) },
        commit: async (commit) => {
          const answer = await store.commit(commit);
          if (commit.once.name.startsWith('claim#') && slow > 0) holder.world?.wait(slow);
          slow = 0;
          return answer;
        },
      }),
    });
    holder.world = world;
    slow = 5.001;
    await deliverTexts(world, contact(world));
    expect(world.network.sent).toHaveLength(1);
    const text = (await world.texts()).at(-1);
    if (text?.direction !== 'out') return expect.fail();
    expect(text.history.map(({ status, code }) => (code ? `${status} ${code}` : status))).toEqual([
      'queued',
      'claimed',
      'queued abandoned',
      'claimed',
      'sent',
    ]);
  });
});

describe('a carrier that does not take a text', () => {
  test('is tried again after growing waits until the text expires, and then a person is told', async () => {
    const world = await answering();
    const handedOverAt: string[] = [];
    world.network.script.push(
      ...Array.from({ length: 2000 }, () => () => {
        handedOverAt.push(world.clock.now());
        return { outcome: 'not-taken', code: '429' } as const;
      }),
    );
    await deliverTexts(world, contact(world));
    await world.moveTo('2026-12-05T00:00:00Z');
    const waits = handedOverAt
      .slice(1)
      .map((at, index) => secondsBetween(handedOverAt[index] as never, at as never));
    expect(waits[0]).toBeLessThan(7);
    for (const [index, wait] of waits.slice(0, 7).entries())
      expect(wait).toBeGreaterThanOrEqual(5 * 2 ** index * 0.75);
    expect(Math.max(...waits.slice(0, 40))).toBeLessThanOrEqual(900 * 1.25);
    expect(await world.outcomes()).toContain('reply expired');
    expect((await world.tasks()).map(({ kind }) => kind)).toContain('call-patient');
    // Never in the patient's night, for the permit is asked each time.
    for (const at of handedOverAt.slice(10))
      expect(Number(at.slice(11, 13)) >= 13 || Number(at.slice(11, 13)) < 2).toBe(true);
  });

  test('and says when is asked then', async () => {
    const world = await answering();
    world.network.script.push({ outcome: 'not-taken', code: '429', retryAfterSeconds: 33 });
    await deliverTexts(world, contact(world));
    await world.drain();
    expect([...world.timers.book.values()].map(({ dueAt }) => dueAt)).toContain('2026-12-01T15:00:33.000Z');
    await world.moveTo('2026-12-01T15:00:33Z');
    expect(await world.outcomes()).toContain('reply sent');
  });

  test('for good fails it, and a person calls', async () => {
    const world = await answering();
    world.network.script.push({ outcome: 'rejected', obstacle: 'landline', code: '30006' });
    await deliverTexts(world, contact(world));
    expect(await world.outcomes()).toContain('reply failed');
    expect((await world.tasks()).map(({ kind }) => kind)).toEqual(['call-patient']);
  });

  test('because the number opted out there records a revocation here, and what is queued is refused', async () => {
    const world = await answering();
    await world.reply('Second');
    world.network.script.push({ outcome: 'rejected', obstacle: 'opted-out', code: '21610' });
    await deliverTexts(world, contact(world));
    await world.drain();
    expect(await world.outcomes()).toEqual(['acknowledgement sent', 'reply failed', 'reply refused']);
    expect((await world.head()).consent.informational.state).toBe('revoked');
    expect(world.network.sent).toHaveLength(1);
    // Who wrote them believes that the patient has them.
    expect((await world.tasks()).map(({ kind, detail }) => [kind, detail])).toEqual([
      ['call-patient', 'A text could not be delivered (opted-out): call the patient.'],
      [
        'call-patient',
        'A text was not sent (the patient opted out before it left): call the patient if it still matters.',
      ],
    ]);
    await expect(world.reply('Third')).rejects.toMatchObject({ code: 'opted-out' });
  });
});

describe('a text held for the morning', () => {
  test('is released by its timer, once, and leaves no timer behind', async () => {
    const world = await openWorld();
    await world.text('Are you open tomorrow?');
    await world.moveTo('2026-12-02T03:30:00Z');
    const held = await world.reply('From eight.');
    expect(held).toMatchObject({ status: 'held', at: '2026-12-02T13:00:00.000Z' });
    await world.drain();
    expect(world.network.sent.map(({ body }) => body)).not.toContain('From eight.');
    await world.moveTo('2026-12-02T13:00:00Z');
    expect(world.network.sent.at(-1)?.body).toBe('From eight.');
    await expectDone(world);
  });

  test('goes at once where the person says so', async () => {
    const world = await openWorld();
    await world.text('Are you open tomorrow?');
    await world.moveTo('2026-12-02T03:30:00Z');
    expect(await world.reply('From eight.', { sendNow: true })).toMatchObject({ status: 'queued' });
  });

  test('is refused when it comes due after a STOP', async () => {
    const world = await openWorld();
    await world.text('Are you open tomorrow?');
    await world.moveTo('2026-12-02T03:30:00Z');
    await world.reply('From eight.');
    await world.text('STOP');
    await world.moveTo('2026-12-02T14:00:00Z');
    expect(await world.outcomes()).toEqual([
      'acknowledgement sent',
      'acknowledgement sent',
      'reply refused',
      'service sent',
    ]);
    await expectDone(world);
  });
});
