import { foldAll, isOptedOut } from '../../shared/domain/consent.ts';
import type { Task } from '../../shared/domain/task.ts';
import type { OutText } from '../../shared/domain/text.ts';
import { secondsBetween } from '../../shared/domain/time.ts';
import { walk } from '../support/walk.ts';
import type { History } from './history.ts';
import { contactsOf, headOf, tasksOf, textsOf } from './records.ts';
import { violated as fail } from './violation.ts';
import { isDropped, isOut, listedIn } from './watched.ts';

/* What the texts, confirmations, block lists and ledgers of a history must say of it once it is over. */

/** Statuses of what is still to leave. */
const unsettled: ReadonlySet<OutText['status']> = new Set(['queued', 'held', 'claimed']);

/** Whether a task tells of a text that never left. One written to a number that its patient has left is told of under the new one. */
const tellsOf = (task: Task, text: OutText): boolean =>
  task.textId === text.textId ||
  (task.kind === 'call-patient' &&
    task.practiceId === text.practiceId &&
    task.textId === undefined &&
    task.since === text.history.at(-1)?.at);

/** At most one hand-over without the carrier's word, each begun in time and before the visit that it is about; and nothing forgotten. */
export async function checkTexts(history: History): Promise<void> {
  const { handed } = history.world.network;
  const tasks = await tasksOf(history);
  for (const of of contactsOf(history)) {
    const replies = new Set<string>();
    const head = await headOf(history, of);
    for (const text of (await textsOf(history, of)).filter(isOut)) {
      const tries = handed.filter(
        ({ text: { reference } }) =>
          reference.textId === text.textId && reference.practiceId === text.practiceId,
      );
      const taken = tries.filter(({ outcome }) => outcome === 'accepted' || outcome === 'unknown');
      if (taken.length > 1 && text.purpose !== 'emergency')
        fail('handed over once', `a text for ${text.purpose} was handed over ${taken.length} times`);
      if (unsettled.has(text.status) && !head?.outbox.some(({ seq }) => seq === text.seq))
        fail('nothing left', `a text is ${text.status} and in no outbox`);
      const claims = text.history.filter(({ status }) => status === 'claimed');
      // A text remembers its last statuses alone.
      const first = claims[0]?.at;
      for (const { at } of tries.filter((one) => first === undefined || one.at >= first))
        if (!claims.some((claim) => secondsBetween(claim.at, at) >= 0 && secondsBetween(claim.at, at) <= 5))
          fail('handed over in time', `at ${at}, claimed ${claims.map((claim) => claim.at).join(', ')}`);
      if (
        history.world.network.delivered.has(`${of.practiceId}|${text.textId}`) &&
        text.status !== 'delivered'
      )
        fail('receipts', `a text that arrived stands as ${text.status}`);
      if (text.purpose === 'reply' && replies.has(text.body)) fail('written once', text.body);
      replies.add(text.body);
      // Who wrote it believes that the patient has it.
      if (!text.automated && isDropped(text) && !tasks.some((task) => tellsOf(task, text)))
        fail('told of', `what a person wrote is ${text.status}, and nobody knows (${text.permit.code})`);
      // What the carrier was too busy to take, and was taken back since, reminded nobody.
      if (tries.every(({ outcome }) => outcome === 'not-taken')) continue;
      for (const { start } of listedIn(text.about))
        if (tries.some(({ at }) => at >= start)) fail('never late', `a reminder left after its start`);
    }
  }
}

/** Who said stop was told, where the line does not leave it to its carrier; that nobody is told twice holds each commit. */
export async function checkConfirmed(history: History): Promise<void> {
  for (const of of contactsOf(history)) {
    const stops = history.patients.acknowledged.filter(
      ({ party, from, kind }) => kind === 'stop' && party === of.party && from === of.from,
    ).length;
    const out = (await textsOf(history, of)).filter(isOut);
    // Whom the carrier has on its own list of opt-outs it has told so.
    const blocked = out.some((text) => text.history.some(({ code }) => code === '21610'));
    const confirmed = out.filter(
      (text) => text.purpose === 'service' && /opted out|no more texts/.test(text.body) && !isDropped(text),
    ).length;
    if (
      of.party.optOutHandledBy === 'ours' &&
      stops > 0 &&
      confirmed === 0 &&
      !blocked &&
      !history.revokedUnsaid.has(of.contactId)
    )
      fail('confirmed', 'a STOP was never confirmed');
  }
}

/** The carrier's own list says what the patient said last. */
export async function checkBlockLists(history: History): Promise<void> {
  for (const of of contactsOf(history)) {
    const head = await headOf(history, of);
    if (!head) continue;
    const blocked = history.world.network.isBlocked(of.practiceId, of.from);
    if (blocked !== isOptedOut(head.consent))
      fail('block list', `it ${blocked ? 'has' : 'does not have'} a number that is otherwise with us`);
  }
}

export async function checkLedgers(history: History): Promise<void> {
  for (const of of contactsOf(history)) {
    const head = await headOf(history, of);
    if (!head) continue;
    const events = await walk(history.world.memory, {
      listing: 'consents',
      of: { practiceId: of.practiceId, contactId: of.contactId },
    });
    const folded = foldAll(events.map(({ value }) => value));
    if (JSON.stringify(folded) !== JSON.stringify(head.consent))
      fail('ledger', 'its fold is not what the head says');
    if (events.length !== head.nextConsentSeq - 1) fail('ledger', 'an event is missing');
  }
}
