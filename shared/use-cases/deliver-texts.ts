import type { ContactHead, OutboxEntry } from '../domain/contact.ts';
import {
  decideClaim,
  decideOutcome,
  type HandOverOutcome,
  handOverWithinSeconds,
  nextReleased,
  staleClaims,
} from '../domain/delivery.ts';
import type { ContactId, PracticeId } from '../domain/identifiers.ts';
import type { Line } from '../domain/line.ts';
import type { OutText } from '../domain/text.ts';
import { type IsoInstant, secondsBetween } from '../domain/time.ts';
import type { CarrierAccount } from '../ports/carrier.ts';
import type { Check, Stored } from '../ports/store.ts';
import { commitDraft, untilDecided } from './commit-draft.ts';
import { findRoom } from './daily-volume.ts';
import { askedNow } from './outreach-records.ts';
import { withSwitches } from './practice-view.ts';
import {
  appointmentsAt,
  appointmentsElsewhere,
  appointmentsNamed,
  appointmentsOf,
} from './text-appointments.ts';
import { newIdOf, type World } from './world.ts';

interface Contact {
  readonly practiceId: PracticeId;
  readonly contactId: ContactId;
}

/** More than this in one run is left to the next: a function's time is bounded. */
const textsPerRunMax = 50;

/**
 * Hands a contact's released texts to their carrier, lane by lane. The event that woke this is only a hint: what there is to
 * do stands in the head. Two runs at once are safe, for each text is claimed by one commit.
 *
 * @returns how many texts were decided about
 */
export async function deliverTexts(world: World, contact: Contact, hinted?: number): Promise<number> {
  let hint = hinted;
  for (let done = 0; done < textsPerRunMax; done += 1) {
    const step = await untilDecided(world, () => claimNext(world, contact, hint));
    if (step === 'nothing') return done;
    hint = undefined;
    const head = step.claimed && (await handOver(world, step.claimed));
    // What was committed last is the whole truth unless another run is at work, which then delivers the rest itself.
    if (head && !nextReleased(head, world.clock.now())) return done + 1;
  }
  return textsPerRunMax;
}

/** The records as a commit of ours left them: what follows need not read them again, and finds out by its condition. */
interface Known {
  readonly head: Stored<'head'>;
  readonly text: Stored<'text'>;
}

interface Claimed {
  readonly text: OutText;
  readonly line: Line;
  readonly account: CarrierAccount | undefined;
  readonly known: Known;
}
type Step = { readonly claimed?: Claimed } | 'nothing';

const textKey = (contact: Contact, seq: number) => ({ kind: 'text', ...contact, seq }) as const;

/** Reads the head, with the text that the event spoke of in the same round trip, and decides about what leaves next. */
async function claimNext(
  world: World,
  contact: Contact,
  hinted: number | undefined,
): Promise<Step | 'conflict'> {
  const [head, purposes, guessed] = await world.store.read([
    { kind: 'head', ...contact },
    { kind: 'settings', practiceId: contact.practiceId, part: 'purposes' },
    // No text stands at 0: without a hint this asks for nothing.
    textKey(contact, hinted ?? 0),
  ]);
  const now = world.clock.now();
  const entry = head && nextReleased(head.value, now);
  if (!head || !entry || purposes?.value.part !== 'purposes') return 'nothing';
  const text = entry.seq === hinted ? guessed : (await world.store.read([textKey(contact, entry.seq)]))[0];
  if (text?.value.direction !== 'out') return 'nothing';
  const out = text.value;
  const named = out.about ? await appointmentsNamed(world, contact, out.about) : [];
  const first = named.find(({ key }) => key.appointmentId === out.about?.appointmentId)?.record;
  const about = out.outreach && (await askedNow(world, contact, out.outreach, now));
  const noticed = out.notice ? await appointmentsAt(world, contact, out.notice.appointments) : [];
  const meant = [...named, ...noticed];
  const elsewhere = meant.every(({ record }) => record) ? [] : await appointmentsElsewhere(world, meant);
  if (elsewhere === 'moving') return 'conflict';
  const view = await world.settings.view(contact.practiceId, out.line);
  const practice = withSwitches(view, purposes.value);
  const switches = { key: purposes.key, expect: purposes.version };
  const share = await findRoom(world, practice, out, switches);
  if (share === 'conflict') return 'conflict';
  // Asked for before the claim: what fails here must not leave one behind.
  const account = await world.secrets.carrierAccount(view.line.carrier, view.line.account);
  const facts = {
    head: head.value,
    text: out,
    practice,
    appointment: first?.value,
    family: named.flatMap(({ record }) => record?.value ?? []),
    asked: about?.asked,
    noticed: noticed.flatMap(({ record }) => record?.value ?? []),
    elsewhere,
    share,
    now,
    newId: newIdOf(world),
  };
  const { draft, claimed } = decideClaim(facts);
  const checks: Check[] = [switches];
  if (about && draft.changedOutreach.length === 0) checks.push(about.check);
  const changed = new Set(draft.changedAppointments.map(({ appointmentId }) => appointmentId));
  for (const { key, record } of meant)
    if (!changed.has(key.appointmentId)) checks.push({ key, expect: record?.version ?? 'absent' });
  const once = `claim#${out.textId}#${out.claims + 1}#${text.version}`;
  const { outcome } = await commitDraft(world, draft, {
    once,
    read: [head, text, about?.record, ...named.map(({ record }) => record)],
    checks,
    changes: claimed && share?.change ? [share.change] : [],
    result: null,
  });
  if (outcome === 'conflict') return 'conflict';
  // Whoever committed this claim hands over; a repetition of it must not.
  if (outcome !== 'committed' || !claimed) return {};
  const known = {
    head: { ...head, version: head.version + 1, value: draft.head },
    text: { ...text, version: text.version + 1, value: claimed },
  };
  return { claimed: { text: claimed, line: view.line, account, known } };
}

