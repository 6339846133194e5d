import { describe, expect, it } from 'vitest';
import type { Kind, Put, RecordKey } from '../../shared/ports/store.ts';
import { everyKind } from '../support/every-kind.ts';
import {
  at,
  commitOf,
  headKey,
  headOf,
  newContact,
  noon,
  putHead,
  putText,
  textKey,
  textOf,
} from '../support/records.ts';
import type { Opened } from './store.contract.ts';

export function readCases(adapter: Opened): void {
  describe('read', () => {
    it('answers in the order asked, with absent records and repeated keys', async () => {
      const { store } = adapter();
      const of = newContact();
      await store.commit(commitOf(of, { changes: [putText(of, 1), putText(of, 2)] }));
      const [second, absent, first, again] = await store.read([
        textKey(of, 2),
        textKey(of, 3),
        textKey(of, 1),
        textKey(of, 2),
      ]);
      expect(first).toEqual({ key: textKey(of, 1), version: 1, value: textOf(of, 1) });
      expect(second?.value.seq).toBe(2);
      expect(absent).toBeUndefined();
      expect(again).toEqual(second);
    });

    it('answers nothing to no keys, and one to one', async () => {
      const { store } = adapter();
      const of = newContact();
      expect(await store.read([])).toEqual([]);
      expect(await store.read([headKey(of)])).toEqual([undefined]);
      await store.commit(commitOf(of, { changes: [putHead(headOf(of))] }));
      const [head] = await store.read([headKey(of)]);
      expect(head).toEqual({ key: headKey(of), version: 1, value: headOf(of) });
    });

    it('takes 100 keys, and refuses 101', async () => {
      const { store } = adapter();
      const of = newContact();
      const seqs = Array.from({ length: 101 }, (_, index) => index + 1);
      await store.commit(commitOf(of, { changes: seqs.slice(0, 99).map((seq) => putText(of, seq)) }));
      const found = await store.read(seqs.slice(0, 100).map((seq) => textKey(of, seq)));
      expect(found.map((text) => text?.value.seq)).toEqual([...seqs.slice(0, 99), undefined]);
      await expect(store.read(seqs.map((seq) => textKey(of, seq)))).rejects.toThrow(RangeError);
    });

    it('gives every kind of record back under its own key', async () => {
      const { store } = adapter();
      const of = newContact();
      const puts: readonly Put[] = everyKind(of);
      await store.commit(commitOf(of, { changes: puts }));
      const keys: RecordKey[] = puts.map(({ put }) => put);
      const found = await store.read(keys);
      expect(found.map((record) => record?.key)).toEqual(keys);
      expect(found.map((record) => record?.value)).toEqual(puts.map(({ value }) => value));
      const kinds = new Set<Kind>(keys.map(({ kind }) => kind));
      expect(kinds.size).toBe(27);
    });

    it('keeps long bodies in every script, numbers and nested lists as they are', async () => {
      const { store } = adapter();
      const of = newContact();
      const body = `${'🩺é漢字\u200f"\\\n\t'.repeat(1500)}end`;
      const head = headOf(of, {
        nextSeq: 999_999_999,
        outbox: [{ seq: 0, lane: 'conversation', state: 'held', at: at(0.001) }],
        thread: { flags: ['a', '', 'ü'] },
      });
      await store.commit(commitOf(of, { changes: [putText(of, 1, 'absent', body), putHead(head)] }));
      const [text, stored] = await store.read([textKey(of, 1), headKey(of)]);
      expect(text?.value.body).toBe(body);
      expect(stored?.value).toEqual(head);
      const result = {
        numbers: [0, -1.5, 1e21, 2 ** 53, 5e-324],
        nested: [[], [[1, [null, true, '']]]],
        none: {},
      };
      const commit = commitOf(of, { name: 'numbers', result });
      await store.commit(commit);
      expect(await store.commit(commit)).toEqual({ outcome: 'duplicate', result });
    });

    it('forgets members that are undefined', async () => {
      const { store } = adapter();
      const of = newContact();
      const patients = [{ patientId: 'one', given: 'Ann', language: undefined } as never];
      await store.commit(commitOf(of, { changes: [putHead(headOf(of, { patients }))] }));
      const [head] = await store.read([headKey(of)]);
      expect(Object.keys(head?.value.patients[0] ?? {})).toEqual(['patientId', 'given']);
    });

    it('keeps what was committed, whatever the caller does to its objects afterwards', async () => {
      const { store } = adapter();
      const of = newContact();
      const flags = ['before'];
      const committing = store.commit(
        commitOf(of, { changes: [putHead(headOf(of, { thread: { flags } }))] }),
      );
      flags.push('after');
      await committing;
      const [head] = await store.read([headKey(of)]);
      expect(head?.value.thread.flags).toEqual(['before']);
      expect(head?.value.createdAt).toBe(noon);
    });
  });
}
