import { describe, expect, test } from 'vitest';
import { startingPlans } from '../../shared/domain/reminder-plans.ts';
import { fireReminder } from '../../shared/use-cases/fire-reminder.ts';
import { readAppointment } from '../../shared/use-cases/put-appointment.ts';
import { writeSettings } from '../../shared/use-cases/settings.ts';
import { expectDone } from '../support/done.ts';
import { patientNumber } from '../support/facts.ts';
import {
  appointmentOf,
  openWorld,
  patientOf,
  riverside,
  secondPatientNumber,
  type TestWorld,
} from '../support/world.ts';

const start = '2026-12-08T14:00:00-05:00';

/** A completed visit whose follow-up is written, and waits in the queue. */
async function followUp(world: TestWorld): Promise<void> {
  const plan = { kind: 'check-up', steps: [{ step: 'followup', after: 'P1D' }] };
  await writeSettings(
    world,
    riverside,
    { part: 'reminder-plans', value: [plan, ...startingPlans] },
    undefined,
  );
  await world.patient('P-1');
  await world.appointment('A-1', '2026-12-01T08:00:00-05:00', { kind: 'check-up', status: 'completed' });
  await world.moveTo('2026-12-02T12:00:00Z');
  world.wait(7200);
  const timer = { kind: 'reminder', id: 'A-1.1.followup' } as const;
  await fireReminder(world, { practiceId: riverside, contactId: world.contactOf(), timer });
}

async function moved(): Promise<TestWorld> {
  const world = await openWorld();
  await world.patient('P-1');
  await world.appointment('A-1', start);
  await world.moveTo('2026-12-02T15:00:00Z');
  await world.patient('P-1', { phone: secondPatientNumber });
  return world;
}

