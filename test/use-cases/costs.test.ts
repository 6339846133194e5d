import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RoundTrip } from '../../shared/adapters/dynamodb/store.ts';
import { outreachIdSchema, textIdOf } from '../../shared/domain/identifiers.ts';
import { billSchema, recallSchema } from '../../shared/domain/outreach.ts';
import type { OutreachInput } from '../../shared/domain/outreach-change.ts';
import { secondsBetween } from '../../shared/domain/time.ts';
import type { TimerKind } from '../../shared/domain/timer.ts';
import type { Store } from '../../shared/ports/store.ts';
import { authorize } from '../../shared/use-cases/authorize.ts';
import { countAnswer } from '../../shared/use-cases/count-answer.ts';
import { countReminders } from '../../shared/use-cases/count-reminders.ts';
import { deliverTexts } from '../../shared/use-cases/deliver-texts.ts';
import { fireReminder } from '../../shared/use-cases/fire-reminder.ts';
import { fireTimer } from '../../shared/use-cases/fire-timer.ts';
import { followRevocation } from '../../shared/use-cases/follow-revocation.ts';
import { putOutreach } from '../../shared/use-cases/put-outreach.ts';
import { recordReceipt } from '../../shared/use-cases/record-receipt.ts';
import { sweepOverdue } from '../../shared/use-cases/sweep-overdue.ts';
import { makeTable, type TestTable } from '../support/dynamo-store.ts';
import { type Dynoxide, dynoxideExists, startDynoxide } from '../support/dynoxide.ts';
import { lineNumber, patientNumber, phone } from '../support/facts.ts';
import { walk } from '../support/walk.ts';
import {
  appointmentOf,
  openWorld,
  patientOf,
  riverside,
  secondPatientNumber,
  type TestWorld,
} from '../support/world.ts';

/** What one path used: round trips, and the units that the engine reports for them (index writes included). */
interface Cost {
  readonly trips: number;
  readonly read: number;
  readonly write: number;
  /** Of the records' values as they are written down; keys and names of attributes come on top. */
  readonly bytes: number;
}

