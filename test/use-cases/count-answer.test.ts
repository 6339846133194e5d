import fc from 'fast-check';
import { expect, test } from 'vitest';
import { begin } from '../../shared/domain/draft.ts';
import { countOf } from '../../shared/domain/minutes-histogram.ts';
import { closeThread } from '../../shared/domain/settle-thread.ts';
import { isoFrom } from '../../shared/domain/time.ts';
import { commitDraft } from '../../shared/use-cases/commit-draft.ts';
import { countAnswer } from '../../shared/use-cases/count-answer.ts';
import { readPerformance } from '../../shared/use-cases/performance.ts';
import { newIdOf } from '../../shared/use-cases/world.ts';
import { phone, sam } from '../support/facts.ts';
import { openWorld, riverside, type TestWorld } from '../support/world.ts';

const numberOf = (place: number) => phone(`+1212555${String(1000 + place)}`);

/** So many patients text, one a minute, and each is answered ten minutes later; what the bus has to tell of it. */
async function answeredWorld(patients: number) {
  const world = await openWorld();
  for (let place = 0; place < patients; place += 1) {
    await world.text('Are you open?', numberOf(place));
    world.wait(600);
    await world.reply('We are.', { contact: world.contactOf(numberOf(place)) });
  }
  const events = (await world.takeEvents()).filter(({ type }) => type === 'thread.answered');
  const hints = events.flatMap(({ contactId, episode }) =>
    contactId && episode !== undefined ? [{ practiceId: riverside, contactId, episode }] : [],
  );
  return { world, hints };
}

const figuresIn = async (world: TestWorld, days = { from: undefined, to: undefined }) =>
  (await readPerformance(world, riverside, days)).total.figures;

test('an answer that is told of twice, late and out of order counts once', async () => {
  const { world, hints } = await answeredWorld(6);
  const orders = fc.shuffledSubarray([...hints, ...hints, ...hints], { minLength: 18 });
  for (const hint of fc.sample(orders, { numRuns: 1, seed: 7 })[0] ?? []) await countAnswer(world, hint);
  expect((await figuresIn(world)).goals).toBe(6);
  for (const hint of hints) await countAnswer(world, hint);
  const { goals, goalsKept } = await figuresIn(world);
  expect([goals, goalsKept]).toEqual([6, 6]);
});

test('an episode says itself that it was counted: that outlives the name of the commit that counted it', async () => {
  const { world, hints } = await answeredWorld(1);
  const [hint] = hints;
  const key = { kind: 'episode', ...(hint ?? expect.fail()) } as const;
  const [episode] = await world.store.read([key]);
  // As it stands when the commit's name is gone: only the mark tells.
  await world.store.commit({
    once: { subject: { of: 'practice', practiceId: riverside }, name: 'counted long ago' },
    changes: [
      {
        put: key,
        value: { ...(episode?.value ?? expect.fail()), counted: true },
        expect: episode?.version ?? 1,
      },
    ],
    events: [],
    result: null,
  });
  await countAnswer(world, key);
  expect((await figuresIn(world)).goals).toBe(0);
});

test('answers of one person that are counted at once are all counted', async () => {
  const { world, hints } = await answeredWorld(20);
  await Promise.all([...hints, ...hints].map((hint) => countAnswer(world, hint)));
  const figures = await figuresIn(world);
  expect(countOf(figures.minutes)).toBe(20);
  expect(figures.goals).toBe(20);
});

test('an episode that is not there, or still waits, counts nothing', async () => {
  const world = await openWorld();
  await world.text('Are you open?');
  const contact = { practiceId: riverside, contactId: world.contactOf() };
  for (const episode of [0, 1, 2]) await countAnswer(world, { ...contact, episode });
  expect((await figuresIn(world)).goals).toBe(0);
});

test('a thread that is closed while its patient waits counts as closed, and one that nobody waits in does not', async () => {
  const world = await openWorld();
  await world.text('Are you open?');
  for (let times = 0; times < 2; times += 1) {
    const [head] = await world.store.read([
      { kind: 'head', practiceId: riverside, contactId: world.contactOf() },
    ]);
    const draft = begin(head?.value ?? expect.fail(), world.clock.now(), newIdOf(world));
    closeThread(draft, await world.settings.viewOf(draft.head), { reason: 'Spam', by: sam });
    await commitDraft(world, draft, { once: `close#${times}`, read: [head], result: null });
    await world.drain();
  }
  expect(await figuresIn(world)).toMatchObject({ minutes: {}, closed: 1, goals: 1 });
});

test('a week is the practice’s own: a Sunday night in New York is not yet Monday', async () => {
  const world = await openWorld({ now: isoFrom('2026-12-06T23:00:00-05:00') });
  await world.text('Are you open?');
  await world.reply('We are.', { sendNow: true });
  await world.drain();
  const { weeks, from, to } = await readPerformance(world, riverside, { from: undefined, to: undefined });
  expect([from, to, weeks.map(({ group }) => group)]).toEqual(['2026-11-09', '2026-12-06', ['2026-11-30']]);
});

test('nothing about a patient stands in the figures', async () => {
  const { world } = await answeredWorld(1);
  await world.deliver(
    (await world.takeEvents())[0] ??
      world.events.findLast(({ type }) => type === 'thread.answered') ??
      expect.fail(),
  );
  const page = await world.store.list({
    listing: 'response-tallies',
    of: { practiceId: riverside },
    limit: 100,
  });
  expect(page.items).toHaveLength(1);
  expect(JSON.stringify(page.items)).not.toContain(world.contactOf(numberOf(0)));
});

test.each([[{ from: '2026-12-08', to: '2026-12-01' }], [{ from: '2024-12-08', to: '2026-12-01' }]])(
  'a stretch such as %j is refused with what to mend',
  async (days) => {
    await expect(readPerformance(await openWorld(), riverside, days)).rejects.toMatchObject({
      code: 'invalid',
    });
  },
);
