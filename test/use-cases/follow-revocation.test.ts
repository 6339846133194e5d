import { describe, expect, test } from 'vitest';
import { outreachIdSchema } from '../../shared/domain/identifiers.ts';
import { billSchema } from '../../shared/domain/outreach.ts';
import type { E164 } from '../../shared/domain/phone-number.ts';
import type { Store } from '../../shared/ports/store.ts';
import { deliverTexts } from '../../shared/use-cases/deliver-texts.ts';
import { followRevocation } from '../../shared/use-cases/follow-revocation.ts';
import { putOutreach } from '../../shared/use-cases/put-outreach.ts';
import type { World } from '../../shared/use-cases/world.ts';
import { expectDone } from '../support/done.ts';
import { openWorld, riverside, secondPatientNumber, type TestWorld } from '../support/world.ts';

const contact = (world: TestWorld) => ({ practiceId: riverside, contactId: world.contactOf() });

/** A patient with a text queued and one held for the morning, who then says STOP. */
async function stopped(): Promise<TestWorld> {
  const world = await openWorld();
  await world.patient('P-1');
  await world.text('Are you open?');
  await world.moveTo('2026-12-02T03:30:00Z');
  await world.reply('Held');
  await world.drain();
  await world.reply('Queued', { sendNow: true });
  await world.text('STOP');
  return world;
}

