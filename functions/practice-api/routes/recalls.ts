import * as z from 'zod';
import { outreachIdSchema } from '../../../shared/domain/identifiers.ts';
import { type Outreach, recallSchema } from '../../../shared/domain/outreach.ts';
import { asPractice, type Route, route } from '../../../shared/runtime/api.ts';
import { expectedVersion, versioned } from '../../../shared/runtime/lists.ts';
import { putOutreach, readOutreach } from '../../../shared/use-cases/put-outreach.ts';
import { outreachAnswer, shownOutreach } from './shown-outreach.ts';

const params = z.object({ recallId: outreachIdSchema });

const answer = outreachAnswer
  .extend({
    recallId: z.string(),
    kind: z.string(),
    interval: z.string().optional(),
    lastVisit: z.string().optional(),
    status: z.enum(['active', 'done']),
  })
  .meta({ id: 'Recall' });

function shown(one: Outreach): z.input<typeof answer> {
  if (one.what !== 'recall') throw new Error('A bill is no recall.');
  const { id, kind, interval, lastVisit, status } = one;
  return { recallId: id, ...shownOutreach(one), kind, interval, lastVisit, status };
}

export const recallRoutes: readonly Route[] = [
  route(asPractice, {
    method: 'PUT',
    path: '/v1/recalls/{recallId}',
    operationId: 'putRecall',
    summary:
      "Puts a recall by the practice's own id: the patient is asked to book until they have, at most three times",
    params,
    body: recallSchema,
    answers: { 200: answer, 201: answer },
    refusals: ['version-mismatch'],
    reads: ['if-match'],
    handle: async ({ world, practiceId, actor, params: { recallId }, body, headers }) => {
      const input = { what: 'recall', ...body } as const;
      const { put, created } = await putOutreach(
        world,
        practiceId,
        recallId,
        input,
        expectedVersion(headers),
        actor,
      );
      return versioned(shown(put), created ? 201 : 200);
    },
  }),
  route(asPractice, {
    method: 'GET',
    path: '/v1/recalls/{recallId}',
    operationId: 'readRecall',
    summary: 'A recall with its steps',
    params,
    answers: { 200: answer },
    handle: async ({ world, practiceId, params: { recallId } }) =>
      versioned(shown(await readOutreach(world, practiceId, 'recall', recallId))),
  }),
];
