import type { ContactHead } from '../domain/contact.ts';
import { notFound } from '../domain/failure.ts';
import { type PracticeId, partsOfTextId, type TextId } from '../domain/identifiers.ts';
import { markRead } from '../domain/read-mark.ts';
import { type Asked, actOnThread } from './act-on-thread.ts';
import { readText } from './threads.ts';
import type { World } from './world.ts';

/**
 * A person has read a thread as far as a text. A mark that stands further stays.
 *
 * @throws Failure `not-found` where the thread has no such text
 */
export async function readThread(
  world: World,
  contact: { readonly practiceId: PracticeId; readonly contactId: ContactHead['contactId'] },
  textId: TextId,
  asked: Asked,
): Promise<ContactHead> {
  if (partsOfTextId(textId).contactId !== contact.contactId) throw notFound('text');
  const text = await readText(world, contact.practiceId, textId);
  const { head } = await actOnThread(world, contact, asked, {
    action: 'thread-read',
    textId,
    quiet: true,
    decide: (draft) => markRead(draft, text),
  });
  return head;
}
