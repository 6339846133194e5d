import { describe, expect, test } from 'vitest';
import { automatedAnswersPerDayMax } from '../../shared/domain/permit-rules.ts';
import { deliverTexts } from '../../shared/use-cases/deliver-texts.ts';
import { expectDone } from '../support/done.ts';
import { patientNumber } from '../support/facts.ts';
import { contactOf, putText } from '../support/records.ts';
import { recording, type Written, yielding } from '../support/stores.ts';
import { openWorld, riverside, secondPatientNumber, seeded, type TestWorld } from '../support/world.ts';

const contact = (world: TestWorld) => ({ practiceId: riverside, contactId: world.contactOf() });

describe('a text from a patient', () => {
  test('is stored, acknowledged once and waits on the practice', async () => {
    const world = await openWorld();
    await world.text('I need an appointment');
    await world.drain();
    expect((await world.texts()).map(({ direction, status }) => `${direction} ${status}`)).toEqual([
      'in received',
      'out sent',
    ]);
    expect(world.network.sent.map(({ body }) => body)).toEqual([
      'Riverside: We got your appointment request and will reply by 12:00 PM today. Reply STOP to opt out.',
    ]);
    expect((await world.head()).thread).toMatchObject({ waitingOn: 'practice', type: 'appointment-request' });
  });

  test('whose webhook comes twice is stored once, also long after', async () => {
    const world = await openWorld();
    await world.text('hello', patientNumber, 'same');
    await world.text('hello', patientNumber, 'same');
    await world.drain();
    world.wait(3 * 86_400);
    await world.text('hello', patientNumber, 'same');
    await world.drain();
    expect((await world.texts()).map(({ direction }) => direction)).toEqual(['in', 'out']);
    expect(world.network.sent).toHaveLength(1);
  });

  test('whose webhook comes 50 times at once is stored and acknowledged once', async () => {
    for (let seed = 1; seed <= 10; seed += 1) {
      const world = await openWorld({ seed, wrap: (store) => yielding(store, seeded(seed)) });
      await Promise.all(Array.from({ length: 50 }, () => world.text('hello', patientNumber, 'same')));
      await world.drain();
      expect((await world.texts()).map(({ direction }) => direction)).toEqual(['in', 'out']);
      expect(world.network.sent).toHaveLength(1);
    }
  });

  test('of many at once from one phone none is lost: each is stored, or its webhook is told to come again', async () => {
    const world = await openWorld({ wrap: (store) => yielding(store, seeded(7)) });
    const came = await Promise.allSettled(
      Array.from({ length: 40 }, (_, index) => world.text(`text ${index}`)),
    );
    const stored = (await world.texts()).filter(({ direction }) => direction === 'in');
    expect(stored).toHaveLength(came.filter(({ status }) => status === 'fulfilled').length);
    for (const one of came)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ name: 'StoreUnavailable' });
    expect(new Set(stored.map(({ body }) => body)).size).toBe(stored.length);
    await world.drain();
    expect(world.network.sent).toHaveLength(1);
  });

  test('the same message of another carrier, or to another practice, is another text', async () => {
    const world = await openWorld();
    await world.text('hello', patientNumber, 'same');
    await world.text('hello', secondPatientNumber, 'same');
    expect(await world.texts(secondPatientNumber)).toHaveLength(2);
    // The other's record stands in another partition altogether.
    expect(putText(contactOf(riverside), 1).put).not.toMatchObject({ contactId: world.contactOf() });
  });
});

/** Texts that a commit claimed, but the confirmation itself. */
const claims = ({ changes }: Written): boolean =>
  changes.some((change) => 'put' in change && isClaim(change.value));

const isClaim = (value: object): boolean =>
  'status' in value && value.status === 'claimed' && 'purpose' in value && value.purpose !== 'service';

