import { itemKeyOf } from '../../shared/adapters/dynamodb/keys.ts';
import { nameOf } from '../../shared/adapters/dynamodb/plan.ts';
import type { MemoryStore } from '../../shared/adapters/memory/store.ts';
import type { AnsweredEpisode } from '../../shared/domain/answered-episode.ts';
import type { ContactHead } from '../../shared/domain/contact.ts';
import type { OutboundStatus, OutText } from '../../shared/domain/text.ts';
import { type IsoInstant, secondsBetween, type ZoneName } from '../../shared/domain/time.ts';
import type { Change, Commit, Json, Put, RecordKey, Store } from '../../shared/ports/store.ts';
import { assertAppointmentStands, assertInLane, isAutomated } from './claims.ts';
import { ContactWatch } from './contact-watch.ts';
import { type Coverage, note } from './coverage.ts';
import { Dues } from './dues.ts';
import { Policies } from './policies.ts';
import { PracticeWatch } from './practice-watch.ts';
import type { Tell } from './runs.ts';
import { Violation, violated } from './violation.ts';
import { type Before, isDropped, isOut, listedIn } from './watched.ts';
import { type Said, Wishes } from './wishes.ts';

/** What a text of ours may come to from where it stands: never back. */
const rank: Readonly<Record<OutboundStatus, number>> = {
  queued: 0,
  held: 0,
  claimed: 0,
  refused: 9,
  // One that was handed over, never heard of and given up may have arrived all the same.
  expired: 1,
  unknown: 1,
  sent: 2,
  failed: 3,
  delivered: 4,
};

/** So long others may stand still, or hand over, while one decides: its commit holds where nothing that it read has changed. */
const stillSecondsMax = 300;

/** No carrier is waited for longer, whatever it asks for: an hour, and as long as a decision may take. */
const retriedSecondsMax = 3600 + stillSecondsMax;

const keyOf = (change: Change): RecordKey => ('put' in change ? change.put : change.remove);
const isClaim = (change: Change): change is Change & Put & { value: OutText } =>
  'put' in change && isOut(change.value) && change.value.status === 'claimed';

/** What a watch asks of the history. */
interface Known {
  readonly coverage: Coverage;
  /** Whether a schedule was lost, by its name; and whether the sweep is at work. */
  readonly healing: (timer: string) => boolean;
  readonly now: () => IsoInstant;
  /** Whether the line of a practice leaves it to its carrier to answer keywords. */
  readonly carrierConfirms: (practiceId: string) => boolean;
  readonly lineOf: (practiceId: string) => string | undefined;
  /** What the message of that id says; `undefined` where it is none of the history's. */
  readonly said: (carrierMessageId: string) => Said | undefined;
  readonly tell: Tell | undefined;
}

/**
 * Sees every commit with what stood before it, and holds the invariants that one commit can break. What patients want it knows from the
 * history.
 */
export class Watch {
  violation: Violation | undefined;
  readonly #known: Known;
  readonly #wishes = new Map<string, Wishes>();
  readonly #inbound = new Set<string>();
  /** Contacts that were acknowledged and that no person has answered since. */
  readonly #acknowledged = new Set<string>();
  /** Contacts whose thread was closed, each with the place in it of the next text: what came before is over. */
  readonly #closedBefore = new Map<string, number>();
  /** What the patient said in the last commit about each contact, where it was one of theirs. */
  readonly #lastSaid = new Map<string, Said | undefined>();
  readonly #practice: PracticeWatch;
  readonly #contacts: ContactWatch;
  readonly #policies: Policies;
  readonly #ended: AnsweredEpisode[] = [];
  /** What the sweep would find. */
  readonly dues = new Dues();

  constructor(known: Known) {
    this.#known = known;
    this.#practice = new PracticeWatch(known.coverage);
    this.#policies = new Policies(known.now);
    this.#contacts = new ContactWatch(known.carrierConfirms, this.#policies);
  }

