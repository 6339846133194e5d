import { describe, expect, test } from 'vitest';
import { outreachIdSchema } from '../../shared/domain/identifiers.ts';
import { billSchema, recallSchema } from '../../shared/domain/outreach.ts';
import { startingPlans } from '../../shared/domain/reminder-plans.ts';
import { deliverTexts } from '../../shared/use-cases/deliver-texts.ts';
import { fireReminder } from '../../shared/use-cases/fire-reminder.ts';
import { fireTimer } from '../../shared/use-cases/fire-timer.ts';
import { cancelAppointment, readAppointment } from '../../shared/use-cases/put-appointment.ts';
import { putOutreach, readOutreach } from '../../shared/use-cases/put-outreach.ts';
import { sendDayNotice } from '../../shared/use-cases/send-day-notice.ts';
import { writeSettings } from '../../shared/use-cases/settings.ts';
import { finishTask } from '../../shared/use-cases/tasks.ts';
import { expectDone } from '../support/done.ts';
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

/** The doctor of the visits of that day is out. */
const noticeOf = (world: TestWorld) =>
  sendDayNotice(
    world,
    riverside,
    { date: '2026-12-08', body: 'Dr. Lee is out.' },
    { by: sam, idempotency: undefined },
  );

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

  test.each([
    ['the last one there', [] as string[]],
    ['one of a family', ['P-2']],
  ])(
    'of %s puts before a person what a notice had not told them yet of a visit that moved along',
    async (_who, others) => {
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
    },
  );

  describe('leaves no visit untold that a notice of the day had not told of', () => {
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

  test('puts each visit of a notice before a person that was being handed over when both of a family left', async () => {
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

  describe('is where a bill is asked about whose text had not left', () => {
    const bills = (world: TestWorld, amountCents = 4500, id = outreachIdSchema.parse('X-1')) =>
      putOutreach(world, riverside, id, {
        what: 'bill',
        ...billSchema.parse({ patientId: 'P-1', amountCents, dueOn: '2026-12-31' }),
      });

    /** A bill whose first text is written, and waits. */
    async function billed(others: readonly string[] = []): Promise<TestWorld> {
      const world = await openWorld();
      for (const id of ['P-1', ...others]) await world.patient(id);
      await bills(world);
      await world.drain();
      const timer = { kind: 'bill', id: 'X-1.1.notice' } as const;
      await fireTimer(world, { practiceId: riverside, contactId: world.contactOf(), timer });
      expect(await world.outcomes()).toEqual(['bill queued']);
      return world;
    }
    const moves = (world: TestWorld) => world.patient('P-1', { phone: secondPatientNumber });
    const numbers = (world: TestWorld) => world.network.sent.map(({ to }) => to);
    const three = [secondPatientNumber, secondPatientNumber, secondPatientNumber];

    test.each([
      ['', [] as string[]],
      [', also where a family stays at the old one', ['P-2']],
    ])('as often as it would have been%s', async (_who, others) => {
      const world = await billed(others);
      await moves(world);
      expect(await world.outcomes()).toEqual(['bill refused']);
      await world.moveTo('2027-03-01T00:00:00Z');
      expect([await world.outcomes(), numbers(world)]).toEqual([['bill refused'], three]);
      expect(await world.tasks()).toEqual([]);
      await expectDone(world, [patientNumber, secondPatientNumber]);
    });

    test('and nothing of a family that stays, nor of what else the patient is asked', async () => {
      const world = await billed(['P-2']);
      const asked = async (what: 'bill' | 'recall', one: string, patientId: string) => {
        const input =
          what === 'bill'
            ? { what, ...billSchema.parse({ patientId, amountCents: 900, dueOn: '2026-12-31' }) }
            : { what, ...recallSchema.parse({ patientId, kind: 'cleaning', dueOn: '2026-12-01' }) };
        await putOutreach(world, riverside, outreachIdSchema.parse(one), input);
        await world.takeEvents();
        world.wait(2 * 3600);
        const step = what === 'bill' ? 'notice' : 'due';
        const timer = { kind: what, id: `${one}.1.${step}` } as const;
        await fireTimer(world, { practiceId: riverside, contactId: world.contactOf(), timer });
      };
      await asked('bill', 'X-2', 'P-2');
      await asked('recall', 'X-1', 'P-1');
      await asked('recall', 'X-3', 'P-2');
      await moves(world);
      expect(await world.outcomes()).toEqual([
        'bill refused',
        'bill queued',
        'recall refused',
        'recall queued',
      ]);
      const to = (what: 'bill' | 'recall', one: string) =>
        readOutreach(world, riverside, what, outreachIdSchema.parse(one));
      expect((await to('bill', 'X-2')).steps[0]).toMatchObject({ status: 'queued' });
      expect((await to('recall', 'X-3')).steps[0]).toMatchObject({ status: 'queued' });
      expect([(await to('bill', 'X-2')).revision, (await to('recall', 'X-1')).revision]).toEqual([1, 2]);
    });

    test('once, where two of its texts waited', async () => {
      const world = await billed();
      world.network.script.push({ outcome: 'not-taken', code: '429', retryAfterSeconds: 3600 });
      await world.drain();
      const second = { kind: 'bill', id: 'X-1.1.7d' } as const;
      const due = (await world.timersOf()).find(({ id }) => id === second.id)?.dueAt ?? expect.fail();
      world.wait((Date.parse(due) - Date.parse(world.clock.now())) / 1000);
      await fireTimer(world, { practiceId: riverside, contactId: world.contactOf(), timer: second });
      expect(await world.outcomes()).toEqual(['bill queued', 'bill queued']);
      world.network.sent.length = 0;
      await moves(world);
      await world.moveTo('2027-03-01T00:00:00Z');
      expect(numbers(world)).toEqual([secondPatientNumber, secondPatientNumber]);
      expect((await world.outcomes()).every((outcome) => outcome === 'bill refused')).toBe(true);
    });

    test('also where the bill is put again before its timer comes', async () => {
      const world = await billed();
      await moves(world);
      await bills(world, 5000);
      await world.moveTo('2027-03-01T00:00:00Z');
      expect(numbers(world)).toEqual(three);
    });

    test('also where it was being handed over at that moment, and the carrier was too busy', async () => {
      const world = await billed();
      world.network.script.push(async () => {
        await moves(world);
        return { outcome: 'not-taken', code: '429' };
      });
      await world.moveTo('2027-03-01T00:00:00Z');
      expect(await world.outcomes()).toEqual(['bill refused']);
      expect(numbers(world)).toEqual([patientNumber, ...three]);
      await expectDone(world, [patientNumber, secondPatientNumber]);
    });

    const busy = { outcome: 'not-taken', code: '429', retryAfterSeconds: 600 } as const;

    test('or a person is told, where the bill was put again while its text was being handed over', async () => {
      const world = await billed();
      world.network.script.push(async () => {
        await moves(world);
        await bills(world, 5000);
        return busy;
      });
      await world.moveTo('2027-03-01T00:00:00Z');
      expect(await world.tasks()).toMatchObject([{ kind: 'call-patient', textId: expect.anything() }]);
    });

    test.each([
      ['whoever has the old number', []],
      ['the family that stays at the old number', ['P-2']],
    ])('or a person is told, where %s opts out before the next try', async (_who, staying) => {
      const world = await billed();
      for (const patient of staying) await world.patient(patient);
      world.network.script.push(async () => {
        await moves(world);
        return busy;
      });
      await world.drain();
      await world.text('STOP');
      await world.moveTo('2027-03-01T00:00:00Z');
      expect(await world.tasks()).toMatchObject([{ kind: 'call-patient', textId: expect.anything() }]);
    });

    test('once, where a later text of it waited beside one that was being handed over', async () => {
      const world = await billed();
      const second = (await world.timersOf()).find(({ id }) => id === 'X-1.1.7d') ?? expect.fail();
      await world.moveTo('2026-12-01T16:00:00Z');
      world.network.sent.length = 0;
      const other = outreachIdSchema.parse('X-9');
      await bills(world, 4500, other);
      await world.takeEvents();
      world.wait((Date.parse(second.dueAt) - Date.parse(world.clock.now())) / 1000 - 3600);
      const fires = (step: string) =>
        fireTimer(world, {
          practiceId: riverside,
          contactId: world.contactOf(),
          timer: { kind: 'bill', id: `X-9.1.${step}` },
        });
      await fires('notice');
      world.network.script.push(async () => {
        world.wait(3 * 3600);
        await fires('7d');
        await moves(world);
        return { outcome: 'not-taken', code: '429' };
      });
      const old = { practiceId: riverside, contactId: world.contactOf() };
      await deliverTexts(world, old);
      world.wait(60);
      await deliverTexts(world, old);
      const steps = (await readOutreach(world, riverside, 'bill', other)).steps;
      expect(steps.map(({ status }) => status)).toEqual(['skipped', 'planned', 'planned']);
    });

    test('and not again where it was on its way to the old one, and arrived', async () => {
      const world = await billed();
      world.network.script.push(async () => {
        await moves(world);
        return { outcome: 'accepted', carrierMessageId: 'SM-1' };
      });
      await world.moveTo('2027-03-01T00:00:00Z');
      expect(numbers(world)).toEqual([patientNumber, secondPatientNumber, secondPatientNumber]);
    });

    test('not by a number that a person found wrong: there is none', async () => {
      const world = await billed();
      await world.text('wrong number');
      const task = (await world.tasks())[0] ?? expect.fail('There is a task.');
      await finishTask(world, riverside, task.taskId, { decision: 'wrong-number', by: sam });
      await world.moveTo('2027-03-01T00:00:00Z');
      expect(numbers(world).length).toBeLessThanOrEqual(1);
      await expectDone(world, [patientNumber]);
    });
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
