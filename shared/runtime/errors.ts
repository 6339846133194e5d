import type { Request } from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { catalogue } from './catalogue.ts';
import { container } from './container.ts';
import { namesOf } from './log.ts';
import { failureFrom, problem } from './problem.ts';

/** The one place where errors become answers over HTTP, and log lines of codes and places alone. */
export const answerErrors = (name: string) => ({
  onError: (request: Request<APIGatewayProxyEvent, APIGatewayProxyResult>): void => {
    const failure = failureFrom(request.error);
    const { http, alarm } = catalogue[failure.code];
    const { log } = container();
    const fields = { function: name, code: failure.code, status: http };
    if (alarm) log.error('request failed', { ...fields, ...namesOf(request.error) });
    else log.info('request refused', fields);
    request.response = problem(failure);
  },
});
