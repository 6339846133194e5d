import { expect } from 'vitest';
import { createCarriers } from '../../shared/adapters/carriers/registry.ts';
import { MemoryStore } from '../../shared/adapters/memory/store.ts';
import type { Tier } from '../../shared/domain/api-key.ts';
import type { AppointmentInput } from '../../shared/domain/appointment.ts';
import { foldAll } from '../../shared/domain/consent.ts';
import type { ContactHead } from '../../shared/domain/contact.ts';
import type { DomainEvent } from '../../shared/domain/event.ts';
import {
  type AppointmentId,
  appointmentIdSchema,
  type ContactId,
  contactIdOf,
  type PatientId,
  type PracticeId,
  partsOfTextId,
  patientIdSchema,
  practiceIdSchema,
} from '../../shared/domain/identifiers.ts';
import type { Line } from '../../shared/domain/line.ts';
import type { Patient, PatientInput } from '../../shared/domain/patient.ts';
import type { E164 } from '../../shared/domain/phone-number.ts';
import type { SendablePurpose } from '../../shared/domain/purpose.ts';
import type { Task } from '../../shared/domain/task.ts';
import type { Text } from '../../shared/domain/text.ts';
import { type IsoInstant, isoFrom, latest, plusSeconds } from '../../shared/domain/time.ts';
import type { Timer } from '../../shared/domain/timer.ts';
import type { HandOver, OutboundText } from '../../shared/ports/carrier.ts';
import type { Randomness } from '../../shared/ports/clock.ts';
import { dueShards, type EventFeed, type Store } from '../../shared/ports/store.ts';
import type { TimerHint, Timers } from '../../shared/ports/timers.ts';
import type { UsagePlans } from '../../shared/ports/usage-plans.ts';
import { countAnswer } from '../../shared/use-cases/count-answer.ts';
import { countReminders } from '../../shared/use-cases/count-reminders.ts';
import { deliverTexts } from '../../shared/use-cases/deliver-texts.ts';
import { fireTimer } from '../../shared/use-cases/fire-timer.ts';
import { followRevocation } from '../../shared/use-cases/follow-revocation.ts';
import { mirrorTimer } from '../../shared/use-cases/mirror-timer.ts';
import { SettingsCache } from '../../shared/use-cases/practice-view.ts';
import { createPractice, putLine } from '../../shared/use-cases/provision.ts';
import { putAppointment } from '../../shared/use-cases/put-appointment.ts';
import { putPatient } from '../../shared/use-cases/put-patient.ts';
import { receiveText } from '../../shared/use-cases/receive-text.ts';
import { replyToPatient } from '../../shared/use-cases/reply-to-patient.ts';
import { writeSettings } from '../../shared/use-cases/settings.ts';
import { sweepOverdue } from '../../shared/use-cases/sweep-overdue.ts';
import type { World } from '../../shared/use-cases/world.ts';
import { everythingOn, lineNumber, patientNumber, phone, sam, tuesdayAtTen } from './facts.ts';
import { walk } from './walk.ts';

/*
 * A small world for tests of use cases: the memory store (under the contract suite itself), a clock that tests move, chance
 * from a seed, the simulated carrier with a network that records and does as it is told, and schedules in a Map. All else is
 * the system's own code.
 */

/** Chance from a seed (mulberry32): the same run again. */
export function seeded(seed: number): Randomness {
  let state = seed >>> 0;
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    fraction,
    bytes: (count) => {
      const bytes = new Uint8Array(count);
      for (let index = 0; index < count; index += 1) bytes[index] = fraction() * 256;
      return bytes;
    },
  };
}

/** What the carrier is told to do with one hand-over; throwing is a connection that breaks. */
export type Script = HandOver | ((text: OutboundText) => Promise<HandOver> | HandOver);

/** Records every hand-over, and answers as scripted: the next of the script, else accepted. */
class ScriptedNetwork {
  readonly sent: OutboundText[] = [];
  readonly script: Script[] = [];

