import { expect, test } from 'vitest';
import { startingPolicy } from '../../shared/domain/starting-settings.ts';
import { isoFrom } from '../../shared/domain/time.ts';
import { cancelAppointment, putAppointment } from '../../shared/use-cases/put-appointment.ts';
import { putPatient } from '../../shared/use-cases/put-patient.ts';
import { writeSettings } from '../../shared/use-cases/settings.ts';
import { lineNumber, patientNumber } from '../support/facts.ts';
import { appointmentOf, openWorld, patientOf, riverside } from '../support/world.ts';

const patient = (given: string) => ({ name: { given, family: 'Sandoval' }, phone: patientNumber });
const appointment = (start: string) => ({
  patientId: patientOf('P-1'),
  start: isoFrom(start),
  durationMinutes: 30,
  kind: 'check-up',
});

test("a patient's version guards an overwrite, and the same content again keeps it", async () => {
  const world = await openWorld();
  const put = (given: string, expected?: number) =>
    putPatient(world, riverside, patientOf('P-1'), patient(given), expected);
  expect((await put('Ana')).patient.version).toBe(1);
  expect((await put('Ana')).patient.version).toBe(1);
  expect((await put('Anna', 1)).patient.version).toBe(2);
  await expect(put('Anne', 1)).rejects.toMatchObject({ code: 'version-mismatch' });
  await expect(putPatient(world, riverside, patientOf('P-2'), patient('Eva'), 1)).rejects.toMatchObject({
    code: 'version-mismatch',
  });
});

test("an appointment's version goes on through a new start, an answer and its cancelling", async () => {
  const world = await openWorld();
  await putPatient(world, riverside, patientOf('P-1'), patient('Ana'));
  const put = (start: string, expected?: number) =>
    putAppointment(world, riverside, appointmentOf('A-1'), appointment(start), expected);
  expect((await put('2026-12-08T14:00:00-05:00')).appointment.version).toBe(1);
  expect((await put('2026-12-09T14:00:00-05:00', 1)).appointment.version).toBe(2);
  await world.moveTo('2026-12-01T15:05:00Z');
  await world.text('C');
  await expect(put('2026-12-10T14:00:00-05:00', 2)).rejects.toMatchObject({ code: 'version-mismatch' });
  await expect(cancelAppointment(world, riverside, appointmentOf('A-1'), 2)).rejects.toMatchObject({
    code: 'version-mismatch',
  });
  expect(await cancelAppointment(world, riverside, appointmentOf('A-1'), 3)).toMatchObject({
    status: 'cancelled',
    version: 4,
  });
});

test("the practice's own line is no patient's number", async () => {
  const world = await openWorld();
  const asked = putPatient(world, riverside, patientOf('P-1'), { ...patient('Ana'), phone: lineNumber });
  await expect(asked).rejects.toMatchObject({ code: 'invalid', errors: [{ path: 'phone' }] });
});

test('a policy that no rule in effect allows is not taken', async () => {
  const world = await openWorld();
  const narrow = { part: 'policy', value: { ...startingPolicy, stopScope: 'kind' } } as const;
  await expect(writeSettings(world, riverside, narrow, undefined)).rejects.toMatchObject({
    code: 'invalid',
    errors: [{ path: 'stopScope' }],
  });
});
