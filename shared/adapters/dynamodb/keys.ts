import type { ContactId, PracticeId } from '../../domain/identifiers.ts';
import type { OutreachKind } from '../../domain/outreach.ts';
import type { RecordKey, Subject } from '../../ports/store.ts';

/*
 * The single table: with index-entries.ts and spans.ts the only file that knows key strings. The SQLite and memory adapters order by these same strings, so
 * that what is listed first cannot differ between them. Ids are free of '#' by their schemas (shared/domain/identifiers.ts);
 * whatever may hold one (a timer's id, a commit's name) stands last.
 *
 * record               pk                            sk
 * line                 LINE#<line>                   LINE
 * api-key              KEY#<key>                     KEY
 * practice             P#<practice>                  PRACTICE
 * settings             P#<practice>                  SETTINGS#<part>
 * response             P#<practice>                  RESPONSE#<name>
 * response-uses        P#<practice>                  USES#<message type>
 * volume               P#<practice>                  VOLUME#<purpose>
 * volume-block         P#<practice>                  VOLUME#<purpose>#<block>
 * patient              P#<practice>#PT#<patient>     PATIENT
 * head                 P#<practice>#C#<contact>      HEAD
 * text                 P#<practice>#C#<contact>      TEXT#<seq, 9 digits>
 * consent              P#<practice>#C#<contact>      CONSENT#<seq, 9 digits>
 * episode              P#<practice>#C#<contact>      EPISODE#<n, 9 digits>
 * appointment          P#<practice>#C#<contact>      APPOINTMENT#<start>#<appointment>
 * outreach             P#<practice>#C#<contact>      RECALL#<recall>, BILL#<bill>
 * timer                P#<practice>#C#<contact>      TIMER#<kind>#<id>
 * appointment-pointer  P#<practice>#A#<appointment>  AT
 * outreach-pointer     P#<practice>#RECALL#<recall>  AT      (P#<practice>#BILL#<bill>)
 * day-notice           P#<practice>#NOTICE#<notice>   NOTICE
 * notice-entry         P#<practice>#NOTICE#<notice>   TO#<contact>
 * day-entry            P#<practice>#DAY#<date>       <time>#<appointment>
 * note                 P#<practice>#C#<contact>      NOTE#<note: UUIDv7, so oldest first>
 * audit                P#<practice>#AUDIT           <moment>#<act>
 * task                 P#<practice>#TASKS#<state>    <task: UUIDv7, so oldest first>
 * response-tally       P#<practice>#STATS            ANSWERS#<week's Monday>#<message type>#<person>
 * reminder-tally       P#<practice>#STATS            REMINDERS#<week's Monday>#<share>
 * counted-visit        P#<practice>#A#<appointment>  COUNTED#<revision of its plan>
 * commit + events      its subject's partition       ONCE#<name>      (contact, P#<practice>, or DEPLOYMENT)
 *
 * sparse index         partition                     sort
 * due                  DUE#<shard 0-15>              <due moment>#<pk>#<sk>
 * inbox                P#<practice>#<waiting on>     <0 urgent, 1 not>#<order>#<contact>
 * contacts             P#<practice>#CONTACTS         T#<last text's moment>#<contact>, without a text N#<contact>
 *                      PRACTICES                     <practice>
 *
 * Access patterns, and what each costs on DynamoDB. "RT" is a round trip. A strongly consistent read is 1 RCU for each
 * started 4 KB of a record, and of a whole page for a Query; a transactional write is 2 WCU for each started 1 KB of an
 * item (prepare and commit), a check no less; an index entry that appears or vanishes is 1 WCU, one that moves 2, one
 * that stays 0 (KEYS_ONLY, and the key did not change).
 * Source: DynamoDB Developer Guide, "Read and write operations" and "Using Global Secondary Indexes", 2026.
 *
 * pattern                                  how                            cost
 * records by key, up to 100                GetItem / BatchGetItem         1 RT, 1 RCU a record of up to 4 KB
 * any decision                             TransactWriteItems             1 RT, 2 WCU per KB of each item, + index moves
 *   an ordinary inbound text               read head; once, text, head    2 RT, 1 RCU, 8 WCU (head of 2 KB) + 2 to 6
 *   a repeated webhook                     the same, once fails           2 RT; the failed once brings its result along
 *   a claim where its day is bounded       read volume, read blocks       2 RT, 9 RCU, 2 WCU more
 * a thread's texts; a consent ledger       Query sk TEXT# / CONSENT#      1 RT, 1 RCU per 4 KB of the page
 * a contact's appointments by start        Query sk APPOINTMENT#          1 RT, the same
 * a contact's recalls                      Query sk RECALL#               1 RT, the same
 * a contact's timers                       Query sk TIMER#                1 RT, the same
 * an appointment by the practice's id      pointer, then the record       2 RT, 2 RCU
 * a recall or bill by the practice's id    pointer, then the record       2 RT, 2 RCU
 * a day's list; open tasks, oldest first   Query                          1 RT, 1 RCU per 4 KB of the page
 * what became of a day's notice            Query, BatchGetItem of texts   2 RT a page, 1 RCU a text
 * a thread's notes                         Query sk NOTE#                 1 RT, 1 RCU per 4 KB of the page
 * who did what, latest first               Query                          1 RT, 1 RCU per 4 KB of the page
 * a practice's standard responses          Query sk RESPONSE#             1 RT, 1 RCU per 4 KB of the page
 * how patients were answered, by week      Query STATS, sk ANSWERS#       1 RT a page of 100, 1 RCU per 4 KB of it
 * an answer counted, once                  read it, read tally, commit    3 RT, 2 RCU, 8 WCU
 * what became of reminders, by week        Query STATS, sk REMINDERS#     1 RT a page of 100, 1 RCU per 4 KB of it
 * a visit's reminders counted              4 reads, commit                5 RT, 4 RCU and 1 a reminder, 6 WCU
 * what is due (the sweep, 16 shards)       Query due, BatchGetItem        2 RT a page, 1 RT and 0.5 RCU where nothing is
 * threads waiting on someone               Query inbox, BatchGetItem      2 RT a page, 1 RCU a head + 0.5 per 4 KB of keys
 * all threads, latest first                Query contacts T#, BatchGet    2 RT a page, the same
 * every contact; every practice (checks)   Query contacts, BatchGet       2 RT a page, the same
 *
 * The least of each path: what it must know is read once, together where no key depends on what is read, and what it changes is written once,
 * with the commit's own item; each record takes two units while it is under 1 KB, and four while it is under two (head, and a text with its
 * permit), beside its index entries. The figures that come of it are in test/use-cases/costs.test.ts.
 *
 * path                           must know                        must write
 * first text of an episode       head                             once, text, head, acknowledgement, its goal's timer
 * another text of it             head                             once, text, head
 * the webhook again              head                             nothing: the commit's name is taken
 * STOP                           head                             once, text, head, three ledger events, confirmation
 * a reply                        head, switches                   once, text, head, the episode that ends, its timer off, audit
 * a reminder that is due         timer; then visit and head       once, text, head, visit, its timer off
 * a text handed over             head, switches, text             once, text, head and a check of the switches when claimed;
 *                                                                 once, text, head with its outcome
 *   a reminder                   its visit too, which it names    a check of the visit too
 * a receipt                      head, text                       once, text, head
 *
 * Hot partitions: a patient's commit touches the patient's own partition alone. The index partitions inbox and contacts
 * take one practice's texts, which a phone line's pace keeps far below the 1,000 WCU of a partition; due is spread
 * over 16 because it is the whole deployment's.
 */

