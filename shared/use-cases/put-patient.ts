import type { Actor } from '../domain/actor.ts';
import { canonical } from '../domain/canonical.ts';
import { begin } from '../domain/draft.ts';
import { assertVersion, Failure, invalid, notFound } from '../domain/failure.ts';
import type { PatientId, PracticeId } from '../domain/identifiers.ts';
import { linkPatient, recordConsent } from '../domain/link-patient.ts';
import { newContact } from '../domain/new-contact.ts';
import type { Patient, PatientInput } from '../domain/patient.ts';
import type { E164 } from '../domain/phone-number.ts';
import type { Change } from '../ports/store.ts';
import { auditedBy } from './audit.ts';
import { commitDraft, untilDecided } from './commit-draft.ts';
import { leaveOldNumber } from './leave-old-number.ts';
import { headOf } from './receive-text.ts';
import { newIdOf, type World } from './world.ts';

export async function readPatient(
  world: World,
  practiceId: PracticeId,
  patientId: PatientId,
): Promise<Patient> {
  const [patient] = await world.store.read([{ kind: 'patient', practiceId, patientId }]);
  if (!patient) throw notFound('patient');
  return patient.value;
}

/**
 * Puts a patient as the practice's EHR has one: the patient's record, the contact of the number with its consent, and,
 * where the number changed, the old contact without the patient. The same content again changes nothing.
 */
export async function putPatient(
  world: World,
  practiceId: PracticeId,
  patientId: PatientId,
  input: PatientInput,
  expected?: number,
  by?: Actor,
): Promise<{ patient: Patient; created: boolean }> {
  return untilDecided(world, async () => {
    const now = world.clock.now();
    const [{ contactId, stored }, [before, practice]] = await Promise.all([
      headOf(world, practiceId, input.phone),
      world.store.read([
        { kind: 'patient', practiceId, patientId },
        { kind: 'practice', practiceId },
      ]),
    ]);
    const lines = practice?.value.lines ?? [];
    assertNoLine(lines, input.phone);
    assertVersion(expected, before?.value.version);
    const { updatedAt: _updated, version, ...unchanged } = before?.value ?? { updatedAt: now, version: 0 };
    const content = { ...input, practiceId, patientId, contactId };
    if (before && canonical(unchanged) === canonical(content))
      return { patient: before.value, created: false };
    const line = stored?.value.line ?? firstOf(lines);
    const head = stored?.value ?? newContact({ practiceId, contactId }, input.phone, line, now);
    const draft = begin(head, now, newIdOf(world));
    const patient: Patient = { ...content, version: version + 1, updatedAt: now };
    linkPatient(draft, patient);
    recordConsent(draft, patient, before?.value);
    const changes: Change[] = [
      {
        put: { kind: 'patient', practiceId, patientId },
        value: patient,
        expect: before?.version ?? 'absent',
      },
      ...auditedBy(world, by, { practiceId, contactId, action: 'patient-put', what: patientId }),
    ];
    if (before && before.value.contactId !== contactId) {
      changes.push(...(await leaveOldNumber(world, draft, patient, before.value.contactId)));
    }
    const once = `patient#${newIdOf(world)()}`;
    const { outcome } = await commitDraft(world, draft, { once, read: [stored], changes, result: null });
    return outcome === 'conflict' ? 'conflict' : { patient, created: !before };
  });
}

/** A practice that texted its own line would answer itself. */
function assertNoLine(lines: readonly E164[], phone: E164): void {
  if (!lines.includes(phone)) return;
  throw invalid([{ path: 'phone', message: "This is the practice's own line, not a patient's number." }]);
}

/** A new contact is texted from the practice's first line until it texts another. */
function firstOf([number]: readonly E164[]): E164 {
  if (!number) throw new Failure('conflict', 'The practice has no line yet: the operator puts one first.');
  return number;
}
