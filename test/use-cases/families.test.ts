import { describe, expect, test } from 'vitest';
import type { AppointmentInput } from '../../shared/domain/appointment.ts';
import type { OutText } from '../../shared/domain/text.ts';
import type { Store } from '../../shared/ports/store.ts';
import { deliverTexts } from '../../shared/use-cases/deliver-texts.ts';
import { fireReminder } from '../../shared/use-cases/fire-reminder.ts';
import { cancelAppointment, readAppointment } from '../../shared/use-cases/put-appointment.ts';
import { recordReceipt } from '../../shared/use-cases/record-receipt.ts';
import { expectDone } from '../support/done.ts';
import { patientNumber } from '../support/facts.ts';
import {
  appointmentOf,
  openWorld,
  patientOf,
  riverside,
  secondPatientNumber,
  seeded,
  type TestWorld,
  type WorldOptions,
} from '../support/world.ts';

/* A family of three on one phone, whose visits are asked about in one text and answered in another. */

const [at, later, last] = [
  '2026-12-08T09:30:00-05:00',
  '2026-12-08T10:00:00-05:00',
  '2026-12-08T10:30:00-05:00',
];
const end = '2026-12-09T00:00:00Z';
/** A little after the moment at which "three days before" meets for all three. */
const asked = '2026-12-05T15:40:00Z';

/** Mia, Leo and Sam, each with a visit, booked so long ago that "booked" has gone to each by itself. */
async function family(
  more: Partial<Record<'A-1' | 'A-2' | 'A-3', Partial<AppointmentInput>>> = {},
  options: WorldOptions = {},
): Promise<TestWorld> {
  const world = await openWorld(options);
  const names = ['Mia', 'Leo', 'Sam'] as const;
  for (const [index, given] of names.entries())
    await world.patient(`P-${index + 1}`, { name: { given, family: 'Example' } });
  for (const [index, start] of [at, later, last].entries()) {
    const id = `A-${index + 1}` as 'A-1' | 'A-2' | 'A-3';
    await world.appointment(id, start, { patientId: patientOf(`P-${index + 1}`), ...more[id] });
    await world.moveTo(world.clock.now());
    world.wait(60);
  }
  world.network.sent.length = 0;
  return world;
}

const bodies = (world: TestWorld): string[] => world.network.sent.map(({ body }) => body);
const read = (world: TestWorld, id: string) => readAppointment(world, riverside, appointmentOf(id));
const statuses = async (world: TestWorld): Promise<string[]> =>
  Promise.all(['A-1', 'A-2', 'A-3'].map(async (id) => (await read(world, id)).status));
const step = async (world: TestWorld, id: string, name = '3d') =>
  (await read(world, id)).reminders.find((one) => one.step === name);
const hint = (world: TestWorld, id: string) => ({
  practiceId: riverside,
  contactId: world.contactOf(),
  timer: { kind: 'reminder', id } as const,
});
const contact = (world: TestWorld) => ({ practiceId: riverside, contactId: world.contactOf() });
const lastText = async (world: TestWorld): Promise<OutText> =>
  (await world.texts()).findLast((text) => text.direction === 'out') ?? expect.fail('No text.');

const all =
  'Riverside: 1) Mia Tue Dec 8 9:30 AM 2) Leo 10:00 AM 3) Sam 10:30 AM. Reply C to confirm all, or by number: C1 R2 (R to reschedule).';
const two =
  'Riverside: 1) Mia Tue Dec 8 9:30 AM 2) Sam Tue Dec 8 10:30 AM. Reply C to confirm all, or by number: C1 R2 (R to reschedule).';

