import { foldAll, isOptedOut } from '../../shared/domain/consent.ts';
import { Failure } from '../../shared/domain/failure.ts';
import { keyIdOf } from '../../shared/domain/identifiers.ts';
import { carrierAnswers } from '../../shared/domain/keywords.ts';
import type { Purpose } from '../../shared/domain/purpose.ts';
import type { Task, TaskKind } from '../../shared/domain/task.ts';
import type { OutText, Text } from '../../shared/domain/text.ts';
import { earliest, plusSeconds, secondsBetween } from '../../shared/domain/time.ts';
import { dueShards } from '../../shared/ports/store.ts';
import { replyToPatient } from '../../shared/use-cases/reply-to-patient.ts';
import { sweepOverdue } from '../../shared/use-cases/sweep-overdue.ts';
import { walk } from '../support/walk.ts';
import { overdueAfterSeconds } from './dues.ts';
import { noFaults } from './faulty-store.ts';
import { checkFigures } from './figures.ts';
import type { History } from './history.ts';
import { violated as fail } from './violation.ts';
import { isOut, listedIn } from './watched.ts';

const sweepEverySeconds = 300;

/** Faults stop and time passes: what then still stands must be nothing, and everything that happened is looked over. */
export async function checkDone(history: History): Promise<void> {
  const { world } = history;
  world.faults = noFaults;
  await history.settleCutOff();
  for (let round = 0; history.patients.owedWebhooks > 0 && round < 20; round += 1)
    await history.patients.repeatWebhooks();
  for (let round = 0; history.world.network.receipts.length > 0 && round < 200; round += 1)
    await history.hearReceipts();
  await settleAll(history);
  await checkAnswered(history);
  await answerEveryone(history);
  await passDays(history, 15);
  do {
    await history.hearReceipts();
    await settleAll(history);
    // What left at the last moment is reported as well.
  } while (world.network.receipts.length > 0);
  await checkNothingLeft(history);
  await checkTexts(history);
  await checkLedgers(history);
  await checkConfirmed(history);
  await checkBlockLists(history);
  await checkFigures(history);
}

/** Past the last appointment, which is at most twelve days away, from one moment at which something is due to the next. */
async function passDays(history: History, days: number): Promise<void> {
  const { world, watch } = history;
  const until = plusSeconds(world.now, days * 86_400);
  for (;;) {
    const next = earliest([world.nextRing, watch.dues.sweptFrom]);
    if (next === undefined || next > until) break;
    await history.pass(Math.max(0, secondsBetween(world.now, next)));
    await settleAll(history);
  }
  await history.pass(Math.max(0, secondsBetween(world.now, until)));
}

/** Everything that is due now is done, as the bus, the schedules and the sweep would have it within minutes. */
async function settleAll(history: History): Promise<void> {
  const { world } = history;
  for (let round = 0; round < 40; round += 1) {
    await world.collectEvents();
    const events = world.pending.splice(0);
    await Promise.all(events.map((event) => history.deliver(event)));
    await Promise.all(world.uncounted.splice(0).map((event) => history.count(event)));
    await world.collectEvents();
    if (world.pending.length > 0) continue;
    await history.pass(sweepEverySeconds);
    if (!history.overdue) {
      if (world.pending.length === 0) return;
      continue;
    }
    await sweepOverdue(world.calm(), (error) => {
      throw error;
    });
  }
  fail('at rest', 'work goes on and on');
}

const contactsOf = (history: History) =>
  history.parties.flatMap((party) =>
    party.phones.map((from) => ({ party, from, ...history.contactOf(party, from) })),
  );

async function headOf(
  history: History,
  of: { practiceId: never; contactId: never } | ReturnType<History['contactOf']>,
) {
  const [head] = await history.world.memory.read([
    { kind: 'head', practiceId: of.practiceId, contactId: of.contactId },
  ]);
  return head?.value;
}

const textsOf = async (history: History, of: ReturnType<History['contactOf']>): Promise<Text[]> =>
  (
    await walk(history.world.memory, {
      listing: 'texts',
      of: { practiceId: of.practiceId, contactId: of.contactId },
    })
  ).map(({ value }) => value);

/** What answers a patient; a reminder, a recall or a notice that comes later does not, nor what never left. */
const answering: ReadonlySet<Purpose> = new Set(['reply', 'acknowledgement', 'service', 'emergency']);
/** One that was accepted, and never left. */
const isDropped = ({ status }: OutText): boolean => status === 'refused' || status === 'expired';
const isAnswer = (text: Text): text is OutText =>
  isOut(text) && answering.has(text.purpose) && !isDropped(text);

/** What was to tell a patient that their C or R was understood, when they said stop in the same minute. */
const isOvertaken = (text: Text): boolean =>
  isOut(text) && text.purpose === 'acknowledgement' && text.permit.code === 'opted-out';

/** What a person has on their list already, what is said of it again adds nothing to. */
const standing: ReadonlySet<TaskKind> = new Set(['check-number', 'review-opt-out']);

