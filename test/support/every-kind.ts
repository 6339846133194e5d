import {
  appointmentIdSchema,
  keyIdOf,
  lineIdSchema,
  noticeIdSchema,
  outreachIdSchema,
  patientIdSchema,
  taskIdSchema,
  textIdOf,
} from '../../shared/domain/identifiers.ts';
import { phoneNumberSchema } from '../../shared/domain/phone-number.ts';
import { noCounts } from '../../shared/domain/reminder-figures.ts';
import { noFigures } from '../../shared/domain/response-figures.ts';
import { responseNameSchema } from '../../shared/domain/standard-response.ts';
import { uuidv7 } from '../../shared/domain/uuid.ts';
import type { Put } from '../../shared/ports/store.ts';
import { at, headOf, noon, type OfContact, putHead, putText, putTimer, timerOf } from './records.ts';

/** A new record of each kind that the store knows, all about one contact. */
export function everyKind(of: OfContact): readonly Put[] {
  const { practiceId, contactId } = of;
  const expect = 'absent';
  const appointmentId = appointmentIdSchema.parse('A.1_2~3-x');
  const patientId = patientIdSchema.parse('MRN~1.2_3');
  const outreachId = outreachIdSchema.parse('B.1_2~3-x');
  const noticeId = noticeIdSchema.parse(uuidv7(noon, new Uint8Array(10)));
  const taskId = taskIdSchema.parse(uuidv7(noon, new Uint8Array(10)));
  const number = phoneNumberSchema.parse('+12125559000');
  const day = { date: '2026-12-02', time: '09:30' };
  return [
    putHead(headOf(of)),
    putText(of, 1),
    putTimer(timerOf(of, 'with#a#hash', at(60))),
    {
      put: { kind: 'line', lineId: lineIdSchema.parse(`l1${contactId.slice(2)}`) },
      value: {
        practiceId,
        number,
        carrier: 'simulated',
        account: 'main',
        optOutHandledBy: 'ours',
        messagesPerSecond: 1,
      },
      expect,
    },
    {
      put: { kind: 'api-key', keyId: keyIdOf(contactId) },
      value: { createdAt: noon, usageId: 'u', scope: 'operator' },
      expect,
    },
    {
      put: { kind: 'practice', practiceId },
      value: { practiceId, name: 'One', createdAt: noon, lines: [number] },
      expect,
    },
    {
      put: { kind: 'settings', practiceId, part: 'profile' },
      value: { part: 'profile', value: { name: 'One', shortName: 'One', timeZone: 'America/New_York' } },
      expect,
    },
    {
      put: { kind: 'response', practiceId, name: responseNameSchema.parse('please-call') },
      value: { name: responseNameSchema.parse('please-call'), body: { en: 'Call us.' }, updatedAt: noon },
      expect,
    },
    {
      put: { kind: 'response-uses', practiceId, type: 'billing-inquiry' },
      value: { type: 'billing-inquiry', counts: [{ name: 'please-call', uses: 1, words: { bill: 1 } }] },
      expect,
    },
    {
      put: { kind: 'volume', practiceId, purpose: 'recall' },
      value: { purpose: 'recall', day: '2026-12-01', dailyMax: 50, cut: 2, spent: 7, from: 16 },
      expect,
    },
    {
      put: { kind: 'volume-block', practiceId, purpose: 'recall', block: 17 },
      value: { cut: 2, taken: 3 },
      expect,
    },
    {
      put: { kind: 'patient', practiceId, patientId },
      value: {
        practiceId,
        patientId,
        contactId,
        name: { given: 'A', family: 'B' },
        phone: number,
        version: 1,
        updatedAt: noon,
      },
      expect,
    },
    {
      put: { kind: 'consent', ...of, seq: 7 },
      value: {
        seq: 7,
        scope: 'phi',
        action: 'granted',
        basis: 'express',
        source: 'text',
        evidence: { words: 'YES' },
        at: noon,
      },
      expect,
    },
    {
      put: { kind: 'episode', ...of, episode: 3 },
      value: {
        ...of,
        episode: 3,
        type: 'other',
        waitingSince: noon,
        settledAt: at(600),
        settledBy: 'answer',
        businessMinutes: 10,
        goalKept: true,
      },
      expect,
    },
    {
      put: { kind: 'reminder-tally', practiceId, week: '2026-11-30', shard: 7 },
      value: { week: '2026-11-30', counts: noCounts },
      expect,
    },
    {
      put: { kind: 'counted-visit', practiceId, appointmentId, revision: 12 },
      value: { week: '2026-11-30', counts: noCounts },
      expect,
    },
    {
      put: {
        kind: 'response-tally',
        practiceId,
        week: '2026-11-30',
        type: 'other',
        person: 'staff:a.1_2~3-x',
      },
      value: { week: '2026-11-30', type: 'other', person: 'unknown', figures: noFigures },
      expect,
    },
    {
      put: { kind: 'appointment', ...of, start: at(86_400), appointmentId },
      value: {
        ...of,
        appointmentId,
        patientIds: [patientId],
        version: 1,
        revision: 1,
        start: at(86_400),
        timeZone: 'America/New_York',
        durationMinutes: 30,
        kind: 'default',
        status: 'booked',
        confidential: false,
        history: [],
        reminders: [],
        updatedAt: noon,
      },
      expect,
    },
    {
      put: { kind: 'appointment-pointer', practiceId, appointmentId },
      value: { contactId, start: at(86_400), day },
      expect,
    },
    {
      put: { kind: 'outreach', ...of, what: 'bill', id: outreachId },
      value: {
        ...of,
        what: 'bill',
        id: outreachId,
        patientId,
        version: 1,
        revision: 1,
        dueOn: '2026-12-31',
        steps: [],
        updatedAt: noon,
        amountCents: 4500,
        currency: 'USD',
        status: 'open',
      },
      expect,
    },
    {
      put: { kind: 'outreach-pointer', practiceId, what: 'bill', id: outreachId },
      value: { contactId },
      expect,
    },
    {
      put: { kind: 'outreach', ...of, what: 'recall', id: outreachId },
      value: {
        ...of,
        what: 'recall',
        id: outreachId,
        patientId,
        version: 1,
        revision: 1,
        dueOn: '2026-12-31',
        steps: [],
        updatedAt: noon,
        kind: 'cleaning',
        given: '2026-12-31',
        status: 'active',
      },
      expect,
    },
    {
      put: { kind: 'outreach-pointer', practiceId, what: 'recall', id: outreachId },
      value: { contactId },
      expect,
    },
    {
      put: { kind: 'day-notice', practiceId, noticeId },
      value: {
        practiceId,
        noticeId,
        date: '2026-12-02',
        body: 'Closed today.',
        fingerprint: 'f',
        by: { keyId: keyIdOf(contactId) },
        createdAt: noon,
      },
      expect,
    },
    {
      put: { kind: 'notice-entry', practiceId, noticeId, contactId },
      value: { contactId, appointmentIds: [appointmentId], textId: textIdOf(contactId, 1) },
      expect,
    },
    {
      put: { kind: 'day-entry', practiceId, ...day, appointmentId },
      value: { appointmentId },
      expect,
    },
    {
      put: { kind: 'note', ...of, noteId: uuidv7(noon, new Uint8Array(10)) },
      value: {
        noteId: uuidv7(noon, new Uint8Array(10)),
        at: noon,
        by: { keyId: keyIdOf(contactId) },
        words: 'Called back.',
      },
      expect,
    },
    {
      put: { kind: 'audit', practiceId, at: noon, auditId: uuidv7(noon, new Uint8Array(10)) },
      value: {
        practiceId,
        auditId: uuidv7(noon, new Uint8Array(10)),
        at: noon,
        by: { keyId: keyIdOf(contactId) },
        action: 'thread-closed',
        contactId,
      },
      expect,
    },
    {
      put: { kind: 'task', practiceId, state: 'open', taskId },
      value: { practiceId, taskId, kind: 'urgent', contactId, detail: 'Call.', since: noon },
      expect,
    },
  ];
}