describe('a family', () => {
  test('is asked in one text at each step, and each of its appointments says so', async () => {
    const world = await family();
    await world.moveTo(asked);
    expect(bodies(world)).toEqual([all]);
    const covered = await Promise.all(['A-1', 'A-2', 'A-3'].map((id) => step(world, id)));
    expect(covered.map((one) => one?.status)).toEqual(['queued', 'queued', 'queued']);
    expect(new Set(covered.map((one) => one?.textId)).size).toBe(1);
    await world.moveTo(end);
    expect(bodies(world)).toEqual([all, all]);
    await expectDone(world);
  });

  test('that is booked at one go is asked in one text', async () => {
    const world = await openWorld();
    for (const id of ['1', '2']) {
      await world.patient(`P-${id}`, { name: { given: id === '1' ? 'Mia' : 'Leo', family: 'Example' } });
      await world.appointment(`A-${id}`, id === '1' ? at : later, { patientId: patientOf(`P-${id}`) });
    }
    await world.moveTo('2026-12-01T15:01:00Z');
    expect(bodies(world)).toEqual([
      'Riverside: 1) Mia Tue Dec 8 9:30 AM 2) Leo Tue Dec 8 10:00 AM. Reply C to confirm all, or by number: C1 R2 (R to reschedule). Reply STOP to opt out.',
    ]);
  });

  test('is not asked together more than a day apart, nor so early that the last step means nothing', async () => {
    const world = await family({
      'A-2': { start: '2026-12-09T14:30:00.000Z' as AppointmentInput['start'] },
      'A-3': { start: '2026-12-09T15:00:00.000Z' as AppointmentInput['start'] },
    });
    await world.moveTo('2026-12-10T00:00:00Z');
    expect(bodies(world).map((body) => body.slice(11).replace(/\. .*/, ''))).toEqual([
      // Three days before, Mia's and Leo's are a day apart, and Sam's is more than a day from Mia's.
      '1) Mia Tue Dec 8 9:30 AM 2) Leo Wed Dec 9 9:30 AM',
      'Sam, you have an appointment Wed Dec 9 at 10:00 AM',
      // Three hours before, each day has its own.
      'Mia, you have an appointment Tue Dec 8 at 9:30 AM',
      '1) Leo Wed Dec 9 9:30 AM 2) Sam Wed Dec 9 10:00 AM',
    ]);
  });

  test('never lists a visit that is confidential: that one is asked by itself, and names nobody', async () => {
    const world = await family({ 'A-2': { confidential: true } });
    await world.moveTo(asked);
    expect(bodies(world).toSorted()).toEqual([
      two,
      'Riverside: You have an appointment Tue Dec 8 at 10:00 AM. Reply C to confirm, R to reschedule.',
    ]);
  });

  test('does not list whom nothing is sent about any more', async () => {
    const world = await family();
    await world.patient('P-2', { name: { given: 'Leo', family: 'Example' }, status: 'inactive' });
    await world.moveTo(asked);
    expect(bodies(world)).toEqual([two]);
  });

  test('that does not answer is called about once, for all who are asked about in one text', async () => {
    const world = await family();
    await cancelAppointment(world, riverside, appointmentOf('A-3'));
    await world.moveTo('2026-12-08T14:00:00Z');
    const calls = (await world.tasks()).filter(({ kind }) => kind === 'call-patient');
    expect(calls.map(({ appointmentId }) => appointmentId)).toEqual(['A-1']);
    expect([(await read(world, 'A-1')).call, (await read(world, 'A-2')).call]).toMatchObject([
      { status: 'raised' },
      { status: 'raised' },
    ]);
    await world.moveTo(end);
    await expectDone(world);
  });

  test('is called about where one of them alone has not answered', async () => {
    const world = await family();
    await world.moveTo(asked);
    await world.text('1 yes');
    await world.moveTo('2026-12-08T14:00:00Z');
    const calls = (await world.tasks()).filter(({ kind }) => kind === 'call-patient');
    expect(calls.map(({ appointmentId }) => appointmentId)).toEqual(['A-2']);
    expect((await read(world, 'A-1')).call).toBeUndefined();
  });

  test('is asked in its own language', async () => {
    const world = await openWorld();
    for (const id of ['1', '2', '3'])
      await world.patient(`P-${id}`, {
        name: { given: `Niña${id}`, family: 'Example' },
        language: 'es',
      });
    for (const id of ['1', '2', '3'])
      await world.appointment(`A-${id}`, at, { patientId: patientOf(`P-${id}`) });
    await world.moveTo('2026-12-01T15:01:00Z');
    await world.text('1 y 3 sí, la 2 no puedo');
    await world.drain();
    expect(bodies(world)).toEqual([
      'Riverside: 1) Niña1 mar dic 8 9:30 AM 2) Niña2 9:30 AM 3) Niña3 9:30 AM. Responda C para todas, o asi: C1 R2. Responda STOP para no recibir.',
      'Riverside: Gracias! Confirmadas: 1 y 3. Le escribiremos o llamaremos sobre: 2.',
    ]);
    expect(await statuses(world)).toEqual(['confirmed', 'declined', 'confirmed']);
  });
});

