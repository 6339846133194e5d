import middy from '@middy/core';
import httpRouter from '@middy/http-router';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import * as z from 'zod';
import type { Actor } from '../domain/actor.ts';
import { Failure, type FailureCode, invalid } from '../domain/failure.ts';
import { faultsOf } from '../domain/faults.ts';
import { keyIdSchema, type PracticeId, practiceIdSchema, staffIdSchema } from '../domain/identifiers.ts';
import { type Container, container } from './container.ts';
import { answerErrors } from './errors.ts';
import { headersOf } from './headers.ts';

/** What a route answers with. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request as a route sees it: everything parsed, and who asks. */
export interface Call<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** Names of headers in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly world: Container;
}

/** Who acts, for a route that a practice's key opens. */
export interface Caller {
  readonly practiceId: PracticeId;
  readonly actor: Actor;
}

/** A route as data: what the OpenAPI document is made from, and what validates. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: `/${string}`;
  readonly operationId: string;
  readonly summary: string;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly body: z.ZodType | undefined;
  /** Whether a request may come without its body, which then counts as `{}`. */
  readonly bodyOptional: boolean;
  readonly answers: Readonly<Record<number, z.ZodType | undefined>>;
  readonly refusals: readonly FailureCode[];
  /** The optional headers that it reads beside `x-staff-id`. */
  readonly reads: readonly ('if-match' | 'idempotency-key')[];
  run(event: APIGatewayProxyEvent, world: Container): Promise<Answer>;
}

const nothing = z.object({});

/** Declares a route with the types of what it parses. `as` says who may call it, from the event. */
export function route<
  W,
  P extends z.ZodObject = typeof nothing,
  Q extends z.ZodObject = typeof nothing,
  B extends z.ZodType = z.ZodUndefined,
>(
  as: (event: APIGatewayProxyEvent) => W,
  declared: {
    readonly method: Route['method'];
    readonly path: Route['path'];
    readonly operationId: string;
    readonly summary: string;
    readonly params?: P;
    readonly query?: Q;
    readonly body?: B;
    readonly bodyOptional?: boolean;
    readonly answers: Route['answers'];
    readonly refusals?: readonly FailureCode[];
    readonly reads?: Route['reads'];
    handle(call: Call<z.output<P>, z.output<Q>, z.output<B>> & W): Promise<Answer>;
  },
): Route {
  const { params, query, body, bodyOptional = false, handle, refusals = [], reads = [], ...rest } = declared;
  return {
    ...rest,
    params: params ?? nothing,
    query: query ?? nothing,
    body,
    bodyOptional,
    refusals,
    reads,
    run: async (event, world) => {
      const caller = as(event);
      const headers = headersOf(event);
      return handle({
        ...caller,
        params: parsed(params ?? nothing, event.pathParameters ?? {}, 'not-found') as z.output<P>,
        query: parsed(query ?? nothing, event.queryStringParameters ?? {}, 'invalid') as z.output<Q>,
        body: (body === undefined
          ? undefined
          : parsed(
              body,
              bodyOptional && !event.body ? {} : jsonOf(event, headers),
              'invalid',
            )) as z.output<B>,
        headers,
        world,
      });
    },
  };
}

/** Bodies of batches are the largest. */
const bodyBytesMax = 1024 * 1024;

function jsonOf(event: APIGatewayProxyEvent, headers: Readonly<Record<string, string>>): unknown {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json')
    throw new Failure('unsupported-media-type', 'Send JSON, with the header content-type: application/json.');
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.byteLength > bodyBytesMax)
    throw new Failure(
      'too-large',
      `A body holds at most ${bodyBytesMax} bytes: send it in several requests.`,
    );
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // The parser's own error would quote the body: it is left behind.
    throw new Failure('malformed', 'The body is not JSON in UTF-8.');
  }
}

/** Parses at the edge, once. An id in a path that cannot be one of ours is simply not found. */
function parsed<S extends z.ZodType>(schema: S, value: unknown, code: 'invalid' | 'not-found'): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  if (code === 'not-found') throw new Failure('not-found', 'There is nothing at this address.');
  throw invalid(faultsOf(result.error));
}

const authorizerContext = z.object({ practiceId: practiceIdSchema, keyId: keyIdSchema });

/** The practice whose key opened the route, as the authorizer said; and the member of staff whom the key says it speaks for. */
export function asPractice(event: APIGatewayProxyEvent): Caller {
  const context = authorizerContext.safeParse(event.requestContext.authorizer);
  if (!context.success) throw new Failure('unauthorized', 'Send your API key in the header x-api-key.');
  const named = headersOf(event)['x-staff-id'];
  const staffId = staffIdSchema.optional().safeParse(named);
  if (!staffId.success) {
    throw new Failure('invalid', 'Send the id of a member of staff in x-staff-id, or leave the header out.', {
      errors: [{ path: 'x-staff-id', message: staffId.error.issues[0]?.message ?? '' }],
    });
  }
  const { practiceId, keyId } = context.data;
  return { practiceId, actor: { keyId, ...(staffId.data && { staffId: staffId.data }) } };
}

/** An operator, let in by API Gateway's IAM authorization. */
export const asOperator = (_event: APIGatewayProxyEvent): object => ({});

/** Anyone. */
export const asAnyone = (_event: APIGatewayProxyEvent): object => ({});

const answer = ({ status, body, headers }: Answer): APIGatewayProxyResult => ({
  statusCode: status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  body: body === undefined ? '' : JSON.stringify(body),
});

/** The bundle for JSON APIs: routes as data, validated input, failures answered as problem+json. */
export const api = (name: string, routes: readonly Route[]) =>
  middy<APIGatewayProxyEvent, APIGatewayProxyResult>()
    .use(answerErrors(name))
    .handler(
      httpRouter<APIGatewayProxyEvent, APIGatewayProxyResult>({
        routes: routes.map(({ method, path, run }) => ({
          method,
          path,
          handler: async (event: APIGatewayProxyEvent) => answer(await run(event, container())),
        })),
        notFoundResponse: () => {
          throw new Failure('not-found', 'There is no such route: see /v1/openapi.json.');
        },
      }),
    );
