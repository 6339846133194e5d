import { describe, expect, test } from 'vitest';
import type { OutText } from '../../shared/domain/text.ts';
import { deliverTexts } from '../../shared/use-cases/deliver-texts.ts';
import { fireTimer } from '../../shared/use-cases/fire-timer.ts';
import { patientNumber } from '../support/facts.ts';
import { recording, type Written, yielding } from '../support/stores.ts';
import { openWorld, riverside, seeded, type TestWorld } from '../support/world.ts';

/* A STOP that comes while a reminder is on its way: what the patient's record then says of the reminder. */

/** The reminder three days before a visit of Dec 8, due on Dec 5. */
async function due(options: Parameters<typeof openWorld>[0] = {}) {
  const world = await openWorld(options);
  await world.patient('P-1');
  await world.appointment('A-1', '2026-12-08T14:00:00-05:00');
  await world.moveTo('2026-12-05T18:59:00Z');
  world.wait(60);
  const timer = (await world.timersOf()).find((one) => one.kind === 'reminder' && one.step === '3d');
  const { kind, id } = timer ?? expect.fail('The reminder is due.');
  return {
    world,
    fire: () =>
      fireTimer(world, { practiceId: riverside, contactId: world.contactOf(), timer: { kind, id } }),
  };
}

const claimsReminder = ({ changes }: Written): boolean =>
  changes.some(
    (change) =>
      'put' in change &&
      'about' in change.value &&
      'status' in change.value &&
      change.value.status === 'claimed',
  );

const contactOf = (world: TestWorld) => ({ practiceId: riverside, contactId: world.contactOf() });
const remindersOf = async (world: TestWorld): Promise<OutText[]> =>
  (await world.texts()).flatMap((text) =>
    text.direction === 'out' && text.about?.step === '3d' ? [text] : [],
  );
/** The ledger's event that a refusal names. */
const named = (text: OutText): string | undefined =>
  text.permit.rules.find(({ outcome }) => outcome === 'refuse')?.detail.match(/consent event (\d+)/)?.[1];

const eventOf = async (world: TestWorld, seq: string | undefined) => {
  const [event] = await world.memory.read([{ kind: 'consent', ...contactOf(world), seq: Number(seq) }]);
  return event?.value;
};

describe('a STOP', () => {
  test("between a reminder's being queued and its being claimed refuses it, and its permit says by which event", async () => {
    const { world, fire } = await due();
    await fire();
    expect((await remindersOf(world)).map(({ status }) => status)).toEqual(['queued']);
    await world.text('STOP');
    const sent = world.network.sent.length;
    await world.drain();
    const [reminder] = await remindersOf(world);
    expect(reminder).toMatchObject({ status: 'refused', permit: { verdict: 'refuse', code: 'opted-out' } });
    const event = await eventOf(world, reminder && named(reminder));
    expect(event).toMatchObject({ scope: 'informational', action: 'revoked', evidence: { words: 'STOP' } });
    expect(world.network.sent.slice(sent).map(({ body }) => body)).toEqual([
      expect.stringContaining('opted out'),
    ]);
  });

  test('at once with the reminder, in 200 interleavings, leaves it sent before or refused by that event', async () => {
    const ended = { sent: 0, refused: 0 };
    for (let seed = 1; seed <= 200; seed += 1) {
      const records: Written[][] = [];
      const { world, fire } = await due({
        seed,
        wrap: (store) => {
          const recorded = recording(store);
          records.push(recorded.written);
          return yielding(recorded.store, seeded(seed));
        },
      });
      const written = records[0] ?? expect.fail();
      // Half of them with the reminder queued already, half with its timer firing meanwhile.
      if (seed % 2 === 0) await fire();
      const before = written.length;
      const sent = world.network.sent.length;
      const deliver = () => deliverTexts(world, contactOf(world));
      const stop = async () => {
        for (let turns = seed % 40; turns > 0; turns -= 1) await Promise.resolve();
        await world.text('STOP', patientNumber, 'the-stop');
      };
      await Promise.all([fire().then(deliver), stop(), fire().then(deliver), stop(), deliver()]);
      await world.drain();
      const during = written.slice(before);
      const stopped = during.findIndex(({ once }) => once === 'inbound#simulated#the-stop');
      expect([seed, during.slice(stopped).filter(claimsReminder).length]).toEqual([seed, 0]);
      const reminders = await remindersOf(world);
      expect([seed, reminders.length]).toEqual([seed, 1]);
      for (const reminder of reminders) {
        if (reminder.status === 'sent') ended.sent += 1;
        else {
          ended.refused += 1;
          const event = await eventOf(world, named(reminder));
          expect([seed, reminder.status, event?.action]).toEqual([seed, 'refused', 'revoked']);
        }
      }
      const confirmed = world.network.sent.slice(sent).filter(({ body }) => body.includes('opted out'));
      expect([seed, confirmed.length]).toEqual([seed, 1]);
    }
    expect(Math.min(ended.sent, ended.refused)).toBeGreaterThan(10);
  });
});
