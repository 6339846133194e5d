import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Draft } from '../../shared/domain/draft.ts';
import { contactIdOf, outreachIdSchema, patientIdSchema, textIdOf } from '../../shared/domain/identifiers.ts';
import { billSchema, dayAfter, type Outreach, recallSchema } from '../../shared/domain/outreach.ts';
import {
  askAgain,
  decideOutreach,
  type OutreachInput,
  renewRecalls,
} from '../../shared/domain/outreach-change.ts';
import { planOutreach } from '../../shared/domain/outreach-plan.ts';
import { outreachBody } from '../../shared/domain/outreach-words.ts';
import { permit } from '../../shared/domain/permit.ts';
import { phiIn } from '../../shared/domain/phi-guard.ts';
import { insideHours } from '../../shared/domain/quiet-hours.ts';
import { reservedWordsIn } from '../../shared/domain/reserved-words.ts';
import { measure } from '../../shared/domain/segments.ts';
import { startingPolicy } from '../../shared/domain/starting-settings.ts';
import { factsOf } from '../../shared/domain/system-text.ts';
import { defaultTextingHours } from '../../shared/domain/texting-hours.ts';
import { isoFrom } from '../../shared/domain/time.ts';
import {
  draftOn,
  idsInOrder,
  known,
  patientId,
  practiceId,
  practiceWith,
  stranger,
  tuesdayAtTen,
} from '../support/facts.ts';

const id = outreachIdSchema.parse('R-1');
const practice = practiceWith();
const recall = (more: object = {}): OutreachInput => ({
  what: 'recall',
  ...recallSchema.parse({ patientId: 'P-1', kind: 'dental cleaning', dueOn: '2026-12-10', ...more }),
});
const bill = (more: object = {}): OutreachInput => ({
  what: 'bill',
  ...billSchema.parse({ patientId: 'P-1', amountCents: 4500, dueOn: '2026-12-31', ...more }),
});
const put = (input: OutreachInput, before?: Outreach, now = tuesdayAtTen) =>
  decideOutreach({ head: known(), before, settings: practice.settings, now, newId: idsInOrder() }, id, input);
const made = (input: OutreachInput): Outreach => put(input)?.put ?? expect.fail('It is new.');

describe('what may be put', () => {
  test.each([
    ['neither a day nor a last visit', { dueOn: undefined }, 'dueOn'],
    ['both', { lastVisit: '2026-06-01', interval: 'P6M' }, 'dueOn'],
    ['a last visit without its interval', { dueOn: undefined, lastVisit: '2026-06-01' }, 'interval'],
    ['an interval of nothing', { interval: 'P0M' }, 'interval'],
    ['an interval in hours', { interval: 'PT6H' }, 'interval'],
    ['a day that is none', { dueOn: '2026-02-30' }, 'dueOn'],
    ['a last visit on no day', { dueOn: undefined, lastVisit: 'in June', interval: 'P6M' }, 'lastVisit'],
    [
      'an interval in words',
      { dueOn: undefined, lastVisit: '2026-06-01', interval: 'half a year' },
      'interval',
    ],
    ['a day of another century', { dueOn: '1926-02-03' }, 'dueOn'],
    ['a day that ends up in one', { dueOn: undefined, lastVisit: '2199-12-31', interval: 'P1M' }, 'interval'],
  ])('%s is no recall, and the fault is named', (_what, more, path) => {
    const base = { patientId: 'P-1', kind: 'cleaning', dueOn: '2026-12-10' };
    const { error } = recallSchema.safeParse({ ...base, ...more });
    expect(error?.issues.map((issue) => issue.path.join('.'))).toContain(path);
  });

  test.each([
    ['an amount of nothing', { amountCents: 0 }, 'amountCents'],
    ['a part of a cent', { amountCents: 1.5 }, 'amountCents'],
    ['a link with an id', { payUrl: 'https://pay.example.com/b/8f3a2c9d1e4b' }, 'payUrl'],
    ['a link that is not secure', { payUrl: 'http://pay.example.com' }, 'payUrl'],
    ['another currency', { currency: 'EUR' }, 'currency'],
  ])('%s is no bill, and the fault is named', (_what, more, path) => {
    const { error } = billSchema.safeParse({
      patientId: 'P-1',
      amountCents: 1,
      dueOn: '2026-12-31',
      ...more,
    });
    expect(error?.issues.map((issue) => issue.path.join('.'))).toContain(path);
  });

  test('a recall is due an interval after the last visit, by the calendar', () => {
    expect(dayAfter('2026-08-31', 'P6M')).toBe('2027-02-28');
    expect(made(recall({ dueOn: undefined, lastVisit: '2026-08-31', interval: 'P6M' })).dueOn).toBe(
      '2027-02-28',
    );
  });
});

