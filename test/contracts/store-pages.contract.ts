import { describe, expect, it } from 'vitest';
import { appointmentIdSchema, taskIdSchema } from '../../shared/domain/identifiers.ts';
import type { IsoInstant } from '../../shared/domain/time.ts';
import { uuidv7 } from '../../shared/domain/uuid.ts';
import { CursorInvalid, type Put, type Store } from '../../shared/ports/store.ts';
import { everyKind } from '../support/every-kind.ts';
import {
  at,
  commitOf,
  headOf,
  newContact,
  noon,
  type OfContact,
  putHead,
  putText,
  putTimer,
  timerOf,
} from '../support/records.ts';
import { walk } from '../support/walk.ts';
import type { Opened } from './store.contract.ts';

/** A contact with a head, texts 1 to `count`, a timer, and whatever else could stand between. */
async function withTexts(store: Store, count: number): Promise<OfContact> {
  const of = newContact();
  const others = everyKind(of).filter(({ put }) => put.kind !== 'text');
  await store.commit(commitOf(of, { changes: others }));
  for (let begin = 1; begin <= count; begin += 50) {
    const seqs = Array.from({ length: Math.min(50, count - begin + 1) }, (_, index) => begin + index);
    await store.commit(commitOf(of, { changes: seqs.map((seq) => putText(of, seq)) }));
  }
  return of;
}

const appointment = (of: OfContact, start: IsoInstant, id: string): Put => ({
  put: { kind: 'appointment', ...of, start, appointmentId: appointmentIdSchema.parse(id) },
  value: {
    ...of,
    appointmentId: appointmentIdSchema.parse(id),
    patientIds: [],
    version: 1,
    revision: 1,
    start,
    timeZone: 'UTC',
    durationMinutes: 30,
    kind: 'default',
    status: 'booked',
    confidential: false,
    history: [],
    reminders: [],
    updatedAt: noon,
  },
  expect: 'absent',
});

