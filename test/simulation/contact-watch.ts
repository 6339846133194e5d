import { type ConsentEvent, foldAll, isOptedOut } from '../../shared/domain/consent.ts';
import type { ContactHead } from '../../shared/domain/contact.ts';
import { carrierAnswers } from '../../shared/domain/keywords.ts';
import type { OutText, Text } from '../../shared/domain/text.ts';
import { type IsoInstant, secondsBetween } from '../../shared/domain/time.ts';
import type { Commit, Json } from '../../shared/ports/store.ts';
import { insideHoursOf, insideOfferHoursOf } from './clocks.ts';
import type { Policies } from './policies.ts';
import { violated } from './violation.ts';
import { type Before, isOut, keptHere, listedIn } from './watched.ts';

const daySeconds = 86_400;
const capPerDay = 3;
const capPerWeek = 8;
/** So many acknowledgements a day go to one contact, whatever a machine there answers. */
const acknowledgementsPerDay = 8;
/** Who texted within the hour is awake. */
const awakeSeconds = 3600;

/** An automated text that was claimed. */
interface Sent {
  readonly seq: number;
  readonly at: IsoInstant;
}

/** One contact as the commits about it tell. */
class Contact {
  readonly events: ConsentEvent[] = [];
  /** Episodes that were acknowledged, and those whose missed goal was answered. */
  readonly acknowledged = new Set<number>();
  readonly consoled = new Set<number>();
  lastInboundAt: IsoInstant | undefined;
  /** What a person wrote for those who had the number then. */
  readonly forSomebody = new Set<number>();
  /** What of it those have left behind since: the number has been nobody's, whoever has it now. */
  readonly leftBehind = new Set<number>();
  /** Automated texts that count toward caps, and acknowledgements by when they were written. */
  counted: Sent[] = [];
  answers: Sent[] = [];
}

/**
 * Holds what is promised to one patient: the ledger folds to the state, an opt-out is confirmed once and by its own commit, an episode is
 * acknowledged once and its missed goal answered once, a reminder goes once, and hours and caps hold. It keeps its own account of each.
 */
export class ContactWatch {
  readonly #carrierConfirms: (practiceId: string) => boolean;
  readonly #policies: Policies;
  readonly #contacts = new Map<string, Contact>();
  /** The text that was claimed for a step of a plan, by the step. */
  readonly #reminded = new Map<string, string>();

  /** @param carrierConfirms whether the line of a practice leaves it to its carrier to answer keywords */
  constructor(carrierConfirms: (practiceId: string) => boolean, policies: Policies) {
    this.#carrierConfirms = carrierConfirms;
    this.#policies = policies;
  }