/** Hands one claimed text over, once, and records what became of it. Answers the head as it stands then. */
async function handOver(world: World, claimed: Claimed): Promise<ContactHead | undefined> {
  const { text, known } = claimed;
  return recordOutcome(world, text, await attempt(world, claimed), known);
}

async function attempt(world: World, { text, line, account, known }: Claimed): Promise<HandOverOutcome> {
  if (!account) return { outcome: 'rejected', obstacle: 'other', code: 'no-carrier-account' };
  const claimedAt = text.history.at(-1)?.at ?? text.at;
  const now = world.clock.now();
  if (secondsBetween(claimedAt, now) > handOverWithinSeconds) return { outcome: 'abandoned' };
  return world.carriers[line.carrier].send(
    {
      reference: { practiceId: text.practiceId, textId: text.textId },
      from: text.line,
      to: known.head.value.phone,
      body: text.body,
      timeToLiveSeconds: timeToLive(text.expiresAt, now),
      receiptUrl: `${world.publicUrl}/carriers/${line.carrier}/receipts`,
    },
    account,
  );
}

/** Carriers take whole seconds, a minute at the least. */
const timeToLive = (expiresAt: IsoInstant, now: IsoInstant): number =>
  Math.max(60, Math.floor(secondsBetween(now, expiresAt)));

/**
 * Records an outcome against the text as it stands now, for its receipt may have come first.
 *
 * @param known what to decide from first; where it has changed meanwhile, both are read
 * @returns the head that this committed; `undefined` where it did not
 */
async function recordOutcome(
  world: World,
  claimed: OutText,
  outcome: HandOverOutcome,
  known?: Known,
): Promise<ContactHead | undefined> {
  const contact = { practiceId: claimed.practiceId, contactId: claimed.contactId };
  let first = known;
  return untilDecided(world, async () => {
    const [head, text] = first
      ? [first.head, first.text]
      : await world.store.read([{ kind: 'head', ...contact }, textKey(contact, claimed.seq)]);
    first = undefined;
    if (!head || text?.value.direction !== 'out') return undefined;
    const about = outcome.outcome === 'rejected' ? await appointmentsOf(world, text.value) : [];
    const draft = decideOutcome(
      {
        head: head.value,
        text: text.value,
        now: world.clock.now(),
        newId: newIdOf(world),
        jitter: world.randomness.fraction(),
        appointments: about.map(({ value }) => value),
      },
      outcome,
    );
    const once = `outcome#${claimed.textId}#${claimed.claims}`;
    const answer = await commitDraft(world, draft, {
      once,
      read: [head, text, ...about],
      result: null,
    });
    if (answer.outcome === 'conflict') return 'conflict';
    return answer.outcome === 'committed' ? draft.head : undefined;
  });
}

/**
 * Claims that nobody finished: a function died between its claim and the outcome. Whether the carrier took the text is
 * unknown, and the text's purpose says what follows.
 *
 * @returns how many there were
 */
export async function closeStaleClaims(world: World, head: ContactHead): Promise<number> {
  const stale: readonly OutboxEntry[] = staleClaims(head, world.clock.now());
  const contact = { practiceId: head.practiceId, contactId: head.contactId };
  for (const entry of stale) {
    const [text] = await world.store.read([textKey(contact, entry.seq)]);
    if (text?.value.direction !== 'out') continue;
    await recordOutcome(world, text.value, { outcome: 'unknown', code: 'no-answer' });
  }
  return stale.length;
}
