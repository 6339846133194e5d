import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DomainEvent } from '../../shared/domain/event.ts';
import { type StreamAnswer, stream } from '../../shared/runtime/stream.ts';
import { relayEvents } from '../../shared/use-cases/relay-events.ts';
import { lambdaContext, provided } from '../support/events.ts';
import { eventOf, newContact } from '../support/records.ts';
import { TestWorld } from '../support/world.ts';

/*
 * The relay under an event source mapping as infra/stacks/app.ts declares it: what is reported back is handed over again from there
 * on, in halves, until the one record that cannot be relayed stands alone and is given up. Source: Lambda's developer guide,
 * "Configuring partial batch response with DynamoDB": with both settings on, the batch is divided at the reported record.
 */

const contact = newContact();
const attemptsMax = 5;

interface StreamRecord {
  readonly eventName: string;
  readonly dynamodb: { readonly SequenceNumber: string; readonly NewImage: object };
}

const recordOf = (place: number, events: string): StreamRecord => ({
  eventName: 'INSERT',
  dynamodb: {
    SequenceNumber: String(place).padStart(21, '0'),
    NewImage: { pk: { S: 'P#p' }, sk: { S: `ONCE#${place}` }, events: { S: events } },
  },
});

type Handler = (Records: readonly StreamRecord[]) => Promise<StreamAnswer>;

/** Hands a shard's records over as the mapping does; answers those that it gave up, each alone. */
async function handOver(
  handler: Handler,
  records: readonly StreamRecord[],
  attempt = 1,
): Promise<readonly StreamRecord[]> {
  if (records.length === 0) return [];
  const { batchItemFailures } = await handler(records);
  const lowest = batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).toSorted()[0];
  if (lowest === undefined) return [];
  const left = records.slice(records.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === lowest));
  expect(left.length).toBeGreaterThan(0);
  if (left.length === 1) return attempt < attemptsMax ? handOver(handler, left, attempt + 1) : left;
  const half = Math.ceil(left.length / 2);
  return [...(await handOver(handler, left.slice(0, half))), ...(await handOver(handler, left.slice(half)))];
}

const relayOver = (put: (events: readonly DomainEvent[]) => Promise<readonly number[]>): Handler => {
  provided(Object.assign(new TestWorld({}), { bus: { put } }));
  const handler = stream('relay', relayEvents);
  return (Records) => handler({ Records }, lambdaContext);
};

test('whatever the bus and the records do, each event that can be read arrives, and poison alone is given up', async () => {
  const kinds = fc.array(fc.oneof({ weight: 5, arbitrary: fc.nat(4) }, fc.constant('poison' as const)), {
    minLength: 1,
    maxLength: 40,
  });
  // Of each call of PutEvents: which entries it refuses, or that it fails whole. At most three, so that no record meets its last attempt by them.
  const faults = fc.array(fc.oneof(fc.constant('throw' as const), fc.array(fc.nat(9), { maxLength: 3 })), {
    maxLength: 3,
  });
  await fc.assert(
    fc.asyncProperty(kinds, faults, fc.boolean(), async (given, wrong, twice) => {
      const arrived: string[] = [];
      let calls = 0;
      const handler = relayOver(async (events) => {
        const fault = wrong[calls] ?? [];
        calls += 1;
        if (fault === 'throw') throw new Error('down');
        const missing = fault.filter((place) => place < events.length);
        arrived.push(...events.filter((_event, place) => !missing.includes(place)).map(({ id }) => id));
        return missing;
      });
      const records = given.map((kind, place) => {
        if (kind === 'poison') return recordOf(place, '{"not":');
        const events = Array.from({ length: kind }, (_, index) => eventOf(contact, `${place}.${index}`));
        return recordOf(place, JSON.stringify(events));
      });
      const givenUp = await handOver(handler, records);
      // A shard's lease changes hands, and the same records come once more.
      if (twice) await handOver(handler, records);
      const expected = given.flatMap((kind, place) =>
        kind === 'poison' ? [] : Array.from({ length: kind }, (_, index) => `${place}.${index}`),
      );
      expect([...new Set(arrived)].toSorted()).toEqual(expected.toSorted());
      const poison = records.filter((_record, place) => given[place] === 'poison');
      expect(givenUp).toEqual(poison);
    }),
    { numRuns: 200 },
  );
});

test('events of one record arrive in their order, and records in the order of the stream, where nothing fails', async () => {
  const arrived: string[] = [];
  const handler = relayOver(async (events) => {
    arrived.push(...events.map(({ id }) => id));
    return [];
  });
  const ids = Array.from({ length: 25 }, (_, place) => [`${place}.0`, `${place}.1`]);
  const records = ids.map((of, place) =>
    recordOf(place, JSON.stringify(of.map((id) => eventOf(contact, id)))),
  );
  expect(await handOver(handler, records)).toEqual([]);
  expect(arrived).toEqual(ids.flat());
});