describe('STOP while texts leave', () => {
  test('200 interleavings: no text is claimed after the commit of the STOP, and it is confirmed exactly once', async () => {
    let [overtaken, stopped] = [0, 0];
    for (let seed = 1; seed <= 200; seed += 1) {
      const records: { written: Written[] }[] = [];
      const world = await openWorld({
        seed,
        wrap: (store) => {
          const recorded = recording(store);
          records.push(recorded);
          return yielding(recorded.store, seeded(seed));
        },
      });
      await world.patient('P-1');
      await world.appointment('A-1', '2026-12-08T14:00:00-05:00');
      await world.drain();
      await world.text('hello');
      await world.reply('We are open.');
      await world.reply('Until five.');
      const { written } = records[0] ?? expect.fail();
      const before = written.length;
      await Promise.all([
        deliverTexts(world, contact(world)),
        world.text('STOP', patientNumber, 'the-stop'),
        deliverTexts(world, contact(world)),
        world.text('STOP', patientNumber, 'the-stop'),
      ]);
      await world.drain();
      const during = written.slice(before);
      const stop = during.findIndex(({ once }) => once === 'inbound#simulated#the-stop');
      expect(stop).toBeGreaterThanOrEqual(0);
      expect([seed, during.slice(stop).filter(claims).length]).toEqual([seed, 0]);
      const confirmations = world.network.sent.filter(({ body }) => body.includes('opted out'));
      expect([seed, confirmations.length]).toEqual([seed, 1]);
      const left = during.slice(0, stop).filter(claims).length;
      if (left > 0) overtaken += 1;
      if (left < 3) stopped += 1;
      const outcomes = await world.outcomes();
      expect(outcomes.filter((one) => !/ (sent|refused)$/.test(one))).toEqual([]);
      await world.moveTo('2026-12-10T00:00:00Z');
      await expectDone(world);
    }
    // The interleavings are worth something: the STOP comes between claims, not before or after all of them.
    expect(overtaken).toBeGreaterThan(10);
    expect(stopped).toBeGreaterThan(10);
  });
});

describe('keywords', () => {
  test('STOP on a line whose carrier answers is recorded, not confirmed', async () => {
    const world = await openWorld({ line: { optOutHandledBy: 'carrier' } });
    await world.text('STOP');
    await world.drain();
    expect(world.network.sent).toEqual([]);
    expect((await world.head()).consent.informational.state).toBe('revoked');
    await expectDone(world);
  });

  test('STOP, START, STOP: each is confirmed, and START brings texts back', async () => {
    const world = await openWorld();
    for (const body of ['STOP', 'STOP', 'START', 'STOP', 'START']) {
      await world.text(body);
      await world.drain();
    }
    expect(world.network.sent).toHaveLength(4);
    await expect(world.reply('Hello')).resolves.toMatchObject({ status: 'queued' });
    await world.drain();
    await expectDone(world);
  });

  test('two auto-responders end: the number of automated answers in a day is bounded', async () => {
    const world = await openWorld();
    for (let round = 0; round < 40; round += 1) {
      await world.text(round % 2 === 0 ? 'HELP' : 'START');
      await world.drain();
    }
    expect(world.network.sent.length).toBeLessThanOrEqual(8);
  });
});

describe('the bound of automated answers', () => {
  test('lets as many acknowledgements leave as were queued under it, and leaves the rest to people', async () => {
    const world = await openWorld();
    for (let round = 0; round < 12; round += 1) {
      await world.text(`question ${round}`);
      await world.drain();
      await world.reply(`answer ${round}`);
      await world.drain();
      world.wait(60);
    }
    const acknowledged = (await world.outcomes()).filter((one) => one.startsWith('acknowledgement'));
    expect(acknowledged).toEqual(
      Array.from({ length: automatedAnswersPerDayMax }, () => 'acknowledgement sent'),
    );
    expect(await world.tasks()).toEqual([]);
  });

  test('holds also for those that leave together', async () => {
    const world = await openWorld();
    for (let round = 0; round < 12; round += 1) {
      await world.text(`question ${round}`);
      await world.reply(`answer ${round}`).catch(() => undefined);
      world.wait(1);
    }
    await world.drain();
    expect((await world.outcomes()).filter((one) => /^acknowledgement (?!sent)/.test(one))).toEqual([]);
    expect(await world.tasks()).toEqual([]);
  });
});
