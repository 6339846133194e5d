import * as z from 'zod';
import {
  type Appointment,
  appointmentSchema,
  appointmentStatuses,
} from '../../../shared/domain/appointment.ts';
import { appointmentIdSchema } from '../../../shared/domain/identifiers.ts';
import { asPractice, type Route, route } from '../../../shared/runtime/api.ts';
import { expectedVersion, pageOf, pageQuery, versioned } from '../../../shared/runtime/lists.ts';
import { readDay } from '../../../shared/use-cases/day-list.ts';
import {
  cancelAppointment,
  putAppointment,
  readAppointment,
} from '../../../shared/use-cases/put-appointment.ts';

const params = z.object({ appointmentId: appointmentIdSchema });
const status = z.enum(appointmentStatuses);

const answer = z
  .object({
    appointmentId: z.string(),
    contactId: z.string(),
    version: z.int(),
    patientIds: z.array(z.string()),
    start: z.string(),
    timeZone: z.string(),
    durationMinutes: z.int(),
    kind: z.string(),
    provider: z.string().optional(),
    location: z.string().optional(),
    status,
    confidential: z.boolean(),
    sourceVersion: z.union([z.int(), z.string()]).optional(),
    history: z.array(
      z.object({ status, at: z.string(), by: z.enum(['practice', 'patient']), start: z.string().optional() }),
    ),
    reminders: z.array(
      z.object({
        step: z.string(),
        dueAt: z.string(),
        status: z
          .enum(['planned', 'skipped', 'queued', 'refused', 'cancelled'])
          .meta({ description: 'What became of the plan; once queued, the text itself tells the rest.' }),
        textId: z.string().optional(),
        undeliverable: z.literal(true).optional(),
      }),
    ),
    call: z
      .object({ dueAt: z.string(), status: z.enum(['planned', 'raised']) })
      .optional()
      .meta({ description: 'When the desk is asked to call a patient who has not answered.' }),
    updatedAt: z.string(),
  })
  .meta({ id: 'Appointment' });

const shown = ({
  practiceId: _practice,
  revision: _revision,
  patientIds,
  history,
  reminders,
  ...rest
}: Appointment): z.input<typeof answer> => ({
  ...rest,
  patientIds: [...patientIds],
  history: [...history],
  reminders: [...reminders],
});

export const appointmentRoutes: readonly Route[] = [
  route(asPractice, {
    method: 'GET',
    path: '/v1/appointments',
    operationId: 'listAppointments',
    summary: "A day's list: who is unconfirmed?",
    query: pageQuery.extend({
      date: z.iso.date('Name a day, such as 2026-12-08.'),
      status: status.optional(),
    }),
    answers: { 200: pageOf(answer) },
    handle: async ({ world, practiceId, query }) => {
      const { items, next } = await readDay(world, practiceId, query);
      return { status: 200, body: { items: items.map(shown), next } };
    },
  }),
  route(asPractice, {
    method: 'PUT',
    path: '/v1/appointments/{appointmentId}',
    operationId: 'putAppointment',
    summary: "Puts an appointment by the practice's own id, and plans its reminders",
    params,
    body: appointmentSchema,
    answers: { 200: answer, 201: answer },
    refusals: ['version-mismatch'],
    reads: ['if-match'],
    handle: async ({ world, practiceId, params: { appointmentId }, body, headers }) => {
      const version = expectedVersion(headers);
      const { appointment, created } = await putAppointment(world, practiceId, appointmentId, body, version);
      return versioned(shown(appointment), created ? 201 : 200);
    },
  }),
  route(asPractice, {
    method: 'GET',
    path: '/v1/appointments/{appointmentId}',
    operationId: 'readAppointment',
    summary: 'An appointment with its history and reminders',
    params,
    answers: { 200: answer },
    handle: async ({ world, practiceId, params: { appointmentId } }) =>
      versioned(shown(await readAppointment(world, practiceId, appointmentId))),
  }),
  route(asPractice, {
    method: 'DELETE',
    path: '/v1/appointments/{appointmentId}',
    operationId: 'cancelAppointment',
    summary: 'Cancels an appointment and takes back its reminders; it can still be read',
    params,
    answers: { 200: answer },
    refusals: ['version-mismatch'],
    reads: ['if-match'],
    handle: async ({ world, practiceId, params: { appointmentId }, headers }) =>
      versioned(shown(await cancelAppointment(world, practiceId, appointmentId, expectedVersion(headers)))),
  }),
];
