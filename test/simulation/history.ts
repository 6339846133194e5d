import { type PracticeId, partsOfTextId, practiceIdSchema } from '../../shared/domain/identifiers.ts';
import type { E164 } from '../../shared/domain/phone-number.ts';
import { type IsoInstant, isoFrom, latest, plusSeconds } from '../../shared/domain/time.ts';
import type { Receipt } from '../../shared/ports/carrier.ts';
import type { TimerHint } from '../../shared/ports/timers.ts';
import { countAnswer } from '../../shared/use-cases/count-answer.ts';
import { countReminders } from '../../shared/use-cases/count-reminders.ts';
import { deliverTexts } from '../../shared/use-cases/deliver-texts.ts';
import { fireTimer } from '../../shared/use-cases/fire-timer.ts';
import { followRevocation } from '../../shared/use-cases/follow-revocation.ts';
import { mirrorTimer } from '../../shared/use-cases/mirror-timer.ts';
import { createPractice, putLine } from '../../shared/use-cases/provision.ts';
import { recordReceipt } from '../../shared/use-cases/record-receipt.ts';
import { sweepOverdue } from '../../shared/use-cases/sweep-overdue.ts';
import type { World } from '../../shared/use-cases/world.ts';
import { phone } from '../support/facts.ts';
import { switchOn } from '../support/world.ts';
import { type Chance, chanceOf } from './chance.ts';
import { type Coverage, note } from './coverage.ts';
import { type Faults, isWeather, noFaults } from './faulty-store.ts';
import {
  bills,
  books,
  booksFamily,
  closes,
  completes,
  conceals,
  meets,
  movesAway,
  notifies,
  patientsCount,
  putsPatient,
  recalls,
} from './office.ts';
import { checkDone } from './outcome.ts';
import { Patients } from './patients.ts';
import { Runs, type Tell } from './runs.ts';
import { SimulatedWorld } from './simulated-world.ts';
import { cancels, changesHours, finishesTask, offers, recordsConsent, replies, switches } from './staff.ts';
import { Violation } from './violation.ts';
import { Watch } from './watch.ts';

/* One history from one seed: patients, staff, an EHR and the weather, against the real use cases. */

export interface HistoryResult {
  readonly seed: number;
  readonly violation?: string;
  /** The code failed in its own way: no invariant of ours spoke. */
  readonly broke?: true;
  readonly trace: readonly string[];
  readonly coverage: Coverage;
}

const faultsOf = (chance: Chance): Faults =>
  chance.weighted([
    [3, noFaults],
    [
      4,
      { crash: 0.03, throttle: 0.02, answerLost: 0.02, conflict: 0.05, still: 0.02, stall: 0.02, stale: 0.1 },
    ],
    [2, { crash: 0.1, throttle: 0, answerLost: 0, conflict: 0, still: 0, stall: 0.02, stale: 0 }],
    [2, { crash: 0, throttle: 0.05, answerLost: 0.1, conflict: 0.2, still: 0.05, stall: 0.05, stale: 0.2 }],
  ]);

/** Ordinary weeks, those in which clocks change, and one of holidays. */
const starts: readonly [string, ...string[]] = [
  '2026-12-01T15:00:00Z',
  '2026-10-30T20:00:00Z',
  '2027-03-12T23:30:00Z',
  '2026-12-25T13:10:00Z',
];

/** When the clocks of New York change in those weeks. */
const clockChanges = ['2026-11-01T06:00:00.000Z', '2027-03-14T07:00:00.000Z'].map(isoFrom);

export interface Party {
  readonly practiceId: PracticeId;
  readonly line: E164;
  readonly phones: readonly [E164, ...E164[]];
  readonly optOutHandledBy: 'ours' | 'carrier';
}

/** A history under way. */
export class History {
  readonly coverage: Coverage = new Map();
  readonly trace: string[] = [];
  readonly chance: Chance;
  readonly world: SimulatedWorld;
  readonly watch: Watch;
  readonly parties: readonly [Party, ...Party[]];
  readonly patients = new Patients(this);
  readonly #runs: Runs;
  /** Contacts whose consent ended because the number is another person's: there is nobody to tell. */
  readonly revokedUnsaid = new Set<string>();
  readonly #delayed = new WeakMap<SimulatedWorld['pending'][number], IsoInstant>();
  #numbers = 0;
  /** How many sweeps are at work. */
  #sweeping = 0;
  readonly #start: IsoInstant;