describe("a family's answer", () => {
  test.each([
    [
      "1 and 3 yes, can't do 2",
      ['confirmed', 'declined', 'confirmed'],
      ['declined A-2'],
      'Thank you! Confirmed: 1 and 3. We will text or call you about 2.',
    ],
    ['C', ['confirmed', 'confirmed', 'confirmed'], [], 'Thank you! Confirmed: 1, 2 and 3.'],
    ['yes to all', ['confirmed', 'confirmed', 'confirmed'], [], 'Thank you! Confirmed: 1, 2 and 3.'],
    ['all good', ['confirmed', 'confirmed', 'confirmed'], [], 'Thank you! Confirmed: 1, 2 and 3.'],
    ['C1', ['confirmed', 'booked', 'booked'], [], "Thank you! You're confirmed for Tue Dec 8 at 9:30 AM."],
    [
      'C 1, X 2',
      ['confirmed', 'declined', 'booked'],
      ['declined A-2'],
      'Thank you! Confirmed: 1. We will text or call you about 2.',
    ],
    [
      'Mia and Sam yes, can we move Leo to Friday?',
      ['confirmed', 'reschedule-requested', 'confirmed'],
      ['reschedule A-2'],
      'Thank you! Confirmed: 1 and 3. We will text or call you about 2.',
    ],
    [
      'X',
      ['declined', 'declined', 'declined'],
      ['declined A-1', 'declined A-2', 'declined A-3'],
      'Thank you. We will text or call you about 1, 2 and 3.',
    ],
    [
      'yes to all but 2',
      ['confirmed', 'booked', 'confirmed'],
      ['unclear-reply A-2'],
      'Thank you! Confirmed: 1 and 3. We will text or call you about 2.',
    ],
    ["one of us can't come", ['booked', 'booked', 'booked'], ['unclear-reply A-1'], undefined],
    ['4 yes', ['booked', 'booked', 'booked'], ['unclear-reply A-1'], undefined],
  ] as const)('%j: %j, the desk has %j', async (body, wanted, tasks, reply) => {
    const world = await family();
    await world.moveTo(asked);
    await world.text(body);
    await world.drain();
    expect(await statuses(world)).toEqual(wanted);
    const raised = (await world.tasks()).map(({ kind, appointmentId }) => `${kind} ${appointmentId}`);
    expect(raised.toSorted()).toEqual(tasks);
    const answers = bodies(world).slice(1);
    if (reply === undefined) expect(answers).toHaveLength(1);
    else expect(answers).toEqual([`Riverside: ${reply}`]);
    const waits = tasks.length > 0;
    expect((await world.head()).thread.waitingOn).toBe(waits ? 'practice' : 'closed');
  });

  test('names the time that is asked for, and no number of the list as an hour', async () => {
    const world = await family();
    await world.moveTo(asked);
    await world.text('yes to 1 and 3, can we do 2 at 4 on Friday?');
    expect((await world.tasks()).map(({ detail }) => detail)).toEqual([
      'The patient asks for another time. They named: 4 Fri. Text or call them, and put the new start.',
    ]);
  });

  test('twice is once, and another number later adds to it', async () => {
    const world = await family();
    await world.moveTo(asked);
    await Promise.all([1, 2].map(() => world.text('1 yes', patientNumber, 'in-a')));
    await world.text('2 yes 3 no');
    await world.drain();
    expect(await statuses(world)).toEqual(['confirmed', 'confirmed', 'declined']);
    expect(bodies(world)).toHaveLength(3);
    // A further C speaks for what was not turned down.
    await world.text('C');
    expect(await statuses(world)).toEqual(['confirmed', 'confirmed', 'declined']);
  });

  test('speaks of the numbers of the list also after another reminder went', async () => {
    const world = await family({ 'A-3': { start: '2026-12-08T21:00:00.000Z' as AppointmentInput['start'] } });
    await world.moveTo('2026-12-08T14:00:00Z');
    expect(bodies(world).map((body) => body.includes('3) Sam'))).toEqual([true, false]);
    await world.text('C1 X2');
    expect(await statuses(world)).toEqual(['confirmed', 'declined', 'booked']);
  });

  test('about one that was cancelled meanwhile is honest about it', async () => {
    const world = await family();
    await world.moveTo(asked);
    await cancelAppointment(world, riverside, appointmentOf('A-2'));
    await world.text('C');
    await world.drain();
    expect(await statuses(world)).toEqual(['confirmed', 'cancelled', 'confirmed']);
    expect(bodies(world).at(-1)).toBe(
      'Riverside: Thank you! Confirmed: 1 and 3. We will text or call you about 2.',
    );
  });

  test('"stop" to a list opts out, whatever was asked', async () => {
    const world = await family();
    await world.moveTo(asked);
    await world.text('1 yes, stop texting me');
    await world.moveTo(end);
    expect((await world.outcomes()).filter((one) => one === 'appointment sent')).toHaveLength(4);
  });
});

