import { ResponseType } from 'aws-cdk-lib/aws-apigateway';
import { describe, expect, test } from 'vitest';
import { functions } from '../../infra/topology.ts';
import { catalogue } from '../../shared/runtime/catalogue.ts';
import { requestOf } from '../../shared/runtime/webhook.ts';
import { proxyEvent } from '../support/events.ts';
import { resolved, type Synthesized, synthesize, variablesOf } from '../support/synthesized.ts';

const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/4d9c8d0e';
const ordinary = synthesize();
const own = synthesize({ prod: { domainName: 'texts.example.com', certificateArn } });
const { ofType } = ordinary;

const only = ({ ofType }: Synthesized, type: string) => {
  const [found, ...others] = ofType(type);
  expect(others).toEqual([]);
  return found?.Properties ?? expect.fail(`There is no ${type}.`);
};

/** The path of a resource, from its chain of parents. */
function pathOf(id: string): string {
  const found = ofType('AWS::ApiGateway::Resource').find((resource) => resource.id === id);
  if (!found) return '';
  return `${pathOf(String(resolved(found.Properties.ParentId)))}/${found.Properties.PathPart}`;
}

test('every route of the topology is mounted on its function, guarded as it says, and no other', () => {
  const mounted = ofType('AWS::ApiGateway::Method').map(({ Properties }) => ({
    route: `${Properties.HttpMethod} ${pathOf(String(resolved(Properties.ResourceId)))}`,
    guard: Properties.AuthorizationType,
    key: Properties.ApiKeyRequired ?? false,
    to: /functions\/(\w+)Function\w+\.Arn/.exec(JSON.stringify(resolved(Properties.Integration)))?.[1],
  }));
  const guards = { signature: 'NONE', none: 'NONE', key: 'CUSTOM', operator: 'AWS_IAM' };
  const declared = functions.flatMap(({ name, routes = [] }) =>
    routes.map(({ method, path, guard }) => ({
      route: `${method} ${path}`,
      guard: guards[guard],
      key: guard === 'key',
      to: name.replaceAll('-', ''),
    })),
  );
  const byRoute = (a: { route: string }, b: { route: string }) => a.route.localeCompare(b.route);
  expect(mounted.toSorted(byRoute)).toEqual(declared.toSorted(byRoute));
});

test('the authorizer says what usage is counted under, and is asked again after sixty seconds at most', () => {
  expect(only(ordinary, 'AWS::ApiGateway::RestApi')).toMatchObject({
    ApiKeySourceType: 'AUTHORIZER',
    BinaryMediaTypes: ['*/*'],
    EndpointConfiguration: { Types: ['REGIONAL'] },
  });
  expect(only(ordinary, 'AWS::ApiGateway::Authorizer')).toMatchObject({
    Type: 'REQUEST',
    IdentitySource: 'method.request.header.x-api-key',
    AuthorizerResultTtlInSeconds: 60,
  });
});

test('each tier has its plan, by the name that provisioning looks for', () => {
  expect(only(ordinary, 'AWS::ApiGateway::UsagePlan')).toMatchObject({
    UsagePlanName: 'practice-texting-prod-standard',
    Throttle: { RateLimit: 20, BurstLimit: 60 },
  });
  expect(variablesOf(ordinary.lambdaOf('provisioning')).USAGE_PLAN_PREFIX).toBe('practice-texting-prod-');
});

test('the stage is traced and bounded, and writes down no address, no path and no body', () => {
  const stage = only(ordinary, 'AWS::ApiGateway::Stage');
  expect(stage).toMatchObject({
    StageName: 'live',
    TracingEnabled: true,
    MethodSettings: [{ LoggingLevel: 'ERROR', DataTraceEnabled: false, ThrottlingRateLimit: 500 }],
  });
  const { Format } = stage.AccessLogSetting as { Format: string };
  const written = [...Format.matchAll(/\$context\.([\w.]+)/g)].map(([, name]) => name);
  expect(written).toEqual([
    'requestId',
    'requestTimeEpoch',
    'httpMethod',
    'resourcePath',
    'status',
    'responseLength',
    'responseLatency',
    'integrationStatus',
    'error.responseType',
    'authorizer.practiceId',
    'wafResponseCode',
  ]);
});