export function pageCases(adapter: Opened): void {
  describe('list', () => {
    it.for([1, 7, 100])('walks everything exactly once in both directions, %d a page', async (limit) => {
      const { store } = adapter();
      const of = await withTexts(store, limit === 1 ? 12 : 120);
      const ascending = await walk(store, { listing: 'texts', of }, limit);
      const seqs = ascending.map(({ value }) => value.seq);
      expect(seqs).toEqual(Array.from({ length: limit === 1 ? 12 : 120 }, (_, index) => index + 1));
      const descending = await walk(store, { listing: 'texts', of, direction: 'descending' }, limit);
      expect(descending).toEqual(ascending.toReversed());
    });

    it('is empty where nothing stands', async () => {
      const { store } = adapter();
      expect(await store.list({ listing: 'texts', of: newContact(), limit: 10 })).toEqual({ items: [] });
    });

    it('keeps the kinds of one partition apart', async () => {
      const { store } = adapter();
      const of = await withTexts(store, 3);
      for (const listing of ['texts', 'consents', 'appointments', 'timers'] as const) {
        const kinds = new Set((await walk(store, { listing, of })).map(({ key }) => key.kind));
        expect([...kinds]).toEqual([listing.slice(0, -1)]);
      }
    });

    it('bounds appointments by their start, both ends included', async () => {
      const { store } = adapter();
      const of = newContact();
      const starts = [10, 20, 20, 30, 40].map(at);
      const changes = starts.map((start, index) => appointment(of, start, `A~${index}`));
      await store.commit(commitOf(of, { changes }));
      const ids = async (bounds: { from?: IsoInstant; to?: IsoInstant }) =>
        (await walk(store, { listing: 'appointments', of, ...bounds }, 2)).map(
          ({ value }) => value.appointmentId,
        );
      expect(await ids({})).toEqual(['A~0', 'A~1', 'A~2', 'A~3', 'A~4']);
      expect(await ids({ from: at(20), to: at(30) })).toEqual(['A~1', 'A~2', 'A~3']);
      expect(await ids({ from: at(20.001) })).toEqual(['A~3', 'A~4']);
      expect(await ids({ to: at(20) })).toEqual(['A~0', 'A~1', 'A~2']);
      expect(await ids({ from: at(41) })).toEqual([]);
      expect(await ids({ from: at(30), to: at(20) })).toEqual([]);
    });

    it('refuses moments for what is not ordered by them, and page sizes out of bounds', async () => {
      const { store } = adapter();
      const of = newContact();
      await expect(store.list({ listing: 'texts', of, from: noon, limit: 1 })).rejects.toThrow(RangeError);
      for (const limit of [0, 101, 1.5, Number.NaN])
        await expect(store.list({ listing: 'texts', of, limit })).rejects.toThrow(RangeError);
    });

    it('lists tasks by state, oldest first, and a day by its hours', async () => {
      const { store } = adapter();
      const of = newContact();
      const { practiceId, contactId } = of;
      const task = (seconds: number): Put => {
        const taskId = taskIdSchema.parse(uuidv7(at(seconds), new Uint8Array(10).fill(seconds)));
        const value = {
          practiceId,
          taskId,
          kind: 'urgent',
          contactId,
          detail: 'Call.',
          since: at(seconds),
        } as const;
        return { put: { kind: 'task', practiceId, state: 'open', taskId }, value, expect: 'absent' };
      };
      const entry = (time: string): Put => {
        const appointmentId = appointmentIdSchema.parse(`A${time.replace(':', '')}`);
        const put = { kind: 'day-entry', practiceId, date: '2026-12-02', time, appointmentId } as const;
        return { put, value: { appointmentId }, expect: 'absent' };
      };
      const changes = [task(30), task(10), task(20), entry('14:00'), entry('00:15'), entry('09:30')];
      await store.commit(commitOf(of, { changes }));
      const open = await walk(store, { listing: 'tasks', of: { practiceId, state: 'open' } }, 1);
      expect(open.map(({ value }) => value.since)).toEqual([at(10), at(20), at(30)]);
      expect(await walk(store, { listing: 'tasks', of: { practiceId, state: 'done' } })).toEqual([]);
      const day = await walk(store, { listing: 'day', of: { practiceId, date: '2026-12-02' } }, 1);
      expect(day.map(({ key }) => key.time)).toEqual(['00:15', '09:30', '14:00']);
      expect(await walk(store, { listing: 'day', of: { practiceId, date: '2026-12-03' } })).toEqual([]);
    });

    it('refuses a cursor that is none, or of another partition, list or stretch', async () => {
      const { store } = adapter();
      const of = await withTexts(store, 3);
      const elsewhere = await withTexts(store, 3);
      const changes = [1, 2].map((number) => putTimer(timerOf(of, `t${number}`, at(number))));
      await store.commit(commitOf(of, { changes }));
      const pageAfter = async (cursor: string | undefined) =>
        await store.list({ listing: 'texts', of, limit: 1, ...(cursor !== undefined && { after: cursor }) });
      const { next } = await pageAfter(undefined);
      expect(next).toBeTypeOf('string');
      expect((await pageAfter(next)).items[0]?.value.seq).toBe(2);
      const foreign = [
        (await store.list({ listing: 'texts', of: elsewhere, limit: 1 })).next,
        (await store.list({ listing: 'timers', of, limit: 1 })).next,
        '',
        'garbage',
        'x'.repeat(5000),
        Buffer.from('["a"]').toString('base64url'),
        Buffer.from('{"a":1}').toString('base64url'),
        Buffer.from('null').toString('base64url'),
      ];
      for (const cursor of foreign) {
        expect(cursor).toBeTypeOf('string');
        await expect(pageAfter(cursor), cursor).rejects.toThrow(CursorInvalid);
      }
    });

    it("refuses an index's cursor in another partition of it", async () => {
      const { store } = adapter();
      const [of, elsewhere] = [newContact(), newContact()];
      for (const { practiceId, contactId } of [of, elsewhere])
        await store.commit(
          commitOf(
            { practiceId, contactId },
            {
              changes: [putHead(headOf({ practiceId, contactId }, { thread: { lastTextAt: noon } }))],
            },
          ),
        );
      const cursorParts = [`P#${elsewhere.practiceId}#CONTACTS`, `T#${noon}#x`, 'P', 'S'];
      const cursor = Buffer.from(JSON.stringify(cursorParts)).toString('base64url');
      const list = store.list({ listing: 'threads', of, limit: 1, after: cursor });
      await expect(list).rejects.toThrow(CursorInvalid);
    });
  });
}