/** Where an item stands in the table. */
export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

export const indexNames = ['due', 'inbox', 'contacts'] as const;
export type IndexName = (typeof indexNames)[number];

/** Where a record stands in the sparse indexes. */
export type IndexEntries = { readonly [I in IndexName]?: ItemKey };

/** What every commit's item begins with; the stream's filter is on it. */
export const oncePrefix = 'ONCE#';

/** DynamoDB takes sort keys of up to 1,024 bytes. */
const onceNameBytesMax = 1000;

interface ContactOf {
  readonly practiceId: PracticeId;
  readonly contactId: ContactId;
}

export const contactPartition = (of: ContactOf): string => `P#${of.practiceId}#C#${of.contactId}`;

/** Zero-padded, so that the order of the strings is the order of the numbers; as many digits as text ids may have. */
const padded = (seq: number): string => String(seq).padStart(9, '0');

const sortOf = { recall: 'RECALL', bill: 'BILL' } as const satisfies Record<OutreachKind, string>;

/** Where a record stands. */
export function itemKeyOf(key: RecordKey): ItemKey {
  switch (key.kind) {
    case 'line':
      return { pk: `LINE#${key.lineId}`, sk: 'LINE' };
    case 'api-key':
      return { pk: `KEY#${key.keyId}`, sk: 'KEY' };
    case 'practice':
      return { pk: `P#${key.practiceId}`, sk: 'PRACTICE' };
    case 'settings':
      return { pk: `P#${key.practiceId}`, sk: `SETTINGS#${key.part}` };
    case 'response':
      return { pk: `P#${key.practiceId}`, sk: `RESPONSE#${key.name}` };
    case 'response-uses':
      return { pk: `P#${key.practiceId}`, sk: `USES#${key.type}` };
    case 'volume':
      return { pk: `P#${key.practiceId}`, sk: `VOLUME#${key.purpose}` };
    case 'volume-block':
      return { pk: `P#${key.practiceId}`, sk: `VOLUME#${key.purpose}#${key.block}` };
    case 'patient':
      return { pk: `P#${key.practiceId}#PT#${key.patientId}`, sk: 'PATIENT' };
    case 'head':
      return { pk: contactPartition(key), sk: 'HEAD' };
    case 'text':
      return { pk: contactPartition(key), sk: `TEXT#${padded(key.seq)}` };
    case 'consent':
      return { pk: contactPartition(key), sk: `CONSENT#${padded(key.seq)}` };
    case 'episode':
      return { pk: contactPartition(key), sk: `EPISODE#${padded(key.episode)}` };
    case 'appointment':
      return { pk: contactPartition(key), sk: `APPOINTMENT#${key.start}#${key.appointmentId}` };
    case 'outreach':
      return { pk: contactPartition(key), sk: `${sortOf[key.what]}#${key.id}` };
    case 'outreach-pointer':
      return { pk: `P#${key.practiceId}#${sortOf[key.what]}#${key.id}`, sk: 'AT' };
    case 'day-notice':
      return { pk: `P#${key.practiceId}#NOTICE#${key.noticeId}`, sk: 'NOTICE' };
    case 'notice-entry':
      return { pk: `P#${key.practiceId}#NOTICE#${key.noticeId}`, sk: `TO#${key.contactId}` };
    case 'timer':
      return { pk: contactPartition(key), sk: `TIMER#${key.timerKind}#${key.timerId}` };
    case 'appointment-pointer':
      return { pk: `P#${key.practiceId}#A#${key.appointmentId}`, sk: 'AT' };
    case 'day-entry':
      return { pk: `P#${key.practiceId}#DAY#${key.date}`, sk: `${key.time}#${key.appointmentId}` };
    case 'note':
      return { pk: contactPartition(key), sk: `NOTE#${key.noteId}` };
    case 'audit':
      return { pk: `P#${key.practiceId}#AUDIT`, sk: `${key.at}#${key.auditId}` };
    case 'response-tally':
      return { pk: `P#${key.practiceId}#STATS`, sk: `ANSWERS#${key.week}#${key.type}#${key.person}` };
    case 'reminder-tally':
      return { pk: `P#${key.practiceId}#STATS`, sk: `REMINDERS#${key.week}#${key.shard}` };
    case 'counted-visit':
      return { pk: `P#${key.practiceId}#A#${key.appointmentId}`, sk: `COUNTED#${key.revision}` };
    case 'task':
      return { pk: `P#${key.practiceId}#TASKS#${key.state}`, sk: key.taskId };
  }
}

