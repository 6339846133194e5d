import { describe, expect, test } from 'vitest';
import { openBlocks } from '../../shared/domain/daily-volume.ts';
import { parsePhoneNumber } from '../../shared/domain/phone-number.ts';
import type { PurposeSwitches } from '../../shared/domain/settings.ts';
import type { OutText } from '../../shared/domain/text.ts';
import { deliverTexts } from '../../shared/use-cases/deliver-texts.ts';
import { fireTimer } from '../../shared/use-cases/fire-timer.ts';
import { writeSettings } from '../../shared/use-cases/settings.ts';
import { everythingOn } from '../support/facts.ts';
import { counting, yielding } from '../support/stores.ts';
import {
  openWorld,
  patientOf,
  riverside,
  seeded,
  type TestWorld,
  type WorldOptions,
} from '../support/world.ts';

const bounded = (dailyMax?: number): PurposeSwitches => ({
  ...everythingOn,
  appointment: { on: true, ...(dailyMax !== undefined && { dailyMax }) },
});
const setBound = (world: TestWorld, dailyMax?: number) =>
  writeSettings(world, riverside, { part: 'purposes', value: bounded(dailyMax) }, undefined);

const numberOf = (index: number) =>
  parsePhoneNumber(`+1212556${String(index).padStart(4, '0')}`) ?? expect.fail('Not a number.');

/** So many patients, each with a reminder of a booking queued and not yet handed to anybody. */
async function reminded(world: TestWorld, from: number, count: number): Promise<void> {
  for (let index = from; index < from + count; index += 1) {
    await world.patient(`P-${index}`, { phone: numberOf(index) });
    const more = { patientId: patientOf(`P-${index}`) };
    await world.appointment(`A-${index}`, '2026-12-08T14:00:00-05:00', more);
  }
}

/** Lets reminders come due, and hands what is queued to everybody at once. */
async function deliverAtOnce(world: TestWorld, numbers: readonly number[]): Promise<void> {
  await Promise.all(
    numbers.map((index) =>
      deliverTexts(world, { practiceId: riverside, contactId: world.contactOf(numberOf(index)) }),
    ),
  );
}

const range = (count: number, from = 0) => Array.from({ length: count }, (_, index) => from + index);

/** Queues the reminders of some patients without handing them over: the bus keeps what it carries. */
async function queueReminders(world: TestWorld, numbers: readonly number[]): Promise<void> {
  for (const event of await world.takeEvents())
    if (event.type === 'timer.changed') await world.deliver(event);
  const until = world.clock.now();
  for (let due = world.timers.takeFirst(until); due; due = world.timers.takeFirst(until)) {
    await fireTimer(world, due.hint);
  }
  await world.takeEvents();
  for (const index of numbers) expect((await world.head(numberOf(index))).outbox).toHaveLength(1);
}

async function lastOf(world: TestWorld, index: number): Promise<OutText> {
  const text = (await world.texts(numberOf(index))).at(-1);
  return text?.direction === 'out' ? text : expect.fail('No text went out.');
}

async function open(count: number, dailyMax: number | undefined, options: WorldOptions = {}) {
  const world = await openWorld(options);
  await reminded(world, 0, count);
  world.wait(60);
  await queueReminders(world, range(count));
  await setBound(world, dailyMax);
  return world;
}

