import { Logger } from '@aws-lambda-powertools/logger';
import type { Log, LogFields } from '../ports/log.ts';

/** Structured logs by Powertools, given an allow-list of fields alone: never an event, an error or a cause. */
export function createLog(serviceName: string): Log {
  const logger = new Logger({ serviceName });
  return {
    info: (event, fields) => logger.info(event, { ...allowed(fields) }),
    warn: (event, fields) => logger.warn(event, { ...allowed(fields) }),
    error: (event, fields) => logger.error(event, { ...allowed(fields) }),
  };
}

const names = [
  'function',
  'code',
  'thrown',
  'where',
  'practiceId',
  'contactId',
  'textId',
  'requestId',
  'status',
  'count',
  'failed',
  'seconds',
] as const satisfies (keyof LogFields)[];

/** Copies what may be logged, so that a wider object that slips through the types brings nothing along. */
function allowed(fields: LogFields): LogFields {
  return Object.fromEntries(
    names.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])),
  );
}

/** Names what was thrown by its class and place alone. */
export function namesOf(error: unknown): Pick<LogFields, 'thrown' | 'where'> {
  if (!(error instanceof Error)) return { thrown: typeof error };
  const place = /([\w-]+\.(?:ts|mjs|js)):(\d+)/.exec(
    error.stack?.split('\n').find((line) => line.trimStart().startsWith('at ')) ?? '',
  );
  return { thrown: error.constructor.name, ...(place && { where: `${place[1]}:${place[2]}` }) };
}
