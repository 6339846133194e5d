import { UsageError } from './command-line.ts';
import { Refused } from './refused.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface Access {
  readonly url: URL;
  /** How a request is let in: by a key, or signed for IAM in a region. */
  readonly by: { readonly key: string } | { readonly region: string };
}

const isLoopback = ({ hostname }: URL): boolean => ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);

/** The operator's key of every local host. */
const localKey = 'ptx_local_operator';

/**
 * How to reach the API that is meant; a variable that is set to nothing counts as not set. Throws a UsageError where that cannot
 * be, or would give a credential away.
 */
export function accessOf(
  options: Readonly<Record<string, string | undefined>>,
  sign: boolean,
  variables: Readonly<Record<string, string | undefined>>,
): Access {
  const written = options.url ?? (variables.OPERATOR_URL || 'http://127.0.0.1:8787');
  const url = URL.parse(written);
  if (!url || !/^https?:$/.test(url.protocol))
    throw new UsageError(`${written} is not a URL: begin it with https://`);
  if (url.protocol === 'http:' && !isLoopback(url))
    throw new UsageError('Over plain http a credential can be read on the way: use https.');
  const key = variables.OPERATOR_KEY || (isLoopback(url) ? localKey : undefined);
  if (key !== undefined && !sign) return { url, by: { key } };
  const [, named] = /\.execute-api\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/.exec(url.hostname) ?? [];
  const region = options.region ?? named ?? (variables.AWS_REGION || variables.AWS_DEFAULT_REGION);
  if (!region) throw new UsageError('Say with --region where the API is.');
  return { url, by: { region } };
}

export interface Outgoing {
  readonly method: Method;
  readonly target: URL;
  readonly body: string | undefined;
}

/** The headers that let a request in. */
export async function headersFor(by: Access['by'], request: Outgoing): Promise<Record<string, string>> {
  const headers = {
    host: request.target.host,
    ...(request.body !== undefined && { 'content-type': 'application/json' }),
  };
  if ('key' in by) return { ...headers, 'x-api-key': by.key };
  try {
    return await signed(request, headers, by.region);
  } catch (error) {
    // No network's fault: nothing was sent yet.
    const reason = error instanceof Error ? ` (${error.message})` : '';
    throw new Refused(
      'no-credentials',
      `There are no AWS credentials in this shell that work: sign in, then give the command again${reason}.`,
    );
  }
}

/** Headers with the signature that API Gateway's IAM authorization asks for. Source: IAM user guide, "Signature Version 4". */
async function signed(
  { method, target, body }: Outgoing,
  headers: Readonly<Record<string, string>>,
  region: string,
): Promise<Record<string, string>> {
  // Loaded where something is signed: a local host is called often, and in a moment.
  const [{ SignatureV4 }, { Sha256 }, { defaultProvider }] = await Promise.all([
    import('@smithy/signature-v4'),
    import('@aws-crypto/sha256-js'),
    import('@aws-sdk/credential-provider-node'),
  ]);
  const signer = new SignatureV4({
    service: 'execute-api',
    region,
    credentials: defaultProvider(),
    sha256: Sha256,
  });
  const { headers: complete } = await signer.sign({
    method,
    protocol: target.protocol,
    hostname: target.hostname,
    path: target.pathname,
    headers: { ...headers },
    body,
  });
  return complete;
}
