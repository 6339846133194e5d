import { Duration } from 'aws-cdk-lib';
import {
  AuthorizationType,
  IdentitySource,
  LambdaIntegration,
  type MethodOptions,
  RequestAuthorizer,
} from 'aws-cdk-lib/aws-apigateway';
import { functions, type Guard } from '../topology.ts';
import type { Api } from './api.ts';
import type { LambdaOf } from './function.ts';

/** A revoked key stops after so long at most: the authorizer's answers are kept by key. */
const authorizerCache = Duration.seconds(60);

/** Mounts every route of the topology on its function, guarded as it says. */
export function mountRoutes(at: Api, lambdaOf: LambdaOf): void {
  const guards = guardsOf(at, lambdaOf);
  for (const { name, routes = [] } of functions) {
    // One integration for all routes of a function; nothing but the stage may call it, so no right for the console's test button.
    const integration = new LambdaIntegration(lambdaOf(name), { allowTestInvoke: false });
    for (const { method, path, guard } of routes)
      at.api.root.resourceForPath(path).addMethod(method, integration, guards[guard]);
  }
}

function guardsOf(at: Api, lambdaOf: LambdaOf): Readonly<Record<Guard, MethodOptions>> {
  const declared = functions.find(({ authorizes }) => authorizes);
  if (!declared) throw new Error('A function of the topology says who a key is.');
  const authorizer = new RequestAuthorizer(at, 'Authorizer', {
    handler: lambdaOf(declared.name),
    // A request without the header is answered 401 before any function runs.
    identitySources: [IdentitySource.header('x-api-key')],
    resultsCacheTtl: authorizerCache,
  });
  const open = { authorizationType: AuthorizationType.NONE };
  return {
    // The function itself checks the carrier's signature, over the raw bytes.
    signature: open,
    none: open,
    operator: { authorizationType: AuthorizationType.IAM },
    // The key that usage is counted under is the authorizer's answer: `apiKeySource: AUTHORIZER`.
    key: { authorizationType: AuthorizationType.CUSTOM, authorizer, apiKeyRequired: true },
  };
}