  constructor(seed: number, detailed: boolean) {
    const tell: Tell | undefined = detailed
      ? (line) => this.trace.push(`${this.world.now}   ${line}`)
      : undefined;
    this.chance = chanceOf(seed);
    const start = isoFrom(this.chance.pick(starts));
    this.#start = start;
    this.watch = new Watch({
      coverage: this.coverage,
      healing: (timer) => this.#sweeping > 0 && this.world.lost.has(timer),
      now: () => this.world.now,
      carrierConfirms: (practiceId) => this.#partyOf(practiceId)?.optOutHandledBy === 'carrier',
      lineOf: (practiceId) => this.#partyOf(practiceId)?.line,
      said: (id) => this.patients.said(id),
      tell,
    });
    this.world = new SimulatedWorld({
      chance: this.chance,
      coverage: this.coverage,
      now: start,
      watch: (store) => this.watch.over(store),
      tell,
    });
    this.#runs = new Runs(this.world, tell);
    const shared = phone('+12125550147');
    this.parties = [
      {
        practiceId: practiceIdSchema.parse('riverside'),
        line: phone('+12125550101'),
        phones: [shared, phone('+18125550148'), phone('+16025550149')],
        optOutHandledBy: 'ours',
      },
      {
        practiceId: practiceIdSchema.parse('lakeside'),
        line: phone('+13125550103'),
        phones: [shared, phone('+13125550150')],
        optOutHandledBy: this.chance.pick(['ours', 'carrier']),
      },
    ];
  }

