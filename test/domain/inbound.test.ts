import { describe, expect, test } from 'vitest';
import type { Appointment } from '../../shared/domain/appointment.ts';
import type { ContactHead } from '../../shared/domain/contact.ts';
import type { Draft } from '../../shared/domain/draft.ts';
import { appointmentIdSchema, textIdOf } from '../../shared/domain/identifiers.ts';
import { decideInbound, meaningOf } from '../../shared/domain/inbound.ts';
import { keywords } from '../../shared/domain/keywords-data.ts';
import { automatedAnswersPerDayMax } from '../../shared/domain/permit-rules.ts';
import type { PracticeView } from '../../shared/domain/system-text.ts';
import { isoFrom, plusSeconds } from '../../shared/domain/time.ts';
import {
  appointmentAt,
  appointmentId,
  bodiesOf,
  contactId,
  happeningsOf,
  idsInOrder,
  known,
  practiceWith,
  stranger,
  tuesdayAtTen,
} from '../support/facts.ts';

const start = isoFrom('2026-12-02T09:30:00-05:00');
const question = { kind: 'confirm-appointment', appointmentId, start, askedAt: tuesdayAtTen } as const;
const asked = known({ questions: [question] });

interface Given {
  readonly practice?: PracticeView;
  readonly appointment?: Appointment;
  readonly now?: typeof tuesdayAtTen;
}

function say(
  body: string,
  head: ContactHead = known(),
  { practice = practiceWith(), appointment, now = tuesdayAtTen }: Given = {},
): Draft {
  return decideInbound({
    head,
    practice,
    arrived: { carrierMessageId: 'SM1', body, media: [] },
    meaning: meaningOf(head, body, now),
    appointments: appointment ? [appointment] : [],
    now,
    newId: idsInOrder(),
  });
}

const purposesOf = (draft: Draft): string[] =>
  draft.newTexts.flatMap((text) => (text.direction === 'out' ? [`${text.purpose} ${text.status}`] : []));

describe('every text', () => {
  test.each(['STOP', 'START', 'HELP', 'C', 'hello', '', '👍', '\u0000'])(
    '%j is stored as it came, first of all',
    (body) => {
      const draft = say(body, asked, { appointment: appointmentAt(start) });
      expect(draft.newTexts[0]).toMatchObject({ direction: 'in', body, seq: 1, carrierMessageId: 'SM1' });
      expect(draft.happenings[0]).toMatchObject({ type: 'text.received' });
      expect(draft.head).toMatchObject({ lastInboundAt: tuesdayAtTen, nextSeq: 1 + draft.newTexts.length });
    },
  );
});