/** Keys are built from branded ids alone; reading one back gives them their brand again without a second check. */
const as = <T extends string>(part: string | undefined) => part as T;

/** Names the record that stands at a place: `itemKeyOf` backwards. */
export function recordKeyOf({ pk, sk }: ItemKey): RecordKey {
  const [root, first, branch, last] = pk.split('#');
  if (root === 'LINE') return { kind: 'line', lineId: as(first) };
  if (root === 'KEY') return { kind: 'api-key', keyId: as(first) };
  const practiceId = as<PracticeId>(first);
  const [sort, second, ...rest] = sk.split('#');
  switch (branch) {
    case undefined:
      return ofPractice(practiceId, sort, second, rest[0]);
    case 'PT':
      return { kind: 'patient', practiceId, patientId: as(last) };
    case 'A':
      return sort === 'COUNTED'
        ? { kind: 'counted-visit', practiceId, appointmentId: as(last), revision: Number(second) }
        : { kind: 'appointment-pointer', practiceId, appointmentId: as(last) };
    case 'RECALL':
      return { kind: 'outreach-pointer', practiceId, what: 'recall', id: as(last) };
    case 'BILL':
      return { kind: 'outreach-pointer', practiceId, what: 'bill', id: as(last) };
    case 'NOTICE':
      return sort === 'TO'
        ? { kind: 'notice-entry', practiceId, noticeId: as(last), contactId: as(second) }
        : { kind: 'day-notice', practiceId, noticeId: as(last) };
    case 'DAY':
      return { kind: 'day-entry', practiceId, date: as(last), time: as(sort), appointmentId: as(second) };
    case 'AUDIT':
      return { kind: 'audit', practiceId, at: as(sort), auditId: as(second) };
    case 'STATS':
      if (sort === 'REMINDERS')
        return { kind: 'reminder-tally', practiceId, week: as(second), shard: Number(rest[0]) };
      return { kind: 'response-tally', practiceId, week: as(second), type: as(rest[0]), person: as(rest[1]) };
    case 'TASKS':
      return { kind: 'task', practiceId, state: as(last), taskId: as(sk) };
  }
  const of = { practiceId, contactId: as<ContactId>(last) };
  switch (sort) {
    case 'TEXT':
      return { kind: 'text', ...of, seq: Number(second) };
    case 'CONSENT':
      return { kind: 'consent', ...of, seq: Number(second) };
    case 'EPISODE':
      return { kind: 'episode', ...of, episode: Number(second) };
    case 'APPOINTMENT':
      return { kind: 'appointment', ...of, start: as(second), appointmentId: as(rest[0]) };
    case 'RECALL':
      return { kind: 'outreach', ...of, what: 'recall', id: as(second) };
    case 'BILL':
      return { kind: 'outreach', ...of, what: 'bill', id: as(second) };
    case 'NOTE':
      return { kind: 'note', ...of, noteId: as(second) };
    case 'TIMER':
      return { kind: 'timer', ...of, timerKind: as(second), timerId: rest.join('#') };
    default:
      return { kind: 'head', ...of };
  }
}

