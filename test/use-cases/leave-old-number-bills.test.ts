import { describe, expect, test } from 'vitest';
import { outreachIdSchema } from '../../shared/domain/identifiers.ts';
import { billSchema, recallSchema } from '../../shared/domain/outreach.ts';
import { deliverTexts } from '../../shared/use-cases/deliver-texts.ts';
import { fireTimer } from '../../shared/use-cases/fire-timer.ts';
import { putOutreach, readOutreach } from '../../shared/use-cases/put-outreach.ts';
import { finishTask } from '../../shared/use-cases/tasks.ts';
import { expectDone } from '../support/done.ts';
import { patientNumber, sam } from '../support/facts.ts';
import { openWorld, riverside, secondPatientNumber, type TestWorld } from '../support/world.ts';

describe("a patient's new number is where a bill is asked about whose text had not left", () => {
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
