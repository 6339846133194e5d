import * as z from 'zod';
import { contactIdSchema } from '../../../shared/domain/identifiers.ts';
import { languages } from '../../../shared/domain/patient.ts';
import { asPractice, type Route, route } from '../../../shared/runtime/api.ts';
import { type Offered, suggestResponses } from '../../../shared/use-cases/suggest-responses.ts';

const answer = z
  .object({
    name: z.string(),
    body: z.string(),
    language: z.enum(languages),
    segments: z.int(),
    missing: z.array(z.string()),
    uses: z.int(),
    why: z.string(),
  })
  .meta({ id: 'Suggestion' });

const shown = ({ missing, ...offered }: Offered): z.input<typeof answer> => ({
  ...offered,
  missing: [...missing],
});

export const suggestionRoutes: readonly Route[] = [
  route(asPractice, {
    method: 'GET',
    path: '/v1/threads/{contactId}/suggestions',
    operationId: 'suggestResponses',
    summary:
      'Prepared answers for a thread, best first: by what answered like texts, by its type, and as its patient would get them',
    params: z.object({ contactId: contactIdSchema }),
    answers: { 200: z.object({ items: z.array(answer) }) },
    handle: async ({ world, practiceId, params: { contactId } }) => ({
      status: 200,
      body: { items: (await suggestResponses(world, { practiceId, contactId })).map(shown) },
    }),
  }),
];
