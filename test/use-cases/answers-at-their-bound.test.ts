import { expect, test } from 'vitest';
import { patientNumber } from '../support/facts.ts';
import { openWorld, type TestWorld } from '../support/world.ts';

/** One question of the patient and one answer of a person: an episode. */
async function episode(world: TestWorld): Promise<void> {
  await world.text('A question');
  await world.drain();
  await world.reply('An answer.');
  await world.drain();
}

test('each of the first eight questions of a day is acknowledged, and none after them', async () => {
  const world = await openWorld();
  for (let count = 0; count < 10; count += 1) await episode(world);
  const acknowledgements = (await world.outcomes()).filter((one) => one.startsWith('acknowledgement'));
  expect(acknowledgements).toEqual(Array.from({ length: 8 }, () => 'acknowledgement sent'));
  world.wait(86_401);
  await episode(world);
  expect((await world.outcomes()).filter((one) => one === 'acknowledgement sent')).toHaveLength(9);
});

test('an acknowledgement that is asked again at its claim does not count against itself', async () => {
  const world = await openWorld();
  await episode(world);
  const [, first] = await world.texts();
  const bounded = first?.direction === 'out' && first.permit.rules.find(({ code }) => code === 'bounded');
  expect(bounded).toMatchObject({ detail: 'Automated answer 1 of at most 8 in 24 hours.' });
});

test('a missed goal of someone who opted out since asks for a call, and texts nobody', async () => {
  const world = await openWorld();
  await world.text('Could you look at my bill?');
  await world.text('STOP');
  await world.drain();
  const before = world.network.sent.length;
  await world.moveTo('2026-12-02T20:00:00Z');
  const missed = (await world.tasks()).filter(({ kind }) => kind === 'goal-missed');
  expect(missed.map(({ detail }) => detail)).toEqual([
    expect.stringContaining('opted out of texts since: call them'),
  ]);
  expect(world.network.sent.slice(before).filter(({ to }) => to === patientNumber)).toEqual([]);
});
