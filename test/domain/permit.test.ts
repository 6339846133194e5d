import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Appointment } from '../../shared/domain/appointment.ts';
import type { ConsentState, ScopeState } from '../../shared/domain/consent.ts';
import type { ContactHead } from '../../shared/domain/contact.ts';
import { permit } from '../../shared/domain/permit.ts';
import type { Permit, PermitRequest } from '../../shared/domain/permit-rule.ts';
import { automatedAnswersPerDayMax } from '../../shared/domain/permit-rules.ts';
import { type Purpose, purposes } from '../../shared/domain/purpose.ts';
import { type PurposeSwitches, purposesSchema } from '../../shared/domain/settings.ts';
import { startingPolicy } from '../../shared/domain/starting-settings.ts';
import { type IsoInstant, isoFrom, plusSeconds } from '../../shared/domain/time.ts';
import {
  appointmentAt,
  appointmentId,
  everythingOn,
  known,
  profile,
  stranger,
  tuesdayAtTen,
} from '../support/facts.ts';

const night = isoFrom('2026-12-01T22:30:00-05:00');
const nextMorning = isoFrom('2026-12-02T08:00:00-05:00');

const granted = (basis: 'implied' | 'express' | 'written', more = {}): ScopeState => ({
  state: 'granted',
  basis,
  at: tuesdayAtTen,
  seq: 1,
  ...more,
});
const revoked: ScopeState = { state: 'revoked', at: tuesdayAtTen, seq: 2 };
const none: ScopeState = { state: 'none' };

const given = (informational: ScopeState, marketing: ScopeState = none): ConsentState => ({
  informational,
  marketing,
  phi: none,
});

interface Asked {
  readonly head?: Partial<ContactHead>;
  readonly now?: IsoInstant;
  readonly request?: Partial<PermitRequest>;
  readonly appointment?: Appointment;
  readonly switches?: PurposeSwitches;
  readonly live?: false;
}

function ask(
  purpose: Purpose,
  { head = {}, now = tuesdayAtTen, request, appointment, switches, live }: Asked = {},
): Permit {
  return permit(
    { purpose, expiresAt: plusSeconds(now, 86_400), ...request },
    {
      head: { ...stranger(), ...head },
      profile,
      purposes: switches ?? everythingOn,
      policy: startingPolicy,
      liveSince: live === false ? undefined : tuesdayAtTen,
      appointment,
      now,
    },
  );
}

const short = (leave: Permit): string =>
  leave.verdict === 'refuse'
    ? `refuse ${leave.code}`
    : leave.verdict === 'hold'
      ? `hold ${leave.at}`
      : 'send';

describe('consent by purpose', () => {
  const states: Readonly<Record<string, ConsentState>> = {
    nothing: given(none),
    implied: given(granted('implied')),
    express: given(granted('express')),
    'appointments alone': given(granted('express', { purposes: ['appointment'] })),
    'written marketing too': given(granted('express'), granted('written')),
    'express marketing too': given(granted('express'), granted('express')),
    'written marketing alone': given(none, granted('written')),
    'opted out': given(revoked, revoked),
    'opted out, marketing left': given(revoked, granted('written')),
  };
  const no = 'refuse no-consent';
  const out = 'refuse opted-out';
  // In the order of the states above.
  const table: readonly (readonly [Purpose, readonly string[]])[] = [
    ['emergency', ['send', 'send', 'send', 'send', 'send', 'send', 'send', 'send', 'send']],
    ['service', ['send', 'send', 'send', 'send', 'send', 'send', 'send', 'send', 'send']],
    ['reply', [no, 'send', 'send', no, 'send', 'send', no, out, out]],
    ['acknowledgement', [no, no, no, no, no, no, no, out, out]],
    ['appointment', [no, 'send', 'send', 'send', 'send', 'send', no, out, out]],
    ['recall', [no, 'send', 'send', no, 'send', 'send', no, out, out]],
    ['bill', [no, 'send', 'send', no, 'send', 'send', no, out, out]],
    ['care', [no, 'send', 'send', no, 'send', 'send', no, out, out]],
    ['marketing', [no, no, no, no, 'send', no, 'send', out, out]],
  ];

  test.each(table)('%s', (purpose, expected) => {
    const answers = Object.entries(states).map(([name, consent]) => [
      name,
      short(ask(purpose, { head: { consent } })),
    ]);
    expect(answers).toEqual(Object.keys(states).map((name, index) => [name, expected[index]]));
  });

  test('the table has every purpose', () => {
    expect(table.map(([purpose]) => purpose).toSorted()).toEqual([...purposes].toSorted());
  });

  test('a person may answer what someone who opted out asked afterwards, and nothing automated may', () => {
    const thread = { ...stranger().thread, askedAt: tuesdayAtTen };
    const head = { consent: given(revoked), thread, lastInboundAt: tuesdayAtTen };
    expect(short(ask('reply', { head }))).toBe('send');
    for (const purpose of purposes) {
      if (purpose === 'reply' || purpose === 'service' || purpose === 'emergency') continue;
      expect([purpose, short(ask(purpose, { head }))]).toEqual([purpose, out]);
    }
  });

  test('an acknowledgement goes to whoever texted first, consent recorded or not', () => {
    expect(short(ask('acknowledgement', { head: { lastInboundAt: tuesdayAtTen } }))).toBe('send');
  });

  test('every answer of the consent rule cites its law, where it is one', () => {
    const rule = (purpose: Purpose, consent: ConsentState) => ask(purpose, { head: { consent } }).rules[0];
    expect(rule('emergency', given(revoked))?.cites).toBe('47 CFR 64.1200(f)(4)');
    expect(rule('service', given(revoked))?.cites).toBe('47 CFR 64.1200(a)(12)');
    expect(rule('appointment', given(granted('implied')))).toMatchObject({
      outcome: 'ok',
      cites: '47 CFR 64.1200(a)(1)',
    });
    expect(rule('appointment', given(revoked))).toMatchObject({
      code: 'opted-out',
      cites: '47 CFR 64.1200(a)(10)',
    });
    expect(rule('marketing', given(granted('express')))?.cites).toBe('47 CFR 64.1200(f)(9)');
  });
});