describe('what follows a revocation', () => {
  test('queued and held texts are refused with the permit that says why, and their timers go', async () => {
    const world = await stopped();
    await followRevocation(world, contact(world));
    const texts = (await world.texts()).filter(
      (text) => text.direction === 'out' && text.purpose === 'reply',
    );
    expect(texts).toMatchObject([
      { body: 'Held', status: 'refused', permit: { verdict: 'refuse', code: 'opted-out' } },
      { body: 'Queued', status: 'refused', permit: { verdict: 'refuse', code: 'opted-out' } },
    ]);
    expect((await world.timersOf()).map(({ kind }) => kind)).toEqual([]);
    // The confirmation is not covered by what it confirms.
    expect((await world.head()).outbox).toMatchObject([{ lane: 'service' }]);
    await world.drain();
    expect(world.network.sent.at(-1)?.body).toContain('opted out');
    await expectDone(world);
  });

  test('who wrote an answer that never leaves hears of it, once for each, however many settle it', async () => {
    const world = await stopped();
    await Promise.all([followRevocation(world, contact(world)), followRevocation(world, contact(world))]);
    await world.drain();
    const told = (await world.tasks()).map(({ kind, detail, textId }) => [kind, detail, textId]);
    const replies = (await world.texts()).filter(({ status }) => status === 'refused');
    expect(told).toEqual(
      replies.map(({ textId }) => [
        'call-patient',
        'A text was not sent (the patient opted out before it left): call the patient if it still matters.',
        textId,
      ]),
    );
    expect(told).toHaveLength(2);
  });

  test('twice is once', async () => {
    const world = await stopped();
    await Promise.all([followRevocation(world, contact(world)), followRevocation(world, contact(world))]);
    await world.drain();
    const before = await world.texts();
    await followRevocation(world, contact(world));
    expect(await world.texts()).toEqual(before);
    expect(await world.takeEvents()).toEqual([]);
  });

  test('is done at once where the carrier keeps no list, and nothing of it is due any more', async () => {
    const world = await stopped();
    await deliverTexts(world, contact(world));
    expect((await world.head()).nextDueAt).toBe((await world.head()).consentPendingSince);
    await followRevocation(world, contact(world));
    const head = await world.head();
    expect([head.consentPendingSince, head.nextDueAt]).toEqual([undefined, undefined]);
  });

  test('leaves alone what is not covered: a reminder that waits, where REMINDERS came after STOP', async () => {
    const world = await openWorld();
    await world.patient('P-1');
    await world.appointment('A-1', '2026-12-08T14:00:00-05:00');
    world.network.script.push({ outcome: 'not-taken', code: '429', retryAfterSeconds: 3600 });
    await world.moveTo('2026-12-01T15:05:00Z');
    await world.text('STOP');
    await world.text('REMINDERS');
    await followRevocation(world, contact(world));
    expect((await world.outcomes())[0]).toBe('appointment queued');
    await world.moveTo('2026-12-01T17:00:00Z');
    expect((await world.outcomes())[0]).toBe('appointment sent');
  });

  test("tells nobody of a bill's text to who is still reached there: they said so themselves", async () => {
    const world = await openWorld();
    await world.patient('P-1');
    const input = billSchema.parse({ patientId: 'P-1', amountCents: 4500, dueOn: '2026-12-31' });
    await putOutreach(world, riverside, outreachIdSchema.parse('B-1'), { what: 'bill', ...input });
    world.network.script.push({ outcome: 'not-taken', code: '429', retryAfterSeconds: 3600 });
    await world.moveTo('2026-12-01T15:05:00Z');
    expect(await world.outcomes()).toEqual(['bill queued']);
    await world.text('STOP');
    await world.drain();
    expect(await world.outcomes()).toEqual(['bill refused', 'service sent']);
    expect(await world.tasks()).toEqual([]);
  });

  test('asks again for a visit that went along to a new number, and is put to another time while it is looked for', async () => {
    let putElsewhere = async (): Promise<void> => undefined;
    const wrap = (store: Store): Store => ({
      read: async (keys) => {
        const found = await store.read(keys);
        if (keys[0]?.kind !== 'appointment-pointer') return found;
        const once = putElsewhere;
        putElsewhere = async () => undefined;
        await once();
        return found;
      },
      list: (query) => store.list(query),
      commit: (commit) => store.commit(commit),
    });
    const world = await openWorld({ wrap });
    await world.patient('P-1');
    await world.patient('P-2');
    await world.appointment('A-1', '2026-12-08T14:00:00-05:00');
    world.network.script.push(async () => {
      await world.patient('P-1', { phone: secondPatientNumber });
      return { outcome: 'not-taken', code: '429', retryAfterSeconds: 600 };
    });
    await world.moveTo('2026-12-01T15:05:00Z');
    await world.text('STOP');
    let moved = 0;
    putElsewhere = async () => {
      moved += 1;
      await world.appointment('A-1', '2026-12-09T14:00:00-05:00');
    };
    await followRevocation(world, contact(world));
    expect(moved).toBe(1);
    expect((await world.outcomes())[0]).toBe('appointment refused');
    // Its new time has reminders of its own, at the new number: nobody needs to call.
    expect(await world.tasks()).toEqual([]);
  });

  test('a claim meets the revocation before its consequences do', async () => {
    const world = await stopped();
    const events = await world.takeEvents();
    for (const event of events) if (event.type === 'text.queued') await world.deliver(event);
    expect(
      world.network.sent.map(({ body }) => body).filter((body) => body === 'Queued' || body === 'Held'),
    ).toEqual([]);
  });

  test("the carrier's own list gets the number before the revocation counts as done, and again where that failed", async () => {
    const world = await stopped();
    const added: E164[] = [];
    let away = true;
    const optOutList = {
      add: async (number: E164) => {
        if (away) throw new Error('away');
        return added.push(number) > 0;
      },
      remove: async () => true,
    };
    const listed: World = Object.assign(Object.create(world), {
      carriers: { ...world.carriers, simulated: { ...world.carriers.simulated, optOutList } },
    });
    await expect(followRevocation(listed, contact(world))).rejects.toThrow('away');
    expect((await world.head()).nextDueAt).toBeDefined();
    away = false;
    await followRevocation(listed, contact(world));
    expect(added).toEqual([(await world.head()).phone]);
  });

  test('reminders of someone who opted out are refused at their minute, and a START in time brings them back', async () => {
    const world = await openWorld();
    await world.patient('P-1');
    await world.appointment('A-1', '2026-12-08T14:00:00-05:00');
    await world.drain();
    await world.text('STOP');
    await world.moveTo('2026-12-06T00:00:00Z');
    await world.text('START');
    await world.moveTo('2026-12-09T00:00:00Z');
    expect(await world.outcomes()).toEqual([
      'service sent',
      'appointment refused',
      'appointment refused',
      'service sent',
      'appointment sent',
    ]);
    await expectDone(world);
  });
});