/** What stands in a practice's own partition. */
function ofPractice(
  practiceId: PracticeId,
  sort: string | undefined,
  name: string | undefined,
  block: string | undefined,
): RecordKey {
  switch (sort) {
    case 'SETTINGS':
      return { kind: 'settings', practiceId, part: as(name) };
    case 'RESPONSE':
      return { kind: 'response', practiceId, name: as(name) };
    case 'USES':
      return { kind: 'response-uses', practiceId, type: as(name) };
    case 'VOLUME':
      return block === undefined
        ? { kind: 'volume', practiceId, purpose: as(name) }
        : { kind: 'volume-block', practiceId, purpose: as(name), block: Number(block) };
    default:
      return { kind: 'practice', practiceId };
  }
}

/** Where a commit of that name about that subject stands. Throws a RangeError on a name that no key could hold. */
export function onceKeyOf(subject: Subject, name: string): ItemKey {
  const bytes = Buffer.byteLength(name);
  if (bytes === 0 || bytes > onceNameBytesMax)
    throw new RangeError(`A commit's name is 1 to ${onceNameBytesMax} bytes, this one ${bytes}.`);
  return { pk: subjectPartition(subject), sk: `${oncePrefix}${name}` };
}

function subjectPartition(subject: Subject): string {
  if (subject.of === 'contact') return contactPartition(subject);
  return subject.of === 'practice' ? `P#${subject.practiceId}` : 'DEPLOYMENT';
}
