import { Agent, request } from 'node:http';
import { registerHooks } from 'node:module';

/*
 * Loaded before AWS's runtime client, in place of its native addon, which needs a C++ compiler to build: the same four functions,
 * calling the documented Lambda Runtime API. Source: docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html.
 */

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === './rapid-client.node'
      ? { url: import.meta.url, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
});

interface Answer {
  readonly bodyJson: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
/** The addon's `done` and `error` return nothing: what they post has arrived before the next event is asked for. */
let posted: Promise<unknown> = Promise.resolve();

function call(method: 'GET' | 'POST', path: string, body?: string): Promise<Answer> {
  const url = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation/${path}`;
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const asked = request(url, { method, agent }, (response) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk) => chunks.push(chunk));
    response.on('end', () =>
      resolve({ bodyJson: Buffer.concat(chunks).toString(), headers: response.headers }),
    );
  });
  asked.on('error', reject).end(body);
  return promise;
}

export const initializeClient = (): void => undefined;

export async function next(): Promise<Answer> {
  await posted;
  return call('GET', 'next');
}

export function done(id: string, body: string): void {
  posted = call('POST', `${id}/response`, body);
}

export function error(id: string, body: string): void {
  posted = call('POST', `${id}/error`, body);
}
