import type { ContactHead, WaitingOn } from '../domain/contact.ts';
import { notFound } from '../domain/failure.ts';
import { type ContactId, type PracticeId, partsOfTextId, type TextId } from '../domain/identifiers.ts';
import { heldBy } from '../domain/routing.ts';
import type { Settings } from '../domain/settings.ts';
import type { Text } from '../domain/text.ts';
import type { IsoInstant } from '../domain/time.ts';
import type { World } from './world.ts';

/** What a list of threads asks for. */
export interface ThreadQuery {
  readonly waitingOn?: WaitingOn | undefined;
  readonly type?: string | undefined;
  readonly assignee?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/**
 * Threads that wait on someone, most urgent first; all of them, latest first, where it does not say on whom. A filter on type
 * or assignee may make pages short: `next` says whether there is more.
 */
export async function listThreads(
  world: World,
  practiceId: PracticeId,
  query: ThreadQuery,
): Promise<{ items: readonly ContactHead[]; next?: string | undefined }> {
  const { waitingOn, limit } = query;
  const after = query.cursor === undefined ? {} : { after: query.cursor };
  const page = waitingOn
    ? await world.store.list({ listing: 'inbox', of: { practiceId, waitingOn }, limit, ...after })
    : await world.store.list({
        listing: 'threads',
        of: { practiceId },
        direction: 'descending',
        limit,
        ...after,
      });
  const settings = await world.settings.settings(practiceId);
  const items = page.items
    .map(({ value }) => asHeld(value, settings, world.clock.now()))
    .filter(({ thread }) => query.type === undefined || thread.type === query.type)
    .filter(({ thread }) => query.assignee === undefined || thread.assignee === query.assignee);
  return { items, next: page.next };
}

export async function readHead(
  world: World,
  practiceId: PracticeId,
  contactId: ContactId,
): Promise<ContactHead> {
  const [head] = await world.store.read([{ kind: 'head', practiceId, contactId }]);
  if (!head) throw notFound('contact');
  return asHeld(head.value, await world.settings.settings(practiceId), world.clock.now());
}

/** A head as its practice is now: whoever left since is not shown to hold the thread, but who holds it in their place. */
function asHeld(head: ContactHead, settings: Settings, now: IsoInstant): ContactHead {
  const { assignee: before, ...thread } = head.thread;
  const assignee = heldBy(head.thread, settings, now);
  return assignee === before ? head : { ...head, thread: { ...thread, ...(assignee && { assignee }) } };
}

/** A thread's texts, newest first, in pages. */
export async function readTexts(
  world: World,
  contact: { readonly practiceId: PracticeId; readonly contactId: ContactId },
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ items: readonly Text[]; next?: string | undefined }> {
  const after = cursor === undefined ? {} : { after: cursor };
  const { items, next } = await world.store.list({
    listing: 'texts',
    of: contact,
    direction: 'descending',
    limit,
    ...after,
  });
  return { items: items.map(({ value }) => value), next };
}

export async function readText(world: World, practiceId: PracticeId, textId: TextId): Promise<Text> {
  const [text] = await world.store.read([{ kind: 'text', practiceId, ...partsOfTextId(textId) }]);
  if (!text) throw notFound('text');
  return text.value;
}
