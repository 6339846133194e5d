import { expect } from 'vitest';
import type { E164 } from '../../shared/domain/phone-number.ts';
import { patientNumber } from './facts.ts';
import type { TestWorld } from './world.ts';

/** What holds when all is done: the ledger folds to the head's consent, and nothing is queued, claimed or due. */
export async function expectDone(
  world: TestWorld,
  numbers: readonly E164[] = [patientNumber],
): Promise<void> {
  for (const number of numbers) {
    const head = await world.head(number);
    expect(await world.ledger(number)).toEqual(head.consent);
    expect(head.outbox).toEqual([]);
    expect(head.nextDueAt).toBeUndefined();
  }
  expect((await world.due()).map(({ key }) => key)).toEqual([]);
  expect([...world.timers.book.keys()]).toEqual([]);
}
