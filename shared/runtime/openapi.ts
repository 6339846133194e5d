import * as z from 'zod';
import { createDocument, type ZodOpenApiPathsObject, type ZodOpenApiResponsesObject } from 'zod-openapi';
import type { FailureCode } from '../domain/failure.ts';
import type { Route } from './api.ts';
import { catalogue } from './catalogue.ts';

/** RFC 9457 problem details, as every failure is answered. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    permit: z.unknown().optional(),
  })
  .meta({ id: 'Problem' });

/** What any route with a key may answer beside its own; `invalid` where `x-staff-id` is no id, `too-large` before a route is asked. */
const everywhere: readonly FailureCode[] = [
  'unauthorized',
  'forbidden',
  'not-found',
  'too-large',
  'invalid',
  'throttled',
  'internal',
  'unavailable',
];
const withBody: readonly FailureCode[] = ['malformed', 'unsupported-media-type'];

/** The OpenAPI 3.1 document of routes, from the same schemas that validate. */
export function openApiDocument(routes: readonly Route[]): unknown {
  const paths: ZodOpenApiPathsObject = {};
  for (const one of routes) {
    const codes = [
      ...everywhere,
      ...(one.body ? withBody : []),
      ...('cursor' in one.query.shape ? (['malformed'] as const) : []),
      ...one.refusals,
    ];
    paths[one.path] = {
      ...paths[one.path],
      [one.method.toLowerCase()]: {
        operationId: one.operationId,
        summary: one.summary,
        requestParams: {
          path: one.params,
          query: one.query,
          header: z.object({
            'x-staff-id': z.string().optional().meta({ description: 'The member of staff who acts.' }),
            ...Object.fromEntries(one.reads.map((name) => [name, z.string().optional()])),
          }),
        },
        ...(one.body && {
          requestBody: { required: !one.bodyOptional, content: { 'application/json': { schema: one.body } } },
        }),
        responses: { ...answersOf(one), ...problemsOf(codes) },
      },
    };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Practice texting',
      version: '1',
      description:
        'Texts between a practice and its patients. Times are ISO 8601; numbers are answered as E.164 and stand in bodies only.',
    },
    security: [{ apiKey: [] }],
    components: { securitySchemes: { apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key' } } },
    paths,
  });
}

function answersOf({ answers }: Route): ZodOpenApiResponsesObject {
  const responses: ZodOpenApiResponsesObject = {};
  for (const [status, schema] of Object.entries(answers)) {
    responses[status as `${1 | 2 | 3 | 4 | 5}${string}`] = {
      description: 'Done',
      ...(schema && { content: { 'application/json': { schema } } }),
    };
  }
  return responses;
}

function problemsOf(codes: readonly FailureCode[]): ZodOpenApiResponsesObject {
  const byStatus = Map.groupBy(new Set(codes), (code) => catalogue[code].http);
  const responses: ZodOpenApiResponsesObject = {};
  for (const [status, list] of byStatus) {
    responses[`${status}` as `${1 | 2 | 3 | 4 | 5}${string}`] = {
      description: list.map((code) => `${code}: ${catalogue[code].title}`).join('. '),
      content: { 'application/problem+json': { schema: problemSchema } },
    };
  }
  return responses;
}
