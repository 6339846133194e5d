import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { container } from '../../shared/runtime/container.ts';
import { headersOf } from '../../shared/runtime/headers.ts';
import { authorize } from '../../shared/use-cases/authorize.ts';

/**
 * Says whose key a request carries. The answer is for every route of the stage (a cached answer serves them all), and counts
 * usage under a random id, never under the key. A key that is none of ours, or was revoked, is a 401: API Gateway knows it by
 * the message `Unauthorized` alone.
 */
export const handler = async (
  event: APIGatewayRequestAuthorizerEvent,
): Promise<APIGatewayAuthorizerResult> => {
  const apiKey = headersOf(event)['x-api-key'];
  const known = apiKey === undefined ? undefined : await authorize(container(), apiKey);
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
