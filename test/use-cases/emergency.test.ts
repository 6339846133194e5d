import { describe, expect, test } from 'vitest';
import { isoFrom } from '../../shared/domain/time.ts';
import { listThreads } from '../../shared/use-cases/threads.ts';
import { expectDone } from '../support/done.ts';
import { phone } from '../support/facts.ts';
import { openWorld, riverside, type TestWorld } from '../support/world.ts';

const thanksgivingAtThree = isoFrom('2026-11-26T03:00:00-05:00');
const other = phone('+12125550148');

const say = async (world: TestWorld, ...bodies: string[]) => {
  for (const body of bodies) {
    await world.text(body);
    await world.drain();
  }
};
const sent = (world: TestWorld): string[] => world.network.sent.map(({ body }) => body);
const kinds = async (world: TestWorld): Promise<string[]> => (await world.tasks()).map(({ kind }) => kind);
const call911 = expect.stringContaining('call 911 now');

describe('signs of an emergency', () => {
  test('at 3 AM on a holiday are answered in the same second, by the emergency words alone', async () => {
    const world = await openWorld({ now: thanksgivingAtThree });
    await say(world, 'I have chest pain');
    expect(sent(world)).toEqual([call911]);
    expect(await world.outcomes()).toEqual(['emergency sent']);
    const [, answer] = await world.texts();
    expect(answer).toMatchObject({ at: thanksgivingAtThree, segments: 1, permit: { verdict: 'send' } });
    const [task, ...more] = await world.tasks();
    expect(more).toEqual([]);
    expect(task).toMatchObject({ kind: 'urgent', detail: expect.not.stringMatching(/chest|pain/) });
    expect((await world.head()).thread).toMatchObject({ urgent: true, waitingOn: 'practice', episode: 1 });
  });

  test('put their thread first, until a person answers', async () => {
    const world = await openWorld();
    await world.text('Are you open?', other);
    world.wait(60);
    await say(world, "my husband can't breathe");
    const first = async () =>
      (await listThreads(world, riverside, { waitingOn: 'practice', limit: 10 })).items.map(
        ({ thread }) => thread.urgent,
      );
    expect(await first()).toEqual([true, false]);
    await world.reply('We are calling you now.');
    await world.drain();
    expect((await world.head()).thread).toMatchObject({ urgent: false, waitingOn: 'patient' });
    expect(await first()).toEqual([false]);
  });

  test('are answered to a patient who opted out', async () => {
    const world = await openWorld();
    await say(world, 'STOP', "I can't breathe");
    expect(sent(world)).toEqual([expect.stringContaining('opted out'), call911]);
    expect((await world.head()).consent.informational.state).toBe('revoked');
    expect(await kinds(world)).toContain('urgent');
    await world.reply('This is the nurse: are you safe?');
    await world.drain();
    expect(await world.outcomes()).toEqual(['service sent', 'emergency sent', 'reply sent']);
  });

  test('beside an opt-out leave before its confirmation, and both go', async () => {
    const world = await openWorld();
    await say(world, 'stop texting me, I want to end it');
    expect(sent(world)).toEqual([
      expect.stringMatching(/911.*988/),
      expect.stringContaining('opted out of all our texts'),
    ]);
    const { consent, thread } = await world.head();
    expect(consent.informational.state).toBe('revoked');
    expect(thread).toMatchObject({ urgent: true, waitingOn: 'practice' });
    expect(await kinds(world)).toEqual(['urgent']);
  });

  test('beside words that may be an opt-out are answered, and the opt-out waits for a person', async () => {
    const world = await openWorld();
    await say(world, 'stop this, I want to end it');
    expect(sent(world)).toEqual([expect.stringMatching(/911.*988/)]);
    expect(await kinds(world)).toContain('urgent');
  });

  test('beside an answer to a reminder do not prevent it, and nothing is acknowledged on top', async () => {
    const world = await openWorld();
    await world.patient('P-1');
    await world.appointment('A-1', '2026-12-03T15:00:00Z');
    await world.moveTo('2026-12-01T15:05:00Z');
    await say(world, 'R, my chest hurts');
    const answers = (await world.outcomes()).filter((one) => !one.startsWith('appointment'));
    expect(answers).toEqual(['emergency sent']);
    expect(await kinds(world)).toContain('urgent');
    expect((await world.head()).thread).toMatchObject({ urgent: true, waitingOn: 'practice' });
  });

  test('are followed by no automatic answer: not to more texts, not to the missed goal', async () => {
    const world = await openWorld();
    await say(world, 'I have chest pain', 'are you there?');
    await world.moveTo('2026-12-04T17:00:00Z');
    expect(await world.outcomes()).toEqual(['emergency sent']);
    expect(await kinds(world)).toEqual(['urgent', 'nudge', 'goal-missed', 'goal-missed']);
    await world.reply('Are you being looked after?');
    await world.drain();
    await expectDone(world);
  });

  test('take the place of an acknowledgement that has not left yet', async () => {
    const world = await openWorld();
    await world.text('Are you open?');
    await world.text('I have chest pain');
    await world.drain();
    expect(await world.outcomes()).toEqual(['acknowledgement refused', 'emergency sent']);
  });

  test('come back to usual once a person has answered', async () => {
    const world = await openWorld();
    await say(world, 'I have chest pain');
    await world.reply('Please call 911.');
    await say(world, 'When do you open?');
    expect(await world.outcomes()).toEqual(['emergency sent', 'reply sent', 'acknowledgement sent']);
  });
});

