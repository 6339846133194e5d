import { describe, expect, test } from 'vitest';
import { contactIdSchema, textIdOf } from '../../shared/domain/identifiers.ts';
import type { Receipt } from '../../shared/ports/carrier.ts';
import { deliverTexts } from '../../shared/use-cases/deliver-texts.ts';
import { recordReceipt } from '../../shared/use-cases/record-receipt.ts';
import { expectDone } from '../support/done.ts';
import { openWorld, riverside, type TestWorld } from '../support/world.ts';

/** A world in which one reply has been handed over. */
async function sent(): Promise<TestWorld> {
  const world = await openWorld();
  await world.text('hello');
  await world.reply('Hi');
  await world.drain();
  return world;
}

const receipt = (world: TestWorld, status: Receipt['status'], more: Partial<Receipt> = {}): Receipt => ({
  carrier: 'simulated',
  carrierMessageId: 'SM2',
  reference: { practiceId: riverside, textId: textIdOf(world.contactOf(), 3) },
  status,
  ...more,
});

const statusOf = async (world: TestWorld) => (await world.texts()).at(-1)?.status;

describe('receipts', () => {
  test.each([
    [['sent', 'delivered'], 'delivered'],
    [['delivered', 'sent'], 'delivered'],
    [['delivered', 'delivered', 'delivered'], 'delivered'],
    [['delivered', 'failed'], 'delivered'],
    [['failed', 'delivered'], 'delivered'],
    [['failed', 'sent'], 'failed'],
  ] as const)('in the order %j leave it %s', async (statuses, expected) => {
    const world = await sent();
    for (const status of statuses) expect(await recordReceipt(world, receipt(world, status))).toBe(true);
    expect(await statusOf(world)).toBe(expected);
    expect((await world.tasks()).map(({ kind }) => kind)).toEqual(
      statuses[0] === 'failed' ? ['call-patient'] : [],
    );
  });

  test('that come all at once leave it delivered, and each is told of once', async () => {
    const world = await sent();
    const all = (['sent', 'delivered', 'delivered', 'sent', 'delivered'] as const).map((status) =>
      recordReceipt(world, receipt(world, status)),
    );
    await Promise.all(all);
    expect(await statusOf(world)).toBe('delivered');
    const told = (await world.takeEvents()).filter(({ type }) => type === 'text.status');
    expect(told).toHaveLength(1);
  });

  test('that come before the carrier answers the hand-over are kept', async () => {
    const world = await openWorld();
    await world.text('hello');
    await world.drain();
    await world.reply('Hi');
    world.network.script.push(async () => {
      await recordReceipt(world, receipt(world, 'delivered', { carrierMessageId: 'early' }));
      return { outcome: 'unknown', code: 'timeout' };
    });
    await deliverTexts(world, { practiceId: riverside, contactId: world.contactOf() });
    expect((await world.texts()).at(-1)).toMatchObject({ status: 'delivered', carrierMessageId: 'early' });
    expect(await world.tasks()).toEqual([]);
    await world.drain();
    expect((await world.head()).outbox).toEqual([]);
  });

  test('that come late settle an unknown outcome', async () => {
    const world = await openWorld();
    await world.text('hello');
    await world.drain();
    await world.reply('Hi');
    world.network.script.push({ outcome: 'unknown', code: 'timeout' });
    await world.drain();
    expect(await statusOf(world)).toBe('unknown');
    world.wait(86_400);
    await recordReceipt(world, receipt(world, 'delivered'));
    expect(await statusOf(world)).toBe('delivered');
  });

  test('of no text of ours, or of another practice, change nothing', async () => {
    const world = await sent();
    const nobody = contactIdSchema.parse(`c1${'a'.repeat(26)}`);
    expect(
      await recordReceipt(
        world,
        receipt(world, 'sent', { reference: { practiceId: riverside, textId: textIdOf(nobody, 1) } }),
      ),
    ).toBe(false);
    const strangers = { practiceId: 'lakeside' as typeof riverside, textId: textIdOf(world.contactOf(), 3) };
    expect(await recordReceipt(world, receipt(world, 'delivered', { reference: strangers }))).toBe(false);
    // A text that came in is none that went out.
    expect(
      await recordReceipt(
        world,
        receipt(world, 'delivered', {
          reference: { practiceId: riverside, textId: textIdOf(world.contactOf(), 1) },
        }),
      ),
    ).toBe(false);
    expect(await statusOf(world)).toBe('sent');
  });

  test('of a number on the block list are a revocation with all that follows, once', async () => {
    const world = await sent();
    await world.reply('Second');
    const blocked = receipt(world, 'failed', { obstacle: 'opted-out', code: '21610' });
    await recordReceipt(world, blocked);
    await recordReceipt(world, blocked);
    await world.drain();
    expect(await world.outcomes()).toEqual(['acknowledgement sent', 'reply failed', 'reply refused']);
    expect(world.events.filter(({ type }) => type === 'consent.revoked')).toHaveLength(1);
    await expectDone(world);
  });
});