describe("a family's text that waits", () => {
  /** The family's text is written, and nothing has claimed it yet. */
  async function waiting(): Promise<TestWorld> {
    const world = await family();
    world.wait((Date.parse('2026-12-05T14:30:00Z') - Date.parse(world.clock.now())) / 1000);
    await fireReminder(world, hint(world, 'A-1.1.3d'));
    expect((await lastText(world)).status).toBe('queued');
    return world;
  }

  test('that one was marked confidential meanwhile: it is asked about by itself, and names nobody', async () => {
    const world = await waiting();
    await world.appointment('A-2', later, { patientId: patientOf('P-2'), confidential: true });
    await world.moveTo('2026-12-05T16:00:00Z');
    const alone = expect.stringMatching(/^Riverside: You have an appointment Tue Dec 8/);
    expect(bodies(world)).toEqual([two, alone]);
    await world.moveTo(end);
    await expectDone(world);
  });

  test('does not tell of one that was cancelled: the others are asked again without it', async () => {
    const world = await waiting();
    await cancelAppointment(world, riverside, appointmentOf('A-2'));
    await world.moveTo(asked);
    expect(bodies(world)).toEqual([two]);
    const texts = await world.texts();
    expect(texts.filter((text) => text.direction === 'out' && text.status === 'refused')).toMatchObject([
      { permit: { code: 'appointment-changed' }, claims: 0 },
    ]);
    expect(await step(world, 'A-1')).toMatchObject({ status: 'queued', again: 1 });
    expect(await world.tasks()).toEqual([]);
    await world.moveTo(end);
    expect(bodies(world)).toEqual([two, two]);
    await expectDone(world);
  });

  test('does not tell the old time of one that moved: that one has its own plan', async () => {
    const world = await waiting();
    await world.appointment('A-1', '2026-12-10T15:00:00-05:00', { patientId: patientOf('P-1') });
    await world.moveTo('2026-12-10T21:00:00Z');
    expect(bodies(world).map((body) => body.slice(11, 60))).toEqual([
      'Mia, you have an appointment Thu Dec 10 at 3:00 P',
      '1) Leo Tue Dec 8 10:00 AM 2) Sam Tue Dec 8 10:30 ',
      'Mia, you have an appointment Thu Dec 10 at 3:00 P',
      '1) Leo Tue Dec 8 10:00 AM 2) Sam Tue Dec 8 10:30 ',
      'Mia, you have an appointment Thu Dec 10 at 3:00 P',
    ]);
    await expectDone(world);
  });

  test('leaves one that has another number by now out, and it goes there', async () => {
    const world = await waiting();
    await world.patient('P-3', { name: { given: 'Sam', family: 'Example' }, phone: secondPatientNumber });
    await world.moveTo(asked);
    expect(
      bodies(world)
        .map((body) => body.slice(11, 40))
        .toSorted(),
    ).toEqual(['1) Mia Tue Dec 8 9:30 AM 2) L', 'Sam, you have an appointment ']);
    await world.moveTo(end);
    await expectDone(world, [patientNumber, secondPatientNumber]);
  });

  test('of which one alone is left asks about that one as ever', async () => {
    const world = await waiting();
    for (const id of ['A-1', 'A-2']) await cancelAppointment(world, riverside, appointmentOf(id));
    await world.moveTo(asked);
    expect(bodies(world)).toEqual([
      'Riverside: Sam, you have an appointment Tue Dec 8 at 10:30 AM. Reply C to confirm, R to reschedule.',
    ]);
  });

  test('that one has begun before, drops it, and asks about the others', async () => {
    const world = await family();
    // Nothing fires for days: the first visit has begun when everything comes.
    world.wait((Date.parse('2026-12-08T14:40:00Z') - Date.parse(world.clock.now())) / 1000);
    await fireReminder(world, hint(world, 'A-2.1.3d'));
    await world.drain();
    expect(bodies(world).map((body) => body.slice(11, 60))).toEqual([
      '1) Leo Tue Dec 8 10:00 AM 2) Sam Tue Dec 8 10:30 ',
    ]);
  });
});

