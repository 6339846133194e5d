import { randomUUID } from 'node:crypto';
import type { DomainEvent } from '../../shared/domain/event.ts';
import { topicArn } from '../support/deployment.ts';

/* Events as AWS hands them to functions, whole: with the members that ours do not read. */

export interface Asked {
  readonly method: string;
  /** Without the stage. */
  readonly path: string;
  readonly resource: string;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly authorizer?: Readonly<Record<string, string>>;
}

/**
 * A request as a REST API with binary media types hands it over: the body in base64.
 * Source: docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html.
 */
export const gatewayEvent = ({
  method,
  path,
  resource,
  pathParameters,
  headers = {},
  body,
  authorizer,
}: Asked) => ({
  resource,
  path,
  httpMethod: method,
  headers,
  multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
  queryStringParameters: null,
  multiValueQueryStringParameters: null,
  pathParameters: pathParameters ?? null,
  stageVariables: null,
  requestContext: {
    resourceId: 'abc123',
    resourcePath: resource,
    httpMethod: method,
    extendedRequestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
    requestTime: '01/Dec/2026:15:00:00 +0000',
    requestTimeEpoch: 1_796_137_200_000,
    path: `/live${path}`,
    accountId: '123456789012',
    protocol: 'HTTP/1.1',
    stage: 'live',
    domainPrefix: 'api',
    domainName: 'api.example.com',
    apiId: 'abcdef123',
    requestId: randomUUID(),
    identity: { sourceIp: '192.0.2.1', userAgent: 'test' },
    ...(authorizer && { authorizer: { principalId: 'test', integrationLatency: 1, ...authorizer } }),
  },
  body: body === undefined ? null : Buffer.from(body).toString('base64'),
  isBase64Encoded: body !== undefined,
});

/** As the event bus hands an event to a rule's target. Source: docs.aws.amazon.com/eventbridge/latest/ref/events-structure.html. */
export const busEvent = (detail: DomainEvent) => ({
  version: '0',
  id: randomUUID(),
  'detail-type': detail.type,
  source: 'practice-texting',
  account: '123456789012',
  time: detail.at.replace(/\.\d+Z$/, 'Z'),
  region: 'us-east-1',
  resources: [],
  detail,
});

/** As a queue that a topic fills hands a message to a function. Source: docs.aws.amazon.com/lambda/latest/dg/with-sqs.html. */
export const queueEvent = (message: unknown) => ({
  Records: [
    {
      messageId: randomUUID(),
      receiptHandle: 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a',
      body: JSON.stringify({
        Type: 'Notification',
        MessageId: randomUUID(),
        TopicArn: topicArn,
        Message: JSON.stringify(message),
        Timestamp: '2026-12-01T15:00:00.000Z',
        SignatureVersion: '1',
        Signature: 'EXAMPLE',
        SigningCertURL: 'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0000.pem',
        UnsubscribeURL: 'https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe',
      }),
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: '1796137200000',
        SenderId: 'AIDAIENQZJOLO23YVJ4VO',
        ApproximateFirstReceiveTimestamp: '1796137200001',
      },
      messageAttributes: {},
      md5OfBody: 'e4e68fb7bd0e697a0ae8f1bb342846b3',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:123456789012:texts',
      awsRegion: 'us-east-1',
    },
  ],
});

/** The rule of a schedule. Its event says nothing that is read. */
export const scheduledEvent = () => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: '123456789012',
  time: '2026-12-01T15:00:00Z',
  region: 'us-east-1',
  resources: ['arn:aws:events:us-east-1:123456789012:rule/sweep'],
  detail: {},
});

/** What API Gateway asks a REQUEST authorizer. Source: docs.aws.amazon.com/apigateway, "Input to a Lambda authorizer". */
export const authorizerEvent = (key: string) => ({
  type: 'REQUEST',
  methodArn: 'arn:aws:execute-api:us-east-1:123456789012:abcdef123/live/GET/v1/threads',
  resource: '/v1/{proxy+}',
  path: '/v1/threads',
  httpMethod: 'GET',
  headers: { 'X-API-Key': key },
  queryStringParameters: {},
  pathParameters: { proxy: 'threads' },
  stageVariables: {},
  requestContext: { path: '/live/v1/threads', stage: 'live', domainName: 'api.example.com' },
});

/** A new commit as the table's stream hands it over. Source: docs.aws.amazon.com/lambda/latest/dg/with-ddb.html. */
export const streamEvent = (event: DomainEvent) => ({
  Records: [
    {
      eventID: randomUUID().replaceAll('-', ''),
      eventName: 'INSERT',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'us-east-1',
      eventSourceARN:
        'arn:aws:dynamodb:us-east-1:123456789012:table/practice-texting/stream/2026-12-01T00:00:00.000',
      dynamodb: {
        ApproximateCreationDateTime: 1_796_137_200,
        Keys: { pk: { S: 'CONTACT' }, sk: { S: 'ONCE#commit' } },
        NewImage: { pk: { S: 'CONTACT' }, sk: { S: 'ONCE#commit' }, events: { S: JSON.stringify([event]) } },
        SequenceNumber: '4421584500000000017450439091',
        SizeBytes: 512,
        StreamViewType: 'NEW_IMAGE',
      },
    },
  ],
});
