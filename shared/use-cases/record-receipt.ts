import { partsOfTextId } from '../domain/identifiers.ts';
import { decideReceipt } from '../domain/receipt.ts';
import { movesForward } from '../domain/text.ts';
import type { Receipt } from '../ports/carrier.ts';
import { commitDraft, untilDecided } from './commit-draft.ts';
import { appointmentsOf } from './text-appointments.ts';
import { newIdOf, type World } from './world.ts';

/**
 * What a carrier reports of a text of ours. The commit is named by the message and the status, never by the message alone:
 * a later report of the same message is another fact.
 *
 * @returns whether such a text exists
 */
export async function recordReceipt(world: World, receipt: Receipt): Promise<boolean> {
  const { practiceId, textId } = receipt.reference;
  const { contactId, seq } = partsOfTextId(textId);
  return untilDecided(world, async () => {
    const [head, text] = await world.store.read([
      { kind: 'head', practiceId, contactId },
      { kind: 'text', practiceId, contactId, seq },
    ]);
    if (!head || text?.value.direction !== 'out') return false;
    const failed = receipt.status === 'failed' && movesForward(text.value.status, 'failed');
    const about = failed ? await appointmentsOf(world, text.value) : [];
    const facts = {
      head: head.value,
      text: text.value,
      now: world.clock.now(),
      newId: newIdOf(world),
      appointments: about.map(({ value }) => value),
    };
    const draft = decideReceipt(facts, receipt);
    if (!draft) return true;
    const once = `receipt#${receipt.carrier}#${receipt.carrierMessageId}#${receipt.status}`;
    const { outcome } = await commitDraft(world, draft, { once, read: [head, text, ...about], result: null });
    return outcome === 'conflict' ? 'conflict' : true;
  });
}
