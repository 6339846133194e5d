import { expect, test } from 'vitest';
import { createEventBus } from '../../shared/adapters/eventbridge/event-bus.ts';
import type { StubAnswer } from '../support/carrier-stub.ts';
import { eventOf, newContact } from '../support/records.ts';
import { clientOf, stubbed } from '../support/stubbed.ts';

const stub = stubbed();

const bus = () =>
  createEventBus({
    busName: 'practice-texting-test',
    client: clientOf(stub()),
  });
const answer = (body: object, status = 200): StubAnswer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify(body),
});
const events = ['one', 'two', 'three'].map((id) => eventOf(newContact(), id));

test('an event stands on the bus by its type, with its own id and ids alone', async () => {
  stub().answer = answer({
    FailedEntryCount: 0,
    Entries: [{ EventId: 'a' }, { EventId: 'b' }, { EventId: 'c' }],
  });
  expect(await bus().put(events)).toEqual([]);
  const { Entries } = JSON.parse(stub().requests[0]?.body ?? '');
  expect(stub().requests).toHaveLength(1);
  expect(Entries).toEqual(
    events.map((event) => ({
      EventBusName: 'practice-texting-test',
      Source: 'practice-texting',
      DetailType: event.type,
      Detail: JSON.stringify(event),
    })),
  );
});

test('entries that were not taken are named by their places', async () => {
  const throttled = { ErrorCode: 'ThrottlingException', ErrorMessage: 'Rate exceeded' };
  stub().answer = answer({ FailedEntryCount: 2, Entries: [throttled, { EventId: 'b' }, throttled] });
  expect(await bus().put(events)).toEqual([0, 2]);
});

test('an answer that says nothing of an entry does not say that it was taken', async () => {
  stub().answer = answer({ FailedEntryCount: 0, Entries: [{ EventId: 'a' }] });
  expect(await bus().put(events)).toEqual([1, 2]);
});

test('a call that fails whole is tried again by the client, and then thrown', async () => {
  stub().answer = answer({ __type: 'InternalException', message: 'down' }, 500);
  await expect(bus().put(events)).rejects.toMatchObject({ name: 'InternalException' });
  expect(stub().requests.length).toBeGreaterThan(1);
});
