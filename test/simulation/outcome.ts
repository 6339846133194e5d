import { Failure } from '../../shared/domain/failure.ts';
import { keyIdOf } from '../../shared/domain/identifiers.ts';
import { carrierAnswers } from '../../shared/domain/keywords.ts';
import type { Purpose } from '../../shared/domain/purpose.ts';
import type { TaskKind } from '../../shared/domain/task.ts';
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
import { checkBlockLists, checkConfirmed, checkLedgers, checkTexts } from './kept.ts';
import { contactsOf, headOf, tasksOf, textsOf } from './records.ts';
import { violated as fail } from './violation.ts';
import { isDropped, isOut } from './watched.ts';

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

/** What answers a patient; a reminder, a recall or a notice that comes later does not, nor what never left. */
const answering: ReadonlySet<Purpose> = new Set(['reply', 'acknowledgement', 'service', 'emergency']);
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
