import type { ContactHead } from '../../domain/contact.ts';
import type { ContactId } from '../../domain/identifiers.ts';
import type { Timer } from '../../domain/timer.ts';
import { dueShards, type Kind, type Put } from '../../ports/store.ts';
import { type IndexEntries, type ItemKey, itemKeyOf } from './keys.ts';

/* Where records stand in the sparse indexes, as the header of keys.ts lists them. */

/** Which shard of `due` a contact's head and timers stand in: FNV-1a of its id, so that any ids spread evenly. */
export function dueShardOf(contactId: ContactId): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < contactId.length; index += 1)
    hash = Math.imul(hash ^ contactId.charCodeAt(index), 0x01000193);
  return (hash >>> 0) % dueShards;
}

const isOf = <K extends Kind>(put: Put, kind: K): put is Extract<Put, { put: { kind: K } }> =>
  put.put.kind === kind;

/** Where a record stands in the sparse indexes, by what it holds. */
export function indexEntries(put: Put): IndexEntries {
  if (isOf(put, 'head')) return headEntries(put.value, itemKeyOf(put.put));
  if (isOf(put, 'timer')) return timerEntries(put.value, itemKeyOf(put.put));
  if (isOf(put, 'practice')) return { contacts: { pk: 'PRACTICES', sk: put.value.practiceId } };
  return {};
}

const timerEntries = (timer: Timer, at: ItemKey): IndexEntries => ({
  due: dueEntry(timer.contactId, timer.dueAt, at),
});

function headEntries({ practiceId, contactId, thread, nextDueAt }: ContactHead, at: ItemKey): IndexEntries {
  const { lastTextAt } = thread;
  const contacts = lastTextAt === undefined ? `N#${contactId}` : `T#${lastTextAt}#${contactId}`;
  return {
    ...(nextDueAt && { due: dueEntry(contactId, nextDueAt, at) }),
    ...(lastTextAt && {
      inbox: {
        pk: `P#${practiceId}#${thread.waitingOn}`,
        sk: `${thread.urgent ? 0 : 1}#${inboxOrder(thread, lastTextAt)}#${contactId}`,
      },
    }),
    contacts: { pk: `P#${practiceId}#CONTACTS`, sk: contacts },
  };
}

const dueEntry = (contactId: ContactId, dueAt: string, { pk, sk }: ItemKey): ItemKey => ({
  pk: `DUE#${dueShardOf(contactId)}`,
  sk: `${dueAt}#${pk}#${sk}`,
});

/**
 * Waiting on the practice: the nearest goal first, those without one last. Otherwise nobody is owed anything, and the
 * thread that spoke last is the one looked for: its moment with each digit taken from nine, so that first is latest.
 */
function inboxOrder(thread: ContactHead['thread'], lastTextAt: string): string {
  if (thread.waitingOn === 'practice') return thread.goalDueAt ?? '~';
  return lastTextAt.replace(/\d/g, (digit) => String(9 - Number(digit)));
}