describe('quiet hours by purpose', () => {
  const head = {
    consent: given(granted('express'), granted('written')),
    lastInboundAt: isoFrom('2026-12-01T12:00:00-05:00'),
  };

  test.each([
    ['emergency', 'send'],
    ['service', 'send'],
    ['acknowledgement', 'send'],
    ['reply', `hold ${nextMorning}`],
    ['appointment', `hold ${nextMorning}`],
    ['recall', `hold ${nextMorning}`],
    ['bill', `hold ${nextMorning}`],
    ['care', `hold ${nextMorning}`],
    ['marketing', 'hold 2026-12-02T14:00:00.000Z'],
  ] as const)('%s at 22:30: %s', (purpose, expected) => {
    expect(short(ask(purpose, { head, now: night }))).toBe(expected);
  });

  test.each([
    [0, 'send'],
    [60 * 60, 'send'],
    [60 * 60 + 1, `hold ${nextMorning}`],
  ])('a reply %i seconds after the patient texted at night: %s', (seconds, expected) => {
    const lastInboundAt = plusSeconds(night, -seconds);
    expect(short(ask('reply', { head: { ...head, lastInboundAt }, now: night }))).toBe(expected);
  });

  test('a person who says "send now" is taken at their word, and the permit says so', () => {
    const leave = ask('reply', { head, now: night, request: { sendNow: true } });
    expect(leave.verdict).toBe('send');
    expect(leave.rules.at(-1)?.detail).toContain('said to send it now');
  });

  test('"send now" does nothing for an automated text', () => {
    expect(short(ask('appointment', { head, now: night, request: { sendNow: true } }))).toBe(
      `hold ${nextMorning}`,
    );
  });

  test('the hold cites its rule and names the zones', () => {
    const rule = ask('appointment', { head, now: night }).rules.find(({ outcome }) => outcome === 'hold');
    expect(rule).toMatchObject({ code: 'quiet-hours', until: nextMorning, cites: '47 CFR 64.1200(c)(1)' });
    expect(rule?.detail).toContain('America/New_York');
  });

  test("every patient's own zone counts, and the practice's only where none is known", () => {
    const patients = [
      { patientId: known().patients[0]?.patientId, given: 'Ana', timeZone: 'America/Los_Angeles' },
      { patientId: known().patients[0]?.patientId, given: 'Ben' },
    ] as ContactHead['patients'];
    const early = isoFrom('2026-12-01T10:00:00-05:00');
    expect(short(ask('appointment', { head: { ...head, patients }, now: early }))).toBe(
      `hold ${isoFrom('2026-12-01T08:00:00-08:00')}`,
    );
  });
});

