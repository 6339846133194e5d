import type { AnsweredEpisode } from '../domain/answered-episode.ts';
import type { ApiKey } from '../domain/api-key.ts';
import type { Appointment, AppointmentPointer, DayEntry } from '../domain/appointment.ts';
import type { AuditEntry } from '../domain/audit.ts';
import type { ConsentEvent } from '../domain/consent.ts';
import type { ContactHead, WaitingOn } from '../domain/contact.ts';
import type { DailyVolume, VolumeBlock } from '../domain/daily-volume.ts';
import type { DayNotice, NoticeEntry } from '../domain/day-notice.ts';
import type { DomainEvent } from '../domain/event.ts';
import type {
  AppointmentId,
  ContactId,
  KeyId,
  LineId,
  NoticeId,
  OutreachId,
  PatientId,
  PracticeId,
  TaskId,
} from '../domain/identifiers.ts';
import type { Line } from '../domain/line.ts';
import type { Note } from '../domain/note.ts';
import type { Outreach, OutreachKind, OutreachPointer } from '../domain/outreach.ts';
import type { Patient } from '../domain/patient.ts';
import type { Practice } from '../domain/practice.ts';
import type { Switchable } from '../domain/purpose.ts';
import type { CountedVisit, ReminderTally } from '../domain/reminder-figures.ts';
import type { ResponseTally } from '../domain/response-figures.ts';
import type { ResponseUses } from '../domain/response-uses.ts';
import type { SettingsPart, SettingsValue } from '../domain/settings.ts';
import type { ResponseName, StandardResponse } from '../domain/standard-response.ts';
import type { Task } from '../domain/task.ts';
import type { Text } from '../domain/text.ts';
import type { IsoInstant, LocalDay } from '../domain/time.ts';
import type { Timer, TimerKind } from '../domain/timer.ts';

interface OfPractice {
  readonly practiceId: PracticeId;
}
interface OfContact extends OfPractice {
  readonly contactId: ContactId;
}

/** Every kind of record: what names one, and what it holds. */
export interface Records {
  line: { key: { readonly lineId: LineId }; value: Line };
  'api-key': { key: { readonly keyId: KeyId }; value: ApiKey };
  practice: { key: OfPractice; value: Practice };
  settings: { key: OfPractice & { readonly part: SettingsPart }; value: SettingsValue };
  response: { key: OfPractice & { readonly name: ResponseName }; value: StandardResponse };
  /** How often each response answered texts of a type. */
  'response-uses': { key: OfPractice & { readonly type: string }; value: ResponseUses };
  /** How patients were answered, by week, message type and person; `person` names one as `personName` does. */
  'response-tally': {
    key: OfPractice & { readonly week: LocalDay; readonly type: string; readonly person: string };
    value: ResponseTally;
  };
  /** What became of reminders: a week's sum, in shares, and what each plan of a visit counts in it. */
  'reminder-tally': {
    key: OfPractice & { readonly week: LocalDay; readonly shard: number };
    value: ReminderTally;
  };
  'counted-visit': {
    key: OfPractice & { readonly appointmentId: AppointmentId; readonly revision: number };
    value: CountedVisit;
  };
  /** How many texts of a purpose left today, where the practice bounds that: how the day is cut, and its blocks. */
  volume: { key: OfPractice & { readonly purpose: Switchable }; value: DailyVolume };
  'volume-block': {
    key: OfPractice & { readonly purpose: Switchable; readonly block: number };
    value: VolumeBlock;
  };
  patient: { key: OfPractice & { readonly patientId: PatientId }; value: Patient };
  head: { key: OfContact; value: ContactHead };
  text: { key: OfContact & { readonly seq: number }; value: Text };
  consent: { key: OfContact & { readonly seq: number }; value: ConsentEvent };
  episode: { key: OfContact & { readonly episode: number }; value: AnsweredEpisode };
  appointment: {
    key: OfContact & { readonly start: IsoInstant; readonly appointmentId: AppointmentId };
    value: Appointment;
  };
  'appointment-pointer': {
    key: OfPractice & { readonly appointmentId: AppointmentId };
    value: AppointmentPointer;
  };
  /** `date` is the local day, `time` the local time of the practice's zone. */
  'day-entry': {
    key: OfPractice & { readonly date: string; readonly time: string; readonly appointmentId: AppointmentId };
    value: DayEntry;
  };
  outreach: { key: OfContact & { readonly what: OutreachKind; readonly id: OutreachId }; value: Outreach };
  'outreach-pointer': {
    key: OfPractice & { readonly what: OutreachKind; readonly id: OutreachId };
    value: OutreachPointer;
  };
  'day-notice': { key: OfPractice & { readonly noticeId: NoticeId }; value: DayNotice };
  'notice-entry': { key: OfContact & { readonly noticeId: NoticeId }; value: NoticeEntry };
  timer: { key: OfContact & { readonly timerKind: TimerKind; readonly timerId: string }; value: Timer };
  /** Note ids are UUIDv7. */
  note: { key: OfContact & { readonly noteId: string }; value: Note };
  /** What somebody did, by its moment. */
  audit: { key: OfPractice & { readonly at: IsoInstant; readonly auditId: string }; value: AuditEntry };
  /** Task ids are UUIDv7, so their order is the order in which the tasks were raised. */
  task: { key: OfPractice & { readonly state: 'open' | 'done'; readonly taskId: TaskId }; value: Task };
}

export type Kind = keyof Records;

/** Names one record. */
export type RecordKey<K extends Kind = Kind> = { [P in K]: { readonly kind: P } & Records[P]['key'] }[K];