describe('keywords come before any state of the conversation', () => {
  test('no running question swallows a STOP', () => {
    for (const { kind, forms } of keywords) {
      for (const form of forms)
        expect([form, meaningOf(asked, form, tuesdayAtTen).kind]).toEqual([form, kind]);
    }
  });

  test('STOP is confirmed once, names the practice, and ends what was asked', () => {
    const draft = say('Stop. Thank you', asked);
    expect(bodiesOf(draft)).toEqual([
      'Riverside: You are opted out of all our texts. Reply REMINDERS to keep only appointment reminders, START to resume all.',
    ]);
    expect(purposesOf(draft)).toEqual(['service queued']);
    expect(draft.head.questions).toEqual([]);
    expect(happeningsOf(draft)).toEqual(['text.received', 'consent.revoked', 'text.queued']);
    expect(bodiesOf(say('STOP', draft.head))).toEqual([]);
  });

  test('START and REMINDERS after it say what comes now', () => {
    const { head } = say('STOP');
    expect(bodiesOf(say('START', head))).toEqual([
      'Riverside: You will get our texts again. Reply HELP for help, STOP to opt out.',
    ]);
    expect(bodiesOf(say('REMINDERS', head))[0]).toMatch(/^Riverside: You will get appointment reminders/);
  });

  test('STOP takes back the leave to answer that a question gave', () => {
    const wrote = say('Are you open?');
    expect(wrote.head.thread.askedAt).toBe(tuesdayAtTen);
    expect(say('STOP', wrote.head).head.thread.askedAt).toBeUndefined();
  });

  test('STOP again after START is another opt-out, with its own confirmation', () => {
    const stopped = say('STOP');
    const back = say('START', stopped.head);
    expect(bodiesOf(back)).toHaveLength(1);
    expect(bodiesOf(say('STOP', back.head))).toHaveLength(1);
  });

  test('a STOP is confirmed even where automated answers have reached their bound, and START and HELP are not answered', () => {
    const acknowledgedAt = Array.from({ length: automatedAnswersPerDayMax }, (_, index) =>
      plusSeconds(tuesdayAtTen, index - 60),
    );
    const head = known({ acknowledgedAt });
    expect(purposesOf(say('STOP', head))).toEqual(['service queued']);
    expect([purposesOf(say('START', head)), purposesOf(say('HELP', head))]).toEqual([[], []]);
  });

  test('HELP is answered at any hour, also to someone who opted out', () => {
    const night = isoFrom('2026-12-01T23:30:00-05:00');
    const draft = say('help', say('STOP').head, { now: night });
    expect(purposesOf(draft)).toEqual(['service queued']);
    expect(bodiesOf(draft)[0]).toContain('call 212-555-0100');
    expect(bodiesOf(draft)[0]).toContain('911');
  });

  test('a line whose carrier answers keywords sends no answer of ours, and records the same', () => {
    const practice = practiceWith({}, { optOutHandledBy: 'carrier' });
    const stopped = say('STOP', known(), { practice });
    expect(bodiesOf(stopped)).toEqual([]);
    expect(stopped.head.consent.informational.state).toBe('revoked');
    const back = say('START', stopped.head, { practice });
    expect(bodiesOf(back)).toEqual([]);
    expect(back.head.consent.informational.state).toBe('granted');
    expect(bodiesOf(say('HELP', known(), { practice }))).toEqual([]);
  });

  test('the evidence of a STOP is what was said, and which text said it', () => {
    const draft = say('please STOP!');
    expect(draft.consents[0]).toMatchObject({
      evidence: { words: 'please STOP!' },
      source: 'inbound-text',
      textId: draft.newTexts[0]?.textId,
    });
  });
});

describe('an ordinary text', () => {
  test("a stranger's is consent to informational texts, waits on the practice, and is acknowledged", () => {
    const draft = say('I need an appointment', stranger());
    expect(draft.consents).toMatchObject([{ scope: 'informational', basis: 'express' }]);
    expect(draft.head.thread).toMatchObject({
      waitingOn: 'practice',
      episode: 1,
      type: 'appointment-request',
    });
    expect(bodiesOf(draft)).toEqual([
      'Riverside: We got your appointment request and will reply by 12:00 PM today. Reply STOP to opt out.',
    ]);
  });

  test('from someone who opted out it waits for a person, is answered by nothing automated, and lifts nothing', () => {
    const draft = say('Are you open tomorrow?', say('STOP').head);
    expect(bodiesOf(draft)).toEqual([]);
    expect(draft.head.thread).toMatchObject({ waitingOn: 'practice', askedAt: tuesdayAtTen });
    expect(draft.head.consent.informational.state).toBe('revoked');
    expect(draft.timersSet).toMatchObject([{ kind: 'goal' }]);
  });

  test.each([
    'How do I stop the bleeding?',
    "please don't cancel my appointment",
    'See you this weekend',
    'We have got to STOP this pain',
  ])('%j is no opt-out', (body) => {
    expect(say(body).head.consent.informational.state).toBe('granted');
  });
});