describe.skipIf(!dynoxideExists())('on a DynamoDB engine', () => {
  let engine: Dynoxide | undefined;
  let table: TestTable;
  let world: TestWorld;
  const trips: RoundTrip[] = [];

  beforeAll(async () => {
    engine = await startDynoxide();
    table = await makeTable(engine?.endpoint ?? '');
    const store = table.storeWith({ onRoundTrip: (trip) => trips.push(trip) });
    world = await openWorld({ wrap: () => weighed(store) });
    // Settings and the line are remembered from here on, as in a function that is warm.
    await world.settings.view(riverside, lineNumber);
  });
  afterAll(async () => {
    table.close();
    await engine?.stop();
  });

  let bytes = 0;
  const weighed = (store: Store): Store => ({
    read: (keys) => store.read(keys),
    list: (query) => store.list(query),
    commit: (commit) => {
      for (const change of commit.changes)
        if ('put' in change) bytes += Buffer.byteLength(JSON.stringify(change.value));
      return store.commit(commit);
    },
  });

  async function costOf(run: () => Promise<unknown>): Promise<Cost> {
    trips.length = 0;
    bytes = 0;
    await run();
    const sum = (pick: (trip: RoundTrip) => number) => trips.reduce((total, trip) => total + pick(trip), 0);
    return {
      trips: trips.length,
      read: sum((trip) => trip.readUnits),
      write: sum((trip) => trip.writeUnits),
      bytes,
    };
  }

  // Writing in a transaction costs two units a kilobyte and item, and one or two for each index that moves. Bytes may grow by a few words, and
  // no item passes the next kilobyte unseen, for then its units do.
  const asked = (trips: number, read: number, write: number, bytesMost: number) => ({
    trips,
    read,
    write,
    bytes: expect.toSatisfy((bytes: number) => bytes <= bytesMost && bytes > bytesMost - 400),
  });

  const contact = () => ({ practiceId: riverside, contactId: world.contactOf(patientNumber) });
  const deliver = (seq: number) => () => deliverTexts(world, contact(), seq);

  test('each path costs what the README says; a transaction that failed is not reported', async () => {
    const booked = { kind: 'reminder', id: 'A-1.1.booked' } as const;
    const receipt = (seq: number) => ({
      carrier: 'simulated' as const,
      carrierMessageId: `SM${seq}`,
      reference: { practiceId: riverside, textId: textIdOf(world.contactOf(), seq) },
      status: 'delivered' as const,
    });
    const costs = {
      'a text, acknowledged': await costOf(() => world.text('Can I come in?', patientNumber, 'one')),
      'the same webhook again': await costOf(() => world.text('Can I come in?', patientNumber, 'one')),
      'delivery of the acknowledgement': await costOf(deliver(2)),
      'its receipt': await costOf(() => recordReceipt(world, receipt(2))),
      'another text of the episode': await costOf(() => world.text('In the morning?', patientNumber, 'two')),
      reply: await costOf(() => world.reply('Yes, at 9:30.')),
      'the answer counted': await costOf(() => countAnswer(world, { ...contact(), episode: 1 })),
      'patient put': await costOf(() => world.patient('P-1')),
      'appointment put': await costOf(() => world.appointment('A-1', '2026-12-08T14:00:00-05:00')),
      'reminder written': await costOf(() =>
        fireReminder(world, { practiceId: riverside, contactId: world.contactOf(), timer: booked }),
      ),
      'C, confirmed': await costOf(() => world.text('C', patientNumber, 'three')),
      STOP: await costOf(() => world.text('STOP', patientNumber, 'four')),
      'what follows it': await costOf(() => followRevocation(world, contact())),
      START: await costOf(() => world.text('START', patientNumber, 'five')),
      'a sweep that finds nothing': await costOf(() =>
        sweepOverdue(world, (error) => {
          throw error;
        }),
      ),
    };
    const other = { practiceId: riverside, contactId: world.contactOf(secondPatientNumber) };
    await world.patient('P-2', { phone: secondPatientNumber });
    await world.appointment('A-2', '2026-12-08T14:00:00-05:00', { patientId: patientOf('P-2') });
    await fireReminder(world, { ...other, timer: { kind: 'reminder', id: 'A-2.1.booked' } });
    const delivered = { 'a reminder': await costOf(() => deliverTexts(world, other, 1)) };
    const visit = { practiceId: riverside, appointmentId: appointmentOf('A-2'), textId: undefined };
    const counted = {
      'a reminder counted': await costOf(() => countReminders(world, visit)),
      'the same again': await costOf(() => countReminders(world, visit)),
    };
    await world.text('May I bring my sister?', secondPatientNumber);
    await deliverTexts(world, other, undefined);
    await world.reply('Please do.', { contact: other.contactId });
    const answers = { 'a reply': await costOf(() => deliverTexts(world, other, 4)) };
    await world.text('STOP', secondPatientNumber);
    const last = { "a STOP's confirmation": await costOf(() => deliverTexts(world, other, 6)) };
    expect({ ...delivered, ...answers, ...last }).toEqual({
      // The visit is read, and checked.
      'a reminder': asked(4, 4, 27, 5000),
      'a reply': asked(3, 3, 23, 4200),
      "a STOP's confirmation": asked(3, 3, 18, 4200),
    });
    expect(costs).toEqual({
      'a text, acknowledged': asked(2, 1, 20, 2700),
      // The transaction that finds its name taken writes nothing, and is not reported; it is the second round trip.
      'the same webhook again': asked(1, 1, 0, 1400),
      'delivery of the acknowledgement': asked(3, 3, 23, 4100),
      'its receipt': asked(2, 2, 10, 2100),
      'another text of the episode': asked(2, 1, 8, 1400),
      // Two of them for the episode that it ends, two for the audit.
      reply: asked(2, 2, 20, 2600),
      'patient put': asked(3, 3, 8, 1300),
      'appointment put': asked(4, 3, 28, 2800),
      'reminder written': asked(3, 3, 15, 3500),
      'C, confirmed': asked(3, 2, 15, 3300),
      STOP: asked(2, 1, 16, 3200),
      // An answer, a reminder and a confirmation were queued: each is refused, the answer with a task, and whether the reminder's visit went along is
      // asked; then nothing is pending any more.
      'what follows it': asked(6, 7, 28, 6300),
      START: asked(2, 1, 12, 2600),
      'the answer counted': asked(3, 2, 6, 700),
      'a sweep that finds nothing': { trips: 16, read: 8, write: 0, bytes: 0 },
    });
    expect(counted).toEqual({
      'a reminder counted': asked(6, 6, 6, 600),
      'the same again': { trips: 5, read: 6, write: 0, bytes: 0 },
    });
  });

  test('so does what happens seldom: HELP, an emergency, a missed goal, a recall, a bill, a call to make, a key', async () => {
    const number = phone('+12125550161');
    const patientId = patientOf('P-3');
    const of = { practiceId: riverside, contactId: world.contactOf(number) };
    const outreach = outreachIdSchema.parse('O-1');
    await world.patient('P-3', { phone: number });
    const put = (input: OutreachInput) => costOf(() => putOutreach(world, riverside, outreach, input));
    const dueOn = '2026-12-10';
    /** The first of the contact's timers of a kind, at its moment. */
    const fired = async (kind: TimerKind): Promise<Cost> => {
      const timer = (await walk(world.store, { listing: 'timers', of }))
        .flatMap(({ value }) => (value.kind === kind ? [value] : []))
        .toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1))[0];
      if (!timer) return expect.fail(`There is no ${kind}.`);
      world.wait(Math.max(0, secondsBetween(world.clock.now(), timer.dueAt)));
      await world.settings.view(riverside, lineNumber);
      return costOf(() => fireTimer(world, { ...of, timer: { kind, id: timer.id } }));
    };
    const costs = {
      HELP: await costOf(() => world.text('HELP', number, 'six')),
      'a question': await costOf(() => world.text('Can you call me?', number, 'seven')),
      'its people told that the goal is near': await fired('goal'),
      'a missed goal': await fired('goal'),
      'an emergency': await costOf(() => world.text('I have chest pain', number, 'eight')),
      'recall put': await put({
        what: 'recall',
        ...recallSchema.parse({ patientId, kind: 'cleaning', dueOn }),
      }),
      'recall written': await fired('recall'),
      'bill put': await put({
        what: 'bill',
        ...billSchema.parse({ patientId, amountCents: 4500, dueOn: '2026-12-31' }),
      }),
      'bill written': await fired('bill'),
      'call asked for': await (async () => {
        await world.appointment('A-3', '2027-01-12T14:00:00-05:00', { patientId });
        await fireReminder(world, { ...of, timer: { kind: 'reminder', id: 'A-3.1.booked' } });
        return fired('call');
      })(),
      'key looked up': await costOf(() => authorize(world, 'ptx_nobody')),
    };
    expect(costs).toEqual({
      HELP: asked(2, 1, 14, 2000),
      'a question': asked(2, 1, 15, 2700),
      'its people told that the goal is near': asked(2, 2, 14, 1800),
      'a missed goal': asked(2, 2, 20, 2900),
      'an emergency': asked(2, 1, 14, 3200),
      'recall put': asked(4, 3, 21, 2800),
      // Whether the patient has booked meanwhile is one list more than a bill asks.
      'recall written': asked(4, 6, 17, 3700),
      'bill put': asked(4, 3, 21, 2700),
      'bill written': asked(3, 5, 15, 3800),
      'call asked for': asked(4, 4, 13, 2800),
      'key looked up': { trips: 1, read: 1, write: 0, bytes: 0 },
    });
  });
});
