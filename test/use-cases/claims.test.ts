import { describe, expect, test } from 'vitest';
import { outreachIdSchema } from '../../shared/domain/identifiers.ts';
import { billSchema } from '../../shared/domain/outreach.ts';
import type { Store } from '../../shared/ports/store.ts';
import { deliverTexts } from '../../shared/use-cases/deliver-texts.ts';
import { fireTimer } from '../../shared/use-cases/fire-timer.ts';
import { cancelAppointment } from '../../shared/use-cases/put-appointment.ts';
import { putOutreach } from '../../shared/use-cases/put-outreach.ts';
import { sendDayNotice } from '../../shared/use-cases/send-day-notice.ts';
import { sam } from '../support/facts.ts';
import { appointmentOf, openWorld, riverside, type TestWorld } from '../support/world.ts';

/** A store that lets something happen right before the next claim's commit, or after it. */
function around(when: 'before' | 'after') {
  let waiting: (() => unknown) | undefined;
  const run = async (commit: { readonly once: { readonly name: string } }, now: 'before' | 'after') => {
    const due = now === when && commit.once.name.startsWith('claim#') ? waiting : undefined;
    if (due === undefined) return;
    waiting = undefined;
    await due();
  };
  const wrap = (store: Store): Store => ({
    read: (keys) => store.read(keys),
    list: (query) => store.list(query),
    commit: async (commit) => {
      await run(commit, 'before');
      const answer = await store.commit(commit);
      await run(commit, 'after');
      return answer;
    },
  });
  return {
    wrap,
    meanwhile: (happens: () => unknown) => {
      waiting = happens;
    },
    /** Whether it has happened. */
    done: () => waiting === undefined,
  };
}

const contact = (world: TestWorld) => ({ practiceId: riverside, contactId: world.contactOf() });
const bodies = (world: TestWorld) => world.network.sent.map(({ body }) => body);

/** A reminder of tomorrow's visit is written, and has not left. */
async function reminding(wrap?: (store: Store) => Store): Promise<TestWorld> {
  const world = await openWorld(wrap && { wrap });
  await world.patient('P-1');
  await world.appointment('A-1', '2026-12-03T15:00:00Z');
  await world.drain();
  world.network.sent.length = 0;
  const [first] = [...world.timers.book.values()].toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
  if (!first) return expect.fail('No reminder is planned.');
  world.wait((Date.parse(first.dueAt) - Date.parse(world.clock.now())) / 1000);
  await fireTimer(world, first.hint);
  await world.takeEvents();
  expect((await world.outcomes()).at(-1)).toBe('appointment queued');
  return world;
}

