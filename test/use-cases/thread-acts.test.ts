import { describe, expect, test } from 'vitest';
import type { Actor } from '../../shared/domain/actor.ts';
import { keyIdOf, practiceIdSchema, staffIdSchema, textIdSchema } from '../../shared/domain/identifiers.ts';
import { isUnread } from '../../shared/domain/read-mark.ts';
import { threadVersion } from '../../shared/domain/thread-version.ts';
import type { Asked } from '../../shared/use-cases/act-on-thread.ts';
import { assignThread } from '../../shared/use-cases/assign-thread.ts';
import { listAudit } from '../../shared/use-cases/audit.ts';
import { closeThread } from '../../shared/use-cases/close-thread.ts';
import { listNotes, noteOnThread } from '../../shared/use-cases/notes.ts';
import { readThread } from '../../shared/use-cases/read-mark.ts';
import { replyToPatient } from '../../shared/use-cases/reply-to-patient.ts';
import { writeSettings } from '../../shared/use-cases/settings.ts';
import { staffOf } from '../support/facts.ts';
import { openWorld, riverside, type TestWorld } from '../support/world.ts';

const person = (staffId: string): Actor => ({
  keyId: keyIdOf('ptx_test'),
  staffId: staffIdSchema.parse(staffId),
});
const [sam, alex] = [person('sam'), person('alex')];
const by = (actor: Actor, more: Partial<Asked> = {}): Asked => ({ by: actor, ...more });
const keyed = (key: string, content = 'the same'): Pick<Asked, 'idempotency'> => ({
  idempotency: { key, content },
});

async function waiting() {
  const world = await openWorld();
  const staff = staffOf([{ staffId: 'sam' }, { staffId: 'alex' }, { staffId: 'gone', status: 'inactive' }]);
  await writeSettings(world, riverside, { part: 'staff', value: staff }, undefined);
  await world.text('Are you open?');
  await world.drain();
  return { world, contact: { practiceId: riverside, contactId: world.contactOf() } };
}

const answer = (world: TestWorld, actor: Actor, body: string, expected?: number, key?: string) =>
  replyToPatient(
    world,
    { practiceId: riverside, contactId: world.contactOf() },
    { body, purpose: 'reply', by: actor },
    key === undefined ? undefined : { key, content: body },
    expected,
  );

const audited = async (world: TestWorld) =>
  (await listAudit(world, riverside, { limit: 100 })).items.map(({ action, by: { staffId }, what }) =>
    [action, staffId, what].filter((one) => one !== undefined).join(' '),
  );

const episodeOf = async (world: TestWorld, episode = 1) => {
  const key = { kind: 'episode', practiceId: riverside, contactId: world.contactOf(), episode } as const;
  return (await world.memory.read([key]))[0]?.value;
};

describe('closing a thread', () => {
  test('stops its clock, keeps the reason with the episode and out of the audit, and sends nothing', async () => {
    const { world, contact } = await waiting();
    await closeThread(world, contact, 'Ana came to the desk.', by(sam));
    await world.moveTo('2026-12-04T17:00:00Z');
    expect(await world.outcomes()).toEqual(['acknowledgement sent']);
    expect([await world.tasks(), await world.timersOf(), await world.due()]).toEqual([[], [], []]);
    expect(await episodeOf(world)).toMatchObject({
      settledBy: 'closed',
      by: sam,
      reason: 'Ana came to the desk.',
    });
    const { items } = await listAudit(world, riverside, { limit: 100 });
    expect(items).toMatchObject([{ action: 'thread-closed', contactId: contact.contactId, by: sam }]);
    expect(JSON.stringify([items, world.events])).not.toMatch(/Ana|desk|open/);
  });

  test('twice, or by twenty at once, is closing once', async () => {
    const { world, contact } = await waiting();
    const asked = Array.from({ length: 20 }, (_, index) => by(index % 2 ? sam : alex));
    const heads = await Promise.all(asked.map((one) => closeThread(world, contact, 'Done.', one)));
    expect(new Set(heads.map(({ thread }) => thread.waitingOn))).toEqual(new Set(['closed']));
    expect(await audited(world)).toHaveLength(1);
    await world.drain();
    expect(world.events.filter(({ type }) => type === 'thread.closed')).toHaveLength(1);
  });

  test('asked again by its key after the patient wrote anew leaves the new episode open', async () => {
    const { world, contact } = await waiting();
    const asked = by(sam, keyed('k-1'));
    await closeThread(world, contact, 'Done.', asked);
    await world.text('One more thing: do you take walk-ins?');
    expect((await closeThread(world, contact, 'Done.', asked)).thread).toMatchObject({
      waitingOn: 'practice',
      episode: 2,
    });
    await expect(closeThread(world, contact, 'Done.', by(sam, keyed('k-1', 'else')))).rejects.toMatchObject({
      code: 'idempotency-mismatch',
    });
  });

  test('and the patient writing at the same moment agree on one of the two orders', async () => {
    const { world, contact } = await waiting();
    await Promise.all([closeThread(world, contact, 'Done.', by(sam)), world.text('Hello? Are you there?')]);
    const { thread } = await world.head();
    const open = thread.waitingOn === 'practice';
    expect(open ? thread.episode : thread.waitingOn).toBe(open ? 2 : 'closed');
    expect((await world.timersOf()).filter(({ kind }) => kind === 'goal')).toHaveLength(open ? 1 : 0);
    expect(await episodeOf(world)).toMatchObject({ settledBy: 'closed' });
  });
});

