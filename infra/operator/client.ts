import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { UsageError } from './command-line.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** The API said no, or could not be reached: the message is for a person to read. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export interface Client {
  /** One request; answers its JSON. Throws Refused. */
  call(method: Method, path: string, body?: object): Promise<unknown>;
}

export interface Access {
  readonly url: URL;
  /** How a request is let in: by a key, or signed for IAM in a region. */
  readonly by: { readonly key: string } | { readonly region: string };
}

const isLoopback = ({ hostname }: URL): boolean => ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);

/** The operator's key of every local host. */
const localKey = 'ptx_local_operator';

/** How to reach the API that is meant. Throws a UsageError where that cannot be, or would give a credential away. */
export function accessOf(
  options: Readonly<Record<string, string | undefined>>,
  sign: boolean,
  variables: Readonly<Record<string, string | undefined>>,
): Access {
  const written = options.url ?? variables.OPERATOR_URL ?? 'http://127.0.0.1:8787';
  const url = URL.parse(written);
  if (!url || !/^https?:$/.test(url.protocol))
    throw new UsageError(`${written} is not a URL: begin it with https://`);
  if (url.protocol === 'http:' && !isLoopback(url))
    throw new UsageError('Over plain http a credential can be read on the way: use https.');
  const { OPERATOR_KEY: key = isLoopback(url) ? localKey : undefined } = variables;
  if (key !== undefined && !sign) return { url, by: { key } };
  const [, named] = /\.execute-api\.([a-z0-9-]+)\.amazonaws\.com$/.exec(url.hostname) ?? [];
  const region = options.region ?? named ?? variables.AWS_REGION ?? variables.AWS_DEFAULT_REGION;
  if (region === undefined) throw new UsageError('Say with --region where the API is.');
  return { url, by: { region } };
}

const attemptsMax = 4;

/**
 * Calls the operator's routes. What was surely not taken (429), and what may be asked twice without a trace (all but POST), is asked
 * again with growing pauses.
 */
export function createClient({ url, by }: Access, tell: (line: string) => void): Client {
  const base = url.href.replace(/\/$/, '');
  const once = async (method: Method, path: string, body: string | undefined): Promise<Response> => {
    const target = new URL(base + path);
    const headers = { host: target.host, ...(body !== undefined && { 'content-type': 'application/json' }) };
    return fetch(target, {
      method,
      headers:
        'key' in by
          ? { ...headers, 'x-api-key': by.key }
          : await signed({ method, target, headers, body, region: by.region }),
      ...(body !== undefined && { body }),
      signal: AbortSignal.timeout(30_000),
    });
  };
  return {
    call: async (method, path, body) => {
      const written = body && JSON.stringify(body);
      for (let attempt = 1; ; attempt += 1) {
        const response = await once(method, path, written).catch((error: unknown) =>
          unreachable(base, error),
        );
        const again =
          response instanceof Refused
            ? method !== 'POST' && response.code === 'unreachable'
            : response.status === 429 || (response.status === 503 && method !== 'POST');
        if (again && attempt < attemptsMax) {
          tell('It is busy or not there: trying again.');
          await sleep(250 * 2 ** attempt);
          continue;
        }
        if (response instanceof Refused) throw response;
        return answerOf(response);
      }
    },
  };
}

function unreachable(base: string, error: unknown): Refused {
  // What a library throws names its cause; credentials that are missing are the likeliest, and are no network's fault.
  const reason = error instanceof Error ? error.message : 'no answer';
  const missing = error instanceof Error && error.name === 'CredentialsProviderError';
  return missing
    ? new Refused(
        'no-credentials',
        'There are no AWS credentials in this shell: sign in, then give the command again.',
      )
    : new Refused(
        'unreachable',
        `${base} cannot be reached (${reason}). Is it running, and is the URL right?`,
      );
}

const problemSchema = z.object({
  title: z.string(),
  detail: z.string().default(''),
  code: z.string().default('unknown'),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).default([]),
});

async function answerOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (response.ok && text === '') return undefined;
  const json = jsonIn(text);
  if (response.ok && json !== undefined) return json;
  const { success, data } = problemSchema.safeParse(json);
  if (!success)
    throw new Refused(
      'unknown',
      `It answered ${response.status}, in no words of this API: is the URL right?`,
    );
  const { title, detail, code, errors } = data;
  const faults = errors.map(({ path, message }) => `  ${path}: ${message}`);
  throw new Refused(code, [`${title} (${response.status}, ${code}). ${detail}`, ...faults].join('\n'));
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Headers with the signature that API Gateway's IAM authorization asks for. Source: IAM user guide, "Signature Version 4". */
async function signed(request: {
  readonly method: Method;
  readonly target: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly region: string;
}): Promise<Record<string, string>> {
  const { method, target, headers, body, region } = request;
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
