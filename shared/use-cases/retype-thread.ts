import type { ContactHead } from '../domain/contact.ts';
import { invalid } from '../domain/failure.ts';
import type { ContactId, PracticeId } from '../domain/identifiers.ts';
import type { MessageTypes } from '../domain/settings.ts';
import { retype } from '../domain/thread-type.ts';
import { type Asked, actOnThread } from './act-on-thread.ts';
import type { World } from './world.ts';

/**
 * A person says what a thread is about. The thread alone changes: its type and who holds it; the goal and the promise of the running
 * episode stand. Saying it twice is saying it once.
 *
 * @throws Failure as `actOnThread`; `invalid` for a type that the practice does not have
 */
export async function retypeThread(
  world: World,
  contact: { readonly practiceId: PracticeId; readonly contactId: ContactId },
  type: string,
  asked: Asked,
): Promise<ContactHead> {
  const { head } = await actOnThread(world, contact, asked, {
    action: 'thread-retyped',
    what: type,
    restsOn: 'message-types',
    decide: (draft, practice) => {
      assertType(practice.settings['message-types'], type);
      return retype(draft, practice, type);
    },
  });
  return head;
}

function assertType(types: MessageTypes, type: string): void {
  if (types.some((one) => one.type === type)) return;
  throw invalid([
    { path: 'type', message: `Choose one of your types: ${types.map((one) => one.type).join(', ')}.` },
  ]);
}
