import { beforeEach, expect, test } from 'vitest';
import { stream } from '../../shared/runtime/stream.ts';
import { relayEvents } from '../../shared/use-cases/relay-events.ts';
import { type Logged, lambdaContext, provided } from '../support/events.ts';
import { eventOf, newContact } from '../support/records.ts';
import { TestWorld } from '../support/world.ts';

let world = new TestWorld({});
let logged: Logged[] = [];
let taken: string[] = [];
beforeEach(() => {
  taken = [];
  const put = async (events: readonly { id: string }[]) => {
    taken.push(...events.map(({ id }) => id));
    return [];
  };
  world = Object.assign(new TestWorld({}), { bus: { put } });
  ({ logged } = provided(world));
});

const handler = stream('relay', relayEvents);
const contact = newContact();
const record = (SequenceNumber: string, events: string, sk = 'ONCE#commit', eventName = 'INSERT') => ({
  eventName,
  dynamodb: { SequenceNumber, NewImage: { pk: { S: 'P#p' }, sk: { S: sk }, events: { S: events } } },
});
const committed = (id: string) => JSON.stringify([eventOf(contact, id)]);

test('the events of commits are put, of nothing else, and counted by kind', async () => {
  const Records = [
    record('1', committed('a')),
    record('2', committed('b'), 'HEAD'),
    record('3', committed('c'), 'ONCE#c', 'REMOVE'),
    record('4', committed('d')),
  ];
  expect(await handler({ Records }, lambdaContext)).toEqual({ batchItemFailures: [] });
  expect(taken).toEqual(['a', 'd']);
  expect(logged).toMatchObject([
    { level: 'info', event: 'relayed', function: 'relay', code: 'text.received', count: 2 },
  ]);
});

test.each([
  ['is not JSON', '{"patient":"ingrown toenail'],
  ['is no list', '{"patient":"ingrown toenail"}'],
])('an item that %s is named by its sequence, and its words are in no log', async (_what, poison) => {
  const Records = [record('1', committed('a')), record('2', poison), record('3', committed('c'))];
  expect(await handler({ Records }, lambdaContext)).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
  expect(taken).toEqual(['a']);
  expect(logged.at(-1)).toMatchObject({ level: 'error', event: 'relay stopped', function: 'relay' });
  expect(JSON.stringify(logged)).not.toContain('toenail');
});

test('an event that is no stream record fails whole', async () => {
  await expect(handler({ Records: [{ eventName: 'INSERT' }] }, lambdaContext)).rejects.toThrow();
});
