import {
  APIGatewayClient,
  type APIGatewayClientConfig,
  ConflictException,
  CreateApiKeyCommand,
  CreateUsagePlanKeyCommand,
  DeleteApiKeyCommand,
  NotFoundException,
  paginateGetApiKeys,
  paginateGetUsagePlans,
} from '@aws-sdk/client-api-gateway';
import type { UsagePlans } from '../../ports/usage-plans.ts';

export interface UsagePlansOptions {
  /** What the plans' names begin with; the tier ends them. */
  readonly prefix: string;
  readonly client?: Pick<APIGatewayClientConfig, 'endpoint' | 'region' | 'credentials'>;
}

/**
 * Usage plans of API Gateway, found by name: their ids are known only after the API, which needs the function that asks. An API
 * Gateway "API key" is here nothing but the name that usage is counted under: its value is the random usage id that the authorizer
 * answers, and it opens nothing. Source: API Gateway developer guide, "Choose an API key source".
 */
export function createUsagePlans({ prefix, client }: UsagePlansOptions): UsagePlans {
  const gateway = new APIGatewayClient({ ...client });

  const planOf = async (tier: string): Promise<string> => {
    for await (const { items = [] } of paginateGetUsagePlans({ client: gateway, pageSize: 500 }, {})) {
      const found = items.find(({ name }) => name === `${prefix}${tier}`);
      if (found?.id) return found.id;
    }
    throw new Error(`No usage plan is called ${prefix}${tier}: deploy the app stack again.`);
  };

  const findKey = async (usageId: string): Promise<string | undefined> => {
    for await (const { items = [] } of paginateGetApiKeys(
      { client: gateway, pageSize: 500 },
      { nameQuery: usageId },
    )) {
      const found = items.find(({ name }) => name === usageId);
      if (found?.id) return found.id;
    }
    return undefined;
  };

  const makeKey = async (usageId: string): Promise<string> => {
    try {
      const made = await gateway.send(
        new CreateApiKeyCommand({ name: usageId, value: usageId, enabled: true }),
      );
      if (made.id) return made.id;
    } catch (error) {
      // Its value is there already: an earlier attempt came this far.
      if (!(error instanceof ConflictException)) throw error;
    }
    const found = await findKey(usageId);
    if (found === undefined)
      throw new Error('API Gateway made the usage id and does not list it: try again.');
    return found;
  };

  return {
    enrol: async (usageId, tier) => {
      const usagePlanId = await planOf(tier);
      const keyId = await makeKey(usageId);
      try {
        await gateway.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: 'API_KEY' }));
      } catch (error) {
        if (!(error instanceof ConflictException)) throw error;
      }
    },
    remove: async (usageId) => {
      const apiKey = await findKey(usageId);
      if (apiKey === undefined) return;
      try {
        await gateway.send(new DeleteApiKeyCommand({ apiKey }));
      } catch (error) {
        if (!(error instanceof NotFoundException)) throw error;
      }
    },
  };
}
