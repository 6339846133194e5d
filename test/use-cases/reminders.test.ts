import { describe, expect, test } from 'vitest';
import { readDay } from '../../shared/use-cases/day-list.ts';
import { fireReminder } from '../../shared/use-cases/fire-reminder.ts';
import { cancelAppointment, readAppointment } from '../../shared/use-cases/put-appointment.ts';
import { writeSettings } from '../../shared/use-cases/settings.ts';
import { expectDone } from '../support/done.ts';
import { everythingOn } from '../support/facts.ts';
import { appointmentOf, openWorld, riverside, type TestWorld } from '../support/world.ts';

const start = '2026-12-08T14:00:00-05:00';

async function booked(at = start): Promise<TestWorld> {
  const world = await openWorld();
  await world.patient('P-1');
  await world.appointment('A-1', at);
  return world;
}

const stepsOf = async (world: TestWorld): Promise<string[]> =>
  (await readAppointment(world, riverside, appointmentOf('A-1'))).reminders.map(
    ({ step, status }) => `${step} ${status}`,
  );

const reminders = (world: TestWorld): string[] => world.network.sent.map(({ body }) => body);

const hint = (world: TestWorld, step: string, revision = 1) => ({
  practiceId: riverside,
  contactId: world.contactOf(),
  timer: { kind: 'reminder', id: `A-1.${revision}.${step}` } as const,
});

describe('reminders', () => {
  test('go out as planned, each once, and nothing is left', async () => {
    const world = await booked();
    await world.moveTo('2026-12-08T20:00:00Z');
    expect(reminders(world)).toEqual([
      'Riverside: Ana, you have an appointment Tue Dec 8 at 2:00 PM. Reply C to confirm, R to reschedule. Reply STOP to opt out.',
      'Riverside: Ana, you have an appointment Tue Dec 8 at 2:00 PM. Reply C to confirm, R to reschedule.',
      'Riverside: Ana, you have an appointment Tue Dec 8 at 2:00 PM. Reply C to confirm, R to reschedule.',
    ]);
    expect(await stepsOf(world)).toEqual(['booked queued', '3d queued', '3h queued']);
    await expectDone(world);
  });

  test('a timer that fires early does nothing, one that fires twice sends once', async () => {
    const world = await booked();
    await fireReminder(world, hint(world, '3d'));
    expect(await stepsOf(world)).toEqual(['booked planned', '3d planned', '3h planned']);
    await Promise.all([1, 2, 3].map(() => fireReminder(world, hint(world, 'booked'))));
    await fireReminder(world, hint(world, 'booked'));
    await world.drain();
    expect(reminders(world)).toHaveLength(1);
  });

  test('a timer that fires late still sends while it helps, and never after the start', async () => {
    const late = await booked();
    late.wait(7 * 86_400);
    await fireReminder(late, hint(late, '3d'));
    await late.drain();
    expect(reminders(late)).toHaveLength(1);
    const tooLate = await booked();
    tooLate.wait(7 * 86_400 + 4 * 3600);
    for (const step of ['booked', '3d', '3h']) await fireReminder(tooLate, hint(tooLate, step));
    await tooLate.drain();
    expect(reminders(tooLate)).toEqual([]);
    expect(await stepsOf(tooLate)).toEqual(['booked refused', '3d refused', '3h refused']);
  });

  test('after a move the old timers fire nothing, and the new plan is sent', async () => {
    const world = await booked();
    await world.moveTo('2026-12-01T15:01:00Z');
    await world.appointment('A-1', '2026-12-10T15:00:00-05:00');
    for (const step of ['booked', '3d', '3h']) await fireReminder(world, hint(world, step));
    await world.moveTo('2026-12-11T00:00:00Z');
    expect(reminders(world).map((body) => body.includes('Dec 10 at 3:00 PM'))).toEqual([
      false,
      true,
      true,
      true,
    ]);
    await expectDone(world);
  });

  test('after a cancellation nothing is sent, whatever was planned or queued', async () => {
    const world = await booked();
    await fireReminder(world, hint(world, 'booked'));
    await cancelAppointment(world, riverside, appointmentOf('A-1'));
    await cancelAppointment(world, riverside, appointmentOf('A-1'));
    await world.moveTo('2026-12-09T00:00:00Z');
    expect(reminders(world)).toEqual([]);
    expect(await world.outcomes()).toEqual(['appointment refused']);
    expect(await stepsOf(world)).toEqual(['booked queued', '3d cancelled', '3h cancelled']);
    await expectDone(world);
  });

  test('a reminder that waits in the queue while its appointment moves is not claimed', async () => {
    const world = await booked();
    await fireReminder(world, hint(world, 'booked'));
    await world.appointment('A-1', '2026-12-10T15:00:00-05:00');
    await world.drain();
    const [old] = await world.texts();
    expect(old).toMatchObject({ status: 'refused', permit: { code: 'appointment-changed' } });
    expect(await world.tasks()).toEqual([]);
  });

  test('a switch that is turned off is in force at the next claim, remembered settings or not', async () => {
    const world = await booked();
    await fireReminder(world, hint(world, 'booked'));
    const value = { ...everythingOn, appointment: { on: false } };
    // Written past this process's memory: by another function.
    const { settings } = world;
    Object.assign(settings, { forget: () => undefined });
    await writeSettings(world, riverside, { part: 'purposes', value }, undefined);
    await world.drain();
    expect(reminders(world)).toEqual([]);
    expect(await world.outcomes()).toEqual(['appointment refused']);
  });

  test('the same appointment again and again changes nothing', async () => {
    const world = await booked();
    await world.drain();
    const before = await readAppointment(world, riverside, appointmentOf('A-1'));
    for (let round = 0; round < 3; round += 1)
      expect((await world.appointment('A-1', start)).created).toBe(false);
    expect(await world.takeEvents()).toEqual([]);
    expect(await readAppointment(world, riverside, appointmentOf('A-1'))).toEqual(before);
  });

  test('an unknown patient, or patients of two numbers, cannot have an appointment', async () => {
    const world = await openWorld();
    await expect(world.appointment('A-1', start)).rejects.toMatchObject({
      code: 'invalid',
      errors: [{ path: 'patientId' }],
    });
  });
});

