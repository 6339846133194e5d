import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent, Context } from 'aws-lambda';
import { headersOf } from '../../shared/runtime/headers.ts';
import { job } from '../../shared/runtime/job.ts';
import { authorize } from '../../shared/use-cases/authorize.ts';

type Event = APIGatewayRequestAuthorizerEvent;

/** Whose the key is; logged and thrown where that cannot be found out, which is not the caller's fault. */
const keyOf = job<Event, Awaited<ReturnType<typeof authorize>>>('authorizer', async (event, world) => {
  const apiKey = headersOf(event)['x-api-key'];
  return apiKey === undefined ? undefined : authorize(world, apiKey);
});

/**
 * Says whose key a request carries. The answer is for every route of the stage (a cached answer serves them all), and counts
 * usage under a random id, never under the key. A key that is none of ours, or was revoked, is a 401: API Gateway knows it by
 * the message `Unauthorized` alone.
 */
export const handler = async (event: Event, context: Context): Promise<APIGatewayAuthorizerResult> => {
  const known = await keyOf(event, context);
  if (!known) throw new Error('Unauthorized');
  const [api, stage] = event.methodArn.split('/');
  const allowed = known.key.scope === 'practice';
  return {
    principalId: known.keyId,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [
        { Action: 'execute-api:Invoke', Effect: allowed ? 'Allow' : 'Deny', Resource: `${api}/${stage}/*` },
      ],
    },
    ...(known.key.scope === 'practice' && {
      context: { practiceId: known.key.practiceId, keyId: known.keyId },
      usageIdentifierKey: known.key.usageId,
    }),
  };
};
