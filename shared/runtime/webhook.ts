import middy from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { Failure } from '../domain/failure.ts';
import type { CarrierRequest } from '../ports/carrier.ts';
import { type Container, container } from './container.ts';
import { answerErrors } from './errors.ts';
import { headersOf } from './headers.ts';

/** Larger bodies than any carrier's are refused before they are read. */
export const bodyBytesMax = 64 * 1024;

/** A carrier's call: who is meant by its path, and the request exactly as it was signed. */
export interface WebhookCall {
  readonly carrier: string;
  readonly request: CarrierRequest;
  readonly world: Container;
}

/** The bundle for carriers' webhooks: raw bytes in, the public URL rebuilt, failures answered as problem+json. */
export const webhook = (name: string, run: (call: WebhookCall) => Promise<APIGatewayProxyResult>) =>
  middy<APIGatewayProxyEvent, APIGatewayProxyResult>()
    .use(answerErrors(name))
    .handler(async (event) => {
      const world = container();
      return run({
        carrier: event.pathParameters?.carrier ?? '',
        request: requestOf(event, world.scheme),
        world,
      });
    });

/**
 * Rebuilds what the carrier signed. The URL comes from the API's own domain and path (the path holds the stage), never from
 * forwarded headers, which anyone can write.
 */
export function requestOf(event: APIGatewayProxyEvent, scheme: 'http' | 'https'): CarrierRequest {
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (body.byteLength > bodyBytesMax)
    throw new Failure(
      'too-large',
      `A webhook holds at most ${bodyBytesMax} bytes: no carrier's text is longer.`,
    );
  return {
    url: `${scheme}://${event.requestContext.domainName}${event.requestContext.path}${searchOf(event)}`,
    headers: headersOf(event),
    body,
  };
}

function searchOf({ multiValueQueryStringParameters: parameters }: APIGatewayProxyEvent): string {
  const pairs = Object.entries(parameters ?? {}).flatMap(([name, values]) =>
    (values ?? []).map((value): [string, string] => [name, value]),
  );
  return pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : '';
}