  #of({ practiceId, contactId }: { readonly practiceId: string; readonly contactId: string }): Contact {
    const name = `${practiceId}|${contactId}`;
    const known = this.#contacts.get(name) ?? new Contact();
    this.#contacts.set(name, known);
    return known;
  }

  /** Everything that one commit says of each contact in it. */
  seeCommit(commit: Commit<Json>, before: Before): void {
    const heads = commit.changes.flatMap((change) =>
      'put' in change && 'thread' in change.value ? [change.value] : [],
    );
    for (const head of heads) {
      const { practiceId, contactId } = head;
      const own = (value: object): boolean => 'contactId' in value && value.contactId === contactId;
      const events = commit.changes.flatMap((change) =>
        'put' in change &&
        change.put.kind === 'consent' &&
        change.put.contactId === contactId &&
        'basis' in change.value
          ? [change.value]
          : [],
      );
      const written = commit.changes.flatMap((change) =>
        'put' in change && change.expect === 'absent' && isOut(change.value) && own(change.value)
          ? [change.value]
          : [],
      );
      const old = before({ kind: 'head', practiceId, contactId })?.value;
      const was = old && 'thread' in old ? old : undefined;
      this.#seeLedger(head, events);
      this.#seeConfirmation(head, was, { events, written, name: commit.once.name });
      this.#seeAnswered(head, was, written);
      const { forSomebody, leftBehind } = this.#of(head);
      if (keptHere(head).length === 0) for (const seq of forSomebody) leftBehind.add(seq);
      for (const change of commit.changes)
        if ('put' in change && isOut(change.value) && own(change.value)) assertBlockHeard(head, change.value);
      for (const text of written) {
        this.#seeEpisode(head, text);
        if (!text.automated && keptHere(head).length > 0) forSomebody.add(text.seq);
      }
    }
  }

  #seeLedger(head: ContactHead, events: readonly ConsentEvent[]): void {
    const { events: all } = this.#of(head);
    all.push(...events);
    if (events.length > 0 && JSON.stringify(foldAll(all)) !== JSON.stringify(head.consent))
      violated('ledger', 'its fold is not what the head says');
  }

  /** What ends all texts is confirmed by the commit that does it, unless the carrier answers that very word; nothing else is. */
  #seeConfirmation(
    head: ContactHead,
    was: ContactHead | undefined,
    {
      events,
      written,
      name,
    }: {
      readonly events: readonly ConsentEvent[];
      readonly written: readonly OutText[];
      readonly name: string;
    },
  ): void {
    const confirmed = written.filter(
      ({ purpose, body }) => purpose === 'service' && /You are opted out/.test(body),
    ).length;
    const ends = events.find(({ scope, action }) => scope === 'informational' && action === 'revoked');
    const news = ends !== undefined && !(was && isOptedOut(was.consent));
    if (confirmed > (news ? 1 : 0)) violated('confirmed', `${name} confirmed an opt-out ${confirmed} times`);
    if (!news) return;
    const words = 'words' in ends.evidence ? String(ends.evidence.words) : '';
    const byCarrier = this.#carrierConfirms(head.practiceId) && carrierAnswers(words);
    if (name.startsWith('inbound#') && confirmed !== (byCarrier ? 0 : 1))
      violated('confirmed', `${name} opted out by "${words}" and confirmed it ${confirmed} times`);
    if (ends.source === 'desk' && confirmed !== 1)
      violated('confirmed', `${name} recorded an opt-out and confirmed it ${confirmed} times`);
  }

  /** An episode that begins is acknowledged by the commit that begins it, and a missed goal is answered by the one that finds it missed. */
  #seeAnswered(head: ContactHead, was: ContactHead | undefined, written: readonly OutText[]): void {
    const { practiceId, thread, consent, reviewSince, acknowledgedAt } = head;
    const begins = thread.episode > (was?.thread.episode ?? 0);
    const misses = thread.goalMissedAt !== undefined && was?.thread.goalMissedAt !== thread.goalMissedAt;
    if (!begins && !(misses && this.#policies.slaReplies(practiceId))) return;
    const silent = isOptedOut(consent) || reviewSince !== undefined || thread.urgent;
    if (silent || acknowledgedAt.length >= acknowledgementsPerDay) return;
    if (!written.some(({ purpose }) => purpose === 'acknowledgement'))
      violated('answered once', begins ? 'an episode began without a word' : 'a missed goal was not told of');
  }

  #seeEpisode(head: ContactHead, { body, purpose }: OutText): void {
    if (purpose !== 'acknowledgement') return;
    const { acknowledged, consoled } = this.#of(head);
    const { episode } = head.thread;
    const told = /We got your/.test(body)
      ? acknowledged
      : /: Sorry, (?:your|we need)/.test(body)
        ? consoled
        : undefined;
    if (told?.has(episode)) violated('answered once', `episode ${episode} was told "${body}" a second time`);
    told?.add(episode);
  }

  /** A text is put. */
  seeText(text: Text, was: OutText | undefined): void {
    if (text.direction === 'in') {
      this.#of(text).lastInboundAt = text.at;
      return;
    }
    if (was?.permit.decidedAt !== text.permit.decidedAt) assertReplays(text);
    if (text.status !== 'refused' && text.status !== 'expired') return;
    // What the carrier did not take and nobody sends any more reminded nobody, and counts toward no cap.
    if (was?.status === 'unknown') return;
    for (const [step, textId] of this.#reminded) if (textId === text.textId) this.#reminded.delete(step);
    const contact = this.#of(text);
    contact.counted = contact.counted.filter(({ seq }) => seq !== text.seq);
    contact.answers = contact.answers.filter(({ seq }) => seq !== text.seq);
  }

  /** A text is claimed; `automated` where it waits for hours and counts toward caps. */
  seeClaim(text: OutText, head: ContactHead, automated: boolean, before: Before): void {
    const now = text.permit.decidedAt;
    const { purpose, notice, sendNow, seq } = text;
    const contact = this.#of(text);
    this.#seeReminder(text, before);
    if (contact.leftBehind.has(seq))
      violated('left', 'what a person wrote was claimed for a number that its patients have left');
    const awake =
      contact.lastInboundAt !== undefined && secondsBetween(contact.lastInboundAt, now) <= awakeSeconds;
    if ((automated || (purpose === 'reply' && !sendNow && !awake)) && !insideHoursOf(head, now))
      violated('quiet hours', `a text for ${purpose} was claimed at ${now}`);
    if (automated && !this.#policies.allow(head, now))
      violated(
        'quiet hours',
        `a text for ${purpose} was claimed at ${now}, in the practice's own quiet hours`,
      );
    if (purpose === 'marketing' && !insideOfferHoursOf(head, now))
      violated('quiet hours', `an offer was claimed at ${now}`);
    // A notice about the day goes outside the caps.
    if (automated && !notice) contact.counted = counting(contact.counted, { seq, at: now });
    if (purpose === 'acknowledgement') {
      const others = contact.answers.filter(
        (one) => one.seq !== seq && secondsBetween(one.at, now) < daySeconds,
      );
      if (others.length >= acknowledgementsPerDay)
        violated('bounded', `acknowledgement ${others.length + 1} within 24 hours`);
      contact.answers = [...others, { seq, at: text.at }];
    }
  }

  #seeReminder({ practiceId, contactId, textId, about }: OutText, before: Before): void {
    for (const { appointmentId, start, step } of listedIn(about)) {
      const visit = before({ kind: 'appointment', practiceId, contactId, start, appointmentId })?.value;
      if (!visit || !('durationMinutes' in visit)) continue;
      const named = visit.reminders.find((reminder) => reminder.step === step)?.textId;
      if (named !== textId)
        violated('reminded once', `${appointmentId} is asked about by another text for ${step}`);
      const one = `${practiceId}|${appointmentId}|${visit.revision}|${step}`;
      const other = this.#reminded.get(one);
      if (other !== undefined && other !== textId) violated('reminded once', one);
      this.#reminded.set(one, textId);
    }
  }
}

