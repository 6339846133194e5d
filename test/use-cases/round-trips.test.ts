import { expect, test } from 'vitest';
import { deliverTexts } from '../../shared/use-cases/deliver-texts.ts';
import { fireGoal } from '../../shared/use-cases/fire-goal.ts';
import { fireReminder } from '../../shared/use-cases/fire-reminder.ts';
import { followRevocation } from '../../shared/use-cases/follow-revocation.ts';
import { mirrorTimer } from '../../shared/use-cases/mirror-timer.ts';
import { recordReceipt } from '../../shared/use-cases/record-receipt.ts';
import { patientNumber } from '../support/facts.ts';
import { counting } from '../support/stores.ts';
import { openWorld, riverside, type TestWorld } from '../support/world.ts';

/*
 * Round trips to the store on every path, with the practice's settings and line remembered, as they are for all but one text a
 * minute. The least that each could be: a decision is one read and one commit; what is found through another record (the
 * appointment of an answer or a reminder, the outcome after a hand-over) is one more read; a delivery ends when a read of the head
 * finds nothing more, which is what takes in the texts that came meanwhile.
 */

const contact = (world: TestWorld) => ({ practiceId: riverside, contactId: world.contactOf() });
const timer = (world: TestWorld, kind: 'reminder' | 'goal', id: string) => ({
  ...contact(world),
  timer: { kind, id } as const,
});

interface Path {
  readonly before?: (world: TestWorld) => Promise<unknown>;
  readonly path: (world: TestWorld) => Promise<unknown>;
  readonly reads: number;
  readonly lists?: number;
  readonly commits: number;
}

const reminded = async (world: TestWorld): Promise<void> => {
  await world.patient('P-1');
  await world.appointment('A-1', '2026-12-08T14:00:00-05:00');
  await world.drain();
};
const waitingReply = async (world: TestWorld): Promise<void> => {
  await world.text('hello');
  await world.drain();
  await world.reply('Hi');
};

const paths: Readonly<Record<string, Path>> = {
  'an ordinary text': { path: (world) => world.text('hello'), reads: 1, commits: 1 },
  'the first text of a stranger': { path: (world) => world.text('hello'), reads: 1, commits: 1 },
  'a repeated webhook': {
    before: (world) => world.text('hello', patientNumber, 'same'),
    path: (world) => world.text('hello', patientNumber, 'same'),
    reads: 1,
    commits: 1,
  },
  STOP: { path: (world) => world.text('STOP'), reads: 1, commits: 1 },
  START: {
    before: (world) => world.text('STOP'),
    path: (world) => world.text('START'),
    reads: 1,
    commits: 1,
  },
  HELP: { path: (world) => world.text('HELP'), reads: 1, commits: 1 },
  'what follows a STOP with nothing queued but its confirmation': {
    before: (world) => world.text('STOP'),
    path: (world) => followRevocation(world, contact(world)),
    // The head and the texts of the outbox, where nothing is covered; the head again for the carrier's list, and done.
    reads: 3,
    commits: 1,
  },
  'what follows a STOP, again': {
    before: async (world) => {
      await world.text('STOP');
      await world.drain();
    },
    path: (world) => followRevocation(world, contact(world)),
    reads: 2,
    commits: 0,
  },
  'C in answer to a reminder': {
    before: async (world) => {
      await reminded(world);
      await world.moveTo('2026-12-01T15:01:00Z');
    },
    path: (world) => world.text('C'),
    reads: 2,
    commits: 1,
  },
  'a reply': {
    before: (world) => world.text('hello'),
    path: (world) => world.reply('Hi'),
    reads: 1,
    commits: 1,
  },
  'a delivery': {
    before: waitingReply,
    path: (world) => deliverTexts(world, contact(world), 3),
    // Head and text, claim; the hand-over; the outcome.
    reads: 1,
    commits: 2,
  },
  'a delivery of a reminder': {
    before: async (world) => {
      await reminded(world);
      await fireReminder(world, timer(world, 'reminder', 'A-1.1.booked'));
    },
    path: (world) => deliverTexts(world, contact(world), 1),
    // The appointment too.
    reads: 2,
    commits: 2,
  },
  'a delivery that finds nothing': {
    before: (world) => world.text('hello').then(() => world.drain()),
    path: (world) => deliverTexts(world, contact(world), 2),
    reads: 1,
    commits: 0,
  },
  'a receipt': {
    before: async (world) => {
      await waitingReply(world);
      await world.drain();
    },
    path: (world) =>
      recordReceipt(world, {
        carrier: 'simulated',
        carrierMessageId: 'SM2',
        reference: { practiceId: riverside, textId: `${world.contactOf()}.3` as never },
        status: 'delivered',
      }),
    reads: 1,
    commits: 1,
  },
  'a reminder': {
    before: reminded,
    path: (world) => fireReminder(world, timer(world, 'reminder', 'A-1.1.booked')),
    // Head and timer; the appointment with those near it; the decision.
    reads: 1,
    lists: 1,
    commits: 1,
  },
  'a reminder that is gone': {
    before: reminded,
    path: (world) => fireReminder(world, timer(world, 'reminder', 'A-1.9.booked')),
    reads: 1,
    commits: 0,
  },
  'a missed goal': {
    before: async (world) => {
      await world.text('hello');
      world.wait(2 * 3600 - 30);
      await world.text('still there?');
      world.wait(30);
    },
    path: (world) => fireGoal(world, timer(world, 'goal', '1@2026-12-01T16:36:00.000Z')),
    reads: 1,
    commits: 1,
  },
  'a schedule': {
    before: reminded,
    path: (world) => mirrorTimer(world, timer(world, 'reminder', 'A-1.1.3d')),
    reads: 1,
    commits: 0,
  },
  'an appointment, new': {
    before: (world) => world.patient('P-1'),
    path: (world) => world.appointment('A-1', '2026-12-08T14:00:00-05:00'),
    // Patients and pointer side by side, then the head.
    reads: 3,
    commits: 1,
  },
  'an appointment, again': {
    before: reminded,
    path: (world) => world.appointment('A-1', '2026-12-08T14:00:00-05:00'),
    reads: 4,
    commits: 0,
  },
  'a patient, new': { path: (world) => world.patient('P-1'), reads: 2, commits: 1 },
  'a patient, again': {
    before: (world) => world.patient('P-1'),
    path: (world) => world.patient('P-1'),
    reads: 2,
    commits: 0,
  },
};

test.each(Object.entries(paths))('%s', async (_name, { before, path, reads, lists = 0, commits }) => {
  const counters: ReturnType<typeof counting>[] = [];
  const world = await openWorld({
    wrap: (store) => {
      const counter = counting(store);
      counters.push(counter);
      return counter.store;
    },
  });
  const [counter] = counters;
  await before?.(world);
  // Remembered settings and line, whatever the clock has done meanwhile.
  await world.settings.view(
    riverside,
    (await world.settings.line('+12125550101' as never))?.number ?? expect.fail(),
  );
  counter?.taken();
  await path(world);
  expect(counter?.taken()).toEqual({ read: reads, list: lists, commit: commits });
});