describe('two people on one thread', () => {
  test('who answer at once by what they both saw: one text goes, and the other is told', async () => {
    const { world } = await waiting();
    const seen = threadVersion(await world.head());
    const answers = await Promise.allSettled([
      answer(world, sam, 'We are open until 5.', seen),
      answer(world, alex, 'Yes, until 5!', seen),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'version-mismatch' },
    });
    expect((await world.outcomes()).filter((one) => one.startsWith('reply'))).toHaveLength(1);
    expect(await audited(world)).toHaveLength(1);
  });

  test('a key asked again after its own answer hears of that answer, and a stale one of its refusal', async () => {
    const { world } = await waiting();
    const seen = threadVersion(await world.head());
    const first = await answer(world, sam, 'We are.', seen, 'k-1');
    expect(await answer(world, sam, 'We are.', seen, 'k-1')).toEqual(first);
    const stale = () => answer(world, alex, 'Yes!', seen, 'k-2');
    await expect(stale()).rejects.toMatchObject({ code: 'version-mismatch' });
    await expect(stale()).rejects.toMatchObject({ code: 'version-mismatch' });
    expect((await world.outcomes()).filter((one) => one.startsWith('reply'))).toHaveLength(1);
  });

  test('what the patient writes meanwhile is told too; a text on its way, read marks and timers are not', async () => {
    const world = await openWorld();
    await world.text('Are you open?');
    const seen = threadVersion(await world.head());
    const contact = { practiceId: riverside, contactId: world.contactOf() };
    await world.drain();
    await readThread(world, contact, (await world.texts())[0]?.textId ?? expect.fail(), by(alex));
    await world.moveTo('2026-12-01T17:30:00Z');
    expect((await world.tasks()).map(({ kind }) => kind)).toEqual(['nudge', 'goal-missed']);
    expect(threadVersion(await world.head())).toBe(seen);
    await world.text('Never mind, forget it.');
    await expect(answer(world, sam, 'We are.', seen)).rejects.toMatchObject({ code: 'version-mismatch' });
  });

  test.each([
    [
      'assigned',
      (world: TestWorld, asked: Asked) =>
        assignThread(world, of(world), alex.staffId ?? expect.fail(), asked),
    ],
    ['closed', (world: TestWorld, asked: Asked) => closeThread(world, of(world), 'Done.', asked)],
    ['noted', (world: TestWorld, asked: Asked) => noteOnThread(world, of(world), { call: true }, asked)],
  ])('a thread that was answered meanwhile is not %s', async (_name, act) => {
    const { world } = await waiting();
    const expected = threadVersion(await world.head());
    await answer(world, sam, 'We are.');
    const before = await world.head();
    await expect(act(world, by(alex, { expected }))).rejects.toMatchObject({ code: 'version-mismatch' });
    expect(await world.head()).toEqual(before);
    await act(world, by(alex, { expected: threadVersion(before) }));
    expect(threadVersion(await world.head())).not.toBe(threadVersion(before));
  });
});

const of = (world: TestWorld) => ({ practiceId: riverside, contactId: world.contactOf() });

