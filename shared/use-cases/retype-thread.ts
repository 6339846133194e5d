import type { ContactHead } from '../domain/contact.ts';
import { begin } from '../domain/draft.ts';
import { Failure, notFound } from '../domain/failure.ts';
import type { ContactId, PracticeId } from '../domain/identifiers.ts';
import type { MessageTypes } from '../domain/settings.ts';
import { retype } from '../domain/thread-type.ts';
import { commitDraft, untilDecided } from './commit-draft.ts';
import { newIdOf, type World } from './world.ts';

/**
 * A person says what a thread is about. The thread alone changes: its type and who holds it; the goal and the promise of the running
 * episode stand. Saying it twice is saying it once.
 *
 * @throws Failure `not-found` for no such contact, `invalid` for a type that the practice does not have
 */
export async function retypeThread(
  world: World,
  contact: { readonly practiceId: PracticeId; readonly contactId: ContactId },
  type: string,
): Promise<ContactHead> {
  return untilDecided(world, async () => {
    const [head, types] = await world.store.read([
      { kind: 'head', ...contact },
      { kind: 'settings', practiceId: contact.practiceId, part: 'message-types' },
    ]);
    if (!head || types?.value.part !== 'message-types') throw notFound('contact');
    assertType(types.value.value, type);
    const view = await world.settings.viewOf(head.value);
    const practice = { ...view, settings: { ...view.settings, 'message-types': types.value.value } };
    const draft = begin(head.value, world.clock.now(), newIdOf(world));
    if (!retype(draft, practice, type)) return head.value;
    const answer = await commitDraft(world, draft, {
      once: `retype#${newIdOf(world)()}`,
      read: [head],
      checks: [{ key: types.key, expect: types.version }],
      result: null,
    });
    return answer.outcome === 'conflict' ? 'conflict' : draft.head;
  });
}

function assertType(types: MessageTypes, type: string): void {
  if (types.some((one) => one.type === type)) return;
  throw new Failure('invalid', 'Mend the fields listed in errors, and send it again.', {
    errors: [
      { path: 'type', message: `Choose one of your types: ${types.map((one) => one.type).join(', ')}.` },
    ],
  });
}
