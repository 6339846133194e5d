import { describe, expect, test } from 'vitest';
import { practiceIdSchema } from '../../shared/domain/identifiers.ts';
import { plusSeconds } from '../../shared/domain/time.ts';
import type { Store } from '../../shared/ports/store.ts';
import { readAppointment } from '../../shared/use-cases/put-appointment.ts';
import { sweepOverdue } from '../../shared/use-cases/sweep-overdue.ts';
import { expectDone } from '../support/done.ts';
import { patientNumber, phone } from '../support/facts.ts';
import { commitOf, putTimer, timerOf } from '../support/records.ts';
import { appointmentOf, openWorld, riverside, type TestWorld } from '../support/world.ts';

/** Runs the sweep every five minutes and nothing else, for so long: no event and no schedule is ever delivered. */
async function sweepFor(world: TestWorld, minutes: number): Promise<void> {
  for (let passed = 0; passed < minutes; passed += 5) {
    world.wait(300);
    await world.sweep();
  }
}

describe('where every event and schedule is lost, the sweep alone', () => {
  test('delivers what is queued', async () => {
    const world = await openWorld();
    await world.text('hello');
    world.wait(119);
    expect(await world.sweep()).toMatchObject({ swept: 0 });
    expect(world.network.sent).toEqual([]);
    world.wait(1);
    expect(await world.sweep()).toMatchObject({ swept: 1, latestSeconds: 120 });
    expect(world.network.sent).toHaveLength(1);
  });

  test('sends each reminder, minutes late and once', async () => {
    const world = await openWorld();
    await world.patient('P-1');
    await world.appointment('A-1', '2026-12-02T14:00:00-05:00');
    await sweepFor(world, 28 * 60);
    const { reminders } = await readAppointment(world, riverside, appointmentOf('A-1'));
    expect(reminders.map(({ step, status }) => `${step} ${status}`)).toEqual([
      '3d skipped',
      'booked queued',
      '3h queued',
    ]);
    const queuedAt = (await world.texts()).map(({ at }) => at);
    expect(queuedAt).toEqual(['2026-12-01T15:05:00.000Z', '2026-12-02T16:05:00.000Z']);
    expect(await world.outcomes()).toEqual(['appointment sent', 'appointment sent']);
    expect(await world.due()).toEqual([]);
  });

  test('misses a goal', async () => {
    const world = await openWorld();
    await world.text('hello');
    await sweepFor(world, 3 * 60);
    expect((await world.tasks()).map(({ kind }) => kind)).toEqual(['nudge', 'goal-missed']);
    expect(world.network.sent).toHaveLength(2);
    // It tells people again as tomorrow opens.
    expect((await world.due()).map(({ value }) => value)).toMatchObject([
      { dueAt: '2026-12-02T13:00:00.000Z' },
    ]);
  });

  test('finishes a revocation', async () => {
    const world = await openWorld();
    await world.text('hello');
    await world.moveTo('2026-12-02T03:30:00Z');
    await world.reply('Held for the morning');
    await world.text('STOP');
    await world.takeEvents();
    await sweepFor(world, 10);
    expect(await world.outcomes()).toEqual([
      'acknowledgement sent',
      'acknowledgement sent',
      'reply refused',
      'service sent',
    ]);
    expect(await world.due()).toEqual([]);
  });

  test('releases what is held, in the morning', async () => {
    const world = await openWorld();
    await world.text('hello');
    await world.moveTo('2026-12-02T03:30:00Z');
    await world.reply('Held for the morning');
    await world.takeEvents();
    await sweepFor(world, 10 * 60);
    expect(world.network.sent.at(-1)?.body).toBe('Held for the morning');
    expect(await world.due()).toEqual([]);
  });

  test('does all of it for many contacts', async () => {
    const world = await openWorld();
    const numbers = Array.from({ length: 60 }, (_, index) =>
      phone(`+1212555${String(100 + index).padStart(4, '0')}`),
    );
    for (const number of numbers) await world.text('hello', number);
    await sweepFor(world, 5);
    expect(world.network.sent).toHaveLength(60);
    expect((await world.due()).every(({ key }) => key.kind === 'timer')).toBe(true);
  });
});

describe('a run of the sweep', () => {
  test('goes on past one that fails, counts it, and finds it again', async () => {
    const world = await openWorld();
    await world.text('hello', patientNumber);
    await world.text('hello', phone('+12125550148'));
    world.wait(300);
    const failures: unknown[] = [];
    const carriers = { ...world.carriers, simulated: { ...world.carriers.simulated } };
    let broken = true;
    carriers.simulated.send = (text, account) => {
      if (broken && text.to === patientNumber) throw new Error('broken');
      return world.carriers.simulated.send(text, account);
    };
    const fragile = Object.assign(Object.create(world), { carriers });
    expect(await sweepOverdue(fragile, (error) => failures.push(error))).toMatchObject({
      swept: 2,
      failed: 1,
    });
    expect(failures).toHaveLength(1);
    expect(world.network.sent).toHaveLength(1);
    broken = false;
    world.wait(300);
    expect(await sweepOverdue(fragile, (error) => failures.push(error))).toMatchObject({
      swept: 1,
      failed: 0,
    });
    // What was claimed when it broke is never sent again.
    expect(world.network.sent).toHaveLength(1);
    expect((await world.tasks()).map(({ kind }) => kind)).toEqual(['unknown-outcome']);
  });

  test('leaves nobody behind those that fail each time, however many they are', async () => {
    const seen = new Set<string>();
    const wrap = (store: Store): Store => ({
      list: (query) => store.list(query),
      commit: (commit) => store.commit(commit),
      read: (keys) => {
        for (const key of keys) {
          if (key.kind === 'head' && key.practiceId === 'broken') throw new Error('broken');
          if (key.kind === 'timer') seen.add(key.timerId);
        }
        return store.read(keys);
      },
    });
    const world = await openWorld({ wrap });
    const put = async (count: number, name: string, seconds: number) => {
      const practiceId = practiceIdSchema.parse(name);
      for (let index = 0; index < count; index += 1) {
        // All of one contact, so of one shard.
        const of = { practiceId, contactId: world.contactOf() };
        const timer = timerOf(of, `${index}`, plusSeconds(world.clock.now(), seconds + index));
        await world.store.commit(commitOf(of, { changes: [putTimer(timer)] }));
      }
    };
    await put(450, 'broken', -86_400);
    await put(30, 'sound', -3600);
    let runs = 0;
    for (; runs < 40 && seen.size < 30; runs += 1) {
      const report = await sweepOverdue(world, () => undefined);
      expect(report.swept).toBeLessThanOrEqual(400);
      expect(report.latestSeconds).toBe(86_400);
    }
    expect(seen.size).toBe(30);
    expect(runs).toBeGreaterThan(0);
  });

  test('beside everything else does no harm', async () => {
    const world = await openWorld();
    await world.text('hello');
    world.wait(300);
    await Promise.all([world.sweep(), world.drain(), world.sweep()]);
    expect(world.network.sent).toHaveLength(1);
    await world.reply('Hi');
    await world.drain();
    await expectDone(world);
  });
});
