import { notFound } from '../domain/failure.ts';
import type { ContactId, PracticeId } from '../domain/identifiers.ts';
import type { Permit } from '../domain/permit-rule.ts';
import type { Purpose } from '../domain/purpose.ts';
import { permitFor } from '../domain/reply.ts';
import type { IsoInstant } from '../domain/time.ts';
import { withSwitches } from './practice-view.ts';
import { newIdOf, type World } from './world.ts';

/**
 * The permit that such a text would get, without sending it: now, or at a later moment with all that is known now. Reads alone.
 *
 * @throws Failure `not-found` where the practice has no such contact
 */
export async function askPermit(
  world: World,
  contact: { readonly practiceId: PracticeId; readonly contactId: ContactId },
  asked: { readonly purpose: Purpose; readonly body: string; readonly at?: IsoInstant | undefined },
): Promise<Permit> {
  const [head, purposes] = await world.store.read([
    { kind: 'head', ...contact },
    { kind: 'settings', practiceId: contact.practiceId, part: 'purposes' },
  ]);
  if (!head || purposes?.value.part !== 'purposes') throw notFound('contact');
  const view = await world.settings.viewOf(head.value);
  const practice = withSwitches(view, purposes.value);
  const now = asked.at ?? world.clock.now();
  return permitFor({ head: head.value, practice, now, newId: newIdOf(world) }, asked);
}