describe('what API Gateway answers by itself', () => {
  const answers = ofType('AWS::ApiGateway::GatewayResponse').map(({ Properties }) => Properties);

  test('is written for everything that it can answer', () => {
    const types = Object.values(ResponseType)
      .filter((type) => type instanceof ResponseType)
      .map(({ responseType }) => responseType);
    expect(types.length).toBeGreaterThan(20);
    expect(answers.map(({ ResponseType }) => ResponseType).toSorted()).toEqual(types.toSorted());
  });

  test.each(answers)('$ResponseType is problem+json of our catalogue', (answer) => {
    const {
      ResponseParameters,
      ResponseTemplates,
      StatusCode,
      ResponseType: type,
    } = answer as {
      ResponseParameters: Record<string, string>;
      ResponseTemplates: Record<string, string>;
      StatusCode?: string;
      ResponseType: string;
    };
    expect(ResponseParameters['gatewayresponse.header.content-type']).toBe("'application/problem+json'");
    const body = JSON.parse(ResponseTemplates['application/json'] ?? '');
    if (type.startsWith('DEFAULT')) return expect(body).toMatchObject({ code: 'other', type: 'about:blank' });
    const meaning = catalogue[body.code as keyof typeof catalogue];
    expect(body).toMatchObject({ status: meaning.http, title: meaning.title });
    expect(StatusCode).toBe(String(meaning.http));
    // A `$` or `#` would be read as the template language's own.
    expect(body.detail).toMatch(/^[^$#]+\.$/);
    expect(ResponseParameters['gatewayresponse.header.retry-after'] !== undefined).toBe(meaning.retry);
    return undefined;
  });
});

describe('the URL that carriers are told is the URL that their signatures are checked over', () => {
  const told = ({ lambdaOf }: Synthesized) =>
    variablesOf(lambdaOf('deliver')).PUBLIC_URL?.replace(/^https:\/\/ApiRest\w+\./, 'https://abc123.');
  const signed = (domainName: string, path: string) => {
    const event = proxyEvent({ method: 'POST' });
    return requestOf({ ...event, requestContext: { ...event.requestContext, domainName, path } }, 'https')
      .url;
  };

  test("at API Gateway's own name, with the stage", () => {
    const host = 'abc123.execute-api.us-east-1.amazonaws.com';
    expect(told(ordinary)).toBe(`https://${host}/live`);
    // Source: API Gateway, `$context.path` holds the stage at the default endpoint, and the base path alone at a custom domain.
    expect(signed(host, '/live/carriers/twilio/receipts')).toBe(`${told(ordinary)}/carriers/twilio/receipts`);
  });

  test('at a name of our own, without it', () => {
    expect(told(own)).toBe('https://texts.example.com');
    expect(signed('texts.example.com', '/carriers/twilio/receipts')).toBe(
      `${told(own)}/carriers/twilio/receipts`,
    );
    expect(only(own, 'AWS::ApiGateway::DomainName')).toMatchObject({
      DomainName: 'texts.example.com',
      SecurityPolicy: 'TLS_1_2',
    });
    expect(only(own, 'AWS::ApiGateway::BasePathMapping')).not.toHaveProperty('BasePath');
  });

  test('a name without its certificate is refused before anything is made', () => {
    expect(() => synthesize({ prod: { domainName: 'texts.example.com' } })).toThrow(/go together/);
    expect(() => synthesize({ prod: { domain: 'texts.example.com' } })).toThrow(/"prod" of cdk.context.json/);
    expect(() => synthesize({ stage: 'Prod!' })).toThrow(/small letters/);
  });

  test("a stage takes nothing of another's", () => {
    const settings = { domainName: 'texts.example.com', certificateArn };
    const { ofType: ofTry } = synthesize({ stage: 'try', prod: settings });
    expect(ofTry('AWS::ApiGateway::DomainName')).toEqual([]);
  });
});

describe('the firewall', () => {
  const { Rules } = only(ordinary, 'AWS::WAFv2::WebACL') as {
    Rules: readonly { Name: string; Statement: Record<string, { ScopeDownStatement?: unknown }> }[];
  };

  test.each(Rules)('$Name leaves carriers alone, with the stage in the path and without', ({ Statement }) => {
    const [{ ScopeDownStatement } = {}] = Object.values(Statement);
    const written = JSON.stringify(ScopeDownStatement);
    expect(written).toMatch(/^\{"NotStatement"/);
    for (const path of ['/carriers/', '/live/carriers/'])
      expect(written).toContain(`"PositionalConstraint":"STARTS_WITH","SearchString":"${path}"`);
  });

  test('writes down no key and no signature', () => {
    const logging = only(ordinary, 'AWS::WAFv2::LoggingConfiguration');
    expect(JSON.stringify(logging.RedactedFields)).toMatch(/x-api-key.*authorization/);
  });
});