describe('the other rules', () => {
  const head = known({ lastInboundAt: tuesdayAtTen });

  test.each(['appointment', 'recall', 'bill', 'care', 'marketing'] as const)(
    '%s refuses while switched off',
    (purpose) => {
      const off = purposesSchema.parse({ ...everythingOn, [purpose]: { on: false } });
      const consent = given(granted('express'), granted('written'));
      expect(short(ask(purpose, { head: { ...head, consent }, switches: off }))).toBe('refuse switched-off');
    },
  );

  test.each(purposes)('%s before the practice is live', (purpose) => {
    const consent = given(granted('express'), granted('written'));
    const automated = ['appointment', 'recall', 'bill', 'care', 'marketing'].includes(purpose);
    const leave = ask(purpose, { head: { ...head, consent }, live: false });
    expect(short(leave)).toBe(automated ? 'refuse not-live' : 'send');
    expect(leave.rules.some(({ detail }) => detail.includes('GET /v1/readiness'))).toBe(automated);
  });

  test.each(['emergency', 'service', 'reply', 'acknowledgement'] as const)('%s has no switch', (purpose) => {
    const off = { on: false };
    const switches = { appointment: off, recall: off, bill: off, care: off, marketing: off };
    expect(short(ask(purpose, { head, switches }))).toBe('send');
  });

  const start = plusSeconds(tuesdayAtTen, 3 * 3600);
  const about = { appointmentId, start, step: '3h' };
  test.each([
    ['stands', appointmentAt(start), 'send'],
    ['is confirmed', appointmentAt(start, { status: 'confirmed' }), 'send'],
    ['is gone', undefined, 'refuse appointment-changed'],
    ['has moved', appointmentAt(plusSeconds(start, 60)), 'refuse appointment-changed'],
    ['is cancelled', appointmentAt(start, { status: 'cancelled' }), 'refuse appointment-changed'],
    ['is declined', appointmentAt(start, { status: 'declined' }), 'refuse appointment-changed'],
    [
      'is to be moved',
      appointmentAt(start, { status: 'reschedule-requested' }),
      'refuse appointment-changed',
    ],
  ])('a reminder of an appointment that %s', (_case, appointment, expected) => {
    const asked = { head, request: { about }, ...(appointment && { appointment }) };
    expect(short(ask('appointment', asked))).toBe(expected);
  });

  test('a reminder never goes at or after the start', () => {
    const now = tuesdayAtTen;
    const begun = { ...about, start: now };
    const asked = {
      head,
      request: { about: begun, expiresAt: plusSeconds(now, 60) },
      appointment: appointmentAt(now),
    };
    expect(short(ask('appointment', asked))).toBe('refuse expired');
  });

  test('a text at its expiry is refused, a moment before it is not', () => {
    expect(short(ask('reply', { head, request: { expiresAt: tuesdayAtTen } }))).toBe('refuse expired');
    expect(short(ask('reply', { head, request: { expiresAt: plusSeconds(tuesdayAtTen, 0.001) } }))).toBe(
      'send',
    );
  });

  test('automated answers are bounded in any 24 hours', () => {
    const many = (age: number) =>
      Array.from({ length: automatedAnswersPerDayMax }, (_, index) =>
        plusSeconds(tuesdayAtTen, -age - index),
      );
    expect(short(ask('acknowledgement', { head: { ...head, acknowledgedAt: many(10) } }))).toBe('refuse cap');
    expect(short(ask('acknowledgement', { head: { ...head, acknowledgedAt: many(86_400) } }))).toBe('send');
    expect(short(ask('acknowledgement', { head: { ...head, acknowledgedAt: many(10).slice(1) } }))).toBe(
      'send',
    );
    const aDayAgo = Array.from({ length: automatedAnswersPerDayMax }, () =>
      plusSeconds(tuesdayAtTen, -86_400),
    );
    expect(short(ask('acknowledgement', { head: { ...head, acknowledgedAt: aDayAgo } }))).toBe('send');
    expect(short(ask('reply', { head: { ...head, acknowledgedAt: many(10) } }))).toBe('send');
  });
});

