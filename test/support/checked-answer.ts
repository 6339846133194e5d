import { expect } from 'vitest';
import * as z from 'zod';
import { routes as practiceRoutes } from '../../functions/practice-api/routes/index.ts';
import { routes as operatorRoutes } from '../../functions/provisioning/routes.ts';
import type { Route } from '../../shared/runtime/api.ts';
import { openApiDocument } from '../../shared/runtime/openapi.ts';

/** RFC 9457 problem details as 3.3 of the interfaces has them, and nothing else. */
export const problemSchema = z.strictObject({
  type: z.string().startsWith('urn:'),
  title: z.string().min(1),
  status: z.int(),
  detail: z.string().min(1),
  code: z.string().regex(/^[a-z-]+$/),
  errors: z
    .array(z.strictObject({ path: z.string(), message: z.string().min(1) }))
    .min(1)
    .optional(),
  permit: z.looseObject({ verdict: z.literal('refuse') }).optional(),
});

const patterned = [...practiceRoutes, ...operatorRoutes].map((route) => ({
  route,
  pattern: new RegExp(`^${route.path.replace(/\{\w+\}/g, '[^/]+')}$`),
}));

const routeOf = (method: string, path: string): Route | undefined =>
  patterned.find(({ route, pattern }) => route.method === method && pattern.test(path))?.route;

const documentSchema = z.object({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.object({ responses: z.record(z.string(), z.unknown()) })),
  ),
});
const { paths } = documentSchema.parse(openApiDocument([...practiceRoutes, ...operatorRoutes]));

/**
 * Checks one answer against what is declared of it: a success against its route's own schema, of which it is exactly the
 * output; a failure against the shape of problems; and either against the statuses that the OpenAPI document names.
 */
export function checkAnswer(method: string, target: string, response: Response, body: unknown): void {
  const { status, headers } = response;
  const path = target.split('?')[0] ?? '';
  const route = routeOf(method, path);
  const what = `${method} ${route?.path ?? path} ${status}`;
  if (status >= 400) {
    expect(headers.get('content-type'), what).toBe('application/problem+json');
    expect(problemSchema.parse(body).status, what).toBe(status);
  }
  if (!route) return;
  const documented = Object.keys(paths[route.path]?.[method.toLowerCase()]?.responses ?? {});
  expect(documented, `${what} is not in the OpenAPI document`).toContain(String(status));
  if (status >= 400) return;
  const schema = route.answers[status];
  if (schema) expect(schema.parse(body), what).toEqual(body);
}