describe('an answer to a reminder', () => {
  const appointment = appointmentAt(start, {
    reminders: [
      { step: '3d', dueAt: tuesdayAtTen, status: 'queued' },
      { step: '3h', dueAt: start, status: 'planned' },
    ],
  });

  test('C confirms, is told so once, and keeps the question for a later R', () => {
    const draft = say('C', asked, { appointment });
    expect(draft.changedAppointments).toMatchObject([
      { status: 'confirmed', history: [{ status: 'confirmed', by: 'patient' }] },
    ]);
    expect(bodiesOf(draft)).toEqual([
      "Riverside: Thank you! You're confirmed for Wed Dec 2 at 9:30 AM. Reply STOP to opt out.",
    ]);
    expect(draft.head.questions).toEqual([question]);
    expect(draft.head.thread.waitingOn).toBe('closed');
    expect(happeningsOf(draft)).toContain('appointment.confirmed');
    expect([draft.timersSet, draft.timersCleared, draft.tasks]).toEqual([[], [], []]);
  });

  test('a second C changes the appointment no more', () => {
    const draft = say('yes', asked, { appointment: { ...appointment, status: 'confirmed' } });
    expect(draft.changedAppointments).toEqual([]);
    expect(happeningsOf(draft)).not.toContain('appointment.confirmed');
  });

  test.each([
    ['R', 'reschedule-requested', 'reschedule'],
    ['X', 'declined', 'declined'],
  ] as const)(
    '%s takes the reminders back, raises a task, answers once and waits on the practice',
    (body, status, kind) => {
      const draft = say(body, asked, { appointment });
      expect(draft.changedAppointments).toMatchObject([
        { status, reminders: [{ status: 'queued' }, { status: 'cancelled' }] },
      ]);
      expect(draft.timersCleared).toEqual([{ kind: 'reminder', id: 'A-1.1.3h' }]);
      expect(draft.tasks).toMatchObject([{ kind, appointmentId }]);
      expect(bodiesOf(draft)).toHaveLength(1);
      expect(draft.head).toMatchObject({
        questions: [{ appointmentId, turnedDown: true }],
        thread: { waitingOn: 'practice', type: 'appointment-request' },
      });
      expect(happeningsOf(draft)).toContain(`appointment.${status}`);
    },
  );

  test('R after C asks to reschedule', () => {
    const confirmed = say('C', asked, { appointment });
    const draft = say('R', confirmed.head, { appointment: { ...appointment, status: 'confirmed' } });
    expect(draft.changedAppointments).toMatchObject([{ status: 'reschedule-requested' }]);
  });

  test.each([
    ['gone', undefined],
    ['moved', appointmentAt(plusSeconds(start, 3600))],
    ['cancelled', appointmentAt(start, { status: 'cancelled' })],
  ])(
    'of an appointment that is %s: the patient is told, a person looks, and nothing is confirmed',
    (_case, stands) => {
      const draft = say('C', asked, stands && { appointment: stands });
      expect(draft.changedAppointments).toEqual([]);
      expect(bodiesOf(draft)[0]).toContain('no longer on our schedule');
      expect(draft.head).toMatchObject({ questions: [], thread: { waitingOn: 'practice' } });
    },
  );

  test.each([
    ['R', 'yes, but can we make it 10?', '10'],
    ['R', 'Can we move it to next Tuesday afternoon because of my herpes', 'next Tue afternoon'],
    ['X', "can't make it, maybe Thursday", 'Thu'],
    ['R', 'R', undefined],
  ])('%s, as %j: the task names %s and none of the words of the patient', (_answer, body, time) => {
    const [task] = say(body, asked, { appointment }).tasks;
    if (time === undefined) expect(task?.detail).not.toContain('named');
    else expect(task?.detail).toContain(`They named: ${time}.`);
    expect(task?.detail).not.toMatch(/herpes|because/);
  });

  test('C after X or R is told so and goes to a person; nothing is confirmed', () => {
    for (const [body, status] of [
      ['X', 'declined'],
      ['R', 'reschedule-requested'],
    ] as const) {
      const turnedDown = say(body, asked, { appointment });
      const draft = say('C', turnedDown.head, { appointment: { ...appointment, status } });
      expect(draft.changedAppointments).toEqual([]);
      expect(draft.tasks).toMatchObject([{ kind: 'unclear-reply', appointmentId }]);
      expect(bodiesOf(draft)[0]).toContain('this time does not suit you');
      expect(draft.head.thread.flags).toEqual(['unclear-reply']);
      // "ok" to "We will text or call you" is to that, not to the reminder.
      expect(say('ok thanks', turnedDown.head, { appointment: { ...appointment, status } }).tasks).toEqual(
        [],
      );
    }
  });

  test('X after R declines', () => {
    const draft = say('X', say('R', asked, { appointment }).head, {
      appointment: { ...appointment, status: 'reschedule-requested' },
    });
    expect(draft.changedAppointments).toMatchObject([{ status: 'declined' }]);
  });

  test.each(['running late', 'on my way', 'Voy tarde'])('%j keeps the booking and tells the desk', (body) => {
    const draft = say(body, asked, { appointment });
    expect(draft.changedAppointments).toEqual([]);
    expect(draft.tasks).toMatchObject([{ kind: 'running-late', appointmentId }]);
    expect(bodiesOf(draft)[0]).toContain('The front desk has been told.');
    expect(draft.head.thread.waitingOn).toBe('closed');
  });

  test('late is said of the visit that comes next, also some minutes after its start', () => {
    const later = {
      ...question,
      appointmentId: appointmentIdSchema.parse('A-2'),
      start: plusSeconds(start, 86_400),
    };
    const head = known({ questions: [question, later] });
    const meaning = meaningOf(head, 'running late', plusSeconds(start, 300));
    expect(meaning).toMatchObject({ kind: 'running-late', question: { appointmentId: 'A-1' } });
  });

  test.each(['no', 'maybe', 'yes no', 'Yes, Thursday works', 'yes at 11:30'])(
    '%j is for a person: flagged, with a task, and nothing is settled',
    (body) => {
      const draft = say(body, asked, { appointment });
      expect(draft.changedAppointments).toEqual([]);
      expect(draft.tasks).toMatchObject([{ kind: 'unclear-reply', appointmentId }]);
      expect(draft.head.thread).toMatchObject({ waitingOn: 'practice', flags: ['unclear-reply'] });
    },
  );

  test.each(['Yes Wednesday at 9:30', "I'll be there at 9:15", 'see you tomorrow'])('%j confirms', (body) => {
    expect(say(body, asked, { appointment }).changedAppointments).toMatchObject([{ status: 'confirmed' }]);
  });

  test('a question beside a clear answer counts as the answer, is answered once, and waits on the practice', () => {
    const draft = say('Yes. What should I bring?', asked, { appointment });
    expect(draft.changedAppointments).toMatchObject([{ status: 'confirmed' }]);
    expect(bodiesOf(draft)).toHaveLength(1);
    expect(bodiesOf(draft)[0]).toContain("You're confirmed");
    expect(draft.head.thread.waitingOn).toBe('practice');
  });

  test('a mere yes or ok after a person wrote is to them; a C is to the reminder', () => {
    const head = { ...asked, repliedAt: plusSeconds(tuesdayAtTen, 60) };
    for (const body of ['yes', 'ok', '👍'])
      expect(meaningOf(head, body, plusSeconds(tuesdayAtTen, 120)).kind).toBe('message');
    for (const body of ['C', 'see you then', 'R'])
      expect(meaningOf(head, body, plusSeconds(tuesdayAtTen, 120)).kind).toBe('appointment-answer');
  });

  test('a C to a visit that has passed is told so and goes to a person', () => {
    const draft = say('C', asked, { appointment, now: plusSeconds(start, 3600) });
    expect(draft.changedAppointments).toEqual([]);
    expect(bodiesOf(draft)[0]).toContain('has passed');
    expect(draft.head.thread.waitingOn).toBe('practice');
  });

  test.each(['cancel my appointment please', 'I need to cancel', 'I have to cancel and reschedule'])(
    '%j is about the visit: it opts out of nothing and waits for no review',
    (body) => {
      const draft = say(body, asked, { appointment });
      expect(draft.head.consent.informational.state).toBe('granted');
      expect(draft.head.reviewSince).toBeUndefined();
      expect(draft.changedAppointments).toHaveLength(1);
    },
  );

  test('"C, and stop texting me at work" confirms, and a person decides about the rest', () => {
    const draft = say('C. Stop texting me at work', asked, { appointment });
    expect(draft.head.reviewSince).toBeDefined();
    expect(draft.changedAppointments).toMatchObject([{ status: 'confirmed' }]);
  });

  test('with nothing asked it is an ordinary text', () => {
    expect(meaningOf(known(), 'C', tuesdayAtTen).kind).toBe('message');
    expect(say('yes').head.thread.waitingOn).toBe('practice');
  });

  test('once opted out it is an ordinary text: nothing automated answers', () => {
    const head = { ...say('STOP', asked).head, questions: [question] };
    expect(meaningOf(head, 'C', tuesdayAtTen).kind).toBe('message');
  });

  test('a bare CANCEL in answer to a reminder opts out', () => {
    const draft = say('CANCEL', asked, { appointment });
    expect(draft.head.consent.informational.state).toBe('revoked');
    expect(draft.changedAppointments).toEqual([]);
  });

  test('which may have meant the visit: a person is told of the text, once for it, while one that was asked about is to come', () => {
    const tasks = (at = tuesdayAtTen, head = asked, body = 'CANCEL') => say(body, head, { now: at }).tasks;
    const over = { ...question, start: plusSeconds(tuesdayAtTen, -60) };
    const told = {
      kind: 'unclear-reply',
      textId: textIdOf(contactId, 1),
      detail:
        'The patient answered CANCEL. By law that ends all texts; they may have meant the appointment: call them.',
    };
    expect(tasks()).toMatchObject([told]);
    expect(tasks(tuesdayAtTen, known({ questions: [over, question] }))).toMatchObject([told]);
    expect(tasks(plusSeconds(start, -1))).toHaveLength(1);
    for (const none of [
      tasks(start),
      tasks(tuesdayAtTen, known({ questions: [over] })),
      tasks(tuesdayAtTen, known()),
      tasks(tuesdayAtTen, asked, 'STOP'),
    ])
      expect(none).toEqual([]);
  });

  test('is confirmed however many automated answers went, for the law asks for it', () => {
    const acknowledgedAt = Array.from({ length: automatedAnswersPerDayMax }, () => tuesdayAtTen);
    const head = known({ acknowledgedAt });
    expect(bodiesOf(say('STOP', head))).toHaveLength(1);
    expect(say('STOP', head).head.acknowledgedAt).toEqual(acknowledgedAt);
    expect(bodiesOf(say('HELP', head))).toEqual([]);
  });

  test('about an appointment that has begun is none: it is an ordinary text', () => {
    const appointment = appointmentAt(start);
    expect(meaningOf(asked, 'yes', plusSeconds(start, -1)).kind).toBe('appointment-answer');
    expect(meaningOf(asked, 'yes', start).kind).toBe('message');
    const draft = say('yes', asked, { appointment, now: plusSeconds(start, 14 * 86_400) });
    expect(bodiesOf(draft)[0]).toContain('We got your message');
  });

  test('of two questions the one asked last is answered', () => {
    const second = { ...question, appointmentId: 'A-2' as typeof appointmentId };
    expect(meaningOf(known({ questions: [question, second] }), 'C', tuesdayAtTen)).toMatchObject({
      answers: [{ question: { appointmentId: 'A-2' } }],
    });
  });
});
