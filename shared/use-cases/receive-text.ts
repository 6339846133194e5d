import { questionsOf } from '../domain/asked-answer.ts';
import { contactIdOf, type PracticeId } from '../domain/identifiers.ts';
import { decideInbound, type InboundFacts, isAnswer, type Meaning, meaningOf } from '../domain/inbound.ts';
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
  const present = contactIdOf(current, practiceId, phone);
  const ids = [present, ...older.map((key) => contactIdOf(key, practiceId, phone))];
  const found = (
    await world.store.read(ids.map((contactId) => ({ kind: 'head', practiceId, contactId }) as const))
  ).find((record) => record !== undefined);
  return { contactId: found?.value.contactId ?? present, stored: found };
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
    const appointments = await askedAbout(world, head, meaning);
    const facts: InboundFacts = {
      head,
      practice,
      arrived: inbound,
      meaning,
      appointments: appointments.map(({ value }) => value),
      now,
      newId: newIdOf(world),
    };
    const { outcome } = await commitDraft(world, decideInbound(facts), {
      once: `inbound#${inbound.carrier}#${inbound.carrierMessageId}`,
      read: [stored, ...appointments],
      result: null,
    });
    return outcome;
  });
}

/** The appointments that an answer is about, as they stand; a text that answers nothing reads nothing. */
async function askedAbout(
  world: World,
  { practiceId, contactId }: InboundFacts['head'],
  meaning: Meaning,
): Promise<Stored<'appointment'>[]> {
  if (!isAnswer(meaning)) return [];
  const keys = questionsOf(meaning).map(
    ({ start, appointmentId }) =>
      ({ kind: 'appointment', practiceId, contactId, start, appointmentId }) as const,
  );
  const found = await world.store.read(keys);
  return found.flatMap((appointment) => appointment ?? []);
}
