import { describe, expect, test } from 'vitest';
import { cancelAppointment } from '../../shared/use-cases/put-appointment.ts';
import { sendDayNotice } from '../../shared/use-cases/send-day-notice.ts';
import { patientNumber, phone, sam } from '../support/facts.ts';
import {
  appointmentOf,
  openWorld,
  patientOf,
  riverside,
  secondPatientNumber,
  type TestWorld,
} from '../support/world.ts';

const start = '2026-12-08T14:00:00-05:00';

/** The doctor of the visits of that day is out. */
const noticeOf = (world: TestWorld) =>
  sendDayNotice(
    world,
    riverside,
    { date: '2026-12-08', body: 'Dr. Lee is out.' },
    { by: sam, idempotency: undefined },
  );

describe("a patient's new number leaves no visit untold that a notice of the day had not told of", () => {
  /** Two visits of one number, its notice held for the morning. */
  async function held(second: 'P-1' | 'P-2'): Promise<TestWorld> {
    const world = await openWorld();
    await world.patient('P-1');
    await world.patient('P-2');
    if (second === 'P-1') await world.patient('P-2', { phone: phone('+12125550149') });
    await world.appointment('A-1', start);
    await world.appointment('A-2', '2026-12-08T16:00:00-05:00', { patientId: patientOf(second) });
    await world.drain();
    await world.moveTo('2026-12-02T03:30:00Z');
    world.network.sent.length = 0;
    await noticeOf(world);
    expect((await world.outcomes()).at(-1)).toBe('appointment held');
    return world;
  }

  test.each([
    ['the last one there', [] as string[]],
    ['one of a family', ['P-2']],
  ])('where %s leaves: a person calls about the visit that moved along', async (_who, others) => {
    const world = await openWorld();
    for (const id of ['P-1', ...others]) await world.patient(id);
    await world.appointment('A-1', start);
    await world.drain();
    await world.moveTo('2026-12-02T03:30:00Z');
    const sent = world.network.sent.length;
    await noticeOf(world);
    expect((await world.outcomes()).at(-1)).toBe('appointment held');
    await world.patient('P-1', { phone: secondPatientNumber });
    expect(await world.tasks()).toMatchObject([
      { kind: 'call-patient', contactId: world.contactOf(secondPatientNumber) },
    ]);
    await world.moveTo('2026-12-03T00:00:00Z');
    expect((await world.outcomes()).at(-1)).toBe('appointment refused');
    expect(world.network.sent).toHaveLength(sent);
  });

  test('where another visit of it was cancelled', async () => {
    const world = await held('P-1');
    await cancelAppointment(world, riverside, appointmentOf('A-2'));
    await world.patient('P-1', { phone: secondPatientNumber });
    expect((await world.outcomes()).at(-1)).toBe('appointment refused');
    expect((await world.texts()).at(-1)).toMatchObject({
      permit: {
        verdict: 'refuse',
        code: 'suspended',
        rules: expect.arrayContaining([
          expect.objectContaining({ detail: expect.stringContaining('The patient has another number') }),
        ]),
      },
    });
    expect(await world.tasks()).toMatchObject([
      { kind: 'call-patient', contactId: world.contactOf(secondPatientNumber) },
    ]);
    await world.moveTo('2026-12-03T00:00:00Z');
    expect(world.network.sent).toEqual([]);
  });

  test("where it goes to the family that stays: a person calls the one who doesn't", async () => {
    const world = await held('P-2');
    await world.patient('P-1', { phone: secondPatientNumber });
    expect(await world.tasks()).toMatchObject([
      {
        kind: 'call-patient',
        contactId: world.contactOf(secondPatientNumber),
        detail: expect.stringContaining('goes to the family'),
      },
    ]);
    await world.moveTo('2026-12-03T00:00:00Z');
    expect(world.network.sent.map(({ to }) => to)).toEqual([patientNumber]);
  });

  test('where it was being handed over at that moment, and the carrier was too busy', async () => {
    const world = await held('P-1');
    world.network.script.push(async () => {
      await world.patient('P-1', { phone: secondPatientNumber });
      return { outcome: 'not-taken', code: '429' };
    });
    await world.moveTo('2026-12-03T00:00:00Z');
    expect((await world.outcomes()).at(-1)).toBe('appointment refused');
    expect(world.network.sent).toHaveLength(1);
    expect(await world.tasks()).toMatchObject([{ kind: 'call-patient', appointmentId: 'A-1' }]);
  });

  test('each of them, where it was being handed over when both of a family left', async () => {
    const world = await openWorld();
    await world.patient('P-1');
    await world.patient('P-2');
    await world.appointment('A-1', start);
    await world.appointment('A-2', '2026-12-08T16:00:00-05:00', { patientId: patientOf('P-2') });
    await world.drain();
    await noticeOf(world);
    world.network.script.push(async () => {
      await world.patient('P-1', { phone: secondPatientNumber });
      await world.patient('P-2', { phone: phone('+12125550149') });
      return { outcome: 'not-taken', code: '429' };
    });
    await world.moveTo('2026-12-01T16:00:00Z');
    expect((await world.tasks()).map(({ appointmentId }) => appointmentId).toSorted()).toEqual([
      'A-1',
      'A-2',
    ]);
  });
});
