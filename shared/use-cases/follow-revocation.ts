import { isOptedOut } from '../domain/consent.ts';
import type { ContactHead } from '../domain/contact.ts';
import { amend, begin } from '../domain/draft.ts';
import type { ContactId, PracticeId } from '../domain/identifiers.ts';
import { decideRevocation, unclaimed } from '../domain/revocation.ts';
import { commitDraft, untilDecided } from './commit-draft.ts';
import { newIdOf, type World } from './world.ts';

interface Contact {
  readonly practiceId: PracticeId;
  readonly contactId: ContactId;
}

/**
 * What follows a STOP or START that is already in force: texts that a revocation covers leave the outbox, and then the
 * carrier's own block list, where there is one that we keep, gets or loses the number. Safe to run twice and at any time later.
 */
export async function followRevocation(world: World, contact: Contact): Promise<void> {
  await settleCovered(world, contact);
  await keepListEqual(world, contact);
}

/** Refuses what is queued and covered. Does not wait for any carrier. */
async function settleCovered(world: World, contact: Contact): Promise<void> {
  await untilDecided(world, async () => {
    const [head] = await world.store.read([{ kind: 'head', ...contact }]);
    if (!head?.value.consentPendingSince) return 'nothing';
    const keys = unclaimed(head.value).map(({ seq }) => ({ kind: 'text', ...contact, seq }) as const);
    if (keys.length === 0) return 'nothing';
    const [texts, practice] = await Promise.all([world.store.read(keys), world.settings.viewOf(head.value)]);
    const draft = decideRevocation({
      head: head.value,
      texts: texts.flatMap((text) => (text?.value.direction === 'out' ? [text.value] : [])),
      practice,
      now: world.clock.now(),
      newId: newIdOf(world),
    });
    if (draft.changedTexts.length === 0) return 'nothing';
    const once = `revocation#${head.value.consentPendingSince}#${head.version}`;
    const { outcome } = await commitDraft(world, draft, { once, read: [head, ...texts], result: null });
    return outcome;
  });
}

/**
 * Tells the carrier what the patient said last, and then that nothing is pending any more. Two runs may tell it in any order: the
 * one that was overtaken sees by its commit's condition that the word has changed, and tells the carrier again.
 */
async function keepListEqual(world: World, contact: Contact): Promise<void> {
  let told: boolean | undefined;
  await untilDecided(world, async () => {
    const [head] = await world.store.read([{ kind: 'head', ...contact }]);
    if (!head) return 'nothing';
    const optedOut = isOptedOut(head.value.consent);
    const pending = head.value.consentPendingSince;
    if (!pending && (told === undefined || told === optedOut)) return 'nothing';
    if (told !== optedOut) await tellCarrier(world, head.value, optedOut);
    told = optedOut;
    const draft = begin(head.value, world.clock.now(), newIdOf(world));
    const { consentPendingSince: _done, ...rest } = draft.head;
    draft.head = rest;
    amend(draft, {});
    const once = `listed#${head.version}`;
    const { outcome } = await commitDraft(world, draft, { once, read: [head], result: null });
    return outcome;
  });
}

async function tellCarrier(world: World, head: ContactHead, optedOut: boolean): Promise<void> {
  const { line } = await world.settings.viewOf(head);
  const list = world.carriers[line.carrier].optOutList;
  const account = list && (await world.secrets.carrierAccount(line.carrier, line.account));
  if (!list || !account) return;
  if (optedOut) await list.add(head.phone, account);
  else await list.remove(head.phone, account);
}
