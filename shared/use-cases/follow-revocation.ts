import { isOptedOut } from '../domain/consent.ts';
import { amend } from '../domain/draft.ts';
import type { ContactId, PracticeId } from '../domain/identifiers.ts';
import { decideRevocation, unclaimed } from '../domain/revocation.ts';
import type { Stored } from '../ports/store.ts';
import { commitDraft, untilDecided } from './commit-draft.ts';
import { newIdOf, type World } from './world.ts';

/**
 * What follows a STOP or START that is already in force: texts that a revocation covers leave the outbox, and the carrier's own
 * block list, where there is one that we keep, gets or loses the number. Safe to run twice and at any time later.
 */
export async function followRevocation(
  world: World,
  contact: { readonly practiceId: PracticeId; readonly contactId: ContactId },
): Promise<void> {
  await untilDecided(world, async () => {
    const [head] = await world.store.read([{ kind: 'head', ...contact }]);
    if (!head?.value.consentPendingSince) return 'nothing';
    const keys = unclaimed(head.value).map(({ seq }) => ({ kind: 'text', ...contact, seq }) as const);
    const [texts, practice] = await Promise.all([
      keys.length > 0 ? world.store.read(keys) : [],
      world.settings.viewOf(head.value),
    ]);
    await tellCarrier(world, head, practice.line);
    const draft = decideRevocation({
      head: head.value,
      texts: texts.flatMap((text) => (text?.value.direction === 'out' ? [text.value] : [])),
      practice,
      now: world.clock.now(),
      newId: newIdOf(world),
    });
    amend(draft, {});
    const once = `revocation#${head.value.consentPendingSince}#${head.version}`;
    const { outcome } = await commitDraft(world, draft, { once, read: [head, ...texts], result: null });
    return outcome;
  });
}

async function tellCarrier(
  world: World,
  head: Stored<'head'>,
  line: { carrier: keyof World['carriers']; account: string },
): Promise<void> {
  const list = world.carriers[line.carrier].optOutList;
  if (!list) return;
  const account = await world.secrets.carrierAccount(line.carrier, line.account);
  if (!account) return;
  if (isOptedOut(head.value.consent)) await list.add(head.value.phone, account);
  else await list.remove(head.value.phone, account);
}