describe('the same again', () => {
  test('is answered and listed once in half an hour, and each of another kind', async () => {
    const world = await openWorld();
    await say(world, 'chest pain', 'my chest hurts', 'I want to die', 'I want to die');
    expect(sent(world)).toHaveLength(2);
    expect(await kinds(world)).toEqual(['urgent', 'urgent']);
    world.wait(31 * 60);
    await say(world, 'my chest still hurts');
    expect(sent(world)).toHaveLength(3);
    expect(await kinds(world)).toHaveLength(3);
  });

  test('after a person has answered is a new one', async () => {
    const world = await openWorld();
    await say(world, 'chest pain');
    await world.reply('Please call 911.');
    world.wait(60);
    await say(world, 'the chest pain is back');
    expect(await world.outcomes()).toEqual(['emergency sent', 'reply sent', 'emergency sent']);
    expect((await world.head()).thread.urgent).toBe(true);
  });

  test('from a repeated webhook is one', async () => {
    const world = await openWorld();
    await world.text('chest pain', undefined, 'in-same');
    await world.text('chest pain', undefined, 'in-same');
    await world.drain();
    expect(sent(world)).toHaveLength(1);
    expect(await kinds(world)).toEqual(['urgent']);
  });
});

describe('the words', () => {
  test('are in the language of the patient, or of the text where none is known', async () => {
    const world = await openWorld();
    await say(world, 'No puedo respirar');
    await world.text("I can't breathe", other);
    await world.drain();
    expect(sent(world)).toEqual([expect.stringContaining('llame al 911'), call911]);
    const spanish = await openWorld();
    await spanish.patient('P-1', { language: 'es' });
    await say(spanish, "I can't breathe");
    expect(sent(spanish)).toEqual([expect.stringContaining('llame al 911')]);
  });

  test('go out again where the carrier did not say whether it took them', async () => {
    const world = await openWorld();
    world.network.script.push({ outcome: 'unknown', code: 'timeout' });
    await say(world, 'chest pain');
    await world.moveTo('2026-12-01T16:00:00Z');
    expect(await world.outcomes()).toEqual(['emergency sent']);
    expect(sent(world)).toHaveLength(2);
  });

  test('a figure of speech gets the usual acknowledgement', async () => {
    const world = await openWorld();
    await say(world, 'this bill gave me a heart attack lol');
    expect(await world.outcomes()).toEqual(['acknowledgement sent']);
    expect(await kinds(world)).toEqual([]);
  });
});
