import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Bundle } from '../../infra/bundle.ts';

const runtimeClient = fileURLToPath(new URL('../../node_modules/aws-lambda-ric/index.mjs', import.meta.url));
const rapidClient = new URL('./rapid-client.ts', import.meta.url).href;

/** What a function threw, as the runtime tells Lambda. */
export interface Thrown {
  readonly errorType: string;
  readonly errorMessage: string;
}

/** What became of one event: what the function answered, or what it threw. */
export type Outcome = { readonly answer: unknown } | { readonly thrown: Thrown };

/** A bundle, or what is measured beside bundles. */
export interface Startable extends Pick<Bundle, 'directory' | 'handler'> {
  readonly name: string;
}

/** A bundle in a process of its own, under AWS's runtime client, from cold. */
export interface RunningFunction {
  /** From the start of the process until the function waits for its first event; `thrown` where it failed before. */
  readonly started: Promise<{ readonly milliseconds: number; readonly thrown?: Thrown }>;
  readonly invoke: (event: unknown) => Promise<Outcome>;
  /** All that it wrote, on both streams. */
  readonly written: () => string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts a bundle as Lambda does: the variables that Lambda itself sets, those given, and none of this process's. The Runtime
 * API is played on this machine.
 */
export async function startFunction(
  { name, directory, handler }: Startable,
  variables: Readonly<Record<string, string>>,
): Promise<RunningFunction> {
  const begun = performance.now();
  const started = Promise.withResolvers<{ milliseconds: number; thrown?: Thrown }>();
  const outcomes = new Map<string, (outcome: Outcome) => void>();
  const events: { readonly id: string; readonly body: string }[] = [];
  let waiting: ServerResponse | undefined;

  const handOver = () => {
    const event = waiting && events.shift();
    if (!waiting || !event) return;
    waiting.writeHead(200, {
      'lambda-runtime-aws-request-id': event.id,
      'lambda-runtime-deadline-ms': String(Date.now() + 30_000),
      'lambda-runtime-invoked-function-arn': `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
      'lambda-runtime-trace-id': 'Root=1-00000000-000000000000000000000000;Sampled=0',
    });
    waiting.end(event.body);
    waiting = undefined;
  };

  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const [, id = '', what] =
      /^\/2018-06-01\/runtime\/(?:invocation\/)?([^/]+)(?:\/(\w+))?$/.exec(request.url ?? '') ?? [];
    if (id === 'next') {
      started.resolve({ milliseconds: performance.now() - begun });
      waiting = response;
      return handOver();
    }
    const body: unknown = JSON.parse((await text(request)) || 'null');
    if (id === 'init') started.resolve({ milliseconds: performance.now() - begun, thrown: thrownIn(body) });
    else
      outcomes.get(decodeURIComponent(id))?.(
        what === 'response' ? { answer: body } : { thrown: thrownIn(body) },
      );
    response.writeHead(202).end('{"status":"OK"}');
  };

  const server = createServer(serve).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const child = spawn(process.execPath, ['--import', rapidClient, runtimeClient], {
    cwd: directory,
    env: {
      ...lambdaVariables(name, directory, handler),
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      written += chunk;
    });
  const exited = once(child, 'exit');
  void exited.then(() => {
    const thrown = { errorType: 'Exited', errorMessage: written };
    started.resolve({ milliseconds: performance.now() - begun, thrown });
    for (const settle of outcomes.values()) settle({ thrown });
  });

  return {
    started: started.promise,
    invoke: (event) => {
      const id = randomUUID();
      const { promise, resolve } = Promise.withResolvers<Outcome>();
      outcomes.set(id, resolve);
      events.push({ id, body: JSON.stringify(event) });
      handOver();
      return promise;
    },
    written: () => written,
    stop: async () => {
      child.kill();
      await exited;
      server.closeAllConnections();
      server.close();
    },
  };
}

function thrownIn(body: unknown): Thrown {
  const { errorType, errorMessage } = { errorType: '', errorMessage: '', ...(body as object) };
  return { errorType, errorMessage };
}

/** Source: docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html, "Reserved environment variables". */
const lambdaVariables = (name: string, directory: string, handler: string) => ({
  _HANDLER: handler,
  LAMBDA_TASK_ROOT: directory,
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_REGION: 'us-east-1',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_LAMBDA_FUNCTION_NAME: name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
  AWS_LAMBDA_LOG_STREAM_NAME: '2026/12/01/[$LATEST]0123456789abcdef',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_SESSION_TOKEN: 'test',
  TZ: ':UTC',
  LANG: 'en_US.UTF-8',
  PATH: '/usr/bin:/bin',
});
