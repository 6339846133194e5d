import { describe, expect, it } from 'vitest';
import { dueShardOf } from '../../shared/adapters/dynamodb/index-entries.ts';
import type { Thread } from '../../shared/domain/contact.ts';
import type { PracticeId } from '../../shared/domain/identifiers.ts';
import type { IsoInstant } from '../../shared/domain/time.ts';
import { dueShards, type Store } from '../../shared/ports/store.ts';
import {
  at,
  commitOf,
  contactOf,
  headKey,
  headOf,
  newContact,
  newPractice,
  type OfContact,
  putHead,
  putTimer,
  timerKey,
  timerOf,
} from '../support/records.ts';
import { walk } from '../support/walk.ts';
import type { Opened } from './store.contract.ts';

/** What is due for one practice in any shard: other tests share the index. */
async function dueOf(
  store: Store,
  practiceId: PracticeId,
  bounds: { from?: IsoInstant; to?: IsoInstant } = {},
) {
  const shards = Array.from({ length: dueShards }, (_, shard) => shard);
  const found = await Promise.all(
    shards.map((shard) => walk(store, { listing: 'due', of: { shard }, ...bounds }, 5)),
  );
  return found.flatMap((records, shard) =>
    records
      .filter(({ value }) => value.practiceId === practiceId)
      .map((record) => ({ shard, kind: record.key.kind, contactId: record.value.contactId })),
  );
}

async function withThreads(
  store: Store,
  practiceId: PracticeId,
  threads: Readonly<Record<string, Partial<Thread>>>,
) {
  const entries = Object.entries(threads).map(([name, thread], index) => ({
    name,
    thread,
    of: contactOf(practiceId, index),
  }));
  for (const { of, thread } of entries)
    await store.commit(commitOf(of, { changes: [putHead(headOf(of, { thread }))] }));
  const nameOf = new Map<string, string>(entries.map(({ of, name }) => [of.contactId, name]));
  return (found: readonly { readonly value: OfContact }[]) =>
    found.map(({ value }) => nameOf.get(value.contactId));
}

