import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { practiceIdSchema, staffIdSchema } from '../../shared/domain/identifiers.ts';
import type { Kind, Store } from '../../shared/ports/store.ts';
import { deliverTexts } from '../../shared/use-cases/deliver-texts.ts';
import { followRevocation } from '../../shared/use-cases/follow-revocation.ts';
import { createPractice, putLine } from '../../shared/use-cases/provision.ts';
import { cancelAppointment } from '../../shared/use-cases/put-appointment.ts';
import { replyToPatient } from '../../shared/use-cases/reply-to-patient.ts';
import { writeSettings } from '../../shared/use-cases/settings.ts';
import { lineNumber, patientNumber, sam } from '../support/facts.ts';
import {
  appointmentOf,
  openWorld,
  patientOf,
  riverside,
  secondPatientNumber,
  type TestWorld,
} from '../support/world.ts';

const contactOf = (world: TestWorld) => ({ practiceId: riverside, contactId: world.contactOf() });

/** A store that lets something happen right after the next read that begins with a kind of record. */
function interrupted(kind: Kind) {
  let waiting: (() => Promise<unknown>) | undefined;
  const meanwhile = (run: () => Promise<unknown>) => {
    waiting = run;
  };
  const wrap = (store: Store): Store => ({
    list: (query) => store.list(query),
    commit: (commit) => store.commit(commit),
    read: async (keys) => {
      const records = await store.read(keys);
      const run = keys[0]?.kind === kind ? waiting : undefined;
      if (run) {
        waiting = undefined;
        await run();
      }
      return records;
    },
  });
  return { wrap, meanwhile };
}

describe('an appointment', () => {
  test('that is moved while it is being cancelled is cancelled where it went', async () => {
    const { wrap, meanwhile } = interrupted('appointment-pointer');
    const world = await openWorld({ wrap });
    await world.patient('P-1');
    await world.appointment('A-1', '2026-12-20T15:00:00Z');
    meanwhile(() => world.appointment('A-1', '2026-12-21T15:00:00Z'));
    const cancelled = await cancelAppointment(world, riverside, appointmentOf('A-1'));
    expect(cancelled).toMatchObject({ status: 'cancelled', start: '2026-12-21T15:00:00.000Z' });
    expect(await world.timersOf()).toEqual([]);
  });

  test('that is put while its patient changes the number is put where the patient is now', async () => {
    const { wrap, meanwhile } = interrupted('patient');
    const world = await openWorld({ wrap });
    await world.patient('P-1');
    meanwhile(() => world.patient('P-1', { phone: secondPatientNumber }));
    const { appointment } = await world.appointment('A-1', '2026-12-20T15:00:00Z');
    expect(appointment.contactId).toBe(world.contactOf(secondPatientNumber));
    expect(await world.timersOf()).toEqual([]);
  });

  test('names a patient once, however often it was written', async () => {
    const world = await openWorld();
    await world.patient('P-1');
    const twice = { patientId: undefined, patientIds: [patientOf('P-1'), patientOf('P-1')] };
    const { appointment } = await world.appointment('A-1', '2026-12-20T15:00:00Z', twice);
    expect(appointment.patientIds).toEqual(['P-1']);
  });

  test('of a patient who died or left reminds nobody', async () => {
    const world = await openWorld();
    await world.patient('P-1');
    await world.appointment('A-1', '2026-12-20T15:00:00Z');
    await world.patient('P-1', { status: 'deceased' });
    await world.moveTo('2026-12-20T15:00:00Z');
    expect(await world.outcomes()).toEqual(Array.from({ length: 3 }, () => 'appointment refused'));
    expect(world.network.sent).toEqual([]);
  });

  test('takes a reminder that waits in the outbox along to another number', async () => {
    const world = await openWorld();
    await world.patient('P-1');
    world.network.script.push({ outcome: 'not-taken', code: '429', retryAfterSeconds: 600 });
    await world.appointment('A-1', '2026-12-20T15:00:00Z');
    await world.moveTo('2026-12-01T15:01:00Z');
    expect(await world.outcomes()).toEqual(['appointment queued']);
    await world.patient('P-1', { phone: secondPatientNumber });
    await world.moveTo('2026-12-01T16:30:00Z');
    expect(await world.outcomes()).toEqual(['appointment refused']);
    expect(await world.outcomes(secondPatientNumber)).toEqual(['appointment sent']);
  });

  test('that was cancelled keeps nobody from changing a number', async () => {
    const world = await openWorld();
    await world.patient('P-1');
    for (let day = 10; day < 31; day += 1) {
      await world.appointment(`A-${day}`, `2026-12-${day}T15:00:00Z`);
      await cancelAppointment(world, riverside, appointmentOf(`A-${day}`));
    }
    const { patient } = await world.patient('P-1', { phone: secondPatientNumber });
    expect(patient.contactId).toBe(world.contactOf(secondPatientNumber));
  });
});

