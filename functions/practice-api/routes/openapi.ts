import * as z from 'zod';
import { asAnyone, type Route, route } from '../../../shared/runtime/api.ts';

/** The API's own description, made from the schemas that validate; its maker is loaded with the first request for it. */
export function openApiRoutes(documented: readonly Route[]): readonly Route[] {
  let document: unknown;
  return [
    route(asAnyone, {
      method: 'GET',
      path: '/v1/openapi.json',
      operationId: 'readOpenApi',
      summary: 'This API in OpenAPI 3.1',
      answers: { 200: z.looseObject({ openapi: z.string() }) },
      handle: async () => {
        if (document === undefined) {
          const { openApiDocument } = await import('../../../shared/runtime/openapi.ts');
          document = openApiDocument(documented);
        }
        return { status: 200, body: document };
      },
    }),
  ];
}