  async accept(text: OutboundText): Promise<HandOver> {
    this.sent.push(text);
    const next = this.script.shift();
    if (typeof next === 'function') return next(text);
    return next ?? { outcome: 'accepted', carrierMessageId: `SM${this.sent.length}` };
  }
}

/** Schedules in a Map, each with what it would carry to whoever it wakes. */
class ScheduleBook implements Timers {
  readonly book = new Map<string, { readonly hint: TimerHint; readonly dueAt: IsoInstant }>();
  readonly hints: TimerHint[] = [];

  async set(hint: TimerHint, dueAt: IsoInstant): Promise<void> {
    this.hints.push(hint);
    this.book.set(nameOf(hint), { hint, dueAt });
  }

  async clear(hint: TimerHint): Promise<void> {
    this.book.delete(nameOf(hint));
  }

  /** Takes out what is due first, until a moment. */
  takeFirst(until: IsoInstant): { readonly hint: TimerHint; readonly dueAt: IsoInstant } | undefined {
    const [first] = [...this.book.values()]
      .filter(({ dueAt }) => dueAt <= until)
      .toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
    if (first) this.book.delete(nameOf(first.hint));
    return first;
  }
}

/** Usage ids in a Map, each with its tier; a step that is told to fail does so before or after it was done. */
class PlanBook implements UsagePlans {
  readonly book = new Map<string, Tier>();
  fail: ((when: 'before' | 'after') => void) | undefined;

  async enrol(usageId: string, tier: Tier): Promise<void> {
    this.fail?.('before');
    this.book.set(usageId, tier);
    this.fail?.('after');
  }

  async remove(usageId: string): Promise<void> {
    this.fail?.('before');
    this.book.delete(usageId);
    this.fail?.('after');
  }
}

const nameOf = ({ practiceId, contactId, timer }: TimerHint): string =>
  `${practiceId}|${contactId}|${timer.kind}|${timer.id}`;

export interface WorldOptions {
  readonly seed?: number;
  readonly now?: IsoInstant;
  readonly line?: Partial<Line>;
  /** Wraps the store at its port: counts, yields, fails. */
  readonly wrap?: (store: Store) => Store;
  /** Where events are read from, if not from the store in memory. */
  readonly feed?: EventFeed;
  readonly pause?: (milliseconds: number) => Promise<void>;
  /** Whether the practice has passed its readiness check; it has unless this says no. */
  readonly live?: boolean;
}

const identity = { version: 1, secret: 'test' };

export const riverside = practiceIdSchema.parse('riverside');