describe("the carrier's own list", () => {
  /** A list whose first call stalls until it is let go. */
  const stalling = (world: TestWorld, stalls: 'add' | 'remove') => {
    const listed = new Set<string>();
    const gate = Promise.withResolvers<void>();
    let stalled = false;
    const wait = async (call: string) => {
      if (call !== stalls || stalled) return;
      stalled = true;
      await gate.promise;
    };
    const optOutList = {
      add: async (number: string) => {
        await wait('add');
        return listed.add(number).size > 0;
      },
      remove: async (number: string) => {
        await wait('remove');
        return listed.delete(number) || true;
      },
    };
    const { carriers } = world;
    Object.assign(world, { carriers: { ...carriers, simulated: { ...carriers.simulated, optOutList } } });
    return { listed, letGo: () => gate.resolve() };
  };

  test('ends as the patient said last, when telling it of a STOP is overtaken by a START', async () => {
    const world = await openWorld();
    const { listed, letGo } = stalling(world, 'add');
    await world.text('hello');
    await world.text('STOP');
    const overtaken = followRevocation(world, contactOf(world));
    await sleep(5);
    await world.text('START');
    await followRevocation(world, contactOf(world));
    letGo();
    await overtaken;
    expect([...listed]).toEqual([]);
  });

  test('ends as the patient said last, when telling it of a START is overtaken by a STOP', async () => {
    const world = await openWorld();
    const { listed, letGo } = stalling(world, 'remove');
    await world.text('STOP');
    await followRevocation(world, contactOf(world));
    await world.text('START');
    const overtaken = followRevocation(world, contactOf(world));
    await sleep(5);
    await world.text('STOP');
    await followRevocation(world, contactOf(world));
    letGo();
    await overtaken;
    expect([...listed]).toEqual([patientNumber]);
  });

  test('keeps no confirmation from its patient while it cannot be reached', async () => {
    const world = await openWorld();
    const unreachable = async () => Promise.reject(new Error('The list cannot be reached.'));
    const { carriers } = world;
    const optOutList = { add: unreachable, remove: unreachable };
    Object.assign(world, { carriers: { ...carriers, simulated: { ...carriers.simulated, optOutList } } });
    await world.text('STOP');
    world.wait(180);
    await expect(world.sweep()).rejects.toThrow('cannot be reached');
    expect(await world.outcomes()).toEqual(['service sent']);
  });
});

describe('a delivery', () => {
  test('keeps the order of a lane when two run at once', async () => {
    const world = await openWorld();
    await world.text('hello');
    await world.drain();
    world.network.sent.length = 0;
    const gate = Promise.withResolvers<void>();
    const arrived: string[] = [];
    world.network.script.push(async ({ body }) => {
      await gate.promise;
      arrived.push(body);
      return { outcome: 'accepted', carrierMessageId: 'SM-1' };
    });
    world.network.script.push(({ body }) => {
      arrived.push(body);
      return { outcome: 'accepted', carrierMessageId: 'SM-2' };
    });
    await world.reply('one');
    await world.reply('two');
    const first = deliverTexts(world, contactOf(world));
    await sleep(5);
    await deliverTexts(world, contactOf(world));
    gate.resolve();
    await first;
    expect(arrived).toEqual(['one', 'two']);
  });

  test.each([0, 1e12])(
    'waits its own time when a throttling carrier asks for %d seconds',
    async (retryAfterSeconds) => {
      const world = await openWorld();
      for (let count = 0; count < 20; count += 1) {
        world.network.script.push({ outcome: 'not-taken', code: '429', retryAfterSeconds });
      }
      await world.text('hello');
      await deliverTexts(world, contactOf(world));
      expect(world.network.sent).toHaveLength(1);
      const [waiting] = (await world.timersOf()).filter(({ kind }) => kind === 'release');
      expect(Date.parse(waiting?.dueAt ?? '') - Date.parse(world.clock.now())).toBeLessThanOrEqual(3_600_000);
      expect(Date.parse(waiting?.dueAt ?? '') - Date.parse(world.clock.now())).toBeGreaterThan(3_000);
    },
  );
});

describe('a thread', () => {
  test('is not answered by a recall that somebody sends', async () => {
    const world = await openWorld();
    await world.patient('P-1');
    await world.text('I have a rash');
    const offer = { body: 'Time for your check-up.', purpose: 'recall', by: sam } as const;
    await replyToPatient(world, contactOf(world), offer, undefined);
    expect((await world.head()).thread.waitingOn).toBe('practice');
    expect((await world.timersOf()).map(({ kind }) => kind)).toContain('goal');
  });

  test('of a new type is not left with the point person of the old one', async () => {
    const world = await openWorld();
    const { 'message-types': types } = await world.settings.settings(riverside);
    const withPerson = types.map((one) =>
      one.type === 'billing-inquiry' ? { ...one, pointPerson: staffIdSchema.parse('bill') } : one,
    );
    await writeSettings(world, riverside, { part: 'message-types', value: withPerson }, undefined);
    await world.text('A question about my bill');
    await world.reply('All is paid.');
    await world.text('I have a rash and a fever');
    expect((await world.head()).thread).toMatchObject({ type: 'clinical-question' });
    expect((await world.head()).thread.assignee).toBeUndefined();
  });
});

test('a line that stands under an older identity key stays its practice’s, and moves under the new one', async () => {
  const world = await openWorld();
  const keys = { current: { version: 2, secret: 'new' }, older: [{ version: 1, secret: 'test' }] };
  Object.assign(world.secrets, { identityKeys: async () => keys });
  const other = practiceIdSchema.parse('other');
  await createPractice(world, { practiceId: other, name: 'Other', timeZone: 'America/New_York' });
  const line = {
    number: lineNumber,
    carrier: 'simulated',
    account: 'default',
    optOutHandledBy: 'ours',
    messagesPerSecond: 1,
  } as const;
  await expect(putLine(world, { ...line, practiceId: other })).rejects.toMatchObject({ code: 'conflict' });
  await putLine(world, { ...line, practiceId: riverside, messagesPerSecond: 3 });
  Object.assign(world.secrets, { identityKeys: async () => ({ ...keys, older: [] }) });
  world.settings.forget(riverside);
  expect(await world.settings.line(lineNumber)).toMatchObject({
    practiceId: riverside,
    messagesPerSecond: 3,
  });
});