  #partyOf(practiceId: string): Party | undefined {
    return this.parties.find((one) => one.practiceId === practiceId);
  }

  async open(): Promise<void> {
    const calm = this.world.calm();
    for (const { practiceId, line, optOutHandledBy } of this.parties) {
      await createPractice(calm, { practiceId, name: practiceId, timeZone: 'America/New_York' });
      await putLine(calm, {
        practiceId,
        number: line,
        carrier: 'simulated',
        // Each has a block list of its own.
        account: practiceId,
        optOutHandledBy,
        messagesPerSecond: 1,
      });
      await switchOn(calm, practiceId, { live: true });
    }
    await this.world.collectEvents();
    this.world.pending.length = 0;
  }

  /** One function's run; see `runs.ts`. */
  run(what: string, work: (world: World) => Promise<unknown>): Promise<boolean> {
    return this.#runs.run(what, work);
  }

  settleCutOff(): Promise<void> {
    return this.#runs.settleCutOff();
  }

  /** A number that nothing else of this history has. */
  nextNumber(): number {
    this.#numbers += 1;
    return this.#numbers;
  }

  /** A practice and one of the phones that it knows. */
  phoneOf(): { readonly party: Party; readonly phone: E164 } {
    const party = this.chance.pick(this.parties);
    return { party, phone: this.chance.pick(party.phones) };
  }

  contactOf(party: Party, from: E164) {
    return { practiceId: party.practiceId, contactId: this.world.contactOf(party.practiceId, from) };
  }

  async #receipt(): Promise<void> {
    const { receipts } = this.world.network;
    const at = this.chance.between(0, receipts.length - 1);
    const [receipt] = receipts.splice(at, 1);
    if (receipt) await this.#report(receipt);
  }

  async #report(receipt: Receipt): Promise<void> {
    const done = await this.run('record-receipt', (world) => recordReceipt(world, receipt));
    if (!done || this.chance.happens(0.1)) this.world.network.receipts.push(receipt);
  }

  /** A carrier that reports at once, at times before the function that handed over has heard its answer. */
  async #promptReceipts(): Promise<void> {
    for (let left = 3; left > 0; left -= 1) {
      for (let turn = this.chance.between(5, 40); turn > 0; turn -= 1) await Promise.resolve();
      await this.#receipt();
    }
  }

  /** Everything that the carrier still has to report. */
  async hearReceipts(): Promise<void> {
    for (let round = 0; this.world.network.receipts.length > 0 && round < 50; round += 1)
      await this.#receipt();
  }

  /** What only the end of the faults tells of a history. */
  noteEnd(): void {
    if (clockChanges.some((at) => this.#start < at && at <= this.world.now))
      note(this.coverage, 'clocks changed');
    const texted = (party: Party): boolean =>
      this.patients.acknowledged.some((one) => one.party === party && one.from === party.phones[0]);
    if (this.parties.every(texted)) note(this.coverage, 'two practices share a phone');
  }

  /** Whether the sweep would find anything. */
  get overdue(): boolean {
    const { sweptFrom } = this.watch.dues;
    return sweptFrom !== undefined && sweptFrom <= this.world.now;
  }

  async #sweep(): Promise<void> {
    if (!this.overdue) return;
    note(this.coverage, 'sweep found something');
    this.#sweeping += 1;
    await this.run('sweep-overdue', (world) =>
      sweepOverdue(world, (error) => {
        if (!isWeather(error)) throw error;
      }),
    );
    this.#sweeping -= 1;
  }

  /** A function that hears one event; one that fails is called again, and at times one that did not. */
  async deliver(event: SimulatedWorld['pending'][number]): Promise<void> {
    const listener = listenerOf(event);
    if (!listener) return;
    if (this.world.faulty && this.chance.happens(0.04)) {
      note(this.coverage, 'event lost');
      return;
    }
    const done = await this.run(listener.name, listener.hear);
    if (!done || (this.world.faulty && this.chance.happens(0.08))) {
      note(this.coverage, done ? 'event twice' : 'event tried again');
      this.world.pending.push(event);
    }
  }

  /** The statistics hear of an event, until they have, and at times again. */
  async count(event: SimulatedWorld['pending'][number]): Promise<void> {
    const { practiceId, contactId, appointmentId, textId, episode } = event;
    const done = await this.run(episode === undefined ? 'count-reminders' : 'count-answer', async (world) => {
      if (contactId && episode !== undefined) await countAnswer(world, { practiceId, contactId, episode });
      if (appointmentId) await countReminders(world, { practiceId, appointmentId, textId });
    });
    if (!done || (this.world.faulty && this.chance.happens(0.08))) this.world.uncounted.push(event);
  }

  async fire(hint: TimerHint): Promise<void> {
    const times = this.world.faulty && this.chance.happens(0.1) ? 2 : 1;
    if (times > 1) note(this.coverage, 'timer twice');
    await Promise.all(
      Array.from({ length: times }, () =>
        this.run(`fire-${hint.timer.kind}`, (world) => fireTimer(world, hint)),
      ),
    );
  }

  /** The bus has up to 72 hours, and now and then it takes them. */
  #isDelayed(event: SimulatedWorld['pending'][number]): boolean {
    const { faulty, now } = this.world;
    const until = this.#delayed.get(event);
    if (until !== undefined) return faulty && now < until;
    const delayed = faulty && this.chance.happens(0.01);
    this.#delayed.set(event, delayed ? plusSeconds(now, this.chance.between(1, 72) * 3600) : now);
    if (delayed) note(this.coverage, 'event hours late');
    return delayed;
  }

  /** Some events, in any order; the rest wait. */
  #someEvents(share: number): (() => Promise<void>)[] {
    const all = this.chance.shuffled(this.world.pending.splice(0));
    const now = all.filter((event) => !this.#isDelayed(event) && this.chance.happens(share));
    this.world.pending.push(...all.filter((event) => !now.includes(event)));
    const counted = this.world.uncounted.splice(0, this.chance.between(0, 4));
    return [
      ...now.map((event) => () => this.deliver(event)),
      ...counted.map((event) => () => this.count(event)),
    ];
  }

  /** What happens at once: some of everything, each at an await of the others. */
  async step(): Promise<void> {
    this.world.faults = faultsOf(this.chance);
    const acts = Array.from({ length: this.chance.between(1, 3) }, () =>
      this.chance.weighted<() => Promise<void>>([
        [10, () => this.patients.text()],
        [4, () => replies(this)],
        [4, () => books(this)],
        [1.5, () => booksFamily(this)],
        [1, () => putsPatient(this, this.chance.between(1, patientsCount))],
        [1, () => cancels(this)],
        [1, () => completes(this)],
        [0.5, () => conceals(this)],
        [1.5, () => recalls(this)],
        [2, () => bills(this)],
        [1, () => notifies(this)],
        [0.5, () => closes(this)],
        [1, () => recordsConsent(this)],
        [0.5, () => offers(this)],
        [2, () => finishesTask(this)],
        [3, () => switches(this)],
        [0.7, () => changesHours(this)],
        [4, () => this.#receipt()],
        [2, () => this.#sweep()],
        [3, () => this.patients.repeatWebhooks()],
      ]),
    );
    if (this.chance.happens(0.4)) acts.push(() => this.#promptReceipts());
    await Promise.all([...acts, ...this.#someEvents(0.7)].map((act) => act()));
    await this.world.collectEvents();
    await this.patients.changeMinds();
    await movesAway(this);
    await this.world.collectEvents();
    const later = this.chance.happens(0.6) ? this.#someEvents(0.8) : [];
    // What was cut off meets what came of it, or of whatever overtook it.
    if (this.chance.happens(0.5)) later.push(async () => this.world.goOn());
    await Promise.all(later.map((act) => act()));
    await this.world.collectEvents();
    await this.#wait(
      this.chance.weighted([
        [4, 0],
        [3, 1],
        [3, 240],
        [3, 3600],
        [2, 6 * 3600],
        [2, 26 * 3600],
      ]),
    );
    if (this.watch.violation) throw this.watch.violation;
  }

  /** Time goes by, and the sweep looks in on its way: within minutes, as its schedule has it, then every few hours, which is enough. */
  async #wait(seconds: number): Promise<void> {
    for (let [left, stretch] = [seconds, 300]; left > 0; [left, stretch] = [left - stretch, 3 * 3600]) {
      await this.pass(Math.min(left, stretch));
      if (left < stretch) return;
      await this.#sweep();
      // Of the dozens of sweeps in a few hours one gets through.
      if (stretch > 300) this.world.faults = noFaults;
      await this.#sweep();
      await this.world.collectEvents();
      await Promise.all(this.#someEvents(0.9).map((act) => act()));
      await this.world.collectEvents();
    }
  }

  /** Time goes by, and schedules ring on the way; some late, with those that follow. */
  async pass(seconds: number): Promise<void> {
    await this.settleCutOff();
    const until: IsoInstant = plusSeconds(this.world.now, seconds);
    for (let due = this.world.takeFirst(until); due; due = this.world.takeFirst(until)) {
      const late = this.world.faulty && this.chance.happens(0.1) ? this.chance.between(1, 600) : 0;
      if (late > 0) note(this.coverage, 'timer late');
      this.world.now = latest(this.world.now, plusSeconds(due.dueAt, late));
      await this.fire(due.hint);
      await this.world.collectEvents();
      const acts = this.#someEvents(0.9);
      if (this.world.faulty && this.chance.happens(0.3)) acts.push(() => meets(this, due.hint));
      // Patients and the desk do not wait until a reminder has left.
      if (this.world.faulty && this.chance.happens(0.1)) acts.push(() => switches(this));
      if (this.world.faulty && this.chance.happens(0.1)) acts.push(() => this.patients.text());
      if (this.world.faulty && this.chance.happens(0.2))
        acts.push(
          this.chance.pick([
            () => books(this),
            () => completes(this),
            () => conceals(this),
            () => cancels(this),
            () => bills(this),
            () => recalls(this),
          ]),
        );
      await Promise.all(acts.map((act) => act()));
      await this.settleCutOff();
      await this.world.collectEvents();
    }
    this.world.now = latest(this.world.now, until);
  }
}

/** The function that the topology routes an event to, beside the statistics. */
function listenerOf({ type, practiceId, contactId, textId, timer }: SimulatedWorld['pending'][number]) {
  if (!contactId) return undefined;
  const contact = { practiceId, contactId };
  if (type === 'text.queued')
    return {
      name: 'deliver-texts',
      hear: (world: World) => deliverTexts(world, contact, textId && partsOfTextId(textId).seq),
    };
  if (type === 'consent.revoked' || type === 'consent.granted')
    return { name: 'follow-revocation', hear: (world: World) => followRevocation(world, contact) };
  if (type === 'timer.changed' && timer)
    return { name: 'mirror-timer', hear: (world: World) => mirrorTimer(world, { ...contact, timer }) };
  return undefined;
}

/**
 * Most histories are short, for most of what goes wrong takes few steps, and so many more of them run in the same time; some are long, for
 * what takes a full outbox, a full day's list or a number that changed hands twice.
 */
const stepsOf = (chance: Chance): number =>
  chance.weighted([
    [4, () => chance.between(2, 10)],
    [1, () => chance.between(10, 30)],
  ])();

/**
 * Runs the history of a seed to its end and says what was violated, if anything was.
 *
 * @param detailed its trace tells of every run, commit and hand-over too, and not only of what people did
 */
export async function runHistory(
  seed: number,
  { detailed = false }: { readonly detailed?: boolean } = {},
): Promise<HistoryResult> {
  const history = new History(seed, detailed);
  const told = { seed, trace: history.trace, coverage: history.coverage };
  try {
    await history.open();
    const steps = stepsOf(history.chance);
    for (let step = 0; step < steps; step += 1) await history.step();
    history.noteEnd();
    await checkDone(history);
    if (history.watch.violation) throw history.watch.violation;
    return told;
  } catch (error) {
    if (error instanceof Violation) return { ...told, violation: error.message };
    return { ...told, violation: String(error instanceof Error ? error.stack : error), broke: true };
  }
}