export class TestWorld implements World {
  readonly memory = new MemoryStore();
  readonly store: Store;
  readonly randomness: Randomness;
  readonly network = new ScriptedNetwork();
  readonly timers = new ScheduleBook();
  /** Nothing is relayed: tests hand events over as they please. */
  readonly bus = { put: async () => [] };
  readonly usagePlans = new PlanBook();
  readonly carriers = createCarriers({ region: 'us-east-1', simulatedNetwork: this.network });
  readonly publicUrl = 'https://texts.example.com';
  readonly settings: SettingsCache;
  readonly events: DomainEvent[] = [];
  readonly pause: World['pause'];
  readonly secrets: World['secrets'] = {
    identityKeys: async () => ({ current: identity, older: [] }),
    carrierAccount: async () => ({ secret: 'simulated-secret' }),
  };
  readonly clock = { now: () => this.#now };
  readonly #feed: EventFeed;
  #now: IsoInstant;
  #cursor: string | undefined;
  #messages = 0;

  constructor({ seed = 1, now = tuesdayAtTen, wrap = (store) => store, feed, pause }: WorldOptions) {
    this.#now = now;
    this.randomness = seeded(seed);
    this.store = wrap(this.memory);
    this.#feed = feed ?? this.memory.feed;
    this.settings = new SettingsCache(this);
    this.pause = pause ?? (async () => undefined);
  }

  /** Moves the clock without firing anything. */
  wait(seconds: number): void {
    this.#now = plusSeconds(this.#now, seconds);
  }

  /** A patient's handset sends; a repeated `id` is a repeated webhook. */
  async text(
    body: string,
    from: E164 = patientNumber,
    id = this.newMessageId(),
    to = lineNumber,
  ): Promise<void> {
    const line = await this.settings.line(to);
    if (!line) return expect.fail('No such line.');
    const view = await this.settings.view(line.practiceId, to);
    await receiveText(this, view, { carrier: 'simulated', carrierMessageId: id, from, to, body, media: [] });
  }

  newMessageId(): string {
    this.#messages += 1;
    return `in-${this.#messages}`;
  }

  reply(
    body: string,
    more: {
      readonly purpose?: SendablePurpose;
      readonly sendNow?: boolean;
      readonly contact?: ContactId;
    } = {},
  ) {
    const { contact = this.contactOf(), ...rest } = more;
    const written = { body, purpose: 'reply', by: sam, ...rest } as const;
    return replyToPatient(this, { practiceId: riverside, contactId: contact }, written, undefined);
  }

  patient(id: string, more: Partial<PatientInput> = {}): Promise<{ patient: Patient; created: boolean }> {
    const input = { name: { given: 'Ana', family: 'Sandoval' }, phone: patientNumber, ...more };
    return putPatient(this, riverside, patientOf(id), input);
  }

  appointment(id: string, start: string, more: Partial<AppointmentInput> = {}) {
    const input = {
      patientId: patientOf('P-1'),
      start: isoFrom(start),
      durationMinutes: 30,
      kind: 'check-up',
    };
    return putAppointment(this, riverside, appointmentOf(id), { ...input, ...more });
  }

  contactOf(number: E164 = patientNumber, practiceId: PracticeId = riverside): ContactId {
    return contactIdOf(identity, practiceId, number);
  }

  /** What was committed since the last call, as the bus would carry it. */
  async takeEvents(): Promise<DomainEvent[]> {
    const taken: DomainEvent[] = [];
    for (;;) {
      const batch = await this.#feed.read(this.#cursor, 500);
      const last = batch.at(-1);
      if (!last) break;
      this.#cursor = last.cursor;
      taken.push(...batch.map(({ event }) => event));
    }
    this.events.push(...taken);
    return taken;
  }

  /** Delivers events until there are no more. */
  async drain(): Promise<void> {
    for (let events = await this.takeEvents(); events.length > 0; events = await this.takeEvents()) {
      for (const event of events) await this.deliver(event);
    }
  }

  /** One event to the function that the topology routes it to. */
  async deliver({
    type,
    practiceId,
    contactId,
    textId,
    timer,
    episode,
    appointmentId,
  }: DomainEvent): Promise<void> {
    if (!contactId) return;
    const contact = { practiceId, contactId };
    if (type === 'text.queued') await deliverTexts(this, contact, textId && partsOfTextId(textId).seq);
    if (type === 'consent.revoked' || type === 'consent.granted') await followRevocation(this, contact);
    if ((type === 'thread.answered' || type === 'thread.closed') && episode !== undefined)
      await countAnswer(this, { ...contact, episode });
    if (appointmentId && type !== 'task.raised')
      await countReminders(this, { practiceId, appointmentId, textId });
    if (type === 'timer.changed' && timer) await mirrorTimer(this, { ...contact, timer });
  }

  /** Moves the clock on, firing every schedule due on the way in order. */
  async moveTo(at: string): Promise<void> {
    const until = latest(this.#now, isoFrom(at));
    await this.drain();
    for (let due = this.timers.takeFirst(until); due; due = this.timers.takeFirst(until)) {
      this.#now = latest(this.#now, due.dueAt);
      await fireTimer(this, due.hint);
      await this.drain();
    }
    this.#now = until;
  }

  async sweep(): Promise<Awaited<ReturnType<typeof sweepOverdue>>> {
    const failures: unknown[] = [];
    const report = await sweepOverdue(this, (error) => failures.push(error));
    if (failures[0]) throw failures[0];
    return report;
  }

  async head(number: E164 = patientNumber): Promise<ContactHead> {
    const [record] = await this.memory.read([
      { kind: 'head', practiceId: riverside, contactId: this.contactOf(number) },
    ]);
    return record?.value ?? expect.fail('There is no such contact.');
  }

  async texts(number: E164 = patientNumber): Promise<Text[]> {
    const items = await walk(this.memory, { listing: 'texts', of: this.#of(number) });
    return items.map(({ value }) => value);
  }

  /** How each text out stands: purpose and status, oldest first. */
  async outcomes(number: E164 = patientNumber): Promise<string[]> {
    const texts = await this.texts(number);
    return texts.flatMap((text) => (text.direction === 'out' ? [`${text.purpose} ${text.status}`] : []));
  }

  async timersOf(number: E164 = patientNumber): Promise<Timer[]> {
    const items = await walk(this.memory, { listing: 'timers', of: this.#of(number) });
    return items.map(({ value }) => value);
  }

  async tasks(): Promise<Task[]> {
    const items = await walk(this.memory, { listing: 'tasks', of: { practiceId: riverside, state: 'open' } });
    return items.map(({ value }) => value);
  }

  /** The state that the whole ledger folds to. */
  async ledger(number: E164 = patientNumber) {
    const items = await walk(this.memory, { listing: 'consents', of: this.#of(number) });
    return foldAll(items.map(({ value }) => value));
  }

  /** Everything that the due index holds, whenever it is due. */
  async due() {
    const shards = Array.from({ length: dueShards }, (_, shard) =>
      walk(this.memory, { listing: 'due', of: { shard } }),
    );
    return (await Promise.all(shards)).flat();
  }

  #of(number: E164) {
    return { practiceId: riverside, contactId: this.contactOf(number) };
  }
}

export const patientOf = (id: string): PatientId => patientIdSchema.parse(id);
export const appointmentOf = (id: string): AppointmentId => appointmentIdSchema.parse(id);

const day: [string, string][] = [
  ['08:00', '12:00'],
  ['13:00', '17:00'],
];

/** A world in which Riverside is open on weekdays, has one line, and has switched everything on. */
export async function openWorld(options: WorldOptions = {}): Promise<TestWorld> {
  const world = new TestWorld(options);
  await createPractice(world, { practiceId: riverside, name: 'Riverside', timeZone: 'America/New_York' });
  await putLine(world, {
    practiceId: riverside,
    number: lineNumber,
    carrier: 'simulated',
    account: 'default',
    optOutHandledBy: 'ours',
    messagesPerSecond: 1,
    ...options.line,
  });
  await switchOn(world, riverside, { live: options.live ?? true });
  const week = { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] };
  await writeSettings(world, riverside, { part: 'hours', value: { week } }, undefined);
  await world.drain();
  return world;
}

/** Everything switched on, and live from then without the check's own proofs, which most tests are not about. */
export async function switchOn(
  world: World,
  practiceId: PracticeId,
  { live }: { readonly live: boolean },
): Promise<void> {
  await world.store.commit({
    once: { subject: { of: 'practice', practiceId }, name: 'switched on' },
    changes: [
      {
        put: { kind: 'settings', practiceId, part: 'purposes' },
        value: { part: 'purposes', value: everythingOn, ...(live && { liveSince: world.clock.now() }) },
        expect: 1,
      },
    ],
    events: [],
    result: null,
  });
  world.settings.forget(practiceId);
}

export const secondPatientNumber = phone('+12125550148');