describe("a patient's new number", () => {
  test('takes the appointments and their timers along, and the pointer finds them there', async () => {
    const world = await moved();
    const appointment = await readAppointment(world, riverside, appointmentOf('A-1'));
    expect(appointment).toMatchObject({ contactId: world.contactOf(secondPatientNumber), revision: 2 });
    expect(await world.timersOf()).toEqual([]);
    expect((await world.timersOf(secondPatientNumber)).map(({ id }) => id).toSorted()).toEqual([
      'A-1.2.3d',
      'A-1.2.3h',
      'A-1.2@2026-12-07T19:00:00.000Z',
    ]);
    expect((await world.head()).patients).toEqual([]);
    expect((await world.head(secondPatientNumber)).patients).toMatchObject([{ patientId: 'P-1' }]);
  });

  test('gets the reminders that are still to come, and the old one none', async () => {
    const world = await moved();
    await world.moveTo('2026-12-09T00:00:00Z');
    expect(world.network.sent.map(({ to }) => to)).toEqual([
      patientNumber,
      secondPatientNumber,
      secondPatientNumber,
    ]);
    await expectDone(world, [patientNumber, secondPatientNumber]);
  });

  test('has no consent but its own', async () => {
    const world = await openWorld();
    await world.patient('P-1');
    await world.text('STOP');
    await world.patient('P-1', { phone: secondPatientNumber });
    expect((await world.head()).consent.informational.state).toBe('revoked');
    expect((await world.head(secondPatientNumber)).consent.informational).toMatchObject({
      state: 'granted',
      basis: 'implied',
    });
    await world.patient('P-1', { phone: patientNumber });
    expect((await world.head()).consent.informational.state).toBe('revoked');
  });

  test('there and back again leaves one place for everything', async () => {
    const world = await moved();
    await world.patient('P-1', { phone: patientNumber });
    await world.moveTo('2026-12-09T00:00:00Z');
    expect(world.network.sent.map(({ to }) => to)).toEqual([patientNumber, patientNumber, patientNumber]);
    expect(await world.timersOf(secondPatientNumber)).toEqual([]);
    await expectDone(world, [patientNumber, secondPatientNumber]);
  });

  test.each([
    ['a visit', ['A-1']],
    ['a family', ['A-1', 'A-2']],
  ])(
    'there and back again while a reminder of %s waits in the queue asks about each visit once',
    async (_of, visits) => {
      const world = await openWorld();
      await world.patient('P-1');
      await world.patient('P-2');
      for (const visit of visits)
        await world.appointment(visit, start, { patientId: patientOf(visit.replace('A', 'P')) });
      const timer = { kind: 'reminder', id: 'A-1.1.booked' } as const;
      await fireReminder(world, { practiceId: riverside, contactId: world.contactOf(), timer });
      expect(await world.texts()).toMatchObject([{ status: 'queued' }]);
      await world.patient('P-1', { phone: secondPatientNumber });
      await world.patient('P-1', { phone: patientNumber });
      await world.moveTo('2026-12-02T15:00:00Z');
      expect(await world.outcomes()).toEqual(['appointment refused', 'appointment sent']);
      expect(world.network.sent).toHaveLength(1);
      await world.moveTo('2026-12-09T00:00:00Z');
      await expectDone(world, [patientNumber, secondPatientNumber]);
    },
  );

  test('is where an answer is put before a person that still waited at the old one: it does not go there', async () => {
    const world = await openWorld();
    await world.patient('P-1');
    await world.text('Do you have my results?');
    await world.moveTo('2026-12-02T03:30:00Z');
    await world.reply('Yes, please call us.');
    await world.patient('P-1', { phone: secondPatientNumber });
    await world.moveTo('2026-12-03T00:00:00Z');
    expect(world.network.sent.map(({ body }) => body)).not.toContain('Yes, please call us.');
    expect(await world.texts()).toContainEqual(
      expect.objectContaining({
        body: 'Yes, please call us.',
        status: 'refused',
        permit: expect.objectContaining({ verdict: 'refuse', code: 'suspended' }),
      }),
    );
    const told = (await world.tasks()).filter(({ detail }) => detail.includes('before a text to them left'));
    expect(told).toMatchObject([{ kind: 'call-patient', contactId: world.contactOf(secondPatientNumber) }]);
    await expectDone(world, [patientNumber, secondPatientNumber]);
  });

  test.each(['reply', 'care', 'bill', 'recall'] as const)(
    'gets nothing that a person wrote to the old one as %s and that had not left',
    async (purpose) => {
      const world = await openWorld();
      await world.patient('P-1');
      await world.moveTo('2026-12-02T03:30:00Z');
      await world.reply('Please call us about your visit.', { purpose });
      expect(await world.outcomes()).toEqual([`${purpose} held`]);
      await world.patient('P-1', { phone: secondPatientNumber });
      expect(await world.tasks()).toMatchObject([
        { kind: 'call-patient', contactId: world.contactOf(secondPatientNumber) },
      ]);
      await world.moveTo('2026-12-03T00:00:00Z');
      expect([await world.outcomes(), world.network.sent]).toEqual([[`${purpose} refused`], []]);
      await expectDone(world, [patientNumber, secondPatientNumber]);
    },
  );

  test.each([
    ['', 0],
    [', by a clock that is behind', -30],
    [', by a clock that is ahead', 30],
  ])(
    'gets nothing that the carrier was too busy to take before: also what was on its way then%s',
    async (_clock, apart) => {
      const world = await openWorld();
      await world.patient('P-1');
      await world.text('Do you have my results?');
      await world.drain();
      await world.reply('Please call us.');
      world.network.script.push(async () => {
        world.wait(apart);
        await world.patient('P-1', { phone: secondPatientNumber });
        world.wait(-apart);
        return { outcome: 'not-taken', code: '429' };
      });
      await world.drain();
      await world.moveTo('2026-12-02T18:00:00Z');
      expect((await world.outcomes()).at(-1)).toBe('reply refused');
      expect((await world.tasks()).map(({ detail }) => detail)).toContainEqual(
        expect.stringContaining('A text was not sent (its permit says why)'),
      );
      await expectDone(world, [patientNumber, secondPatientNumber]);
    },
  );

  test('is not asked for what a person writes after it, by a clock that is behind', async () => {
    const world = await openWorld();
    await world.patient('P-1');
    await world.patient('P-1', { phone: secondPatientNumber });
    world.wait(-30);
    await world.text('Hello, are you open?');
    await world.reply('We are.');
    await world.drain();
    expect((await world.outcomes()).at(-1)).toBe('reply sent');
  });

  test('leaves the text that follows a completed visit to nobody, also where it was written already', async () => {
    const world = await openWorld();
    await followUp(world);
    expect(await world.outcomes()).toEqual(['care queued']);
    await world.patient('P-1', { phone: secondPatientNumber });
    await world.moveTo('2026-12-12T00:00:00Z');
    expect([await world.outcomes(), world.network.sent]).toEqual([['care refused'], []]);
    await expectDone(world, [patientNumber, secondPatientNumber]);
  });

  test('puts before a person a reminder that was being handed over at that moment, and the carrier was too busy for', async () => {
    const world = await openWorld();
    await world.patient('P-1');
    await world.appointment('A-1', start);
    world.network.script.push(async () => {
      await world.patient('P-1', { phone: secondPatientNumber });
      return { outcome: 'not-taken', code: '429' };
    });
    await world.moveTo('2026-12-02T15:00:00Z');
    expect(await world.outcomes()).toEqual(['appointment refused']);
    expect(await world.tasks()).toMatchObject([{ kind: 'call-patient', appointmentId: 'A-1' }]);
  });

  test('puts before a person a reminder that was being handed over at that moment, and whose old number opts out before the next try', async () => {
    const world = await openWorld();
    await world.patient('P-1');
    await world.patient('P-2');
    await world.appointment('A-1', start);
    world.network.script.push(async () => {
      await world.patient('P-1', { phone: secondPatientNumber });
      return { outcome: 'not-taken', code: '429', retryAfterSeconds: 600 };
    });
    await world.moveTo('2026-12-01T15:05:00Z');
    expect(await world.outcomes()).toEqual(['appointment queued']);
    await world.text('STOP');
    await world.drain();
    expect(await world.outcomes()).toEqual(['appointment refused', 'service sent']);
    expect(await world.tasks()).toMatchObject([{ kind: 'call-patient', appointmentId: 'A-1' }]);
  });

  test('leaves an answer to those who stay at the old one', async () => {
    const world = await openWorld();
    await world.patient('P-1');
    await world.patient('P-2');
    await world.text('Do you have my results?');
    await world.moveTo('2026-12-02T03:30:00Z');
    await world.reply('Yes, please call us.');
    await world.patient('P-1', { phone: secondPatientNumber });
    await world.moveTo('2026-12-03T00:00:00Z');
    expect(world.network.sent.map(({ body }) => body)).toContain('Yes, please call us.');
  });

  test('does not show the old thread', async () => {
    const world = await openWorld();
    await world.patient('P-1');
    await world.text('a private matter');
    await world.drain();
    await world.patient('P-1', { phone: secondPatientNumber });
    expect(await world.texts(secondPatientNumber)).toEqual([]);
  });

  test('with an answer to the old reminder confirms nothing', async () => {
    const world = await moved();
    await world.text('C');
    await world.drain();
    expect((await readAppointment(world, riverside, appointmentOf('A-1'))).status).toBe('booked');
  });

  test('too many appointments at once are refused, and nothing has changed', async () => {
    const world = await openWorld();
    await world.patient('P-1');
    for (let day = 10; day < 31; day += 1)
      await world.appointment(`A-${day}`, `2026-12-${day}T14:00:00-05:00`);
    await expect(world.patient('P-1', { phone: secondPatientNumber })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect((await world.head()).patients).toHaveLength(1);
  });

  test('leaves a family appointment where the others are', async () => {
    const world = await openWorld();
    await world.patient('P-1');
    await world.patient('P-2');
    const both = { patientIds: [patientOf('P-1'), patientOf('P-2')], patientId: undefined };
    await world.appointment('A-1', start, both);
    await world.patient('P-1', { phone: secondPatientNumber });
    expect((await readAppointment(world, riverside, appointmentOf('A-1'))).contactId).toBe(world.contactOf());
    await expect(world.appointment('A-1', start, both)).rejects.toMatchObject({ code: 'invalid' });
  });

  test('takes a visit of several along once none of the others is reached at the old one', async () => {
    const world = await openWorld();
    await world.patient('P-1');
    await world.patient('P-2');
    const both = { patientIds: [patientOf('P-1'), patientOf('P-2')], patientId: undefined };
    await world.appointment('A-1', start, both);
    await world.moveTo('2026-12-02T15:00:00Z');
    for (const id of ['P-1', 'P-2']) await world.patient(id, { phone: secondPatientNumber });
    expect((await readAppointment(world, riverside, appointmentOf('A-1'))).contactId).toBe(
      world.contactOf(secondPatientNumber),
    );
    await world.moveTo('2026-12-09T00:00:00Z');
    expect(world.network.sent.map(({ to }) => to)).toEqual([
      patientNumber,
      secondPatientNumber,
      secondPatientNumber,
    ]);
    await expectDone(world, [patientNumber, secondPatientNumber]);
  });

  test('the same record again changes nothing', async () => {
    const world = await moved();
    await world.drain();
    expect(await world.patient('P-1', { phone: secondPatientNumber })).toMatchObject({ created: false });
    expect(await world.takeEvents()).toEqual([]);
  });
});