describe('assigning a thread', () => {
  const give = (world: TestWorld, to: string, asked: Asked = by(sam)) =>
    assignThread(world, of(world), staffIdSchema.parse(to), asked);

  test('gives it to somebody, whose list it is on, and leaves its clock alone', async () => {
    const { world } = await waiting();
    const timers = await world.timersOf();
    const [first, second] = await Promise.all([give(world, 'alex'), give(world, 'alex')]);
    expect([first.thread.assignee, second.thread.assignee]).toEqual(['alex', 'alex']);
    expect(await world.timersOf()).toEqual(timers);
    expect(await audited(world)).toEqual(['thread-assigned sam alex']);
    await world.moveTo('2026-12-01T16:40:00Z');
    expect((await world.tasks()).map(({ assignees }) => assignees)).toEqual([['alex']]);
  });

  test('to somebody who left, or is nobody, is refused and says where to look', async () => {
    const { world } = await waiting();
    for (const staffId of ['gone', 'nobody'])
      await expect(give(world, staffId)).rejects.toMatchObject({
        code: 'invalid',
        errors: [{ path: 'staffId' }],
      });
    expect(await audited(world)).toEqual([]);
  });

  test('to somebody who leaves at the same moment never ends with them holding it', async () => {
    const { world } = await waiting();
    const staff = staffOf([{ staffId: 'sam' }, { staffId: 'alex', status: 'inactive' }]);
    await Promise.allSettled([
      writeSettings(world, riverside, { part: 'staff', value: staff }, undefined),
      give(world, 'alex'),
    ]);
    world.wait(61);
    await expect(give(world, 'alex')).rejects.toMatchObject({ code: 'invalid' });
  });

  test("of another practice's contact finds nothing", async () => {
    const { world, contact } = await waiting();
    const lakeside = { ...contact, practiceId: practiceIdSchema.parse('lakeside') };
    const acts = [
      assignThread(world, lakeside, staffIdSchema.parse('alex'), by(sam)),
      closeThread(world, lakeside, 'Done.', by(sam)),
      noteOnThread(world, lakeside, { call: true }, by(sam)),
      listNotes(world, lakeside, { limit: 10 }),
    ];
    for (const act of acts) await expect(act).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('a note', () => {
  test('is for the others: no text, and the clock goes on', async () => {
    const { world, contact } = await waiting();
    await noteOnThread(world, contact, { words: 'Ana asks for Dr. Lee.', call: false }, by(sam));
    expect((await world.head()).thread.waitingOn).toBe('practice');
    expect((await world.timersOf()).map(({ kind }) => kind)).toEqual(['goal']);
    const { items } = await listNotes(world, contact, { limit: 10 });
    expect(items).toMatchObject([{ words: 'Ana asks for Dr. Lee.', by: sam }]);
    await world.drain();
    const { items: acts } = await listAudit(world, riverside, { limit: 10 });
    expect(JSON.stringify([acts, world.events])).not.toMatch(/Ana|Lee/);
    expect(await world.outcomes()).toEqual(['acknowledgement sent']);
  });

  test('of a call settles the wait as an answer does, and says who called', async () => {
    const { world, contact } = await waiting();
    world.wait(600);
    await noteOnThread(world, contact, { call: true }, by(alex));
    await world.moveTo('2026-12-03T17:00:00Z');
    expect([await world.tasks(), await world.timersOf()]).toEqual([[], []]);
    expect(await episodeOf(world)).toMatchObject({ settledBy: 'call', by: alex, goalKept: true });
    expect(world.events).toContainEqual(expect.objectContaining({ type: 'thread.answered', status: 'kept' }));
  });

  test('asked again by its key is the first one, in ten requests at once', async () => {
    const { world, contact } = await waiting();
    const asked = by(sam, keyed('k-1'));
    const notes = await Promise.all(
      Array.from({ length: 10 }, () => noteOnThread(world, contact, { words: 'Once.', call: true }, asked)),
    );
    expect(new Set(notes.map(({ noteId }) => noteId)).size).toBe(1);
    expect((await listNotes(world, contact, { limit: 10 })).items).toHaveLength(1);
    expect(await audited(world)).toEqual(['call-noted sam']);
  });
});

describe('a read mark', () => {
  test('moves forward only, and ends with the next text of the patient', async () => {
    const { world, contact } = await waiting();
    const unread = async () => isUnread(await world.head());
    const asked = (await world.texts())[0]?.textId ?? expect.fail();
    expect(await unread()).toBe(true);
    world.wait(60);
    await world.text('Hello?');
    const latest = (await world.texts()).at(-1)?.textId ?? expect.fail();
    await readThread(world, contact, latest, by(sam));
    await readThread(world, contact, asked, by(alex));
    expect((await world.head()).thread.readAt).toBe(world.clock.now());
    expect(await unread()).toBe(false);
    world.wait(60);
    await world.text('Anybody?');
    expect(await unread()).toBe(true);
    world.wait(60);
    await answer(world, alex, 'Hello!');
    expect(await unread()).toBe(false);
    expect(await audited(world)).toEqual(['text-sent alex reply', 'thread-read sam']);
  });

  test('at a text of another thread is not found', async () => {
    const { world, contact } = await waiting();
    const [text] = await world.texts();
    const elsewhere = text?.textId.replace(/^c1.{4}/, 'c1aaaa') ?? expect.fail();
    await expect(readThread(world, contact, textIdSchema.parse(elsewhere), by(sam))).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