describe('a plan', () => {
  const zones = ['America/New_York'];
  const plan = (what: 'recall' | 'bill', dueOn: string, now = tuesdayAtTen) =>
    planOutreach({ what, id, dueOn }, 'America/New_York', { zones, rules: [defaultTextingHours] }, now);
  const days = (steps: readonly { readonly dueAt: string }[]) => steps.map(({ dueAt }) => dueAt.slice(0, 10));

  test('asks to book on the day, two and six weeks after it; an overdue one begins now', () => {
    expect(days(plan('recall', '2026-12-10'))).toEqual(['2026-12-10', '2026-12-24', '2027-01-21']);
    const late = plan('recall', '2026-03-01');
    expect(late[0]?.dueAt).toBe(tuesdayAtTen);
    expect(days(late)).toEqual(['2026-12-01', '2026-12-15', '2027-01-12']);
  });

  test('asks to pay at once, a week and three weeks later, whenever it is due', () => {
    for (const dueOn of ['2026-01-01', '2026-12-31'])
      expect(days(plan('bill', dueOn))).toEqual(['2026-12-01', '2026-12-08', '2026-12-22']);
    expect(plan('bill', '2026-12-31', isoFrom('2026-12-01T23:30:00-05:00'))[0]?.dueAt).toBe(
      '2026-12-02T13:00:00.000Z',
    );
  });

  test('stands inside the hours of every clock, in order, from now on, and the same in every run', () => {
    const zones = ['America/New_York', 'America/Los_Angeles', 'Pacific/Honolulu'];
    fc.assert(
      fc.property(
        fc.constantFrom('recall' as const, 'bill' as const),
        fc.integer({ min: -400, max: 400 }),
        fc.string({ minLength: 1, maxLength: 8, unit: fc.constantFrom(...'ABC123') }),
        (what, offset, name) => {
          const dueOn =
            offset < 0
              ? (dayAfter('2025-10-01', `P${-offset}D`) ?? '')
              : (dayAfter('2026-12-01', `P${offset}D`) ?? '');
          const one = { what, id: outreachIdSchema.parse(name), dueOn };
          const of = { zones, rules: [defaultTextingHours] };
          const steps = planOutreach(one, 'America/New_York', of, tuesdayAtTen);
          expect(steps).toEqual(planOutreach(one, 'America/New_York', of, tuesdayAtTen));
          const moments = steps.map(({ dueAt }) => dueAt);
          expect(moments).toEqual(moments.toSorted());
          for (const at of moments) expect(at >= tuesdayAtTen && insideHours(zones, at)).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('what is put again', () => {
  test('with the same content changes nothing, and an older state of it that comes late neither', () => {
    const first = made(bill({ sourceVersion: 7 }));
    expect(put(bill({ sourceVersion: 7 }), first)).toBeUndefined();
    expect(put(bill({ sourceVersion: 6, status: 'void' }), first)).toBeUndefined();
    expect(put(bill({ sourceVersion: 8, status: 'void' }), first)?.put.status).toBe('void');
  });

  test.each([
    [bill(), bill({ status: 'paid' })],
    [bill(), bill({ status: 'void' })],
    [recall(), recall({ status: 'done' })],
  ])('and ended has its steps and timers taken back', (before, after) => {
    const first = made(before);
    const again = put(after, first);
    expect(again?.put.steps.map(({ status }) => status)).toEqual(['cancelled', 'cancelled', 'cancelled']);
    expect(again?.draft.timersCleared).toHaveLength(3);
    expect(again?.draft.timersSet).toEqual([]);
  });

  test('with another amount, word or pay link keeps its plan', () => {
    const first = made(bill());
    const again = put(bill({ amountCents: 2000, payUrl: 'https://pay.example.com' }), first);
    expect([again?.draft.timersSet, again?.draft.timersCleared]).toEqual([[], []]);
    expect(again?.put).toMatchObject({ amountCents: 2000, version: 2, revision: 1, steps: first.steps });
  });

  test('with another day begins anew where it is a recall, and so does what is open again', () => {
    const first = made(recall());
    const moved = put(recall({ dueOn: '2027-01-10' }), first);
    expect(moved?.put).toMatchObject({ revision: 2, dueOn: '2027-01-10' });
    expect([moved?.draft.timersCleared.length, moved?.draft.timersSet.length]).toEqual([3, 3]);
    const paid = put(bill({ status: 'paid' }), made(bill()))?.put;
    const open = put(bill({ status: 'open' }), paid);
    expect(open?.draft.timersSet).toHaveLength(3);
    expect(open?.draft.timersCleared).toEqual([]);
  });

  test('begins anew only for another day of a recall, or another patient', () => {
    const timers = (input: OutreachInput, before: OutreachInput) => {
      const again = put(input, made(before))?.draft ?? expect.fail('Something changed.');
      return [again.timersCleared.length, again.timersSet.length];
    };
    expect(timers(bill({ dueOn: '2027-03-31' }), bill())).toEqual([0, 0]);
    expect(timers(recall({ kind: 'eye exam' }), recall())).toEqual([0, 0]);
    expect(timers(recall({ patientId: 'P-2' }), recall())).toEqual([3, 3]);
    expect(timers(bill({ patientId: 'P-2' }), bill())).toEqual([3, 3]);
  });

  test('without a status keeps the one that it has, but for a recall of another day', () => {
    const status = (before: OutreachInput, after: OutreachInput) => put(after, made(before))?.put.status;
    expect(status(bill({ status: 'paid' }), bill({ amountCents: 1 }))).toBe('paid');
    expect(status(bill(), bill({ amountCents: 1 }))).toBe('open');
    expect(status(recall({ status: 'done' }), recall({ kind: 'eye exam', status: undefined }))).toBe('done');
    expect(status(recall({ status: 'done' }), recall({ dueOn: '2027-02-01', status: undefined }))).toBe(
      'active',
    );
  });

  test('with another last visit is due an interval after that', () => {
    const since = (lastVisit: string, interval = 'P6M') => recall({ dueOn: undefined, lastVisit, interval });
    const first = made(since('2026-06-01'));
    expect(put(since('2026-07-01'), first)?.put.dueOn).toBe('2027-01-01');
    expect(put(since('2026-06-01', 'P9M'), first)?.put.dueOn).toBe('2027-03-01');
    expect(put(since('2026-06-01'), first)).toBeUndefined();
  });

  describe('where its patient has another number', () => {
    const there = { contactId: contactIdOf({ version: 1, secret: 'test' }, practiceId, stranger().line) };

    test('comes along with the steps that are to come, though it says the same', () => {
      const again = put(bill(), { ...made(bill()), ...there });
      expect(again?.put).toMatchObject({ contactId: known().contactId, version: 2, revision: 2 });
      expect([again?.draft.timersSet.length, again?.draft.timersCleared.length]).toEqual([3, 0]);
      expect(again?.draft.timersSet[0]?.id).toBe('R-1.2.notice');
    });

    test('and it is paid, leaves nothing to come', () => {
      const again = put(bill({ status: 'paid' }), { ...made(bill()), ...there });
      expect(again?.put.steps.map(({ status }) => status)).toEqual(['cancelled', 'cancelled', 'cancelled']);
      expect(again?.draft.timersSet).toEqual([]);
    });
  });
});

describe('a step whose text will never leave', () => {
  const textId = textIdOf(known().contactId, 4);
  const queued = (one: Outreach, ...indexes: number[]): Outreach => ({
    ...one,
    steps: one.steps.map((step, index) =>
      indexes.includes(index)
        ? {
            ...step,
            status: 'queued',
            textId: index === indexes[0] ? textId : textIdOf(known().contactId, 9),
          }
        : step,
    ),
  });
  const again = (one: Outreach, now = tuesdayAtTen) => {
    const draft = draftOn(known(), now);
    askAgain(draft, one, new Set([textId]));
    return draft;
  };
  const statuses = ({ changedOutreach: [one] }: Draft) => one?.steps.map(({ status }) => status);

  test('is due at once under the next plan, and the steps after it with it', () => {
    const draft = again(queued(made(bill()), 0));
    expect(draft.changedOutreach).toMatchObject([{ revision: 2 }]);
    expect(draft.changedOutreach[0]?.steps[0]).toEqual({
      step: 'notice',
      dueAt: tuesdayAtTen,
      status: 'planned',
    });
    expect(statuses(draft)).toEqual(['planned', 'planned', 'planned']);
    expect(draft.timersCleared.map(({ id }) => id)).toEqual(['R-1.1.7d', 'R-1.1.21d']);
    const one = queued(made(bill()), 0);
    const steps = one.steps.map((step, index) => (index === 1 ? { ...step, status: 'refused' } : step));
    const late = again({ ...one, steps } as Outreach, one.steps[1]?.dueAt);
    expect(statuses(late)).toEqual(['planned', 'refused', 'planned']);
    expect(draft.timersSet.map(({ id }) => id)).toEqual(['R-1.2.notice', 'R-1.2.7d', 'R-1.2.21d']);
  });

  test.each([
    ['waits in a text that will leave', queued(made(bill()), 0, 1), tuesdayAtTen, 'queued'],
    ['is due this moment', queued(made(bill()), 0), made(bill()).steps[1]?.dueAt ?? tuesdayAtTen, 'planned'],
  ])('is passed over where a later one %s', (_which, one, now, later) => {
    const draft = again(one, now);
    expect(statuses(draft)).toEqual(['skipped', later, 'planned']);
    expect(draft.changedOutreach).toMatchObject([{ revision: 1 }]);
    expect([draft.timersSet, draft.timersCleared]).toEqual([[], []]);
  });

  test.each([
    ['that is paid', { ...queued(made(bill()), 0), status: 'paid' } as Outreach],
    ['of which none waited', made(bill())],
  ])('of one %s is left alone', (_which, one) => {
    expect(again(one).changedOutreach).toEqual([]);
  });
});

describe('a completed visit', () => {
  const visit = {
    start: isoFrom('2026-12-01T09:00:00-05:00'),
    timeZone: 'America/New_York',
    patientIds: [patientId],
  };
  const renewed = (one: Outreach, of = visit) => {
    const draft = draftOn(known());
    renewRecalls(draft, of, [one], practice.settings);
    return draft;
  };

  test('moves the day of a recall with an interval, and begins its plan anew', () => {
    const draft = renewed(made(recall({ interval: 'P6M' })));
    expect(draft.changedOutreach).toMatchObject([
      { dueOn: '2027-06-01', lastVisit: '2026-12-01', revision: 2, version: 2 },
    ]);
    expect([draft.timersCleared.length, draft.timersSet.length]).toEqual([3, 3]);
  });

  test('is not undone by the same recall put again, and is by another day', () => {
    const [after] = renewed(made(recall({ interval: 'P6M' }))).changedOutreach;
    expect(put(recall({ interval: 'P6M' }), after)).toBeUndefined();
    expect(put(recall({ interval: 'P6M', dueOn: '2027-03-01' }), after)?.put.dueOn).toBe('2027-03-01');
  });

  test.each([
    ['without an interval', recall(), visit],
    ['that is done', recall({ interval: 'P6M', status: 'done' }), visit],
    ['of a later visit', recall({ dueOn: undefined, lastVisit: '2026-12-02', interval: 'P6M' }), visit],
    ['of this very visit', recall({ dueOn: undefined, lastVisit: '2026-12-01', interval: 'P6M' }), visit],
    [
      'of another patient',
      recall({ interval: 'P6M' }),
      { ...visit, patientIds: [patientIdSchema.parse('P-2')] },
    ],
    ['that is a bill', bill(), visit],
  ])('leaves one %s', (_which, input, of) => {
    expect(renewed(made(input), of).changedOutreach).toEqual([]);
  });
});

describe('a permit', () => {
  const asked = (input: OutreachInput, more: object = {}, booked = false, about: object = {}) => {
    const outreach = { ...made(input), ...more };
    const { what, revision } = outreach;
    return permit(
      {
        purpose: what,
        expiresAt: isoFrom('2026-12-02T10:00:00-05:00'),
        outreach: { what, id, patientId, revision: 1, step: 'due', ...about },
      },
      { ...factsOf(draftOn(known()), practice), asked: { outreach: { ...outreach, revision }, booked } },
    );
  };

  const aboutOne = {
    purpose: 'bill',
    expiresAt: isoFrom('2026-12-02T10:00:00-05:00'),
    outreach: { what: 'bill', id, patientId, revision: 1, step: 'notice' },
  } as const;

  test('says of what it asked', () => {
    const said = (leave: ReturnType<typeof asked>) =>
      leave.rules.flatMap(({ code, detail }) =>
        ['still-due', 'no-longer-due'].includes(code) ? [detail] : [],
      );
    expect(
      [
        asked(bill()),
        asked(bill(), { status: 'void' }),
        asked(bill(), {}, false, { amountCents: 1 }),
        asked(recall(), {}, false, { amountCents: 1 }),
        asked(recall(), {}, true),
        asked(recall(), { revision: 2 }),
        asked(recall(), { patientId: patientIdSchema.parse('P-2') }),
      ].flatMap(said),
    ).toEqual([
      'The bill is open.',
      'The bill is void.',
      'The amount has changed since the text was written.',
      'The recall is active.',
      'The patient has an appointment booked.',
      'The recall is gone or was planned anew since the text was written.',
      'The patient is not reached at this number any more.',
    ]);
  });

  test('is given while it is still to be asked', () => {
    expect(asked(recall()).verdict).toBe('send');
    expect(asked(bill(), {}, true).verdict).toBe('send');
  });

  test.each([
    ['one that nobody found', () => permit(aboutOne, factsOf(draftOn(known()), practice)), 'no-longer-due'],
    ['a bill that is paid', () => asked(bill(), { status: 'paid' }), 'no-longer-due'],
    ['a bill that is void', () => asked(bill(), { status: 'void' }), 'no-longer-due'],
    ['a bill of another amount', () => asked(bill(), {}, false, { amountCents: 1 }), 'no-longer-due'],
    ['a recall that is done', () => asked(recall(), { status: 'done' }), 'no-longer-due'],
    ['a recall whose patient has booked', () => asked(recall(), {}, true), 'no-longer-due'],
    ['one that was planned anew', () => asked(recall(), { revision: 2 }), 'no-longer-due'],
    [
      'one whose patient has another number',
      () => asked(recall(), { patientId: patientIdSchema.parse('P-2') }),
      'no-longer-due',
    ],
  ])('is refused for %s', (_what, ask, code) => {
    expect(ask()).toMatchObject({ verdict: 'refuse', code });
  });

  test.each(['inactive', 'deceased'] as const)(
    'is refused for a patient who is %s, whoever else has the number',
    (status) => {
      const head = known({
        patients: [
          { patientId, given: 'Ana', status },
          { patientId: patientIdSchema.parse('P-2'), given: 'Ben' },
        ],
      });
      const facts = { ...factsOf(draftOn(head), practice), asked: { outreach: made(bill()), booked: false } };
      const outreach = { what: 'bill', id, patientId, revision: 1, step: 'notice' } as const;
      const expiresAt = isoFrom('2026-12-02T10:00:00-05:00');
      expect(permit({ purpose: 'bill', expiresAt, outreach }, facts).code).toBe('suspended');
    },
  );

  test.each([
    ['implied', 'refuse'],
    ['express', 'send'],
    ['written', 'send'],
  ] as const)(
    'for a bill under the healthcare exemption, with consent that is %s, is: %s',
    (basis, verdict) => {
      const policy = { ...startingPolicy, exemption: true };
      const { consent } = known();
      const head = known({
        consent: { ...consent, informational: { state: 'granted', basis, at: tuesdayAtTen, seq: 1 } },
      });
      const of = practiceWith({ policy });
      const ask = (purpose: 'bill' | 'recall') =>
        permit({ purpose, expiresAt: isoFrom('2026-12-02T10:00:00-05:00') }, factsOf(draftOn(head), of));
      expect(ask('bill')).toMatchObject({ verdict, ...(verdict === 'refuse' && { code: 'no-consent' }) });
      expect(ask('bill').rules.find(({ code }) => code === 'no-consent')?.cites).toBe(
        basis === 'implied' ? '47 CFR 64.1200(a)(9)(iv)(D)' : undefined,
      );
      expect(ask('recall').verdict).toBe('send');
    },
  );
});

describe('the words', () => {
  const url = 'https://www.riverside-family-practice.example.com/appointments/book';
  const ends = { en: ' Reply STOP to opt out.', es: ' Responda STOP para no recibir.' };

  test.each(['en', 'es'] as const)(
    '%s: fit one segment, say no health information and invite no word that ends texts',
    (language) => {
      for (const what of ['recall', 'bill'] as const)
        for (const given of [undefined, 'Ana', 'Maximiliano Fernando'])
          for (const link of [
            undefined,
            'https://pay.example.com',
            url,
            `https://e.example.com/${'a-'.repeat(80)}`,
          ])
            for (const phone of [undefined, '+12125550100'])
              for (const amountCents of what === 'bill' ? [undefined, 4500, 99_999_999] : [undefined]) {
                const practice = 'Riverside Family Med';
                const body = outreachBody(what, {
                  language,
                  practice,
                  given,
                  url: link,
                  phone,
                  amountCents,
                  ends: ends[language],
                });
                expect(measure(body + ends[language]), body).toMatchObject({
                  segments: 1,
                  encoding: 'GSM-7',
                });
                expect(phiIn(body, [], [practice]), body).toEqual([]);
                expect(reservedWordsIn(body), body).toEqual([]);
              }
    },
  );

  test('offer the link, else the number, else to reply', () => {
    const said = { language: 'en', practice: 'Riverside', given: 'Ana', ends: ends.en } as const;
    const body = (more: { url?: string; phone?: string }, amountCents?: number) =>
      outreachBody(amountCents === undefined ? 'recall' : 'bill', {
        ...said,
        url: more.url,
        phone: more.phone,
        amountCents,
      });
    const phone = '+12125550100';
    expect(body({ url: 'https://book.example.com', phone })).toBe(
      'Riverside: Ana, it is time for your next appointment. Book: https://book.example.com',
    );
    expect(body({ url: `https://e.example.com/${'a-'.repeat(80)}`, phone })).toBe(
      'Riverside: Ana, it is time for your next appointment. Call 212-555-0100 to book.',
    );
    expect(body({})).toBe('Riverside: Ana, it is time for your next appointment. Reply here to book it.');
    expect(body({ url: 'https://pay.example.com' }, 104_505)).toBe(
      'Riverside: Ana, you have a bill of $1,045.05 to pay. Pay: https://pay.example.com',
    );
  });
});
