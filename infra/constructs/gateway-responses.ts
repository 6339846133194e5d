import { Duration } from 'aws-cdk-lib';
import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Failure, type FailureCode } from '../../shared/domain/failure.ts';
import { problem } from '../../shared/runtime/problem.ts';

interface Answer {
  readonly type: ResponseType;
  readonly code: FailureCode;
  readonly detail: string;
  /** Seconds after which asking again can help, where they are more than the failure's own. */
  readonly retryAfter?: Duration;
}

/**
 * What API Gateway answers by itself, before or in place of a function, in the words of our own failures. Every type that it has is
 * here, so that no caller ever meets its `{"message": …}`. Source: docs.aws.amazon.com/apigateway/latest/developerguide/
 * supported-gateway-response-types.html.
 */
const gatewayAnswers: readonly Answer[] = [
  {
    type: ResponseType.UNAUTHORIZED,
    code: 'unauthorized',
    detail: 'Send your API key in the header x-api-key: none came, or it is not known, or it was revoked.',
  },
  {
    type: ResponseType.INVALID_API_KEY,
    code: 'forbidden',
    detail: 'This key is in no usage plan yet: make the practice a new one, or ask the operator.',
  },
  {
    type: ResponseType.ACCESS_DENIED,
    code: 'forbidden',
    detail: 'This key or role may not call this route.',
  },
  {
    // API Gateway says so of a route that does not exist, and of an operator's request that is not signed.
    type: ResponseType.MISSING_AUTHENTICATION_TOKEN,
    code: 'not-found',
    detail:
      'There is no such route: see /v1/openapi.json. Operator routes are found by signed requests alone.',
  },
  {
    type: ResponseType.RESOURCE_NOT_FOUND,
    code: 'not-found',
    detail: 'There is no such route: see /v1/openapi.json.',
  },
  {
    type: ResponseType.INVALID_SIGNATURE,
    code: 'forbidden',
    detail: 'The IAM signature is wrong: check the credentials, the region and the clock.',
  },
  {
    type: ResponseType.EXPIRED_TOKEN,
    code: 'forbidden',
    detail: 'The credentials that signed this have expired: sign it with new ones.',
  },
  {
    type: ResponseType.WAF_FILTERED,
    code: 'forbidden',
    detail: 'The firewall held this request: too many came from this address, or it looks like an attack.',
  },
  {
    type: ResponseType.THROTTLED,
    code: 'throttled',
    detail: 'Too many requests at once: send this one again in a moment, and fewer side by side.',
  },
  {
    type: ResponseType.QUOTA_EXCEEDED,
    code: 'throttled',
    detail: 'The plan of this key holds no more requests for now.',
    retryAfter: Duration.hours(1),
  },
  {
    type: ResponseType.REQUEST_TOO_LARGE,
    code: 'too-large',
    detail: 'A request holds at most 10 MB: send it in several.',
  },
  {
    type: ResponseType.UNSUPPORTED_MEDIA_TYPE,
    code: 'unsupported-media-type',
    detail: 'Send JSON, with the header content-type: application/json.',
  },
  { type: ResponseType.BAD_REQUEST_BODY, code: 'malformed', detail: 'The body cannot be read.' },
  { type: ResponseType.BAD_REQUEST_PARAMETERS, code: 'malformed', detail: 'A parameter cannot be read.' },
  {
    // Whoever asked may or may not have been heard: a carrier and a client both do right to ask again.
    type: ResponseType.INTEGRATION_TIMEOUT,
    code: 'unavailable',
    detail: 'This took too long, and may or may not have been done: send the same request again.',
  },
  {
    type: ResponseType.INTEGRATION_FAILURE,
    code: 'unavailable',
    detail: 'The system is busy: send the same request again.',
  },
  {
    type: ResponseType.AUTHORIZER_FAILURE,
    code: 'unavailable',
    detail: 'The key could not be checked. Nothing was done: send the same request again.',
  },
  {
    type: ResponseType.AUTHORIZER_CONFIGURATION_ERROR,
    code: 'internal',
    detail: 'The key could not be checked: tell the operator.',
  },
  {
    type: ResponseType.API_CONFIGURATION_ERROR,
    code: 'internal',
    detail: 'The API is not set up right: tell the operator.',
  },
];

/** For what API Gateway may come to answer that the list above does not know: its own status stays. */
const anyOther = {
  [ResponseType.DEFAULT_4XX.responseType]: 'The request cannot be taken.',
  [ResponseType.DEFAULT_5XX.responseType]: 'Something went wrong on our side: send the same request again.',
};

/** In a mapping template, a value of ours that holds no `$` and no `#` stands as it is. */
export function answerInProblemJson(api: RestApi): void {
  for (const { type, code, detail, retryAfter } of gatewayAnswers) {
    const { statusCode, headers, body } = problem(new Failure(code, detail));
    const sent = { ...headers, ...(retryAfter && { 'retry-after': retryAfter.toSeconds() }) };
    api.addGatewayResponse(type.responseType, {
      type,
      statusCode: `${statusCode}`,
      responseHeaders: Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, `'${value}'`])),
      templates: { 'application/json': body },
    });
  }
  for (const [responseType, detail] of Object.entries(anyOther))
    api.addGatewayResponse(responseType, {
      type: ResponseType.of(responseType),
      responseHeaders: { 'content-type': "'application/problem+json'", 'cache-control': "'no-store'" },
      templates: {
        'application/json': JSON.stringify({
          type: 'about:blank',
          title: '$context.error.responseType',
          detail,
          code: 'other',
        }),
      },
    });
}
