import * as z from 'zod';
import { textIdSchema } from '../../../shared/domain/identifiers.ts';
import { asPractice, type Route, route } from '../../../shared/runtime/api.ts';
import { readText } from '../../../shared/use-cases/threads.ts';
import { shownText, textAnswer } from './shown-text.ts';

export const textRoutes: readonly Route[] = [
  route(asPractice, {
    method: 'GET',
    path: '/v1/texts/{textId}',
    operationId: 'readText',
    summary: 'A text with its permit and what became of it: why was it sent, held or refused?',
    params: z.object({ textId: textIdSchema }),
    answers: { 200: textAnswer },
    handle: async ({ world, practiceId, params: { textId } }) => ({
      status: 200,
      body: shownText(await readText(world, practiceId, textId)),
    }),
  }),
];