  /** Whether a text that a patient sent was over with its thread: somebody closed that after it. */
  wasClosedAfter(contact: string, seq: number): boolean {
    return seq < (this.#closedBefore.get(contact) ?? 0);
  }

  /** The episodes of a practice's patients that are over, as each was written when it ended. */
  endedOf(practiceId: string): readonly AnsweredEpisode[] {
    return this.#ended.filter((episode) => episode.practiceId === practiceId);
  }

  visitDays(practiceId: string, zone: ZoneName): readonly string[] {
    return this.#practice.visitDays(practiceId, zone);
  }

  /** Whether a visit came under another number at some time. */
  hasMoved(practiceId: string, appointmentId: string): boolean {
    return this.#practice.hasMoved(practiceId, appointmentId);
  }

  hasStopped({
    practiceId,
    contactId,
  }: {
    readonly practiceId: string;
    readonly contactId: string;
  }): boolean {
    return this.#wishes.get(`${practiceId}|${contactId}`)?.stopped ?? false;
  }

  over(store: MemoryStore): Store {
    return {
      read: (keys) => store.read(keys),
      list: (query) => store.list(query),
      commit: async <R extends Json>(commit: Commit<R>) => {
        // Both happen at this moment, for nothing in the memory store waits.
        const reading = store.read(restedOn(commit));
        const committing = store.commit(commit);
        const [records, answer] = await Promise.all([reading, committing]);
        const { subject, name } = commit.once;
        this.#known.tell?.(
          `commit ${name} of ${'practiceId' in subject ? subject.practiceId : subject.of}: ${answer.outcome}`,
        );
        if (answer.outcome === 'committed') {
          const before = new Map(
            records.flatMap((record) => (record ? [[nameOf(itemKeyOf(record.key)), record] as const] : [])),
          );
          this.dues.see(commit.changes);
          this.#look(commit, (key) => before.get(nameOf(itemKeyOf(key))));
        } else {
          note(this.#known.coverage, answer.outcome === 'conflict' ? 'conflict' : 'duplicate commit');
          if (answer.outcome === 'conflict' && commit.once.name.startsWith('claim#'))
            await this.#seeRace(commit, store);
        }
        return answer;
      },
    };
  }

  /** What changed under a claim while it was decided. */
  async #seeRace(
    { once: { subject }, checks = [], changes }: Commit<Json>,
    store: MemoryStore,
  ): Promise<void> {
    const { coverage } = this.#known;
    const rested = [
      ...checks.map(({ key, expect }) => ({ key, expect })),
      ...changes.map((change) => ({ key: keyOf(change), expect: change.expect })),
    ];
    const records = await store.read(rested.map(({ key }) => key));
    const kinds = new Set(
      rested.flatMap(({ key, expect }, index) =>
        (records[index]?.version ?? 'absent') === expect ? [] : [key.kind],
      ),
    );
    if (kinds.has('settings')) note(coverage, 'a settings change raced a claim');
    if (kinds.has('appointment')) note(coverage, 'an appointment changed under a claim');
    if (kinds.has('outreach')) note(coverage, 'a recall or bill changed under a claim');
    const contact = subject.of === 'contact' ? `${subject.practiceId}|${subject.contactId}` : '';
    if (kinds.has('head') && this.#lastSaid.get(contact) === 'stop')
      note(coverage, 'an opt-out raced a claim');
  }

  #look(commit: Commit<Json>, before: Before): void {
    try {
      assertOfOnePractice(commit);
      for (const change of commit.changes) {
        if (keyOf(change).kind === 'consent' && !('put' in change && change.expect === 'absent'))
          violated('ledger', 'an event was changed or removed');
        if ('put' in change && 'direction' in change.value) this.#seeText(change, commit, before);
        if ('put' in change && 'thread' in change.value) this.#seeHead(change.value, commit, before);
        if ('remove' in change && change.remove.kind === 'timer') this.#seeTimer(change.remove);
        if ('put' in change && 'settledBy' in change.value && change.expect === 'absent')
          this.#ended.push(change.value);
        this.#practice.see(change);
        this.#policies.see(change);
      }
      this.#contacts.seeCommit(commit, before);
      if (commit.changes.filter((change) => keyOf(change).kind === 'head').length > 1)
        note(this.#known.coverage, 'a number changed hands');
      // After what the commit itself claims: nothing is claimed by the commit of a STOP.
      this.#hear(commit);
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      this.violation ??= error;
    }
  }

  #hear({ once: { subject, name }, changes }: Commit<Json>): void {
    if (subject.of !== 'contact') return;
    const wishes = this.#wishesOf(`${subject.practiceId}|${subject.contactId}`);
    const said = this.#saidIn(name);
    for (const change of changes)
      if ('put' in change && 'scope' in change.value && 'basis' in change.value)
        wishes.record(change.value, said);
    if (said) wishes.hear(said);
    for (const change of changes)
      if ('put' in change && 'decision' in change.value && 'taskId' in change.value && change.value.contactId)
        this.#wishesOf(`${subject.practiceId}|${change.value.contactId}`).decide(change.value.kind);
    this.#lastSaid.set(`${subject.practiceId}|${subject.contactId}`, said);
  }

