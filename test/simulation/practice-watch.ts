import { isUpcoming } from '../../shared/domain/appointment.ts';
import { type Outreach, stillAsks } from '../../shared/domain/outreach.ts';
import type { OutText } from '../../shared/domain/text.ts';
import { type IsoInstant, inZone, secondsBetween, type ZoneName } from '../../shared/domain/time.ts';
import type { Change } from '../../shared/ports/store.ts';
import { type Coverage, note } from './coverage.ts';
import { violated } from './violation.ts';
import { type Before, keptHere, listedIn } from './watched.ts';

/** A visit that began within a day may still be going on: who is in it has one. */
const visitSeconds = 86_400;

/** A visit as the practice has it, wherever it stands. */
interface Visit {
  readonly contact: string;
  readonly patientIds: readonly string[];
  readonly start: IsoInstant;
  readonly pending: boolean;
  /** It is to take place as it stands. */
  readonly upcoming: boolean;
  /** The texts of its reminders that have not left yet. */
  readonly waitsFor: readonly string[];
}

const isToCome = ({ status }: Outreach['steps'][number]): boolean =>
  status === 'planned' || status === 'queued';

const isCall = (value: object): boolean => 'kind' in value && value.kind === 'call-patient';

/** Holds what the texts of a practice must keep to that it plans itself: recalls, bills, notices about a day, and how many leave in one. */
export class PracticeWatch {
  readonly #coverage: Coverage;
  readonly #visits = new Map<string, Visit>();
  /** Visits whose patient has come under another number: their texts stand with the old one. */
  readonly #moved = new Set<string>();
  /** The text of each step that was asked, by the step. */
  readonly #asked = new Map<string, string>();
  /** The texts that count in a day under a bound, by practice, purpose and day. */
  readonly #counted = new Map<string, Set<string>>();

  constructor(coverage: Coverage) {
    this.#coverage = coverage;
  }

  /** Keeps up with the visits: after everything that a commit is held to. */
  see(change: Change): void {
    if ('remove' in change) return;
    const { value } = change;
    if ('steps' in value && 'dueOn' in value) this.#seeEnd(value);
    if (!('durationMinutes' in value)) return;
    const { practiceId, appointmentId, contactId, patientIds, start, status, reminders } = value;
    const name = `${practiceId}|${appointmentId}`;
    const contact = `${practiceId}|${contactId}`;
    if ((this.#visits.get(name)?.contact ?? contact) !== contact) this.#moved.add(name);
    this.#visits.set(name, {
      contact,
      patientIds,
      start,
      pending: isUpcoming(status) || status === 'reschedule-requested',
      upcoming: isUpcoming(status),
      waitsFor: reminders.flatMap(({ status, textId }) => (status === 'queued' && textId ? [textId] : [])),
    });
  }