describe('the daily volume of a purpose', () => {
  test.each([50, 3])('lets exactly %i of 200 leave that come at once', async (dailyMax) => {
    const chance = seeded(dailyMax);
    const world = await open(200, dailyMax, { wrap: (store) => yielding(store, chance) });
    await deliverAtOnce(world, range(200));
    expect(world.network.sent).toHaveLength(dailyMax);
    const texts = await Promise.all(range(200).map((index) => lastOf(world, index)));
    const refused = texts.filter(({ status }) => status === 'refused');
    expect(refused).toHaveLength(200 - dailyMax);
    expect(refused[0]?.permit).toMatchObject({ verdict: 'refuse', code: 'cap' });
    expect(refused[0]?.permit.rules.find(({ outcome }) => outcome === 'refuse')?.detail).toMatch(
      `${dailyMax} appointment texts went out today`,
    );
    // A person is told of each: nobody decided that these patients get none.
    expect((await world.tasks()).filter(({ kind }) => kind === 'call-patient')).toHaveLength(200 - dailyMax);
  });

  test("begins anew at the practice's midnight", async () => {
    const world = await open(6, 2);
    await deliverAtOnce(world, [0, 1, 2]);
    expect(world.network.sent).toHaveLength(2);
    // 20:31 in New York is tomorrow in London, and still today here.
    world.wait(10.5 * 3600);
    await deliverAtOnce(world, [3]);
    expect(world.network.sent).toHaveLength(2);
    expect((await lastOf(world, 3)).permit.code).toBe('cap');
    world.wait(12 * 3600);
    await deliverAtOnce(world, [4, 5]);
    expect(world.network.sent).toHaveLength(4);
  });

  test('counts a text once that the carrier did not take and that is claimed again', async () => {
    const world = await open(2, 2);
    world.network.script.push({ outcome: 'not-taken', code: 'busy' });
    await deliverAtOnce(world, [0]);
    expect((await lastOf(world, 0)).status).toBe('queued');
    world.wait(60);
    await deliverAtOnce(world, [0, 1]);
    expect((await lastOf(world, 0)).claims).toBe(2);
    expect([(await lastOf(world, 0)).status, (await lastOf(world, 1)).status]).toEqual(['sent', 'sent']);
  });

  test('set higher or lower during the day counts what has left', async () => {
    const world = await open(60, 30);
    await deliverAtOnce(world, range(25));
    await setBound(world, 20);
    await deliverAtOnce(world, [25, 26]);
    expect(world.network.sent).toHaveLength(25);
    await setBound(world, 33);
    await deliverAtOnce(world, range(20, 27));
    expect(world.network.sent).toHaveLength(33);
    await setBound(world);
    await deliverAtOnce(world, range(3, 47));
    expect(world.network.sent).toHaveLength(36);
  });

  test('set lower while texts leave lets no more leave than it says', async () => {
    const chance = seeded(7);
    const world = await open(120, 100, { wrap: (store) => yielding(store, chance) });
    const all = deliverAtOnce(world, range(120));
    while (world.network.sent.length < 10) await Promise.resolve();
    const before = world.network.sent.length;
    await setBound(world, 40);
    await all;
    expect(before).toBeLessThan(40);
    expect(world.network.sent).toHaveLength(40);
  });

  test('is of each purpose by itself, and none of what people or patients started', async () => {
    const world = await open(2, 1);
    await deliverAtOnce(world, [0]);
    await world.text('When do you open?', numberOf(1));
    await world.reply('At eight.', { contact: world.contactOf(numberOf(1)) });
    await world.drain();
    expect(await world.outcomes(numberOf(1))).toEqual([
      'appointment refused',
      'acknowledgement sent',
      'reply sent',
    ]);
  });

  test('costs two reads where there is a bound, and nothing where there is none', async () => {
    const cost = async (dailyMax: number | undefined) => {
      let counts: ReturnType<typeof counting> | undefined;
      const world = await open(2, dailyMax, {
        wrap: (store) => {
          counts = counting(store);
          return counts.store;
        },
      });
      await deliverAtOnce(world, [0]);
      counts?.taken();
      await deliverAtOnce(world, [1]);
      return counts?.taken();
    };
    const without = await cost(undefined);
    expect(await cost(50)).toEqual({ ...without, read: (without?.read ?? 0) + 2 });
  });
});

describe('the blocks of a day', () => {
  test.each([1, 3, 16, 17, 50, 320, 321, 1000, 999_999])(
    'of %i hold as many texts, and no block more than 20',
    (dailyMax) => {
      let room = 0;
      for (let from = 0; ; from += 16) {
        const open = openBlocks({ purpose: 'recall', day: '2026-12-01', dailyMax, cut: 1, spent: 0, from });
        if (open.length === 0) break;
        expect(open.length).toBeLessThanOrEqual(16);
        for (const one of open) {
          expect(one.room).toBeLessThanOrEqual(20);
          room += one.room;
        }
      }
      expect(room).toBe(dailyMax);
    },
  );
});