describe('each of a family’s reminders goes once', () => {
  test('where the timers of all fire at once, twice and late', async () => {
    const world = await family();
    world.wait((Date.parse(asked) - Date.parse(world.clock.now())) / 1000);
    const ids = ['A-1.1.3d', 'A-2.1.3d', 'A-3.1.3d'];
    await Promise.all([...ids, ...ids].map((id) => fireReminder(world, hint(world, id))));
    await Promise.all([world.drain(), deliverTexts(world, contact(world)), world.sweep()]);
    world.wait(600);
    for (const id of ids) await fireReminder(world, hint(world, id));
    await world.drain();
    expect(bodies(world)).toEqual([all]);
  });

  test('where their schedules are lost: the sweep sends one text', async () => {
    const world = await family();
    await world.drain();
    world.timers.book.clear();
    for (let minutes = 0; minutes < 8 * 24 * 60; minutes += 15) {
      world.wait(900);
      await world.sweep();
      await world.drain();
      world.timers.book.clear();
    }
    expect(bodies(world)).toEqual([all, all]);
    await expectDone(world);
  });

  test('where everything dies after the carrier accepted it: it is not sent again for any of them', async () => {
    let dies = false;
    const wrap = (store: Store): Store => ({
      read: (keys) => store.read(keys),
      list: (query) => store.list(query),
      commit: async (commit) => {
        if (dies && commit.once.name.startsWith('outcome#')) throw new Error('The process ends here.');
        return store.commit(commit);
      },
    });
    const world = await family({}, { wrap });
    dies = true;
    await expect(world.moveTo(asked)).rejects.toThrow('ends here');
    dies = false;
    for (let minutes = 0; minutes < 30; minutes += 5) {
      world.wait(300);
      await world.sweep();
      await world.drain();
    }
    expect(bodies(world)).toEqual([all]);
    expect((await world.tasks()).map(({ kind }) => kind)).toEqual(['unknown-outcome']);
  });

  test('and a receipt that it failed is known of each, with one call to make', async () => {
    const world = await family();
    await world.moveTo(asked);
    const { textId } = await lastText(world);
    await recordReceipt(world, {
      carrier: 'simulated',
      carrierMessageId: 'SM-x',
      reference: { practiceId: riverside, textId },
      status: 'failed',
      obstacle: 'landline',
      code: '30006',
    });
    for (const id of ['A-1', 'A-2', 'A-3'])
      expect(await step(world, id)).toMatchObject({ undeliverable: true });
    expect((await world.tasks()).map(({ kind }) => kind)).toEqual(['call-patient']);
  });
});

