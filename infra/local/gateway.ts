import type { APIGatewayAuthorizerResult, APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { Failure } from '../../shared/domain/failure.ts';
import type { Container } from '../../shared/runtime/container.ts';
import { problem } from '../../shared/runtime/problem.ts';
import { authorize } from '../../shared/use-cases/authorize.ts';
import { type FunctionName, functions, type RouteDeclaration } from '../topology.ts';
import type { Invoke } from './invoke.ts';

/** A request as it came over the wire. */
export interface GatewayRequest {
  readonly method: string;
  /** Path and query, as sent. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

interface Mounted extends RouteDeclaration {
  readonly name: FunctionName;
  readonly pattern: RegExp;
}

/** `{name}` is one part of a path, `{proxy+}` what is left. */
const patternOf = (path: string): RegExp =>
  new RegExp(
    `^${path.replace(/\{(\w+)(\+?)\}/g, (_whole, name: string, rest: string) => `(?<${name}>${rest ? '.+' : '[^/]+'})`)}$`,
  );

const mounted: readonly Mounted[] = functions.flatMap(({ name, routes = [] }) =>
  routes.map((route) => ({ ...route, name, pattern: patternOf(route.path) })),
);

/** The route of a request, and what stands in its path's variable parts. */
function routeOf(method: string, path: string) {
  for (const route of mounted) {
    if (route.method !== 'ANY' && route.method !== method) continue;
    const match = route.pattern.exec(path);
    if (match) return { route, parts: match.groups ?? {} };
  }
  return undefined;
}

type Query = Pick<APIGatewayProxyEvent, 'queryStringParameters' | 'multiValueQueryStringParameters'>;

/** Most requests have none, and to look into it anyway took a twentieth of a text's time. */
function queryOf(url: URL): Query {
  if (url.search === '') return { queryStringParameters: {}, multiValueQueryStringParameters: {} };
  const query = url.searchParams;
  return {
    queryStringParameters: Object.fromEntries(query),
    multiValueQueryStringParameters: Object.fromEntries(
      [...query.keys()].map((name) => [name, query.getAll(name)]),
    ),
  };
}

/** What API Gateway is in the cloud: finds the function of a route, asks who the key is, and builds the event. */
export function createGateway(publicUrl: URL, invoke: Invoke, world: Container) {
  const basePath = publicUrl.pathname.replace(/\/$/, '');
  let requests = 0;

  const guarded = async (
    route: Mounted,
    headers: GatewayRequest['headers'],
  ): Promise<Record<string, unknown> | APIGatewayProxyResult> => {
    if (route.guard === 'signature' || route.guard === 'none') return {};
    const apiKey = headers['x-api-key'];
    if (apiKey === undefined)
      return problem(new Failure('unauthorized', 'Send your API key in the header x-api-key.'));
    if (route.guard === 'operator') {
      const known = await authorize(world, apiKey);
      if (!known) return problem(new Failure('unauthorized', 'This key is not known.'));
      return known.key.scope === 'operator'
        ? {}
        : problem(new Failure('forbidden', 'Only the operator may do this.'));
    }
    const event = {
      type: 'REQUEST',
      headers,
      methodArn: 'arn:aws:execute-api:local:000000000000:local/local/GET/',
    };
    let result: APIGatewayAuthorizerResult;
    try {
      result = (await invoke('authorizer', event)) as APIGatewayAuthorizerResult;
    } catch (error) {
      if (!(error instanceof Error) || error.message !== 'Unauthorized') throw error;
      return problem(new Failure('unauthorized', 'This key is not known, or was revoked.'));
    }
    const allowed = result.policyDocument.Statement.every((statement) => statement.Effect === 'Allow');
    return allowed
      ? { ...result.context }
      : problem(new Failure('forbidden', 'This key may not call the practice API.'));
  };

  return async (request: GatewayRequest): Promise<APIGatewayProxyResult> => {
    const url = URL.parse(request.target, 'http://local');
    const found = url && routeOf(request.method, url.pathname);
    if (!found) return problem(new Failure('not-found', 'There is no such route.'));
    const { route, parts } = found;
    const authorizer = await guarded(route, request.headers);
    if ('statusCode' in authorizer) return authorizer as APIGatewayProxyResult;
    requests += 1;
    const event: APIGatewayProxyEvent = {
      resource: route.path,
      path: url.pathname,
      httpMethod: request.method,
      headers: { ...request.headers },
      multiValueHeaders: Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, [value]]),
      ),
      pathParameters: decoded(parts),
      ...queryOf(url),
      stageVariables: null,
      body: request.body.toString('base64'),
      isBase64Encoded: true,
      requestContext: {
        accountId: '000000000000',
        apiId: 'local',
        authorizer,
        domainName: publicUrl.host,
        httpMethod: request.method,
        identity: { sourceIp: '127.0.0.1' } as APIGatewayProxyEvent['requestContext']['identity'],
        path: `${basePath}${url.pathname}`,
        protocol: 'HTTP/1.1',
        requestId: `local-${requests}`,
        requestTimeEpoch: 0,
        resourceId: route.path,
        resourcePath: route.path,
        stage: 'local',
      },
    };
    return (await invoke(route.name, event)) as APIGatewayProxyResult;
  };
}

const decoded = (groups: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodedPart(value)]));

/** A part of a path that is no valid escape stands as it is: no id looks so, and it is not found. */
export function decodedPart(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}

export type Gateway = ReturnType<typeof createGateway>;
