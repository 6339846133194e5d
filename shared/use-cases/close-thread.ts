import type { ContactHead } from '../domain/contact.ts';
import type { ContactId, PracticeId } from '../domain/identifiers.ts';
import { closeThread as close } from '../domain/settle-thread.ts';
import { type Asked, actOnThread } from './act-on-thread.ts';
import type { World } from './world.ts';

/**
 * A person closes a thread: its clock stops, and nobody is owed anything until the patient writes again. Closing twice is closing once,
 * with the first one's reason.
 *
 * @param reason why, up to 200 characters: it stays with the episode, and stands in no audit
 */
export async function closeThread(
  world: World,
  contact: { readonly practiceId: PracticeId; readonly contactId: ContactId },
  reason: string,
  asked: Asked,
): Promise<ContactHead> {
  const { head } = await actOnThread(world, contact, asked, {
    action: 'thread-closed',
    decide: (draft, practice) => close(draft, practice, { reason, by: asked.by }),
  });
  return head;
}
