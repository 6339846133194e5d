import { expect, it } from 'vitest';
import { eventsIn, type StreamRecord } from '../../shared/adapters/dynamodb/stream-record.ts';
import { eventOf, newContact } from '../support/records.ts';

const events = [eventOf(newContact(), 'one')];
const image = (sk: string) => ({ pk: { S: 'P#p' }, sk: { S: sk }, events: { S: JSON.stringify(events) } });

it.for<[string, StreamRecord, number]>([
  ['a new commit', { eventName: 'INSERT', dynamodb: { NewImage: image('ONCE#n') } }, 1],
  ['a changed commit', { eventName: 'MODIFY', dynamodb: { NewImage: image('ONCE#n') } }, 0],
  ['an expired commit', { eventName: 'REMOVE', dynamodb: {} }, 0],
  [
    'a new record',
    { eventName: 'INSERT', dynamodb: { NewImage: { sk: { S: 'HEAD' }, value: { S: '{}' } } } },
    0,
  ],
  ['a record that looks like one', { eventName: 'INSERT', dynamodb: { NewImage: image('TEXT#1') } }, 0],
  ['nothing', {}, 0],
])('the stream record of %s carries its events, and of no other', ([, record, count]) => {
  expect(eventsIn(record)).toEqual(events.slice(0, count));
});