/** A store at which no text is claimed that lists an appointment which does not stand as the text says. */
const watched = (store: Store): Store => ({
  read: (keys) => store.read(keys),
  list: (query) => store.list(query),
  commit: async (commit) => {
    const claimed = commit.changes.flatMap((change) =>
      'put' in change &&
      change.put.kind === 'text' &&
      change.value &&
      'claims' in change.value &&
      change.value.status === 'claimed'
        ? (change.value.about?.family ?? [])
        : [],
    );
    const [head] = commit.changes.flatMap((change) =>
      'put' in change && change.put.kind === 'head' ? [change.put] : [],
    );
    const keys = claimed.map(
      ({ appointmentId, start }) =>
        ({
          kind: 'appointment',
          practiceId: riverside,
          contactId: head?.contactId ?? expect.fail(),
          appointmentId,
          start,
        }) as const,
    );
    const before = await store.read(keys);
    const answer = await store.commit(commit);
    if (answer.outcome === 'committed')
      for (const record of before) {
        expect(['booked', 'confirmed']).toContain(record?.value.status);
        expect(record?.value.confidential).toBe(false);
      }
    return answer;
  },
});

test('histories of 60 seeds: no step of a plan is sent twice, nothing that is gone is listed, and nothing is left', async () => {
  let [lists, refused] = [0, 0];
  for (let seed = 1; seed <= 60; seed += 1) {
    const world = await family({}, { seed, wrap: watched });
    const chance = seeded(seed);
    await world.moveTo('2026-12-05T01:00:00Z');
    const pick = <T>(list: readonly T[]): T =>
      list[Math.floor(chance.fraction() * list.length)] ?? expect.fail();
    const ids = ['A-1', 'A-2', 'A-3'];
    const sent = new Set<string>();
    const upsert = () => {
      const id = pick(ids);
      return world.appointment(id, pick([at, later, last, '2026-12-09T11:00:00-05:00']), {
        patientId: patientOf(`P-${id.slice(2)}`),
        confidential: chance.fraction() < 0.15,
      });
    };
    const acts: readonly (() => unknown)[] = [
      () => world.moveTo(new Date(Date.parse(world.clock.now()) + chance.fraction() * 8e7).toISOString()),
      () => world.wait(chance.fraction() * 30_000),
      () =>
        Promise.all(
          ids.map((id) => fireReminder(world, hint(world, `${id}.${pick([1, 2, 3])}.${pick(['3d', '3h'])}`))),
        ),
      () => world.timers.book.clear(),
      () => world.sweep(),
      () => Promise.all([world.drain(), deliverTexts(world, contact(world))]),
      upsert,
      () => Promise.all([upsert(), deliverTexts(world, contact(world))]),
      () => chance.fraction() < 0.3 && cancelAppointment(world, riverside, appointmentOf(pick(ids))),
      () => world.text(pick(["1 and 3 yes, can't do 2", 'C', 'X2', 'C1'])),
    ];
    for (let turn = 0; turn < 16; turn += 1) await pick(acts)();
    for (let rounds = 0; rounds < 3; rounds += 1) {
      world.wait(86_400 * 5);
      await world.sweep();
      await world.drain();
    }
    for (const text of await world.texts()) {
      if (text.direction !== 'out' || !text.about) continue;
      lists += text.about.family ? 1 : 0;
      refused += text.status === 'refused' ? 1 : 0;
      if (text.claims === 0) continue;
      expect({ seed, claims: text.claims }).toEqual({ seed, claims: 1 });
      for (const one of text.about.family ?? [text.about]) {
        // A plan of another revision is for another time, or was planned after this text.
        const name = `${one.appointmentId} ${one.start} ${one.step} ${text.textId}`;
        expect({ seed, name, before: sent.has(name) }).toEqual({ seed, name, before: false });
        sent.add(name);
      }
    }
    for (const id of ids) {
      const named = (await read(world, id)).reminders.flatMap(({ textId }) => textId ?? []);
      expect({ seed, id, steps: new Set(named).size }).toEqual({ seed, id, steps: named.length });
    }
    expect((await world.due()).filter(({ key }) => key.kind !== 'timer' || key.timerKind !== 'goal')).toEqual(
      [],
    );
  }
  expect(lists).toBeGreaterThan(30);
  expect(refused).toBeGreaterThan(5);
});
