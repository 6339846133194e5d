import { expect, it } from 'vitest';
import { MemoryStore } from '../../shared/adapters/memory/store.ts';
import { commitOf, headKey, headOf, newContact, putHead } from '../support/records.ts';
import { storeContract } from './store.contract.ts';

storeContract(
  'the memory store',
  async () => {
    const store = new MemoryStore();
    return { store, feed: store.feed, close: () => undefined };
  },
  300,
);

it('gives values that cannot be changed in place', async () => {
  const store = new MemoryStore();
  const of = newContact();
  await store.commit(commitOf(of, { changes: [putHead(headOf(of, { thread: { flags: ['a'] } }))] }));
  const [head] = await store.read([headKey(of)]);
  expect(() => Object.assign(head?.value.thread ?? {}, { type: 'changed' })).toThrow(TypeError);
  expect(Object.isFrozen(head?.value.thread.flags)).toBe(true);
});
