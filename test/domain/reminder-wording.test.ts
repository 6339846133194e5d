import { describe, expect, test } from 'vitest';
import type { Appointment } from '../../shared/domain/appointment.ts';
import { reminderPlansSchema, startingPlans } from '../../shared/domain/reminder-plans.ts';
import { reminderBody } from '../../shared/domain/reminder-wording.ts';
import { isoFrom } from '../../shared/domain/time.ts';
import { appointmentAt, draftOn, known, practiceWith } from '../support/facts.ts';

const start = isoFrom('2026-12-08T14:00:00-05:00');

function said(
  body: unknown,
  change: Partial<Appointment> = {},
  patient: Partial<ReturnType<typeof known>['patients'][number]> = {},
): string {
  const plans = reminderPlansSchema.parse([
    ...startingPlans,
    { kind: 'check-up', steps: [{ step: '1d', before: 'P1D', ...(body !== undefined && { body }) }] },
  ]);
  const [ana] = known().patients;
  const head = known({ patients: ana ? [{ ...ana, ...patient }] : [] });
  return reminderBody(
    draftOn(head),
    practiceWith({ 'reminder-plans': plans }),
    appointmentAt(start, change),
    '1d',
  );
}

const standard =
  'Riverside: Ana, you have an appointment Tue Dec 8 at 2:00 PM. Reply C to confirm, R to reschedule.';

describe("the practice's own words", () => {
  test('go with their fields filled in', () => {
    expect(
      said('{given}, {when} with {provider}, {location}. Call {phone}.', {
        provider: 'Dr. Lee',
        location: 'Suite 4',
      }),
    ).toBe('Ana, Tue Dec 8 at 2:00 PM with Dr. Lee, Suite 4. Call 212-555-0100.');
  });

  test('in the language of the patient, else the standard ones in theirs', () => {
    const both = { en: 'See you {when}!', es: 'Le esperamos {when}.' };
    expect(said(both)).toBe('See you Tue Dec 8 at 2:00 PM!');
    expect(said(both, {}, { language: 'es' })).toBe('Le esperamos mar dic 8, 2:00 PM.');
    expect(said('See you {when}!', {}, { language: 'es' })).toMatch(/^Riverside: Ana, tiene cita/);
  });

  test.each([
    ['a field has no value', '{when} with {provider}', {}],
    ['a value makes them two segments', '{when} {provider} ', { provider: 'x'.repeat(80), location: 'y' }],
    ['a value tells of an illness', '{when} at {location}', { location: 'Diabetes Center' }],
  ])('give way to the standard ones where %s', (_case, body, change) => {
    const long = body.includes('provider} ') ? `${body}${'and so on '.repeat(5)}` : body;
    expect(said(long, change)).toBe(standard);
  });

  test('name nobody where the visit is confidential', () => {
    expect(said('{given}, see you {when}!', { confidential: true })).not.toContain('Ana');
    expect(said('See you {when}!', { confidential: true })).toBe('See you Tue Dec 8 at 2:00 PM!');
  });

  test('fill in no field that a value brings', () => {
    expect(said('{given}, see you {when}!', {}, { given: '{phone}' })).toBe(
      '{phone}, see you Tue Dec 8 at 2:00 PM!',
    );
  });
});

describe('when a visit is', () => {
  test('is told by its own clock, and named with it to whoever lives by another', () => {
    expect(said(undefined)).toBe(standard);
    expect(said(undefined, {}, { timeZone: 'America/Detroit' })).toBe(standard);
    expect(said('{when}', {}, { timeZone: 'America/Chicago' })).toBe('Tue Dec 8 at 2:00 PM EST');
    expect(said('{when}', { timeZone: 'Pacific/Guam' }, { timeZone: 'Pacific/Honolulu' })).toBe(
      'Wed Dec 9 at 5:00 AM GMT+10',
    );
    // In March Phoenix is an hour behind Denver, in January it is not.
    const phoenix = { timeZone: 'America/Phoenix' };
    const denver = (at: string) => ({ start: isoFrom(at), timeZone: 'America/Denver' });
    expect(said('{when}', denver('2027-01-12T10:00:00-07:00'), phoenix)).toBe('Tue Jan 12 at 10:00 AM');
    expect(said('{when}', denver('2027-03-16T10:00:00-06:00'), phoenix)).toBe('Tue Mar 16 at 10:00 AM MDT');
  });
});
