import type { ContactHead, WaitingOn } from '../domain/contact.ts';
import { notFound } from '../domain/failure.ts';
import { type ContactId, type PracticeId, partsOfTextId, type TextId } from '../domain/identifiers.ts';
import { heldBy } from '../domain/routing.ts';
import type { Settings } from '../domain/settings.ts';
import type { Text } from '../domain/text.ts';
import type { IsoInstant } from '../domain/time.ts';
import { filteredPage } from './filtered-page.ts';
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
 * Threads that wait on someone, most urgent first: signs of an emergency, then those whose goal was missed, then the nearest goal. All of
 * them, latest first, where it does not say on whom. A filter on type or assignee may make pages short: `next` says whether there is more.
 */
export async function listThreads(
  world: World,
  practiceId: PracticeId,
  query: ThreadQuery,
): Promise<{ items: readonly ContactHead[]; next?: string | undefined }> {
  const { waitingOn, type, assignee } = query;
  const settings = await world.settings.settings(practiceId);
  const now = world.clock.now();
  const read = async (page: { readonly limit: number; readonly after?: string }) => {
    const { items, next } = waitingOn
      ? await world.store.list({ listing: 'inbox', of: { practiceId, waitingOn }, ...page })
      : await world.store.list({
          listing: 'threads',
          of: { practiceId },
          direction: 'descending',
          ...page,
        });
    return { items: items.map(({ value }) => asHeld(value, settings, now)), next };
  };
  const isAsked = ({ thread }: ContactHead) =>
    (type === undefined || thread.type === type) && (assignee === undefined || thread.assignee === assignee);
  return filteredPage(query, read, type === undefined && assignee === undefined ? undefined : isAsked);
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

/**
 * A thread with its texts, newest first. What the head says came last stands among the texts of the first page: a caller who acts on the
 * thread by its version has seen what that version knows.
 */
export async function readThreadPage(
  world: World,
  contact: { readonly practiceId: PracticeId; readonly contactId: ContactId },
  page: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ head: ContactHead; texts: readonly Text[]; next?: string | undefined }> {
  const [head, { items, next }] = await Promise.all([
    readHead(world, contact.practiceId, contact.contactId),
    readTexts(world, contact, page),
  ]);
  const newest = items[0]?.seq ?? 0;
  if (page.cursor !== undefined || head.nextSeq <= newest + 1) return { head, texts: items, next };
  const again = await readTexts(world, contact, page);
  return { head, texts: again.items, next: again.next };
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
