import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import * as z from 'zod';
import { routes as practiceRoutes } from '../../functions/practice-api/routes/index.ts';
import { routes as operatorRoutes } from '../../functions/provisioning/routes.ts';
import { openApiDocument } from '../../shared/runtime/openapi.ts';

/** A JSON schema as our own document writes them: the words of it that the generator knows. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
  readonly items?: boolean | Schema;
  readonly prefixItems?: readonly Schema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly examples?: readonly unknown[];
}

export interface Parameter {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
}

/** One route and method of the document. */
export interface Operation {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | undefined;
  readonly bodyRequired: boolean;
  /** Whether a body is of the form that the document says. */
  readonly isValidBody: (body: unknown) => boolean;
  /** What is wrong with an answer, by the document; `undefined` where nothing is. */
  readonly faultOf: (status: number, contentType: string, body: unknown) => string | undefined;
  /** The codes of failure that the document lists for a status. */
  readonly codesOf: (status: number) => readonly string[];
}

const content = z.record(z.string(), z.object({ schema: z.custom<Schema>() }));
const documentSchema = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        operationId: z.string(),
        parameters: z
          .array(
            z.object({
              in: z.enum(['path', 'query', 'header']),
              name: z.string(),
              required: z.boolean().default(false),
              schema: z.custom<Schema>(),
            }),
          )
          .default([]),
        requestBody: z.object({ required: z.boolean().default(false), content }).optional(),
        responses: z.record(z.string(), z.object({ description: z.string(), content: content.optional() })),
      }),
    ),
  ),
});

/** The document as it is given out, with the operator's routes in it too. */
const written: unknown = JSON.parse(JSON.stringify(openApiDocument([...practiceRoutes, ...operatorRoutes])));

// Formats say less than the patterns beside them; `strict` would refuse OpenAPI's own words around the schemas.
const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema(written as object, 'document');

const escaped = (part: string) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
const validatorAt = (...parts: readonly string[]): ValidateFunction =>
  ajv.compile({ $ref: `document#/${parts.map(escaped).join('/')}` });

/** Every route and method that the document names, with validators made from it. */
export const operations: readonly Operation[] = Object.entries(documentSchema.parse(written).paths).flatMap(
  ([path, methods]) =>
    Object.entries(methods).map(([method, declared]) => {
      const { operationId, parameters, requestBody, responses } = declared;
      const at = ['paths', path, method] as const;
      const isBody =
        requestBody && validatorAt(...at, 'requestBody', 'content', 'application/json', 'schema');
      const answers = new Map<string, ValidateFunction>();
      const answerAt = (status: string, type: string): ValidateFunction => {
        const key = `${status} ${type}`;
        const known = answers.get(key) ?? validatorAt(...at, 'responses', status, 'content', type, 'schema');
        answers.set(key, known);
        return known;
      };
      return {
        operationId,
        method: method.toUpperCase(),
        path,
        parameters,
        body: requestBody?.content['application/json']?.schema,
        bodyRequired: requestBody?.required ?? false,
        isValidBody: (body) => isBody === undefined || isBody(body),
        faultOf: (status, contentType, body) => {
          const response = responses[status];
          if (!response) return `the document names no ${status}`;
          if (!response.content) return body === undefined ? undefined : `the document promises no body`;
          if (!response.content[contentType]) return `the document promises no ${contentType || 'bare body'}`;
          const validate = answerAt(String(status), contentType);
          return validate(body) ? undefined : ajv.errorsText(validate.errors);
        },
        codesOf: (status) =>
          (responses[status]?.description ?? '').split('. ').map((sentence) => sentence.split(':')[0] ?? ''),
      };
    }),
);
