import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DomainEvent } from '../../shared/domain/event.ts';
import { eventsAtOnce } from '../../shared/ports/event-bus.ts';
import { type CommittedRecord, relayEvents } from '../../shared/use-cases/relay-events.ts';
import { eventOf, newContact } from '../support/records.ts';

const contact = newContact();
const record = (place: number, count: number): CommittedRecord & { readonly ids: readonly string[] } => {
  const events = Array.from({ length: count }, (_, index) => eventOf(contact, `c${place}.${index}`));
  return { sequence: `${place}`, events: () => events, ids: events.map(({ id }) => id) };
};
const poison = (place: number): CommittedRecord => ({
  sequence: `${place}`,
  events: () => {
    throw new SyntaxError('not JSON');
  },
});

/** A bus that keeps what it takes, and answers each call as it is told. */
function busThat(answer: (events: readonly DomainEvent[], call: number) => readonly number[] = () => []) {
  const calls: (readonly DomainEvent[])[] = [];
  const taken: string[] = [];
  const put = async (events: readonly DomainEvent[]) => {
    calls.push(events);
    const missing = answer(events, calls.length);
    taken.push(...events.filter((_event, place) => !missing.includes(place)).map(({ id }) => id));
    return missing;
  };
  return { world: { bus: { put } }, calls, taken };
}

test('events go on the bus in order, as many at once as a call takes', async () => {
  const { world, calls, taken } = busThat();
  const records = [record(1, 3), record(2, 0), record(3, 9), record(4, 11)];
  const { stopped, relayed } = await relayEvents(world, records);
  expect(stopped).toBeUndefined();
  expect(calls.map(({ length }) => length)).toEqual([10, 10, 3]);
  expect(taken).toEqual(records.flatMap(({ ids }) => ids));
  expect([...relayed.values()]).toEqual([23]);
});

test('a record whose events were taken in part is where the stream goes on', async () => {
  const { world } = busThat(() => [1, 4]);
  const { stopped } = await relayEvents(world, [record(1, 1), record(2, 2), record(3, 2)]);
  expect(stopped?.sequence).toBe('2');
});

test('a call that fails whole stops at the first record of that call', async () => {
  const down = new Error('down');
  const { world, calls } = busThat((_events, call) => {
    if (call === 2) throw down;
    return [];
  });
  const { stopped } = await relayEvents(world, [record(1, 10), record(2, 4), record(3, 8), record(4, 9)]);
  expect(stopped).toEqual({ sequence: '2', error: down });
  expect(calls).toHaveLength(2);
});

describe('a record that cannot be read', () => {
  test('keeps none of those before it from the bus', async () => {
    const { world, taken } = busThat();
    const before = record(1, 2);
    const { stopped } = await relayEvents(world, [before, poison(2), record(3, 1)]);
    expect(stopped?.sequence).toBe('2');
    expect(taken).toEqual(before.ids);
  });

  test('gives way to a failure before it', async () => {
    const { world } = busThat(() => [0]);
    const { stopped } = await relayEvents(world, [record(1, 2), poison(2)]);
    expect(stopped?.sequence).toBe('1');
  });
});

test('texts are counted by what became of them, and nothing else by its state', async () => {
  const { world } = busThat();
  const events: DomainEvent[] = [
    { ...eventOf(contact, 'a'), type: 'text.status', status: 'refused' },
    { ...eventOf(contact, 'b'), type: 'text.status', status: 'accepted' },
    { ...eventOf(contact, 'c'), type: 'text.status', status: 'accepted' },
    { ...eventOf(contact, 'd'), type: 'timer.changed', status: '2026-12-01T15:00:00Z' },
  ];
  const { relayed } = await relayEvents(world, [{ sequence: '1', events: () => events }]);
  expect(Object.fromEntries(relayed)).toEqual({
    'text.status.refused': 1,
    'text.status.accepted': 2,
    'timer.changed': 1,
  });
});

test('handed over again from where it stopped, whatever fails or dies before or after a call, every event arrives and only those of failed calls twice', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(12), { minLength: 1, maxLength: 12 }),
      fc.array(fc.oneof(fc.constantFrom('before', 'after'), fc.array(fc.nat(9), { maxLength: 4 })), {
        maxLength: 6,
      }),
      async (counts, faults) => {
        const records = counts.map((count, place) => record(place, count));
        const { world, calls, taken } = busThat((events, call) => {
          const fault = faults[call - 1] ?? [];
          // A function that dies is one that never hears: of a call that came to nothing, or of one that was done.
          if (fault === 'after') taken.push(...events.map(({ id }) => id));
          if (typeof fault === 'string') throw new Error('down');
          return fault.filter((place) => place < events.length).toSorted((a, b) => a - b);
        });
        let from = 0;
        for (let round = 0; from < records.length; round += 1) {
          expect(round).toBeLessThanOrEqual(faults.length);
          const { stopped } = await relayEvents(world, records.slice(from));
          from = stopped ? Number(stopped.sequence) : records.length;
        }
        const all = records.flatMap(({ ids }) => ids);
        expect(new Set(taken)).toEqual(new Set(all));
        expect(taken.length - all.length).toBeLessThanOrEqual(faults.length * eventsAtOnce);
        for (const { length } of calls) expect(length).toBeLessThanOrEqual(eventsAtOnce);
      },
    ),
  );
});
