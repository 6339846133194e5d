import { isOptedOut } from '../domain/consent.ts';
import type { ContactHead } from '../domain/contact.ts';
import { amend, begin } from '../domain/draft.ts';
import type { ContactId, PracticeId } from '../domain/identifiers.ts';
import { decideRevocation, unclaimed } from '../domain/revocation.ts';
import { namedBy } from '../domain/text.ts';
import { secondsBetween } from '../domain/time.ts';
import { commitDraft, untilDecided } from './commit-draft.ts';
import { appointmentsAt, appointmentsElsewhere } from './text-appointments.ts';
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

/** Refuses what is queued and covered. Does not wait for any carrier. Costs a round trip more where reminders are queued. */
async function settleCovered(world: World, contact: Contact): Promise<void> {
  await untilDecided(world, async () => {
    const [head] = await world.store.read([{ kind: 'head', ...contact }]);
    if (!head?.value.consentPendingSince) return 'nothing';
    const keys = unclaimed(head.value).map(({ seq }) => ({ kind: 'text', ...contact, seq }) as const);
    if (keys.length === 0) return 'nothing';
    const [texts, practice] = await Promise.all([world.store.read(keys), world.settings.viewOf(head.value)]);
    const out = texts.flatMap((text) => (text?.value.direction === 'out' ? [text.value] : []));
    const named = out.flatMap(({ about }) => (about ? namedBy(about) : []));
    const elsewhere = await appointmentsElsewhere(world, await appointmentsAt(world, contact, named));
    if (elsewhere === 'moving') return 'conflict';
    const draft = decideRevocation({
      head: head.value,
      texts: out,
      practice,
      elsewhere,
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
 * No run of a function takes longer, in a deployment: whoever read a word that has changed since has told the carrier by then, or died.
 * A test holds the topology to it.
 */
export const runSecondsMax = 240;

/**
 * Tells the carrier what the patient said last. A run that was overtaken may tell it an older word after the newer one, and die before it
 * finds out: so a list is told at once, and once more by the sweep when nobody who knew otherwise can still be at work. Only then is
 * nothing pending any more; where there is no list, at once.
 */
async function keepListEqual(world: World, contact: Contact): Promise<void> {
  let told: boolean | undefined;
  let kept = false;
  await untilDecided(world, async () => {
    const [head] = await world.store.read([{ kind: 'head', ...contact }]);
    if (!head) return 'nothing';
    const optedOut = isOptedOut(head.value.consent);
    const pending = head.value.consentPendingSince;
    if (!pending && (told === undefined || told === optedOut)) return 'nothing';
    if (told !== optedOut) {
      told = optedOut;
      kept = await tellCarrier(world, head.value, optedOut);
      // The word may have changed on the way: looked at again.
      if (kept) return 'conflict';
    }
    if (kept && pending && secondsBetween(pending, world.clock.now()) < runSecondsMax) return 'nothing';
    const draft = begin(head.value, world.clock.now(), newIdOf(world));
    const { consentPendingSince: _done, ...rest } = draft.head;
    draft.head = rest;
    amend(draft, {});
    const once = `listed#${head.version}`;
    const { outcome } = await commitDraft(world, draft, { once, read: [head], result: null });
    return outcome;
  });
}

/** @returns whether the line's account keeps a list at all */
async function tellCarrier(world: World, head: ContactHead, optedOut: boolean): Promise<boolean> {
  const { line } = await world.settings.viewOf(head);
  const list = world.carriers[line.carrier].optOutList;
  const account = list && (await world.secrets.carrierAccount(line.carrier, line.account));
  if (!list || !account) return false;
  return optedOut ? list.add(head.phone, account) : list.remove(head.phone, account);
}