describe('the verdict', () => {
  const head = { consent: given(granted('express')) };

  test('a refusal outweighs a hold, and the first one is the code', () => {
    const leave = ask('appointment', { head: { consent: given(revoked) }, now: night });
    expect(leave).toMatchObject({ verdict: 'refuse', code: 'opted-out' });
    expect(leave.rules.some(({ outcome }) => outcome === 'hold')).toBe(true);
  });

  test.each([
    ['2026-12-01T22:30:00-05:00', '2026-12-02T08:00:00-05:00'],
    ['2026-12-02T07:30:00-05:00', '2026-12-02T08:30:00-05:00'],
  ])('of the quiet hours and a review, at %s, the later holds it: until %s', (now, until) => {
    const leave = ask('appointment', {
      head: { consent: given(granted('implied')), reviewSince: tuesdayAtTen },
      now: isoFrom(now),
    });
    expect(short(leave)).toBe(`hold ${isoFrom(until)}`);
    expect(leave.rules.filter(({ outcome }) => outcome === 'hold')).toHaveLength(2);
  });

  test('a hold at or past the expiry is a refusal that says so', () => {
    const leave = ask('appointment', { head, now: night, request: { expiresAt: nextMorning } });
    expect(short(leave)).toBe('refuse expired');
    expect(leave.rules.at(-1)).toMatchObject({
      outcome: 'refuse',
      code: 'expired',
      detail: `The next lawful moment, ${nextMorning}, is after ${nextMorning}: too late to be of use.`,
    });
    const inTime = ask('appointment', {
      head,
      now: night,
      request: { expiresAt: plusSeconds(nextMorning, 1) },
    });
    expect(short(inTime)).toBe(`hold ${nextMorning}`);
  });

  const anyMoment = fc
    .integer({ min: 0, max: 2 * 365 * 86_400 })
    .map((seconds) => plusSeconds(tuesdayAtTen, seconds));
  const anyState = fc.constantFrom(none, revoked, granted('implied'), granted('express'), granted('written'));

  test('the same request and facts give the same permit, and its rules replay to the verdict', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...purposes),
        anyState,
        anyState,
        anyMoment,
        fc.boolean(),
        (purpose, one, two, now, fresh) => {
          const asked: Asked = {
            head: { consent: given(one, two), ...(fresh && { lastInboundAt: now }) },
            now,
            request: { expiresAt: plusSeconds(now, 3 * 3600) },
          };
          const leave = ask(purpose, asked);
          expect(ask(purpose, structuredClone(asked))).toEqual(leave);
          const outcomes = leave.rules.map(({ outcome }) => outcome);
          const replayed = outcomes.includes('refuse')
            ? 'refuse'
            : outcomes.includes('hold')
              ? 'hold'
              : 'send';
          expect(leave.verdict).toBe(replayed);
          expect(leave.at !== undefined).toBe(leave.verdict === 'hold');
          expect(leave.code !== undefined).toBe(leave.verdict === 'refuse');
          if (leave.at) expect(leave.at > now).toBe(true);
        },
      ),
    );
  });

  test('what is held goes when its moment comes', () => {
    fc.assert(
      fc.property(anyMoment, (now) => {
        const leave = ask('appointment', { head, now });
        if (leave.at) expect(short(ask('appointment', { head, now: leave.at }))).toBe('send');
      }),
    );
  });
});

describe('a word that ends all texts', () => {
  test('is invited by no text but a confirmation, and the permit says where it stands', () => {
    const body = 'Reply CANCEL to cancel your appointment.';
    const head = { consent: given(granted('express'), granted('written')), lastInboundAt: tuesdayAtTen };
    for (const purpose of purposes) {
      const free = purpose === 'service' || purpose === 'emergency';
      const leave = ask(purpose, { head, request: { body } });
      expect([purpose, short(leave)]).toEqual([purpose, free ? 'send' : 'refuse reserved-word']);
      if (!free)
        expect(leave.rules.find(({ code }) => code === 'reserved-word')).toMatchObject({
          spans: [{ start: 6, end: 12, kind: 'reserved-word' }],
          cites: '47 CFR 64.1200(a)(10)',
        });
    }
    const honest = { body: 'See you Tuesday. Reply STOP to opt out.' };
    expect(short(ask('appointment', { head, request: honest }))).toBe('send');
  });
});

describe('a number that may be a stranger’s', () => {
  test('gets an apology, a confirmation and an emergency’s words, and nothing else', () => {
    const head = {
      consent: given(granted('express'), granted('written')),
      lastInboundAt: tuesdayAtTen,
      suspended: { since: tuesdayAtTen, patients: [] },
    };
    const goes = purposes.filter((purpose) => ask(purpose, { head }).verdict === 'send');
    expect(goes.toSorted()).toEqual(['acknowledgement', 'emergency', 'service']);
    expect(short(ask('reply', { head }))).toBe('refuse suspended');
  });
});
