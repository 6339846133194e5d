import * as z from 'zod';
import { appointmentSchema, appointmentStatuses } from '../../../shared/domain/appointment.ts';
import { appointmentIdSchema } from '../../../shared/domain/identifiers.ts';
import { asPractice, type Route, route } from '../../../shared/runtime/api.ts';
import { expectedVersion, pageOf, pageQuery, versioned } from '../../../shared/runtime/lists.ts';
import { readDay } from '../../../shared/use-cases/day-list.ts';
import {
  cancelAppointment,
  putAppointment,
  readAppointment,
} from '../../../shared/use-cases/put-appointment.ts';
import { shown, shownAppointment } from './shown-appointment.ts';

const params = z.object({ appointmentId: appointmentIdSchema });
const status = z.enum(appointmentStatuses);

export const appointmentRoutes: readonly Route[] = [
  route(asPractice, {
    method: 'GET',
    path: '/v1/appointments',
    operationId: 'listAppointments',
    summary: "A day's list: who is unconfirmed?",
    query: pageQuery.extend({
      date: z.iso.date('Name a day, such as 2026-12-08.'),
      status: status.optional(),
      provider: z.string().min(1).max(80).optional(),
      kind: z.string().min(1).max(60).optional(),
    }),
    answers: { 200: pageOf(shownAppointment) },
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
    answers: { 200: shownAppointment, 201: shownAppointment },
    refusals: ['version-mismatch'],
    reads: ['if-match'],
    handle: async ({ world, practiceId, actor, params: { appointmentId }, body, headers }) => {
      const version = expectedVersion(headers);
      const { appointment, created } = await putAppointment(
        world,
        practiceId,
        appointmentId,
        body,
        version,
        actor,
      );
      return versioned(shown(appointment), created ? 201 : 200);
    },
  }),
  route(asPractice, {
    method: 'GET',
    path: '/v1/appointments/{appointmentId}',
    operationId: 'readAppointment',
    summary: 'An appointment with its history and reminders',
    params,
    answers: { 200: shownAppointment },
    handle: async ({ world, practiceId, params: { appointmentId } }) =>
      versioned(shown(await readAppointment(world, practiceId, appointmentId))),
  }),
  route(asPractice, {
    method: 'DELETE',
    path: '/v1/appointments/{appointmentId}',
    operationId: 'cancelAppointment',
    summary: 'Cancels an appointment and takes back its reminders; it can still be read',
    params,
    answers: { 200: shownAppointment },
    refusals: ['version-mismatch'],
    reads: ['if-match'],
    handle: async ({ world, practiceId, actor, params: { appointmentId }, headers }) =>
      versioned(
        shown(await cancelAppointment(world, practiceId, appointmentId, expectedVersion(headers), actor)),
      ),
  }),
];
