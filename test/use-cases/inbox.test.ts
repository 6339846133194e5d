import { describe, expect, test } from 'vitest';
import { keyIdOf, staffIdSchema } from '../../shared/domain/identifiers.ts';
import { assignThread } from '../../shared/use-cases/assign-thread.ts';
import { filteredPage } from '../../shared/use-cases/filtered-page.ts';
import { finishTask, listTasks } from '../../shared/use-cases/tasks.ts';
import { listThreads } from '../../shared/use-cases/threads.ts';
import { phone, sam } from '../support/facts.ts';
import { openWorld, riverside, type TestWorld } from '../support/world.ts';

const number = (index: number) => phone(`+1212555${String(3000 + index)}`);
const alex = staffIdSchema.parse('alex');

/** Asks by many phones, one a minute. */
async function asked(world: TestWorld, bodies: readonly string[]) {
  for (const [index, body] of bodies.entries()) {
    await world.text(body, number(index));
    await world.drain();
    world.wait(60);
  }
}

const phonesOf = (items: readonly { readonly phone: string }[]) => items.map((one) => one.phone);

describe('the inbox', () => {
  test('has signs of an emergency first, then missed goals, then the nearest goal', async () => {
    const world = await openWorld();
    await asked(world, ['Are you open?', 'Are you open?']);
    await world.moveTo('2026-12-01T18:30:00Z');
    await world.text('Can I book a cleaning?', number(2));
    await world.text('I have chest pain', number(3));
    await world.drain();
    const { items } = await listThreads(world, riverside, { waitingOn: 'practice', limit: 10 });
    expect(phonesOf(items)).toEqual([3, 0, 1, 2].map(number));
    expect(items.map(({ thread }) => [thread.urgent, thread.goalMissedAt !== undefined])).toEqual([
      [true, false],
      [false, true],
      [false, true],
      [false, false],
    ]);
  });

  test('of one person or type is found page by page, each once, however rare', async () => {
    const world = await openWorld();
    await asked(
      world,
      Array.from({ length: 23 }, (_, index) =>
        index % 7 === 3 ? 'Question about my bill' : 'Are you open?',
      ),
    );
    const bills: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listThreads(world, riverside, {
        waitingOn: 'practice',
        type: 'billing-inquiry',
        limit: 2,
        cursor,
      });
      bills.push(...phonesOf(page.items));
      cursor = page.next;
    } while (cursor);
    expect(bills.toSorted()).toEqual([3, 10, 17].map(number));
    const contact = { practiceId: riverside, contactId: world.contactOf(number(20)) };
    await assignThread(world, contact, alex, { by: sam });
    const { items } = await listThreads(world, riverside, {
      waitingOn: 'practice',
      assignee: 'alex',
      limit: 5,
    });
    expect(phonesOf(items)).toEqual([number(20)]);
  });
});

test('a filtered page reads on within a bound, never past what it has room for', async () => {
  const all = Array.from({ length: 1000 }, (_, index) => index);
  const reads: number[] = [];
  const read = async ({ limit, after = '0' }: { limit: number; after?: string }) => {
    reads.push(limit);
    const end = Number(after) + limit;
    return { items: all.slice(Number(after), end), ...(end < all.length && { next: String(end) }) };
  };
  const none = await filteredPage({ limit: 50 }, read, () => false);
  expect([none, reads.length]).toEqual([{ items: [], next: '500' }, 10]);
  const odd: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await filteredPage({ limit: 50, cursor }, read, (one) => one % 2 === 1);
    expect(page.items.length).toBeLessThanOrEqual(50);
    odd.push(...page.items);
    cursor = page.next;
  } while (cursor);
  expect(odd).toEqual(all.filter((one) => one % 2 === 1));
});

describe('the list of tasks', () => {
  test("of a person has theirs and nobody's; who did one is kept, whoever asks again", async () => {
    const world = await openWorld();
    await asked(world, ['STOP', 'Are you open?', 'Are you open?']);
    await world.text('Are you open?', number(0));
    for (const [index, staffId] of [
      [1, 'alex'],
      [2, 'kim'],
    ] as const)
      await assignThread(
        world,
        { practiceId: riverside, contactId: world.contactOf(number(index)) },
        staffIdSchema.parse(staffId),
        { by: sam },
      );
    await world.moveTo('2026-12-01T16:50:00Z');
    const of = async (assignee?: string) =>
      (await listTasks(world, riverside, { assignee, limit: 10 })).items.map(
        ({ kind, assignees }) => `${kind} ${assignees ?? 'anybody'}`,
      );
    expect(await of()).toEqual(['call-patient anybody', 'nudge alex', 'nudge kim', 'nudge anybody']);
    expect(await of('alex')).toEqual(['call-patient anybody', 'nudge alex', 'nudge anybody']);
    const [, nudge] = await world.tasks();
    const taskId = nudge?.taskId ?? expect.fail();
    const done = await Promise.all(
      [alex, staffIdSchema.parse('kim')].map((staffId) =>
        finishTask(world, riverside, taskId, { by: { keyId: keyIdOf('ptx_test'), staffId } }),
      ),
    );
    expect(done[0]?.doneBy).toEqual(done[1]?.doneBy);
    expect(await of('alex')).toEqual(['call-patient anybody', 'nudge anybody']);
  });
});
