import { describe, expect, it } from 'vitest';
import { CursorInvalid, type EventFeed, type FedEvent } from '../../shared/ports/store.ts';
import { commitOf, eventOf, headKey, newContact, putText } from '../support/records.ts';
import type { Opened } from './store.contract.ts';

/** Everything after a cursor, and the last cursor. */
async function drain(feed: EventFeed, after: string | undefined, limit: number) {
  const found: FedEvent[] = [];
  let cursor = after;
  for (let reads = 0; reads < 10_000; reads += 1) {
    const events = await feed.read(cursor, limit);
    if (events.length > limit) throw new Error(`${events.length} events where ${limit} were asked for.`);
    if (events.length === 0) return { found, cursor };
    found.push(...events);
    cursor = events.at(-1)?.cursor;
  }
  throw new Error('The feed has no end.');
}

export function feedCases(adapter: Opened): void {
  describe('feed', () => {
    it.for([1, 3, 1000])('gives every event once in the order of the commits, %d a read', async (limit) => {
      const { store, feed } = adapter();
      const of = newContact();
      const { cursor: begin } = await drain(feed, undefined, 1000);
      const sizes = [1, 3, 0, 2, 0, 0, 5, 1];
      for (const [index, size] of sizes.entries()) {
        const events = Array.from({ length: size }, (_, position) => eventOf(of, `${index}.${position}`));
        await store.commit(commitOf(of, { changes: [putText(of, index)], events }));
      }
      const { found, cursor } = await drain(feed, begin, limit);
      const ids = sizes.flatMap((size, index) =>
        Array.from({ length: size }, (_, position) => `${index}.${position}`),
      );
      expect(found.map(({ event }) => event)).toEqual(ids.map((id) => eventOf(of, id)));
      expect(await feed.read(cursor, limit)).toEqual([]);
      await store.commit(commitOf(of, { events: [eventOf(of, 'more')] }));
      expect((await feed.read(cursor, limit)).map(({ event }) => event.id)).toEqual(['more']);
      // A cursor of long ago gives the same again: whoever crashed before writing its cursor down reads on from there.
      expect((await drain(feed, found[3]?.cursor, limit)).found.map(({ event }) => event.id)).toEqual([
        ...ids.slice(4),
        'more',
      ]);
    });

    it('gives nothing of a commit that conflicted or was a duplicate', async () => {
      const { store, feed } = adapter();
      const of = newContact();
      const { cursor } = await drain(feed, undefined, 1000);
      const checks = [{ key: headKey(of), expect: 4 }];
      await store.commit(commitOf(of, { checks, events: [eventOf(of, 'conflict')] }));
      await store.commit(commitOf(of, { name: 'n', events: [eventOf(of, 'first')] }));
      await store.commit(commitOf(of, { name: 'n', events: [eventOf(of, 'duplicate')] }));
      expect((await drain(feed, cursor, 10)).found.map(({ event }) => event.id)).toEqual(['first']);
    });

    it('refuses a cursor that it never gave', async () => {
      const { feed } = adapter();
      for (const cursor of ['', 'garbage', '1', '1.x', '-1.0', '1.0.0'])
        await expect(feed.read(cursor, 10), cursor).rejects.toThrow(CursorInvalid);
    });
  });
}
