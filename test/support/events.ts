import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { keyIdOf } from '../../shared/domain/identifiers.ts';
import type { Log, LogFields } from '../../shared/ports/log.ts';
import { type Container, provide } from '../../shared/runtime/container.ts';
import { riverside, type TestWorld } from './world.ts';

/** What API Gateway hands to a function, in the members that ours read. */
export interface Asked {
  readonly method?: string;
  /** Without the stage; `?` begins the query. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly pathParameters?: Readonly<Record<string, string>>;
  /** As the authorizer answered; `null` where there was none. */
  readonly authorizer?: Readonly<Record<string, unknown>> | null;
  readonly stage?: string;
}

export function proxyEvent(asked: Asked = {}): APIGatewayProxyEvent {
  const { method = 'GET', path = '/', headers = {}, body, pathParameters = null, stage = 'live' } = asked;
  const { authorizer = { practiceId: riverside, keyId: keyIdOf('ptx_test') } } = asked;
  const url = new URL(path, 'https://api.example.com');
  const multi = Object.fromEntries(
    [...new Set(url.searchParams.keys())].map((name) => [name, url.searchParams.getAll(name)]),
  );
  const single = Object.fromEntries(url.searchParams);
  const bytes = Buffer.isBuffer(body);
  const event: Partial<APIGatewayProxyEvent> = {
    httpMethod: method,
    path: url.pathname,
    headers,
    body: body === undefined ? null : bytes ? body.toString('base64') : body,
    isBase64Encoded: bytes,
    pathParameters,
    queryStringParameters: single,
    multiValueQueryStringParameters: multi,
    requestContext: {
      domainName: 'api.example.com',
      path: `/${stage}${url.pathname}`,
      ...(authorizer && { authorizer }),
    } as APIGatewayProxyEvent['requestContext'],
  };
  return event as APIGatewayProxyEvent;
}

export const lambdaContext = { functionName: 'test', getRemainingTimeInMillis: () => 30_000 } as Context;

export interface Logged extends LogFields {
  readonly level: string;
  readonly event: string;
}

/** Makes the world the process's container, and keeps what is logged. */
export function provided(world: TestWorld): { readonly container: Container; readonly logged: Logged[] } {
  const logged: Logged[] = [];
  const keep = (level: string) => (event: string, fields: LogFields) =>
    void logged.push({ level, event, ...fields });
  const log: Log = { info: keep('info'), warn: keep('warn'), error: keep('error') };
  const container = Object.assign(world, { log, scheme: 'https' as const });
  provide(container);
  return { container, logged };
}