/** A record as it stands: `version` is 1 when it was made and grows by one with each change. */
export type Stored<K extends Kind = Kind> = {
  [P in K]: { readonly key: RecordKey<P>; readonly version: number; readonly value: Records[P]['value'] };
}[K];

/** What a decision rested on: the record is absent, or stands at that version. */
export type Expectation = 'absent' | number;

export interface Check {
  readonly key: RecordKey;
  readonly expect: Expectation;
}

export type Put = {
  [P in Kind]: {
    readonly put: RecordKey<P>;
    readonly value: Records[P]['value'];
    readonly expect: Expectation;
  };
}[Kind];

export interface Remove {
  readonly remove: RecordKey;
  readonly expect: number;
}

export type Change = Put | Remove;

/** What a commit is about: its name is unique within its subject. */
export type Subject =
  | { readonly of: 'contact'; readonly practiceId: PracticeId; readonly contactId: ContactId }
  | { readonly of: 'practice'; readonly practiceId: PracticeId }
  | { readonly of: 'deployment' };

/** What survives being written down and read again. `undefined` members vanish. */
export type Json =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Json[]
  | { readonly [name: string]: Json };

export interface Commit<R> {
  /** The commit's own name. A second commit of that name changes nothing and gets the first one's result. */
  readonly once: { readonly subject: Subject; readonly name: string };
  readonly checks?: readonly Check[];
  readonly changes: readonly Change[];
  readonly events: readonly DomainEvent[];
  readonly result: R;
}

export type CommitAnswer<R> =
  | { readonly outcome: 'committed'; readonly result: R }
  | { readonly outcome: 'duplicate'; readonly result: R }
  /** Something that the decision rested on had changed: read and decide again. */
  | { readonly outcome: 'conflict' };

/** Every way in which records are walked, and no other; the header of the DynamoDB adapter's keys.ts has their cost. */
export interface Listings {
  texts: { of: OfContact; item: 'text' };
  consents: { of: OfContact; item: 'consent' };
  /** By start: `from` and `to` are moments. */
  appointments: { of: OfContact; item: 'appointment' };
  recalls: { of: OfContact; item: 'outreach' };
  timers: { of: OfContact; item: 'timer' };
  'notice-entries': { of: OfPractice & { readonly noticeId: NoticeId }; item: 'notice-entry' };
  day: { of: OfPractice & { readonly date: string }; item: 'day-entry' };
  responses: { of: OfPractice; item: 'response' };
  notes: { of: OfContact; item: 'note' };
  /** By when it was done: `from` and `to` are moments. */
  audit: { of: OfPractice; item: 'audit' };
  /** By week: `from` and `to` are Mondays. */
  'response-tallies': { of: OfPractice; item: 'response-tally' };
  'reminder-tallies': { of: OfPractice; item: 'reminder-tally' };
  tasks: { of: OfPractice & { readonly state: 'open' | 'done' }; item: 'task' };
  /** Index: what is due in a shard, soonest first; `to` is a moment. Heads and timers. */
  due: { of: { readonly shard: number }; item: 'head' | 'timer' };
  /** Index: threads by whom they wait on, most urgent first. */
  inbox: { of: OfPractice & { readonly waitingOn: WaitingOn }; item: 'head' };
  /** Index: every contact of a practice that has a thread, by the moment of its last text. */
  threads: { of: OfPractice; item: 'head' };
  /** Index: every contact of a practice, in no order that says anything. */
  contacts: { of: OfPractice; item: 'head' };
  /** Index: every practice of the deployment, by id. */
  practices: { of: object; item: 'practice' };
}

export type Listing = keyof Listings;

/** The `due` index is spread over so many shards, by contact. */
export const dueShards = 16;

export interface ListQuery<L extends Listing> {
  readonly listing: L;
  readonly of: Listings[L]['of'];
  /** Bounds of the sort order, both included, in the listing's own terms (a moment for `appointments` and `due`). */
  readonly from?: IsoInstant | LocalDay;
  readonly to?: IsoInstant | LocalDay;
  readonly direction?: 'ascending' | 'descending';
  /** 1 to 100. */
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string;
}

export interface Page<L extends Listing> {
  readonly items: readonly Stored<Listings[L]['item']>[];
  /** Absent on the last page. Opaque, and names ids alone. A page may be short, even empty, and still have a next. */
  readonly next?: string;
}

/** The store, so small that its adapters cannot drift apart. One contract suite runs over all of them. */
export interface Store {
  /** Up to 100 records in one round trip, strongly consistent, in the order asked. */
  read<const K extends readonly RecordKey[]>(
    keys: K,
  ): Promise<{ -readonly [I in keyof K]: Stored<K[I]['kind']> | undefined }>;
  /** One page of one partition in sort order. An index may lag behind; what it names is read as it stands now. */
  list<L extends Listing>(query: ListQuery<L>): Promise<Page<L>>;
  /** All or nothing; at most 100 items with the commit's own. */
  commit<R extends Json>(commit: Commit<R>): Promise<CommitAnswer<R>>;
}

/** The store is overloaded or away, and nothing of the call was done, or it may be asked again by its name. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** The cursor of a list is not one that this store gave for that list. */
export class CursorInvalid extends Error {
  override readonly name = 'CursorInvalid';
}

/** One committed event with the place where reading goes on. */
export interface FedEvent {
  readonly cursor: string;
  readonly event: DomainEvent;
}

/** Committed events in the order of their commits: what a table's stream is in the cloud. */
export interface EventFeed {
  /** Events after a cursor, oldest first; from the very first where none is given. */
  read(after: string | undefined, limit: number): Promise<readonly FedEvent[]>;
}