/** Every acknowledged text is stored, once, and each has an answer, an acknowledgement or a place on a person's list. */
async function checkAnswered(history: History): Promise<void> {
  const tasks = await tasksOf(history);
  for (const { party, from, id, kind, body } of history.patients.acknowledged) {
    const of = history.contactOf(party, from);
    const texts = await textsOf(history, of);
    const all = texts.filter((text) => text.direction === 'in' && text.carrierMessageId === id);
    const [stored] = all;
    if (!stored || all.length > 1) return fail('stored once', `${id} stands ${all.length} times`);
    if (stored.body !== body) return fail('stored once', `${id} stands in other words`);
    const { seq, at } = stored;
    const answered = texts.some(
      (text) =>
        text.seq > seq && (isAnswer(text) || ((kind === 'other' || kind === 'start') && isOvertaken(text))),
    );
    const listed = tasks.some(
      (task) =>
        task.practiceId === of.practiceId &&
        task.contactId === of.contactId &&
        (task.since >= at || (standing.has(task.kind) && (task.doneAt === undefined || task.doneAt >= at))),
    );
    // The same sign within half an hour, unanswered by a person, is a machine's echo.
    if (
      /chest pain/.test(body) &&
      !texts.some((text) => isOut(text) && text.purpose === 'emergency' && text.at >= plusSeconds(at, -1800))
    )
      fail('answered', `${id} speaks of an emergency and was not answered`);
    // Thanks want no answer; a second STOP gets none; and of its own keywords the carrier answers every one.
    const byCarrier = party.optOutHandledBy === 'carrier' && carrierAnswers(body);
    if (kind === 'stop' || body === 'thanks!' || byCarrier) continue;
    const head = await headOf(history, of);
    const closed = history.watch.wasClosedAfter(`${of.practiceId}|${of.contactId}`, seq);
    if (!answered && !listed && head?.thread.waitingOn !== 'practice' && !closed)
      fail('answered', `${id} "${body}" is neither answered nor on anybody's list`);
  }
}

/** Every task of the practices, open or done. */
async function tasksOf({ world: { memory }, parties }: History) {
  const lists = parties.flatMap(({ practiceId }) =>
    (['open', 'done'] as const).map((state) => walk(memory, { listing: 'tasks', of: { practiceId, state } })),
  );
  return (await Promise.all(lists)).flat().map(({ value }) => value);
}

/** Staff answers whoever waits, by text or by phone. */
async function answerEveryone(history: History): Promise<void> {
  const by = { keyId: keyIdOf('ptx_simulation') };
  for (const of of contactsOf(history)) {
    const head = await headOf(history, of);
    if (head?.thread.waitingOn !== 'practice') continue;
    const contact = { practiceId: of.practiceId, contactId: of.contactId };
    const written = { body: 'Thank you for your patience.', purpose: 'reply', by, sendNow: true } as const;
    await replyToPatient(history.world.calm(), contact, written, undefined).catch((error: unknown) => {
      if (!(error instanceof Failure)) throw error;
    });
  }
  await settleAll(history);
}

async function checkNothingLeft(history: History): Promise<void> {
  // What has just come due is still its schedule's, and where that was lost the sweep's in two minutes.
  const swept = plusSeconds(history.world.now, -overdueAfterSeconds);
  for (const of of contactsOf(history)) {
    const head = await headOf(history, of);
    if (!head) continue;
    // A recall or bill goes on for weeks: a step of it may wait for the next morning.
    const left = head.outbox.filter(({ state, at }) => state === 'claimed' || at <= history.world.now);
    if (left.length > 0) fail('nothing left', `an outbox holds ${JSON.stringify(left)}`);
    if (head.nextDueAt !== undefined && head.nextDueAt <= swept)
      fail('nothing left', `a contact is due since ${head.nextDueAt}`);
  }
  for (let shard = 0; shard < dueShards; shard += 1)
    for (const { value } of await walk(history.world.memory, { listing: 'due', of: { shard } })) {
      if ('thread' in value || value.kind === 'goal') continue;
      if (value.dueAt <= swept) fail('nothing left', `a timer ${value.kind} is due since ${value.dueAt}`);
    }
}

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
async function checkTexts(history: History): Promise<void> {
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
      if (text.purpose === 'reply' && isDropped(text) && !tasks.some((task) => tellsOf(task, text)))
        fail('told of', `an answer is ${text.status}, and nobody knows (${text.permit.code})`);
      // What the carrier was too busy to take, and was taken back since, reminded nobody.
      if (tries.every(({ outcome }) => outcome === 'not-taken')) continue;
      for (const { start } of listedIn(text.about))
        if (tries.some(({ at }) => at >= start)) fail('never late', `a reminder left after its start`);
    }
  }
}

/** Who said stop was told, where the line does not leave it to its carrier; that nobody is told twice holds each commit. */
async function checkConfirmed(history: History): Promise<void> {
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
async function checkBlockLists(history: History): Promise<void> {
  for (const of of contactsOf(history)) {
    const head = await headOf(history, of);
    if (!head) continue;
    const blocked = history.world.network.isBlocked(of.practiceId, of.from);
    if (blocked !== isOptedOut(head.consent))
      fail('block list', `it ${blocked ? 'has' : 'does not have'} a number that is otherwise with us`);
  }
}

async function checkLedgers(history: History): Promise<void> {
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