  /**
   * A step of a bill or recall whose patient is kept at the number no more is planned again by the commit that drops its text, or put before a
   * person where whoever has the number opted out.
   */
  seeAskedAgain(
    { practiceId, contactId, textId, permit, outreach: about }: OutText,
    changes: readonly Change[],
    before: Before,
  ): void {
    if (!about) return;
    const { what, id } = about;
    const one = before({ kind: 'outreach', practiceId, contactId, what, id })?.value;
    if (!one || !('steps' in one) || !stillAsks(one)) return;
    const step = one.steps.find((step) => step.textId === textId && step.status === 'queued')?.step;
    const head = changes.flatMap((change) =>
      'put' in change && 'thread' in change.value && change.value.contactId === contactId
        ? [change.value]
        : [],
    )[0];
    if (step === undefined || !head) return;
    if (keptHere(head).some(({ patientId }) => patientId === one.patientId)) return;
    note(this.#coverage, `a ${what} was asked again at a new number`);
    // It is planned, or passed over for one that comes after it.
    const isAgain = ({ steps }: Outreach) => {
      const [own, ...later] = steps.slice(steps.findIndex((next) => next.step === step));
      return own?.status === 'planned' || (own?.status === 'skipped' && later.some(isToCome));
    };
    const told = changes.some(
      (change) =>
        'put' in change && isCall(change.value) && 'textId' in change.value && change.value.textId === textId,
    );
    const again = changes.some(
      (change) =>
        'put' in change && 'dueOn' in change.value && change.value.id === id && isAgain(change.value),
    );
    if (!again && !(told && permit.code === 'opted-out'))
      violated(what, 'its step was dropped with the number that its patient has left');
  }

  /**
   * What a notice had to tell of a visit that stands is put before a person by the commit that drops it, and so is what a reminder had to
   * tell of one that went along to another number meanwhile.
   */
  seeDropped(
    { practiceId, contactId, textId, notice, about, permit }: OutText,
    changes: readonly Change[],
  ): void {
    const visitOf = ({ appointmentId }: { appointmentId: string }) =>
      this.#visits.get(`${practiceId}|${appointmentId}`);
    const ofNotice = notice?.appointments.some((named) => {
      const visit = visitOf(named);
      return visit?.upcoming && visit.start === named.start;
    });
    const ofReminder = listedIn(about).some((named) => {
      const visit = visitOf(named);
      return (
        visit?.upcoming && visit.contact !== `${practiceId}|${contactId}` && visit.waitsFor.includes(textId)
      );
    });
    if (!ofNotice && !ofReminder) return;
    const what = ofNotice ? 'a day notice' : 'a reminder of a visit that went along';
    note(this.#coverage, `${what} was dropped`);
    const told = changes.some((change) => 'put' in change && isCall(change.value));
    if (!told) violated('told of', `${what} was dropped (${permit.code}) while its visit stands`);
  }

  /** The days of a practice's visits, by a zone's clock. */
  visitDays(practiceId: string, zone: ZoneName): readonly string[] {
    return [...this.#visits]
      .filter(([name, { pending }]) => pending && name.startsWith(`${practiceId}|`))
      .map(([, { start }]) => inZone(start, zone).toPlainDate().toString());
  }

  hasMoved(practiceId: string, appointmentId: string): boolean {
    return this.#moved.has(`${practiceId}|${appointmentId}`);
  }

  #seeEnd(one: Outreach): void {
    const has = (status: string): boolean => one.steps.some((step) => step.status === status);
    if (one.what === 'recall' && stillAsks(one) && has('skipped'))
      note(this.#coverage, 'a recall ended by a booking');
    if (one.status === 'paid' && has('cancelled')) note(this.#coverage, 'a bill ended by its payment');
  }

  /** A text is new: a step of a recall or bill, and a notice, is written for one number once. */
  seeWritten({ practiceId, contactId, textId, outreach, notice }: OutText): void {
    const asked = [
      ...(outreach
        ? [`${practiceId}|${outreach.what}|${outreach.id}|${outreach.revision}|${outreach.step}`]
        : []),
      ...(notice ? [`${practiceId}|${notice.noticeId}|${contactId}`] : []),
    ];
    for (const what of asked) {
      if (this.#asked.has(what)) violated('asked once', what);
      this.#asked.set(what, textId);
    }
  }

  seeClaim(text: OutText, now: IsoInstant, before: Before): void {
    this.#seeOutreach(text, now, before);
    this.#seeNotice(text, now, before);
    this.#seeVolume(text, before);
  }

  /** Nobody is asked for what is paid, done, planned anew or another's, or told to book who has booked. */
  #seeOutreach(
    { practiceId, contactId, outreach: about, body }: OutText,
    now: IsoInstant,
    before: Before,
  ): void {
    if (!about) return;
    const { what, id } = about;
    const record = before({ kind: 'outreach', practiceId, contactId, what, id })?.value;
    if (!record || !('steps' in record)) violated(what, 'a text was claimed for one that is gone');
    if (!stillAsks(record)) violated(what, `a text was claimed for one that is ${record.status}`);
    if (record.revision !== about.revision) violated(what, 'a text was claimed for an old plan');
    if (record.what === 'bill' && /\$/.test(body))
      violated(what, 'an amount was named that the practice does not allow');
    const booked = this.#visits
      .values()
      .some(
        ({ contact, patientIds, start, pending }) =>
          contact === `${practiceId}|${contactId}` &&
          pending &&
          patientIds.includes(record.patientId) &&
          secondsBetween(start, now) <= visitSeconds,
      );
    if (record.what === 'recall' && booked) violated(what, 'one who has booked was told to book');
    note(this.#coverage, `a ${what} left`);
  }

  /** A notice goes to a number of which a visit that it names still stands. */
  #seeNotice({ practiceId, contactId, notice }: OutText, now: IsoInstant, before: Before): void {
    if (!notice) return;
    const stands = notice.appointments.some(({ appointmentId, start }) => {
      const visit = before({ kind: 'appointment', practiceId, contactId, start, appointmentId })?.value;
      return visit && 'durationMinutes' in visit && isUpcoming(visit.status) && start > now;
    });
    if (!stands) violated('notice', 'one was claimed of which no visit stands');
    note(this.#coverage, 'a day notice left');
  }

  /** No more texts leave in a day than the practice allows; a text that is claimed again counts once. */
  #seeVolume({ practiceId, purpose, textId, countedOn, notice }: OutText, before: Before): void {
    const switches = before({ kind: 'settings', practiceId, part: 'purposes' })?.value;
    if (!switches || !('part' in switches) || switches.part !== 'purposes' || notice) return;
    const dailyMax = Object.entries(switches.value).find(([name]) => name === purpose)?.[1].dailyMax;
    if (dailyMax === undefined) return;
    if (countedOn === undefined) violated('daily volume', 'a text was claimed that no day counts');
    const day = `${practiceId}|${purpose}|${countedOn}`;
    const counted = this.#counted.get(day) ?? new Set();
    // One that the carrier did not take keeps its place in the day, though the bound be lowered meanwhile.
    if (counted.has(textId)) return;
    this.#counted.set(day, counted.add(textId));
    if (counted.size > dailyMax)
      violated('daily volume', `text ${counted.size} of a day that holds ${dailyMax}`);
  }
}
