import { describe, expect, test } from 'vitest';
import { practiceIdSchema, staffIdSchema } from '../../shared/domain/identifiers.ts';
import { retypeThread } from '../../shared/use-cases/retype-thread.ts';
import { writeSettings } from '../../shared/use-cases/settings.ts';
import { sam } from '../support/facts.ts';
import { openWorld, riverside } from '../support/world.ts';

const asked = { by: sam };
const opened = async (body = 'I need a refill of lisinopril') => {
  const world = await openWorld();
  await world.text(body);
  await world.drain();
  return { world, contact: { practiceId: riverside, contactId: world.contactOf() } };
};

describe('retyping a thread', () => {
  test('changes the thread alone: no text, no timer, no task, no event', async () => {
    const { world, contact } = await opened();
    const before = await world.head();
    const rest = async () => [await world.texts(), await world.timersOf(), await world.tasks()];
    const had = await rest();
    const shown = await retypeThread(world, contact, 'records', asked);
    const { type, typed, version: _version, ...same } = shown.thread;
    expect([type, typed]).toEqual(['records', { episode: 1, by: 'staff' }]);
    expect(before.thread).toMatchObject(same);
    expect(await world.head()).toEqual(shown);
    expect([await rest(), await world.takeEvents()]).toEqual([had, []]);
  });

  test('twice, or by ten at once, is one change', async () => {
    const { world, contact } = await opened();
    await Promise.all(Array.from({ length: 10 }, () => retypeThread(world, contact, 'records', asked)));
    expect((await world.head()).thread).toMatchObject({ type: 'records', typed: { by: 'staff' } });
    const commits = world.memory;
    const before = JSON.stringify(await commits.read([{ kind: 'head', ...contact }]));
    await retypeThread(world, contact, 'records', asked);
    expect(JSON.stringify(await commits.read([{ kind: 'head', ...contact }]))).toBe(before);
  });

  test('to a type that the practice does not have is refused, and names those it has', async () => {
    const { world, contact } = await opened();
    await expect(retypeThread(world, contact, 'vision', asked)).rejects.toMatchObject({
      code: 'invalid',
      errors: [{ path: 'type', message: expect.stringContaining('appointment-request') }],
    });
    expect((await world.head()).thread.type).toBe('prescription');
  });

  test('to a type that the practice has just made goes at once, and to its point person', async () => {
    const { world, contact } = await opened();
    const { 'message-types': value } = await world.settings.settings(riverside);
    const pointPerson = staffIdSchema.parse('alex');
    const vision = { type: 'vision', words: ['glasses'], pointPerson, goal: { businessMinutes: 60 } };
    await writeSettings(
      world,
      riverside,
      { part: 'message-types', value: [...value.slice(0, -1), vision, ...value.slice(-1)] },
      undefined,
    );
    expect((await retypeThread(world, contact, 'vision', asked)).thread).toMatchObject({
      type: 'vision',
      assignee: 'alex',
    });
  });

  test("of another practice's contact finds nothing", async () => {
    const { world, contact } = await opened();
    const lakeside = { ...contact, practiceId: practiceIdSchema.parse('lakeside') };
    await expect(retypeThread(world, lakeside, 'records', asked)).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

test('words of a text stand in no event and no task; those of the dictionary stand in the head', async () => {
  const { world } = await opened('Zebulon Quagmire needs a refill of lisinopril');
  expect(JSON.stringify([world.events, await world.tasks()])).not.toMatch(/refill|lisinopril|zebulon/i);
  const head = await world.head();
  expect(head.thread.typed).toMatchObject({ by: 'words', words: expect.arrayContaining(['refill']) });
  expect(JSON.stringify(head.thread)).not.toMatch(/zebulon|quagmire/i);
});
