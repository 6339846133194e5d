import type { Context } from 'aws-lambda';
import { type FunctionName, functions } from '../topology.ts';

type Handler = (event: unknown, context: Context) => Promise<unknown>;

/** Calls a function as Lambda would. */
export type Invoke = (name: FunctionName, event: unknown) => Promise<unknown>;

/** Loads the handler of every function of the topology: the very modules that are bundled for Lambda. */
export async function loadFunctions(): Promise<Invoke> {
  const handlers = new Map<FunctionName, { handler: Handler; timeoutSeconds: number }>();
  await Promise.all(
    functions.map(async ({ name, file, timeoutSeconds }) => {
      const module: { handler: Handler } = await import(new URL(`../../${file}`, import.meta.url).href);
      handlers.set(name, { handler: module.handler, timeoutSeconds });
    }),
  );
  let invocations = 0;
  return (name, event) => {
    const found = handlers.get(name);
    if (!found) throw new Error(`There is no function ${name}.`);
    invocations += 1;
    return found.handler(event, contextOf(name, found.timeoutSeconds, invocations));
  };
}

function contextOf(name: string, timeoutSeconds: number, invocation: number): Context {
  const startedMs = performance.now();
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:local:000000000000:function:${name}`,
    memoryLimitInMB: '512',
    awsRequestId: `local-${invocation}`,
    logGroupName: name,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => timeoutSeconds * 1000 - (performance.now() - startedMs),
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
}
