import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change, Check, Expectation } from '../../shared/ports/store.ts';
import {
  at,
  commitOf,
  contactOf,
  headKey,
  headOf,
  newPractice,
  type OfContact,
  putHead,
  putText,
  textKey,
} from '../support/records.ts';
import { walk } from '../support/walk.ts';
import type { Opened } from './store.contract.ts';

/** Record 0 of a contact is its head, the others are texts. */
const records = [0, 1, 2, 3] as const;
const contacts = [0, 1] as const;

const action = fc.record({
  act: fc.constantFrom('put', 'put', 'put', 'remove', 'check'),
  contact: fc.constantFrom(...contacts),
  record: fc.constantFrom(...records),
  /** How far the expected version is from the true one: mostly right. */
  off: fc.constantFrom(0, 0, 0, 0, 0, 1, -1),
  content: fc.integer({ min: 0, max: 50 }),
});
const history = fc.array(
  fc.record({
    name: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
    actions: fc.uniqueArray(action, {
      maxLength: 5,
      selector: ({ contact, record }) => `${contact}.${record}`,
    }),
  }),
  { maxLength: 12 },
);

type Action = (typeof action)['generate'] extends (...args: never[]) => { value: infer A } ? A : never;

/** What a naive store would hold: by contact and record, the version and the content. */
class Model {
  readonly held = new Map<string, { version: number; content: number }>();
  readonly results = new Map<string, number>();

  expectation({ contact, record, off }: Action): Expectation {
    const version = (this.held.get(`${contact}.${record}`)?.version ?? 0) + off;
    return version <= 0 ? 'absent' : version;
  }

  commit(name: string, actions: readonly Action[], expects: readonly Expectation[], result: number) {
    const before = this.results.get(name);
    if (before !== undefined) return { outcome: 'duplicate', result: before };
    const stands = actions.every(
      ({ contact, record }, index) =>
        (this.held.get(`${contact}.${record}`)?.version ?? 'absent') === expects[index],
    );
    if (!stands) return { outcome: 'conflict' };
    for (const { act, contact, record, content } of actions) {
      const place = `${contact}.${record}`;
      if (act === 'put') this.held.set(place, { version: (this.held.get(place)?.version ?? 0) + 1, content });
      if (act === 'remove') this.held.delete(place);
    }
    this.results.set(name, result);
    return { outcome: 'committed', result };
  }
}

const keyOf = (of: OfContact, record: number) => (record === 0 ? headKey(of) : textKey(of, record));

const changeOf = (of: OfContact, { act, record, content }: Action, expected: Expectation): Change =>
  act === 'remove' && expected !== 'absent'
    ? { remove: keyOf(of, record), expect: expected }
    : record === 0
      ? putHead(headOf(of, { nextSeq: content, thread: { lastTextAt: at(content) } }), expected)
      : putText(of, record, expected, String(content));

export function modelCases(adapter: Opened, runs: number): void {
  describe('any history', () => {
    it('comes to what a naive model says', async () => {
      const { store } = adapter();
      await fc.assert(
        fc.asyncProperty(history, async (commits) => {
          const practiceId = newPractice();
          const ofs = contacts.map((number) => contactOf(practiceId, number));
          const ofContact = (number: number) => ofs[number] ?? contactOf(practiceId, number);
          const model = new Model();
          for (const [result, { name, actions }] of commits.entries()) {
            const able = actions.filter((one) => one.act !== 'remove' || model.expectation(one) !== 'absent');
            const expects = able.map((one) => model.expectation(one));
            const checks: Check[] = [];
            const changes: Change[] = [];
            for (const [index, one] of able.entries()) {
              const expected = expects[index] ?? 'absent';
              const of = ofContact(one.contact);
              if (one.act === 'check') checks.push({ key: keyOf(of, one.record), expect: expected });
              else changes.push(changeOf(of, one, expected));
            }
            const answer = await store.commit(commitOf(ofContact(0), { name, checks, changes, result }));
            expect(answer).toEqual(model.commit(name, able, expects, result));
          }
          const places = contacts.flatMap((contact) => records.map((record) => ({ contact, record })));
          const found = await store.read(
            places.map(({ contact, record }) => keyOf(ofContact(contact), record)),
          );
          expect(
            found.map(
              (one) =>
                one && {
                  version: one.version,
                  content: Number('body' in one.value ? one.value.body : one.value.nextSeq),
                },
            ),
          ).toEqual(places.map(({ contact, record }) => model.held.get(`${contact}.${record}`)));
          const threads = await walk(
            store,
            { listing: 'threads', of: { practiceId }, direction: 'descending' },
            1,
          );
          const heads = contacts.flatMap((contact) => model.held.get(`${contact}.0`)?.content ?? []);
          expect(threads.map(({ value }) => value.nextSeq)).toEqual(heads.sort((a, b) => b - a));
        }),
        { numRuns: runs },
      );
    });
  });
}
