import { describe, expect, test } from 'vitest';
import type { Written } from '../../shared/domain/reply.ts';
import { replyToPatient } from '../../shared/use-cases/reply-to-patient.ts';
import { sam } from '../support/facts.ts';
import { openWorld, riverside, type TestWorld } from '../support/world.ts';

const a1c = 'Your A1C came back at 8.2';
const bodies = (world: TestWorld): string[] => world.network.sent.map(({ body }) => body);
const say = async (world: TestWorld, ...texts: string[]) => {
  for (const text of texts) {
    await world.text(text);
    await world.drain();
  }
};
const write = async (world: TestWorld, written: { body: string } | { standardResponse: 'phi-warning' }) => {
  const whole: Written = { ...written, purpose: 'reply', by: sam };
  const accepted = await replyToPatient(
    world,
    { practiceId: riverside, contactId: world.contactOf() },
    whole,
    undefined,
  );
  await world.drain();
  return accepted;
};
async function asked(): Promise<TestWorld> {
  const world = await openWorld();
  await say(world, 'Are my results in?');
  return world;
}

describe('health information', () => {
  test('is refused with its places and reasons, sent after the warning and a YES, and not before', async () => {
    const world = await asked();
    await expect(write(world, { body: a1c })).rejects.toMatchObject({
      code: 'phi',
      errors: [{ path: expect.stringMatching(/^body\[\d+-\d+\]$/), message: expect.any(String) }],
      permit: {
        verdict: 'refuse',
        rules: expect.arrayContaining([expect.objectContaining({ code: 'phi' })]),
      },
    });
    await write(world, { standardResponse: 'phi-warning' });
    expect(bodies(world).at(-1)).toContain('not encrypted');
    await expect(write(world, { body: a1c })).rejects.toMatchObject({ code: 'phi' });
    await say(world, 'Yes');
    expect(bodies(world).at(-1)).toContain('may hold health information now');
    await write(world, { body: a1c });
    expect(bodies(world).at(-1)).toBe(a1c);
    const ledger = await world.memory.list({
      listing: 'consents',
      of: { practiceId: riverside, contactId: world.contactOf() },
      direction: 'descending',
      limit: 1,
    });
    expect(ledger.items[0]?.value).toMatchObject({
      scope: 'phi',
      basis: 'express',
      evidence: { words: 'Yes', warning: expect.stringContaining('not encrypted') },
    });
  });

  test('in a refused text is named by its place and kind, and its words stand in nothing that was kept', async () => {
    const world = await asked();
    const error = await write(world, { body: a1c }).catch((thrown: unknown) => thrown);
    expect(JSON.stringify(error)).not.toMatch(/A1C|8\.2/);
  });

  test('goes no more after a STOP, nor after a START that follows it without having been agreed to', async () => {
    const world = await asked();
    await write(world, { standardResponse: 'phi-warning' });
    await say(world, 'STOP', 'START', 'Hello again');
    await expect(write(world, { body: a1c })).rejects.toMatchObject({ code: 'phi' });
  });

  test("is not what a practice's own name says, nor a day and a time", async () => {
    const world = await asked();
    await write(world, { body: 'You are booked for Tuesday at 9:30 with Dr. Gray. See you then!' });
    expect(bodies(world).at(-1)).toContain('You are booked');
  });
});

describe('a yes means what was asked last', () => {
  test('the warning after a reminder: it agrees, and leaves the appointment as it is', async () => {
    const world = await asked();
    await world.patient('P-1');
    await world.appointment('A-1', '2026-12-08T15:00:00Z');
    await world.moveTo('2026-12-05T16:00:00Z');
    await write(world, { standardResponse: 'phi-warning' });
    await say(world, 'YES');
    expect((await world.head()).consent.phi.state).toBe('granted');
    expect(world.events.map(({ type }) => type)).not.toContain('appointment.confirmed');
    await say(world, 'YES');
    await world.drain();
    expect(world.events.map(({ type }) => type)).toContain('appointment.confirmed');
  });

  test('nothing: it is an ordinary text to one who gets texts, and START to one who opted out', async () => {
    const world = await asked();
    await say(world, 'yes');
    expect((await world.head()).consent.phi.state).toBe('none');
    await say(world, 'STOP', 'yes');
    expect((await world.head()).consent.informational.state).toBe('granted');
  });

  test('a warning of more than a week ago: it is an ordinary text', async () => {
    const world = await asked();
    await write(world, { standardResponse: 'phi-warning' });
    await world.moveTo('2026-12-10T16:00:00Z');
    await say(world, 'yes');
    expect((await world.head()).consent.phi.state).toBe('none');
  });
});
