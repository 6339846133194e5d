import * as z from 'zod';
import type { Log } from '../../../shared/ports/log.ts';
import { asPractice, type Route, route } from '../../../shared/runtime/api.ts';
import { catalogue } from '../../../shared/runtime/catalogue.ts';
import { namesOf } from '../../../shared/runtime/log.ts';
import { problemSchema } from '../../../shared/runtime/openapi.ts';
import { failureFrom, problemOf } from '../../../shared/runtime/problem.ts';
import { type BatchOutcome, putAppointments } from '../../../shared/use-cases/put-appointments.ts';
import { shown, shownAppointment } from './shown-appointment.ts';

/** Appointments of one request: few enough to be done well within its time. */
const itemsMax = 500;

const itemAnswer = z.object({
  appointmentId: z.string().optional(),
  status: z
    .int()
    .meta({ description: "What a PUT of it would have answered: 200, 201, or the problem's status." }),
  appointment: shownAppointment.optional(),
  problem: problemSchema.optional(),
});

function answered(outcome: BatchOutcome, log: Log): z.input<typeof itemAnswer> {
  const { appointmentId } = outcome;
  if ('appointment' in outcome)
    return { appointmentId, status: outcome.created ? 201 : 200, appointment: shown(outcome.appointment) };
  const failure = failureFrom(outcome.failure);
  const { alarm } = catalogue[failure.code];
  if (alarm)
    log.error('item failed', { function: 'practice-api', code: failure.code, ...namesOf(outcome.failure) });
  const problem = problemOf(failure);
  return {
    appointmentId,
    status: problem.status,
    problem: { ...problem, errors: problem.errors && [...problem.errors] },
  };
}

export const appointmentBatchRoutes: readonly Route[] = [
  route(asPractice, {
    method: 'POST',
    path: '/v1/appointments:batch',
    operationId: 'putAppointments',
    summary: `Puts up to ${itemsMax} appointments, each answered by itself in the order given; sent again, nothing changes twice`,
    body: z.strictObject({
      items: z
        .array(z.unknown())
        .min(1)
        .max(itemsMax)
        .meta({ description: 'Each an object: `appointmentId`, and what a PUT of that appointment takes.' }),
    }),
    answers: { 200: z.object({ items: z.array(itemAnswer) }) },
    handle: async ({ world, practiceId, actor, body: { items } }) => {
      const outcomes = await putAppointments(world, practiceId, items, actor);
      return { status: 200, body: { items: outcomes.map((outcome) => answered(outcome, world.log)) } };
    },
  }),
];