describe("a patient's answer", () => {
  test.each([
    ['C', 'confirmed', []],
    ['R', 'reschedule-requested', ['reschedule']],
    ['X', 'declined', ['declined']],
  ] as const)('%s: the appointment is %s, and the desk has %j', async (body, status, tasks) => {
    const world = await booked();
    await world.moveTo('2026-12-05T20:00:00Z');
    await world.text(body);
    await world.moveTo('2026-12-05T20:01:00Z');
    const appointment = await readAppointment(world, riverside, appointmentOf('A-1'));
    expect(appointment.status).toBe(status);
    expect((await world.tasks()).map(({ kind }) => kind)).toEqual(tasks);
    expect(world.events.map(({ type }) => type)).toContain(
      status === 'confirmed' ? 'appointment.confirmed' : `appointment.${status}`,
    );
    if (status !== 'confirmed') await world.reply('We will call you.');
    await world.moveTo('2026-12-08T20:00:00Z');
    expect(reminders(world).filter((text) => text.includes('reschedule')).length).toBe(
      status === 'confirmed' ? 3 : 2,
    );
    await expectDone(world);
  });

  test('is on the day list: who is unconfirmed?', async () => {
    const world = await booked();
    await world.moveTo('2026-12-05T20:00:00Z');
    const unconfirmed = { date: '2026-12-08', status: 'booked', limit: 10 } as const;
    expect((await readDay(world, riverside, unconfirmed)).items).toHaveLength(1);
    await world.text('C');
    expect((await readDay(world, riverside, unconfirmed)).items).toEqual([]);
    await world.appointment('A-1', '2026-12-09T14:00:00-05:00');
    expect((await readDay(world, riverside, { date: '2026-12-08', limit: 10 })).items).toEqual([]);
    expect((await readDay(world, riverside, { date: '2026-12-09', limit: 10 })).items).toHaveLength(1);
  });

  test('to an appointment that was cancelled meanwhile is answered so, and waits for a person', async () => {
    const world = await booked();
    await world.moveTo('2026-12-05T20:00:00Z');
    await cancelAppointment(world, riverside, appointmentOf('A-1'));
    await world.text('C');
    await world.drain();
    expect(reminders(world).at(-1)).toContain('no longer on our schedule');
    expect((await world.head()).thread.waitingOn).toBe('practice');
  });

  test('and a move at the same moment agree on one of the two orders', async () => {
    const world = await booked();
    await world.moveTo('2026-12-05T20:00:00Z');
    await Promise.all([world.text('C'), world.appointment('A-1', '2026-12-10T15:00:00-05:00')]);
    const appointment = await readAppointment(world, riverside, appointmentOf('A-1'));
    expect(appointment).toMatchObject({ status: 'booked', start: '2026-12-10T20:00:00.000Z' });
  });
});
