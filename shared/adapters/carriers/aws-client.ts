import { handOverTimeoutMs } from './connection.ts';

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** How the AWS carriers reach AWS. */
export interface AwsOptions {
  /** Where an account sends that names no region of its own. */
  readonly region: string;
  /** In tests, a server on this machine. */
  readonly endpoint?: string | undefined;
  /** Those of the function's role, but for tests. */
  readonly credentials?: AwsCredentials | undefined;
  readonly timeoutMs?: number | undefined;
}

/** The settings of a client that makes exactly one request, waits a bounded time, and never meets a dead connection. */
export function clientConfig(
  { endpoint, credentials, timeoutMs = handOverTimeoutMs }: AwsOptions,
  region: string,
) {
  // A connection kept while a Lambda sleeps is dead when it wakes, and its reset would read as "unknown".
  // (Without a bound on sockets: with one, Node keeps connections for requests that queue.)
  const once = { keepAlive: false, maxSockets: Number.POSITIVE_INFINITY };
  return {
    region,
    // The SDK's default is three: a text that was taken before the answer was lost would be sent again.
    maxAttempts: 1,
    requestHandler: {
      requestTimeout: timeoutMs,
      // An answer that stops halfway: requestTimeout ends with its first line.
      socketTimeout: timeoutMs,
      throwOnRequestTimeout: true,
      httpAgent: once,
      httpsAgent: once,
    },
    ...(endpoint && { endpoint }),
    ...(credentials && { credentials }),
  };
}

/** One client for each region, made when first needed: a webhook's cold start does not pay for sending. */
export function clientPerRegion<Client>(make: (region: string) => Promise<Client>) {
  const clients = new Map<string, Promise<Client>>();
  return (region: string): Promise<Client> => {
    const client = clients.get(region) ?? make(region);
    clients.set(region, client);
    return client;
  };
}
