import * as z from 'zod';
import { outreachIdSchema } from '../../../shared/domain/identifiers.ts';
import { billSchema, type Outreach } from '../../../shared/domain/outreach.ts';
import { asPractice, type Route, route } from '../../../shared/runtime/api.ts';
import { expectedVersion, versioned } from '../../../shared/runtime/lists.ts';
import { putOutreach, readOutreach } from '../../../shared/use-cases/put-outreach.ts';
import { outreachAnswer, shownOutreach } from './shown-outreach.ts';

const params = z.object({ billId: outreachIdSchema });

const answer = outreachAnswer
  .extend({
    billId: z.string(),
    amountCents: z.int(),
    currency: z.literal('USD'),
    payUrl: z.string().optional(),
    status: z.enum(['open', 'paid', 'void']),
  })
  .meta({ id: 'Bill' });

function shown(one: Outreach): z.input<typeof answer> {
  if (one.what !== 'bill') throw new Error('A recall is no bill.');
  const { id, amountCents, currency, payUrl, status } = one;
  return { billId: id, ...shownOutreach(one), amountCents, currency, payUrl, status };
}

export const billRoutes: readonly Route[] = [
  route(asPractice, {
    method: 'PUT',
    path: '/v1/bills/{billId}',
    operationId: 'putBill',
    summary:
      "Puts a bill by the practice's own id: the patient is asked to pay until it is paid, at most three times",
    params,
    body: billSchema,
    answers: { 200: answer, 201: answer },
    refusals: ['version-mismatch'],
    reads: ['if-match'],
    handle: async ({ world, practiceId, actor, params: { billId }, body, headers }) => {
      const input = { what: 'bill', ...body } as const;
      const { put, created } = await putOutreach(
        world,
        practiceId,
        billId,
        input,
        expectedVersion(headers),
        actor,
      );
      return versioned(shown(put), created ? 201 : 200);
    },
  }),
  route(asPractice, {
    method: 'GET',
    path: '/v1/bills/{billId}',
    operationId: 'readBill',
    summary: 'A bill with its notices',
    params,
    answers: { 200: answer },
    handle: async ({ world, practiceId, params: { billId } }) =>
      versioned(shown(await readOutreach(world, practiceId, 'bill', billId))),
  }),
];