/** The claims that count with one more; a text that is claimed again counts once. */
function counting(counted: readonly Sent[], one: Sent): Sent[] {
  const others = counted.filter(({ seq }) => seq !== one.seq);
  const within = (seconds: number): number =>
    others.filter(({ at }) => secondsBetween(at, one.at) < seconds).length;
  if (within(daySeconds) >= capPerDay) violated('caps', `automated text ${capPerDay + 1} within 24 hours`);
  if (within(7 * daySeconds) >= capPerWeek)
    violated('caps', `automated text ${capPerWeek + 1} within 7 days`);
  return [...others, one];
}

/** The carrier's own list is a revocation: what it answers is in the ledger with the outcome. */
function assertBlockHeard({ consent }: ContactHead, { status, history }: OutText): void {
  if (status === 'failed' && history.at(-1)?.code === '21610' && !isOptedOut(consent))
    violated('block list', 'the carrier said that a number is on its list, and ours does not have it');
}

/** A permit's rules replay to its verdict: a refusal outweighs a hold, and of holds the latest counts. */
function assertReplays({ permit: { verdict, code, at, rules } }: OutText): void {
  if (rules.length === 0) violated('permit', `says ${verdict} by no rule`);
  const refusal = rules.find(({ outcome }) => outcome === 'refuse');
  const holds = rules.flatMap((rule) => (rule.outcome === 'hold' ? [rule.until] : []));
  const replayed = refusal ? 'refuse' : holds.length > 0 ? 'hold' : 'send';
  if (
    verdict !== replayed ||
    (verdict === 'refuse' && code !== refusal?.code) ||
    (verdict === 'hold' && at !== holds.toSorted().at(-1))
  )
    violated('permit', `says ${verdict} ${code ?? at ?? ''}, and its rules ${replayed}`);
}