export function indexCases(adapter: Opened): void {
  describe('indexes', () => {
    it('show a record where its value puts it, move it, and let it go', async () => {
      const { store } = adapter();
      const of = newContact();
      const { practiceId } = of;
      const inbox = async (waitingOn: Thread['waitingOn']) =>
        (await walk(store, { listing: 'inbox', of: { practiceId, waitingOn } })).length;
      const threads = async () => (await walk(store, { listing: 'threads', of: { practiceId } })).length;
      const where = async () => [
        await inbox('practice'),
        await inbox('patient'),
        await inbox('closed'),
        await threads(),
      ];
      await store.commit(commitOf(of, { changes: [putHead(headOf(of))] }));
      expect(await where()).toEqual([0, 0, 0, 0]);
      const stages = [
        [{ waitingOn: 'practice', lastTextAt: at(1), goalDueAt: at(60) }, [1, 0, 0, 1]],
        [{ waitingOn: 'practice', lastTextAt: at(2), goalDueAt: at(60), urgent: true }, [1, 0, 0, 1]],
        [{ waitingOn: 'patient', lastTextAt: at(3) }, [0, 1, 0, 1]],
        [{ waitingOn: 'closed', lastTextAt: at(3) }, [0, 0, 1, 1]],
        [{}, [0, 0, 0, 0]],
      ] as const;
      for (const [index, [thread, expected]] of stages.entries()) {
        const answer = await store.commit(
          commitOf(of, { changes: [putHead(headOf(of, { thread }), index + 1)] }),
        );
        expect(answer.outcome).toBe('committed');
        expect(await where()).toEqual(expected);
      }
      const remove = { remove: headKey(of), expect: stages.length + 1 };
      expect((await store.commit(commitOf(of, { changes: [remove] }))).outcome).toBe('committed');
      expect(await where()).toEqual([0, 0, 0, 0]);
    });

    it('give what they name as it stands, with its version', async () => {
      const { store } = adapter();
      const of = newContact();
      const head = headOf(of, { thread: { lastTextAt: at(1) } });
      await store.commit(commitOf(of, { changes: [putHead(head)] }));
      await store.commit(commitOf(of, { changes: [putHead({ ...head, nextSeq: 5 }, 1)] }));
      const { items } = await store.list({ listing: 'threads', of, limit: 10 });
      expect(items).toEqual([{ key: headKey(of), version: 2, value: { ...head, nextSeq: 5 } }]);
    });

    it('spread what is due over shards, each contact in its own, soonest first', async () => {
      const { store } = adapter();
      const practiceId = newPractice();
      const contacts = Array.from({ length: 60 }, (_, number) => contactOf(practiceId, number));
      for (const [index, of] of contacts.entries())
        await store.commit(
          commitOf(of, {
            changes: [
              putHead(headOf(of, { nextDueAt: at(1000 - index) })),
              putTimer(timerOf(of, 't', at(2000 - index))),
            ],
          }),
        );
      const due = await dueOf(store, practiceId);
      expect(due).toHaveLength(120);
      expect(due.every(({ shard, contactId }) => dueShardOf(contactId) === shard)).toBe(true);
      expect(new Set(due.map(({ shard }) => shard)).size).toBeGreaterThan(8);
      const moments = await walk(store, { listing: 'due', of: { shard: due[0]?.shard ?? 0 } }, 3);
      const order = moments.map(({ value }) => ('dueAt' in value ? value.dueAt : value.nextDueAt));
      expect(order).toEqual(order.toSorted());
    });

    it('bound what is due by a moment, and forget what is done', async () => {
      const { store } = adapter();
      const of = newContact();
      const kinds = async (bounds: { from?: IsoInstant; to?: IsoInstant }) =>
        (await dueOf(store, of.practiceId, bounds)).map(({ kind }) => kind);
      const changes = [putHead(headOf(of, { nextDueAt: at(10) })), putTimer(timerOf(of, 't', at(20)))];
      await store.commit(commitOf(of, { changes }));
      expect(await kinds({ to: at(9.999) })).toEqual([]);
      expect(await kinds({ to: at(10) })).toEqual(['head']);
      expect(await kinds({ to: at(20) })).toEqual(['head', 'timer']);
      expect(await kinds({ from: at(11) })).toEqual(['timer']);
      await store.commit(
        commitOf(of, { changes: [putHead(headOf(of), 1), { remove: timerKey(of, 't'), expect: 1 }] }),
      );
      expect(await kinds({})).toEqual([]);
    });

    it('put urgent threads first, then the nearest goal, those without one last', async () => {
      const { store } = adapter();
      const practiceId = newPractice();
      const waiting = { waitingOn: 'practice', lastTextAt: at(0) } as const;
      const names = await withThreads(store, practiceId, {
        later: { ...waiting, goalDueAt: at(90) },
        none: { ...waiting, lastTextAt: at(500) },
        urgentLater: { ...waiting, goalDueAt: at(95), urgent: true },
        soon: { ...waiting, goalDueAt: at(30) },
        urgentNone: { ...waiting, urgent: true },
        silent: { waitingOn: 'practice' },
        elsewhere: { waitingOn: 'patient', lastTextAt: at(0) },
      });
      const inbox = await walk(store, { listing: 'inbox', of: { practiceId, waitingOn: 'practice' } }, 2);
      expect(names(inbox)).toEqual(['urgentLater', 'urgentNone', 'soon', 'later', 'none']);
    });

    it('put the latest first of threads that nobody owes an answer in', async () => {
      const { store } = adapter();
      const practiceId = newPractice();
      const names = await withThreads(store, practiceId, {
        old: { waitingOn: 'patient', lastTextAt: at(10) },
        latest: { waitingOn: 'patient', lastTextAt: at(999) },
        between: { waitingOn: 'patient', lastTextAt: at(100) },
        closed: { waitingOn: 'closed', lastTextAt: at(5) },
      });
      const patient = await walk(store, { listing: 'inbox', of: { practiceId, waitingOn: 'patient' } }, 1);
      expect(names(patient)).toEqual(['latest', 'between', 'old']);
      const closed = await walk(store, { listing: 'inbox', of: { practiceId, waitingOn: 'closed' } });
      expect(names(closed)).toEqual(['closed']);
    });

    it('list all threads of a practice by their last text, from either end and between moments', async () => {
      const { store } = adapter();
      const practiceId = newPractice();
      const names = await withThreads(store, practiceId, {
        second: { waitingOn: 'patient', lastTextAt: at(20) },
        none: {},
        third: { waitingOn: 'closed', lastTextAt: at(30) },
        first: { waitingOn: 'practice', lastTextAt: at(10) },
      });
      const of = { practiceId };
      expect(names(await walk(store, { listing: 'threads', of }, 1))).toEqual(['first', 'second', 'third']);
      const latestFirst = await walk(store, { listing: 'threads', of, direction: 'descending' }, 1);
      expect(names(latestFirst)).toEqual(['third', 'second', 'first']);
      const bounded = await walk(store, { listing: 'threads', of, from: at(20), to: at(20) });
      expect(names(bounded)).toEqual(['second']);
    });

    it("show nothing of one practice in another's", async () => {
      const { store } = adapter();
      const practiceId = newPractice();
      const longer = `${practiceId}x`;
      await withThreads(store, practiceId, { mine: { waitingOn: 'practice', lastTextAt: at(1) } });
      for (const other of [newPractice(), longer as PracticeId]) {
        expect(await walk(store, { listing: 'threads', of: { practiceId: other } })).toEqual([]);
        const inbox = await walk(store, {
          listing: 'inbox',
          of: { practiceId: other, waitingOn: 'practice' },
        });
        expect(inbox).toEqual([]);
      }
    });
  });
}