  /** What the text says that a commit of this name stores; `undefined` where it stores none of the history's. */
  #saidIn(name: string): Said | undefined {
    return this.#known.said(/^inbound#simulated#([^#]+)/.exec(name)?.[1] ?? '');
  }

  #seeTimer({ practiceId, contactId, timerKind: kind, timerId: id }: RecordKey<'timer'>): void {
    if (this.#known.healing(`${practiceId}|${contactId}|${kind}|${id}`))
      note(this.#known.coverage, 'a lost schedule healed by the sweep');
  }

  #wishesOf(contact: string): Wishes {
    const known = this.#wishes.get(contact) ?? new Wishes();
    this.#wishes.set(contact, known);
    return known;
  }

  #seeText(change: Change & Put, commit: Commit<Json>, before: Before): void {
    const { value } = change;
    if (!('direction' in value)) return;
    const contact = `${value.practiceId}|${value.contactId}`;
    if (value.direction === 'in') {
      // In whatever thread: every message of a history has an id of its own.
      const { carrierMessageId: id = '' } = value;
      if (this.#inbound.has(id)) violated('stored once', `${id} was stored a second time`);
      this.#inbound.add(id);
      this.#contacts.seeText(value, undefined);
      return;
    }
    const old = before(change.put)?.value;
    const was = old && isOut(old) ? old : undefined;
    if (
      was &&
      (rank[value.status] < rank[was.status] || (rank[was.status] === 9 && value.status !== was.status))
    )
      violated('status', `a text went from ${was.status} back to ${value.status}`);
    if (value.line !== this.#known.lineOf(value.practiceId))
      violated('isolation', "a text stands in one practice's thread and goes from another's line");
    // In histories practices are called by their ids.
    const named = /\b(?:riverside|lakeside)\b/.exec(value.body)?.[0];
    if (named !== undefined && named !== value.practiceId)
      violated('isolation', `a text of ${value.practiceId} speaks for ${named}`);
    if (!was) this.#seeWritten(value, contact);
    if (!was) this.#practice.seeWritten(value);
    this.#contacts.seeText(value, was);
    if (isDropped(value) && was && !isDropped(was))
      this.#practice.seeAskedAgain(value, commit.changes, before);
    if (isDropped(value) && !(was && isDropped(was))) this.#practice.seeDropped(value, commit.changes);
    if (value.permit.rules.some(({ outcome, detail }) => outcome === 'refuse' && detail.includes('dailyMax')))
      note(this.#known.coverage, 'the day was full');
    if (!isClaim(change) || was?.claims === value.claims) return;
    const head = before({ kind: 'head', practiceId: value.practiceId, contactId: value.contactId })?.value;
    if (head && 'outbox' in head) this.#seeClaim(value, head, contact, before);
    else violated('claim', 'a text was claimed and its head left alone');
  }

  /**
   * A thread that closes is over: somebody closed it, or its last patient has another number, and then what waited in it is put before a
   * person there. Nothing else closes one that waits on the practice.
   */
  #seeHead(head: ContactHead, { once: { name }, changes }: Commit<Json>, before: Before): void {
    const { practiceId, contactId, thread, nextSeq } = head;
    const old = before({ kind: 'head', practiceId, contactId })?.value;
    const was = old && 'thread' in old ? old : undefined;
    const said = this.#saidIn(name);
    if (said === 'stop' && was?.outbox.some(({ state }) => state === 'claimed'))
      note(this.#known.coverage, 'an opt-out overtook a claimed text');
    for (const { state, at } of head.outbox)
      if (state === 'queued' && secondsBetween(this.#known.now(), at) > retriedSecondsMax)
        violated('tried again', `a text is to go at ${at}`);
    if (thread.waitingOn !== 'closed' || nextSeq === 1 || was?.thread.waitingOn === 'closed') return;
    const told = changes.some(
      (change) =>
        'put' in change &&
        (('detail' in change.value && 'taskId' in change.value) ||
          ('action' in change.value && change.value.action === 'thread-closed')),
    );
    if (was?.thread.waitingOn === 'practice' && !told)
      violated('closed', `${name} closed a thread that waited, and put it before nobody`);
    note(this.#known.coverage, 'a thread was closed');
    const contact = `${practiceId}|${contactId}`;
    this.#acknowledged.delete(contact);
    this.#closedBefore.set(contact, nextSeq);
  }

  /** One acknowledgement until a person answers. */
  #seeWritten({ purpose, body }: OutText, contact: string): void {
    if (purpose === 'reply') this.#acknowledged.delete(contact);
    if (purpose !== 'acknowledgement' || !/We got your|Recibimos su/.test(body)) return;
    if (this.#acknowledged.has(contact))
      violated('acknowledged once', 'a second time before anybody answered');
    this.#acknowledged.add(contact);
  }

  #seeClaim(text: OutText, head: ContactHead, contact: string, before: Before): void {
    const { purpose, permit } = text;
    const now = permit.decidedAt;
    if (permit.verdict !== 'send' || secondsBetween(now, this.#known.now()) > stillSecondsMax)
      violated('permit', `a text was claimed with a permit to ${permit.verdict} of ${permit.decidedAt}`);
    const against = this.#wishesOf(contact).against(text);
    if (against) violated('opt-out', against);
    if (now >= text.expiresAt) violated('never late', `a text for ${purpose} was claimed after its expiry`);
    assertInLane(head, text, now);
    assertAppointmentStands(text, head, now, before);
    this.#practice.seeClaim(text, now, before);
    if (text.about?.family) note(this.#known.coverage, 'a family was listed');
    this.#contacts.seeClaim(text, head, isAutomated(purpose), before);
    if (!isAutomated(purpose)) return;
    const settings = before({ kind: 'settings', practiceId: text.practiceId, part: 'purposes' })?.value;
    if (settings && 'part' in settings && settings.part === 'purposes' && !settings.value[purpose].on)
      violated('switch', `a text for ${purpose} was claimed while it was switched off`);
  }
}

/** Everything whose state before a commit an invariant asks for. */
function restedOn({ changes }: Commit<Json>): RecordKey[] {
  const further = changes.filter(isClaim).flatMap(({ value }): RecordKey[] => {
    const { practiceId, contactId, about, notice, outreach } = value;
    return [
      { kind: 'head', practiceId, contactId },
      { kind: 'settings', practiceId, part: 'purposes' },
      ...(outreach
        ? [{ kind: 'outreach', practiceId, contactId, what: outreach.what, id: outreach.id } as const]
        : []),
      ...[...listedIn(about), ...(notice?.appointments ?? [])].map(
        ({ start, appointmentId }) =>
          ({ kind: 'appointment', practiceId, contactId, start, appointmentId }) as const,
      ),
    ];
  });
  for (const change of changes)
    if ('put' in change && isOut(change.value) && isDropped(change.value) && change.value.outreach) {
      const { practiceId, contactId, outreach } = change.value;
      further.push({ kind: 'outreach', practiceId, contactId, what: outreach.what, id: outreach.id });
    }
  const keys = new Map([...changes.map(keyOf), ...further].map((key) => [nameOf(itemKeyOf(key)), key]));
  return [...keys.values()];
}

function assertOfOnePractice({ once: { subject }, changes }: Commit<Json>): void {
  if (subject.of === 'deployment') return;
  for (const change of changes) {
    const key = keyOf(change);
    if ('practiceId' in key && key.practiceId !== subject.practiceId)
      violated('isolation', `a commit of one practice writes a ${key.kind} of another`);
  }
}
