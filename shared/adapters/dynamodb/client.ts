import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';

/**
 * A client as the store wants it: the SDK itself tries again after throttling, 5xx and broken connections (with jitter, and
 * with the same token, so that a transaction whose answer was lost is not run twice), but not for long. The webhooks
 * have 2 seconds on a cold start; whoever needs longer comes again.
 */
export const databaseClient = (
  config: Pick<DynamoDBClientConfig, 'endpoint' | 'region' | 'credentials'> = {},
): DynamoDBClient =>
  new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 500, requestTimeout: 1500 },
    ...config,
  });
