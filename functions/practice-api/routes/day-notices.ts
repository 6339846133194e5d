import * as z from 'zod';
import { dayNoticeSchema } from '../../../shared/domain/day-notice.ts';
import { noticeIdSchema } from '../../../shared/domain/identifiers.ts';
import { asPractice, type Route, route } from '../../../shared/runtime/api.ts';
import { idempotencyKey } from '../../../shared/runtime/idempotency.ts';
import { type NoticeReport, readDayNotice } from '../../../shared/use-cases/read-day-notice.ts';
import { sendDayNotice } from '../../../shared/use-cases/send-day-notice.ts';

const notReached = z
  .array(z.object({ appointmentId: z.string(), contactId: z.string(), code: z.string() }))
  .meta({
    description:
      'Whom to call, and why: the code of the permit that refused the text, `undeliverable`, or `unknown-outcome`.',
  });

const sent = z.object({
  noticeId: z.string(),
  queued: z.int().meta({ description: 'Texts on their way or gone; one for each number.' }),
  held: z.int().meta({ description: 'Texts that wait for the patient’s texting hours.' }),
  notReached,
});

const report = z
  .object({
    noticeId: z.string(),
    date: z.string(),
    provider: z.string().optional(),
    body: z.string(),
    createdAt: z.string(),
    done: z
      .boolean()
      .meta({ description: 'False where the request was cut off: send it again, and it goes on.' }),
    queued: z.int(),
    held: z.int(),
    sent: z.int(),
    delivered: z.int(),
    notReached,
  })
  .meta({ id: 'DayNotice' });

function shown({ notice, counts, notReached: missed }: NoticeReport): z.input<typeof report> {
  const { noticeId, date, provider, body, createdAt, doneAt } = notice;
  const done = doneAt !== undefined;
  return { noticeId, date, provider, body, createdAt, done, ...counts, notReached: [...missed] };
}

export const dayNoticeRoutes: readonly Route[] = [
  route(asPractice, {
    method: 'POST',
    path: '/v1/day-notices',
    operationId: 'sendDayNotice',
    summary:
      "Texts everybody on a day's list, or a provider's, at once: one text for each number; R and X are understood as answers",
    body: dayNoticeSchema,
    answers: { 202: sent },
    reads: ['idempotency-key'],
    refusals: ['phi', 'reserved-word', 'switched-off', 'idempotency-mismatch'],
    handle: async ({ world, practiceId, actor, body, headers }) => {
      const idempotency = idempotencyKey(headers, JSON.stringify(body));
      const noticeId = await sendDayNotice(world, practiceId, body, { by: actor, idempotency });
      const { counts, notReached: missed } = await readDayNotice(world, practiceId, noticeId);
      const { queued, held, sent: gone, delivered } = counts;
      return {
        status: 202,
        body: { noticeId, queued: queued + gone + delivered, held, notReached: missed },
      };
    },
  }),
  route(asPractice, {
    method: 'GET',
    path: '/v1/day-notices/{noticeId}',
    operationId: 'readDayNotice',
    summary: 'What became of a notice: who has it, and who could not be reached',
    params: z.object({ noticeId: noticeIdSchema }),
    answers: { 200: report },
    handle: async ({ world, practiceId, params: { noticeId } }) => ({
      status: 200,
      body: shown(await readDayNotice(world, practiceId, noticeId)),
    }),
  }),
];