describe('what a claim rests on is asked again in its commit', () => {
  test('a reminder whose visit moves in that moment does not leave with the old time', async () => {
    const moment = around('before');
    const world = await reminding(moment.wrap);
    moment.meanwhile(() => world.appointment('A-1', '2026-12-04T19:00:00Z'));
    await deliverTexts(world, contact(world));
    expect(moment.done()).toBe(true);
    expect(bodies(world)).toEqual([]);
  });

  test('nor does one whose visit is cancelled in that moment', async () => {
    const moment = around('before');
    const world = await reminding(moment.wrap);
    moment.meanwhile(() => cancelAppointment(world, riverside, appointmentOf('A-1')));
    await deliverTexts(world, contact(world));
    expect(moment.done()).toBe(true);
    expect(bodies(world)).toEqual([]);
  });

  test('a bill that is paid in that moment is not asked for', async () => {
    const moment = around('before');
    const world = await openWorld({ wrap: moment.wrap });
    await world.patient('P-1');
    const id = outreachIdSchema.parse('B-1');
    const put = (more: object = {}) =>
      putOutreach(world, riverside, id, {
        what: 'bill',
        ...billSchema.parse({ patientId: 'P-1', amountCents: 4500, dueOn: '2026-12-31', ...more }),
      });
    await put();
    await world.takeEvents();
    const [timer] = (await world.timersOf()).toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
    world.wait(3 * 3600);
    await fireTimer(world, { ...contact(world), timer: { kind: 'bill', id: timer?.id ?? '' } });
    expect(await world.outcomes()).toEqual(['bill queued']);
    moment.meanwhile(() => put({ status: 'paid' }));
    await deliverTexts(world, contact(world));
    expect(moment.done()).toBe(true);
    expect(bodies(world)).toEqual([]);
    expect(await world.outcomes()).toEqual(['bill refused']);
  });

  test('a notice about a visit that is moved to another day in that moment is not sent', async () => {
    const moment = around('before');
    const world = await openWorld({ wrap: moment.wrap });
    await world.patient('P-1');
    await world.appointment('A-1', '2026-12-01T20:00:00Z', { provider: 'Dr. Lee' });
    await world.drain();
    world.network.sent.length = 0;
    const notice = { date: '2026-12-01', provider: 'Dr. Lee', body: 'Dr. Lee is out today.' };
    await sendDayNotice(world, riverside, notice, { by: sam, idempotency: undefined });
    moment.meanwhile(() => world.appointment('A-1', '2026-12-09T20:00:00Z', { provider: 'Dr. Lee' }));
    await deliverTexts(world, contact(world));
    expect(moment.done()).toBe(true);
    expect(bodies(world).filter((body) => body.includes('out today'))).toEqual([]);
  });
});

describe('a run of deliveries', () => {
  async function answering(replies: number, wrap?: (store: Store) => Store): Promise<TestWorld> {
    const world = await openWorld(wrap && { wrap });
    await world.text('Are you open?');
    await world.drain();
    world.network.sent.length = 0;
    for (let number = 1; number <= replies; number += 1) await world.reply(`Answer ${number}`);
    await world.takeEvents();
    return world;
  }

  test('answers how many texts it decided about', async () => {
    const world = await answering(2);
    expect(await deliverTexts(world, contact(world))).toBe(2);
    expect(await deliverTexts(world, contact(world))).toBe(0);
    expect(bodies(world)).toEqual(['Answer 1', 'Answer 2']);
  });

  test('hands over exactly five seconds after the claim, and not a moment later', async () => {
    const moment = around('after');
    const world = await answering(1, moment.wrap);
    moment.meanwhile(() => world.wait(5));
    expect(await deliverTexts(world, contact(world))).toBe(1);
    expect(bodies(world)).toEqual(['Answer 1']);
    const text = (await world.texts()).at(-1);
    expect(text?.direction === 'out' && text.claims).toBe(1);
  });

  test('ends after fifty tries where the store is always too slow, and leaves the rest to the next', async () => {
    const holder: { world?: TestWorld } = {};
    const world = await answering(1, (store) => ({
      read: (keys) => store.read(keys),
      list: (query) => store.list(query),
      commit: async (commit) => {
        const answer = await store.commit(commit);
        if (commit.once.name.startsWith('claim#')) holder.world?.wait(6);
        return answer;
      },
    }));
    holder.world = world;
    expect(await deliverTexts(world, contact(world))).toBe(50);
    expect(bodies(world)).toEqual([]);
    const text = (await world.texts()).at(-1);
    expect(text?.direction === 'out' && [text.claims, text.status]).toEqual([50, 'queued']);
  });

  test("a line whose carrier's account is gone fails its texts, and a person calls", async () => {
    const world = await answering(1);
    Object.assign(world.secrets, { carrierAccount: async () => undefined });
    await deliverTexts(world, contact(world));
    expect(bodies(world)).toEqual([]);
    const text = (await world.texts()).at(-1);
    expect(text?.direction === 'out' && text.history.at(-1)).toMatchObject({
      status: 'failed',
      code: 'no-carrier-account',
    });
    expect(await world.tasks()).toMatchObject([
      { kind: 'call-patient', detail: expect.stringContaining('(other)') },
    ]);
  });
});
