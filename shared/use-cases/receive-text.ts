import { contactIdOf, type PracticeId } from '../domain/identifiers.ts';
import { decideInbound, type InboundFacts, meaningOf } from '../domain/inbound.ts';
import { newContact } from '../domain/new-contact.ts';
import type { E164 } from '../domain/phone-number.ts';
import type { PracticeView } from '../domain/system-text.ts';
import type { InboundText } from '../ports/carrier.ts';
import type { Stored } from '../ports/store.ts';
import { commitDraft, untilDecided } from './commit-draft.ts';
import { newIdOf, type World } from './world.ts';

/** Finds the head of a number: under the present key, or an older one while ids made under it still stand. */
export async function headOf(
  world: World,
  practiceId: PracticeId,
  phone: E164,
): Promise<{ contactId: Stored<'head'>['value']['contactId']; stored: Stored<'head'> | undefined }> {
  const { current, older } = await world.secrets.identityKeys();
  const ids = [current, ...older].map((key) => contactIdOf(key, practiceId, phone));
  const found = (
    await world.store.read(ids.map((contactId) => ({ kind: 'head', practiceId, contactId }) as const))
  ).find((record) => record !== undefined);
  return { contactId: found?.value.contactId ?? contactIdOf(current, practiceId, phone), stored: found };
}

/**
 * One text from a patient: stored, understood and answered in one commit. A repeated webhook is the same commit again.
 * Costs two round trips with the practice's settings remembered: the head, the commit.
 */
export async function receiveText(world: World, practice: PracticeView, inbound: InboundText): Promise<void> {
  const { practiceId, number } = practice.line;
  await untilDecided(world, async () => {
    const now = world.clock.now();
    const { contactId, stored } = await headOf(world, practiceId, inbound.from);
    const head = stored?.value ?? newContact({ practiceId, contactId }, inbound.from, number, now);
    const meaning = meaningOf(head, inbound.body, now);
    const appointment =
      meaning.kind === 'appointment-answer' ? await askedAbout(world, head, meaning.question) : undefined;
    const facts: InboundFacts = {
      head,
      practice,
      arrived: inbound,
      meaning,
      appointment: appointment?.value,
      now,
      newId: newIdOf(world),
    };
    const { outcome } = await commitDraft(world, decideInbound(facts), {
      once: `inbound#${inbound.carrier}#${inbound.carrierMessageId}`,
      read: [stored, appointment],
      result: null,
    });
    return outcome;
  });
}

const askedAbout = async (
  world: World,
  { practiceId, contactId }: InboundFacts['head'],
  {
    start,
    appointmentId,
  }: {
    readonly start: Stored<'appointment'>['value']['start'];
    readonly appointmentId: Stored<'appointment'>['value']['appointmentId'];
  },
): Promise<Stored<'appointment'> | undefined> =>
  (await world.store.read([{ kind: 'appointment', practiceId, contactId, start, appointmentId }]))[0];
