import { describe, expect, test } from 'vitest';
import { practiceIdSchema } from '../../shared/domain/identifiers.ts';
import { replyToPatient } from '../../shared/use-cases/reply-to-patient.ts';
import { finishTask } from '../../shared/use-cases/tasks.ts';
import { readText } from '../../shared/use-cases/threads.ts';
import { sam } from '../support/facts.ts';
import { openWorld, riverside, type TestWorld } from '../support/world.ts';

const written = (body: string) => ({ body, purpose: 'reply', by: sam }) as const;
const keyed = (world: TestWorld, body: string, key = 'k') =>
  replyToPatient(world, { practiceId: riverside, contactId: world.contactOf() }, written(body), {
    key,
    content: body,
  });

describe('an idempotency key', () => {
  test('names one request: a repetition gets the same answer and sends nothing more', async () => {
    const world = await openWorld();
    await world.text('hello');
    const first = await keyed(world, 'Hi');
    expect(await keyed(world, 'Hi')).toEqual(first);
    expect(await Promise.all([keyed(world, 'Hi'), keyed(world, 'Hi')])).toEqual([first, first]);
    await world.drain();
    expect(world.network.sent.filter(({ body }) => body === 'Hi')).toHaveLength(1);
  });

  test('of ten at once stands for one text', async () => {
    const world = await openWorld();
    await world.text('hello');
    const answers = await Promise.all(Array.from({ length: 10 }, () => keyed(world, 'Hi')));
    expect(new Set(answers.map(({ textId }) => textId)).size).toBe(1);
  });

  test('for another request is an error', async () => {
    const world = await openWorld();
    await world.text('hello');
    await keyed(world, 'Hi');
    await expect(keyed(world, 'Bye')).rejects.toMatchObject({ code: 'idempotency-mismatch' });
    await expect(keyed(world, 'Bye', 'other')).resolves.toMatchObject({ status: 'queued' });
  });

  test('repeats a refusal too', async () => {
    const world = await openWorld();
    await world.text('STOP');
    await expect(keyed(world, 'Hi')).rejects.toMatchObject({
      code: 'opted-out',
      permit: { verdict: 'refuse' },
    });
    await world.text('START');
    await expect(keyed(world, 'Hi')).rejects.toMatchObject({ code: 'opted-out' });
  });
});

describe('other practices', () => {
  const lakeside = practiceIdSchema.parse('lakeside');

  test('find nothing of this one', async () => {
    const world = await openWorld();
    await world.text('hello');
    const contact = { practiceId: lakeside, contactId: world.contactOf() };
    await expect(replyToPatient(world, contact, written('Hi'), undefined)).rejects.toMatchObject({
      code: 'not-found',
    });
    const [text] = await world.texts();
    await expect(readText(world, lakeside, text?.textId ?? expect.fail())).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await readText(world, riverside, text?.textId ?? expect.fail())).toMatchObject({ body: 'hello' });
  });

  test('finish none of its tasks', async () => {
    const world = await openWorld();
    await world.text('hello');
    await world.moveTo('2026-12-01T16:40:00Z');
    const [task] = await world.tasks();
    const { taskId } = task ?? expect.fail();
    await expect(finishTask(world, lakeside, taskId, { by: sam })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await finishTask(world, riverside, taskId, { by: sam })).toEqual(
      await finishTask(world, riverside, taskId, { by: sam }),
    );
    expect(await world.tasks()).toEqual([]);
  });
});
