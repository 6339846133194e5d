import * as z from 'zod';
import { patientIdSchema } from '../../../shared/domain/identifiers.ts';
import { languages, type Patient, patientSchema } from '../../../shared/domain/patient.ts';
import { asPractice, type Route, route } from '../../../shared/runtime/api.ts';
import { expectedVersion, versioned } from '../../../shared/runtime/lists.ts';
import { putPatient, readPatient } from '../../../shared/use-cases/put-patient.ts';

const params = z.object({ patientId: patientIdSchema });

const answer = z
  .object({
    patientId: z.string(),
    contactId: z.string(),
    name: z.object({ given: z.string(), family: z.string() }),
    phone: z.string(),
    birthDate: z.string().optional(),
    timeZone: z.string().optional(),
    postalCode: z.string().optional(),
    language: z.enum(languages).optional(),
    status: z.enum(['active', 'inactive', 'deceased']).optional(),
    version: z.int(),
    updatedAt: z.string(),
  })
  .meta({ id: 'Patient' });

/** The practice knows whose record it asks for; what was recorded of consent is asked of the contact. */
const shown = ({ practiceId: _practice, consent: _consent, ...patient }: Patient): z.input<typeof answer> =>
  patient;

export const patientRoutes: readonly Route[] = [
  route(asPractice, {
    method: 'PUT',
    path: '/v1/patients/{patientId}',
    operationId: 'putPatient',
    summary: "Puts a patient by the practice's own id",
    params,
    body: patientSchema,
    answers: { 200: answer, 201: answer },
    refusals: ['conflict', 'version-mismatch'],
    reads: ['if-match'],
    handle: async ({ world, practiceId, actor, params: { patientId }, body, headers }) => {
      const { patient, created } = await putPatient(
        world,
        practiceId,
        patientId,
        body,
        expectedVersion(headers),
        actor,
      );
      return versioned(shown(patient), created ? 201 : 200);
    },
  }),
  route(asPractice, {
    method: 'GET',
    path: '/v1/patients/{patientId}',
    operationId: 'readPatient',
    summary: 'A patient',
    params,
    answers: { 200: answer },
    handle: async ({ world, practiceId, params: { patientId } }) =>
      versioned(shown(await readPatient(world, practiceId, patientId))),
  }),
];
