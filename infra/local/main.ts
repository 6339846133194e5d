import { demoPractices, localOperatorKey } from './demo.ts';
import { startHost } from './host.ts';
import { localOptions } from './options.ts';

/** `npm start`: the whole system on this machine. */
try {
  const options = localOptions(process.env, process.argv.slice(2));
  const host = await startHost(options);
  const keys = options.empty ? [] : demoPractices.map(({ name, apiKey }) => `           ${apiKey}   ${name}`);
  const lines = [
    '',
    `Page       ${host.url}/`,
    `API        ${host.url}/v1            described at ${host.url}/v1/openapi.json`,
    `Webhooks   ${options.publicUrl ?? host.url}/carriers/{carrier}/texts`,
    'Keys (x-api-key), for this machine alone:',
    ...keys,
    `           ${localOperatorKey}   operator`,
    ...(host.standsAt
      ? [`Clock      stands at ${host.standsAt} until POST ${host.url}/local/clock moves it`]
      : []),
    'Every text goes to a simulated handset on the page. Stop with Ctrl+C.',
    '',
  ];
  process.stdout.write(`${JSON.stringify({ ready: true, url: host.url })}\n${lines.join('\n')}\n`);
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await host.close();
    process.exit(0);
  };
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
