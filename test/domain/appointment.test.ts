import { describe, expect, test } from 'vitest';
import { appointmentSchema, momentSchema } from '../../shared/domain/appointment.ts';

describe('a moment as callers write one', () => {
  test.each([
    ['2026-12-01T09:30:00-05:00', '2026-12-01T14:30:00.000Z'],
    ['2026-12-01T14:30:00Z', '2026-12-01T14:30:00.000Z'],
    ['2026-12-01T14:30Z', '2026-12-01T14:30:00.000Z'],
    ['2026-12-01T09:30:00-05:00[America/New_York]', '2026-12-01T14:30:00.000Z'],
    ['2026-12-01T14:30:00.123456789Z', '2026-12-01T14:30:00.123Z'],
  ])('%s is %s', (written, expected) => {
    expect(momentSchema.parse(written)).toBe(expected);
  });

  test.each([
    '2026-12-01T09:30:00',
    '2026-12-01',
    '2026-02-30T10:00:00Z',
    '2026-12-01T25:00:00Z',
    'tomorrow',
    '',
    '0000-01-01T00:00:00+05:00',
    '9999-12-31T23:59:59-05:00',
  ])('%j is none', (written) => {
    expect(momentSchema.safeParse(written).success).toBe(false);
  });
});

describe('an appointment', () => {
  const input = { patientId: 'P-1', start: '2026-12-01T14:30:00Z', durationMinutes: 30, kind: 'check-up' };

  test('names one patient or several, not both and not none', () => {
    const { patientId: _one, ...nobody } = input;
    expect(appointmentSchema.safeParse(input).success).toBe(true);
    expect(appointmentSchema.safeParse({ ...nobody, patientIds: ['P-1', 'P-2'] }).success).toBe(true);
    expect(appointmentSchema.safeParse({ ...input, patientIds: ['P-1'] }).success).toBe(false);
    expect(appointmentSchema.safeParse(nobody).success).toBe(false);
    expect(appointmentSchema.safeParse({ ...nobody, patientIds: [] }).success).toBe(false);
  });

  test.each([
    ['a duration of nothing', { durationMinutes: 0 }],
    ['a duration of more than a day', { durationMinutes: 1441 }],
    ['a status that is none', { status: 'maybe' }],
    ['a zone that is none', { timeZone: 'Mars/Olympus' }],
    ['an id with a separator of keys', { patientId: 'P#1' }],
    ['a field that is unknown', { notes: 'chest pain' }],
  ])('with %s is refused', (_case, change) => {
    expect(appointmentSchema.safeParse({ ...input, ...change }).success).toBe(false);
  });
});
