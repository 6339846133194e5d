import { describe, expect, it } from 'vitest';
import {
  at,
  commitOf,
  contactOf,
  headKey,
  headOf,
  newContact,
  newPractice,
  putHead,
  putText,
  textKey,
} from '../support/records.ts';
import type { Opened } from './store.contract.ts';

const seqs = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

export function commitCases(adapter: Opened): void {
  describe('commit', () => {
    it('makes a record at version 1, which grows by one with each change', async () => {
      const { store } = adapter();
      const of = newContact();
      for (const version of [1, 2, 3, 4]) {
        const head = headOf(of, { nextSeq: version });
        const answer = await store.commit(
          commitOf(of, { changes: [putHead(head, version === 1 ? 'absent' : version - 1)], result: version }),
        );
        expect(answer).toEqual({ outcome: 'committed', result: version });
        expect(await store.read([headKey(of)])).toEqual([{ key: headKey(of), version, value: head }]);
      }
    });

    it('refuses a record that should be absent and is not, or the other way round', async () => {
      const { store } = adapter();
      const of = newContact();
      const conflict = { outcome: 'conflict' };
      expect(await store.commit(commitOf(of, { changes: [putText(of, 1, 1)] }))).toEqual(conflict);
      await store.commit(commitOf(of, { changes: [putText(of, 1)] }));
      expect(await store.commit(commitOf(of, { changes: [putText(of, 1)] }))).toEqual(conflict);
      expect((await store.read([textKey(of, 1)]))[0]?.version).toBe(1);
    });

    it('answers conflict to a stale version and writes nothing, not even its name', async () => {
      const { store } = adapter();
      const of = newContact();
      await store.commit(commitOf(of, { changes: [putHead(headOf(of))] }));
      await store.commit(commitOf(of, { changes: [putHead(headOf(of, { nextSeq: 2 }), 1)] }));
      const stale = [putText(of, 1), putHead(headOf(of, { nextSeq: 9 }), 1)];
      expect(await store.commit(commitOf(of, { name: 'n', changes: stale }))).toEqual({
        outcome: 'conflict',
      });
      const [text, head] = await store.read([textKey(of, 1), headKey(of)]);
      expect(text).toBeUndefined();
      expect(head).toMatchObject({ version: 2, value: { nextSeq: 2 } });
      const afresh = commitOf(of, { name: 'n', changes: [putText(of, 1)], result: 'afresh' });
      expect(await store.commit(afresh)).toEqual({ outcome: 'committed', result: 'afresh' });
    });

    it('honours checks of records that it leaves as they are', async () => {
      const { store } = adapter();
      const of = newContact();
      await store.commit(commitOf(of, { changes: [putHead(headOf(of))] }));
      const tries = [
        { check: { key: headKey(of), expect: 1 }, outcome: 'committed' },
        { check: { key: headKey(of), expect: 2 }, outcome: 'conflict' },
        { check: { key: headKey(of), expect: 'absent' }, outcome: 'conflict' },
        { check: { key: textKey(of, 99), expect: 'absent' }, outcome: 'committed' },
        { check: { key: textKey(of, 99), expect: 1 }, outcome: 'conflict' },
      ] as const;
      for (const [index, { check, outcome }] of tries.entries()) {
        const answer = await store.commit(
          commitOf(of, { checks: [check], changes: [putText(of, index + 1)] }),
        );
        expect(answer.outcome, JSON.stringify(check)).toBe(outcome);
      }
      expect((await store.read([headKey(of)]))[0]?.version).toBe(1);
      const found = await store.read(tries.map((_, index) => textKey(of, index + 1)));
      expect(found.map((text) => text !== undefined)).toEqual([true, false, false, true, false]);
    });

    it('removes a record at its version alone, after which it can be made again', async () => {
      const { store } = adapter();
      const of = newContact();
      await store.commit(commitOf(of, { changes: [putText(of, 1)] }));
      const remove = (expect: number) => commitOf(of, { changes: [{ remove: textKey(of, 1), expect }] });
      expect((await store.commit(remove(2))).outcome).toBe('conflict');
      expect((await store.commit(remove(1))).outcome).toBe('committed');
      expect(await store.read([textKey(of, 1)])).toEqual([undefined]);
      expect((await store.commit(remove(1))).outcome).toBe('conflict');
      expect((await store.commit(commitOf(of, { changes: [putText(of, 1)] }))).outcome).toBe('committed');
    });

    it('does all of 30 changes or none', async () => {
      const { store } = adapter();
      const of = newContact();
      await store.commit(commitOf(of, { changes: [putText(of, 17)] }));
      const answer = await store.commit(commitOf(of, { changes: seqs(30).map((seq) => putText(of, seq)) }));
      expect(answer).toEqual({ outcome: 'conflict' });
      const found = await store.read(seqs(30).map((seq) => textKey(of, seq)));
      expect(found.flatMap((text) => text?.value.seq ?? [])).toEqual([17]);
    });

    it('takes 100 items with its own, and refuses 101 or a record named twice', async () => {
      const { store } = adapter();
      const of = newContact();
      const changes = seqs(100).map((seq) => putText(of, seq));
      await expect(store.commit(commitOf(of, { changes }))).rejects.toThrow(RangeError);
      const twice = commitOf(of, {
        checks: [{ key: textKey(of, 1), expect: 'absent' }],
        changes: [putText(of, 1)],
      });
      await expect(store.commit(twice)).rejects.toThrow(RangeError);
      expect((await store.commit(commitOf(of, { changes: changes.slice(0, 99) }))).outcome).toBe('committed');
      const found = await store.read(seqs(99).map((seq) => textKey(of, seq)));
      expect(found.every((text) => text !== undefined)).toBe(true);
    });

    it('is done once under its name: a second one gets the first result and changes nothing', async () => {
      const { store } = adapter();
      const of = newContact();
      const first = commitOf(of, { name: 'inbound#1', changes: [putHead(headOf(of))], result: { seq: 1 } });
      expect(await store.commit(first)).toEqual({ outcome: 'committed', result: { seq: 1 } });
      const duplicate = { outcome: 'duplicate', result: { seq: 1 } };
      // Its own condition (the head is absent) fails by now.
      expect(await store.commit(first)).toEqual(duplicate);
      const other = commitOf(of, { name: 'inbound#1', changes: [putText(of, 1)], result: { seq: 2 } });
      expect(await store.commit(other)).toEqual(duplicate);
      const failing = commitOf(of, { name: 'inbound#1', checks: [{ key: textKey(of, 5), expect: 3 }] });
      expect(await store.commit(failing)).toEqual(duplicate);
      expect(await store.read([textKey(of, 1)])).toEqual([undefined]);
      expect((await store.read([headKey(of)]))[0]?.version).toBe(1);
    });

    it('may change nothing but its own name, and have no result', async () => {
      const { store } = adapter();
      const of = newContact();
      const commit = { ...commitOf(of, { name: 'noted' }), result: undefined };
      expect((await store.commit(commit)).outcome).toBe('committed');
      expect(await store.commit(commit)).toEqual({ outcome: 'duplicate', result: undefined });
    });

    it('is another commit under the same name about another subject', async () => {
      const { store } = adapter();
      const practiceId = newPractice();
      const one = contactOf(practiceId, 1);
      const subjects = [
        { of: 'contact', ...one },
        { of: 'contact', ...contactOf(practiceId, 2) },
        { of: 'contact', ...contactOf(newPractice(), 1) },
        { of: 'practice', practiceId },
        { of: 'practice', practiceId: newPractice() },
        { of: 'deployment' },
      ] as const;
      const name = `same#${practiceId}`;
      for (const [result, subject] of subjects.entries()) {
        const commit = { ...commitOf(one, {}), once: { subject, name }, result };
        expect(await store.commit(commit)).toEqual({ outcome: 'committed', result });
      }
    });

    it('refuses a name that no key can hold', async () => {
      const { store } = adapter();
      const of = newContact();
      for (const name of ['', 'x'.repeat(1001)])
        await expect(store.commit(commitOf(of, { name }))).rejects.toThrow(RangeError);
      expect((await store.commit(commitOf(of, { name: 'x'.repeat(1000) }))).outcome).toBe('committed');
    });
  });

  describe('concurrent commits', () => {
    it('of one name: one of fifty is done, the others get its result', async () => {
      const { store } = adapter();
      const of = newContact();
      const answers = await Promise.all(
        seqs(50).map((seq) =>
          store.commit(commitOf(of, { name: 'raced', changes: [putText(of, seq)], result: seq })),
        ),
      );
      const committed = answers.filter(({ outcome }) => outcome === 'committed');
      expect(committed).toHaveLength(1);
      const result = committed[0]?.outcome === 'committed' ? committed[0].result : undefined;
      const duplicates = answers.filter(({ outcome }) => outcome === 'duplicate');
      expect(duplicates).toEqual(Array.from({ length: 49 }, () => ({ outcome: 'duplicate', result })));
      const found = await store.read(seqs(50).map((seq) => textKey(of, seq)));
      expect(found.flatMap((text) => text?.value.seq ?? [])).toEqual([result]);
    });

    it('of one record: fifty increments, each repeated on conflict, are all counted', async () => {
      const { store } = adapter();
      const of = newContact();
      await store.commit(commitOf(of, { changes: [putHead(headOf(of, { nextSeq: 0 }))] }));
      const increment = async (): Promise<void> => {
        for (;;) {
          const [head] = await store.read([headKey(of)]);
          const next = headOf(of, { nextSeq: (head?.value.nextSeq ?? 0) + 1 });
          const answer = await store.commit(
            commitOf(of, { changes: [putHead(next, head?.version ?? 'absent')] }),
          );
          if (answer.outcome === 'committed') return;
        }
      };
      await Promise.all(seqs(50).map(increment));
      expect((await store.read([headKey(of)]))[0]).toMatchObject({ version: 51, value: { nextSeq: 50 } });
    });

    it('of different records all succeed', async () => {
      const { store } = adapter();
      const practiceId = newPractice();
      const contacts = seqs(50).map((number) => contactOf(practiceId, number));
      const answers = await Promise.all(
        contacts.map((of) =>
          store.commit(
            commitOf(of, { changes: [putHead(headOf(of, { lastInboundAt: at(1) })), putText(of, 1)] }),
          ),
        ),
      );
      expect(answers.every(({ outcome }) => outcome === 'committed')).toBe(true);
      const heads = await store.read(contacts.map(headKey));
      expect(heads.map((head) => head?.value.contactId)).toEqual(contacts.map(({ contactId }) => contactId));
    });
  });
}
