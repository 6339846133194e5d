import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { type Access, headersFor, type Method } from './access.ts';
import { Refused } from './refused.ts';

export interface Client {
  /** One request; answers what the schema reads in its JSON. Throws Refused. */
  call<S extends z.ZodType>(expected: S, method: Method, path: string, body?: object): Promise<z.output<S>>;
}

interface Answered {
  readonly status: number;
  readonly text: string;
}

const attemptsMax = 4;

/**
 * Calls the operator's routes. What was surely not taken (429), and what may be asked twice without a trace (all but POST), is asked
 * again with growing pauses.
 */
export function createClient({ url, by }: Access, tell: (line: string) => void): Client {
  const base = url.href.replace(/\/$/, '');
  const once = async (
    method: Method,
    path: string,
    body: string | undefined,
  ): Promise<Answered | Refused> => {
    const target = new URL(base + path);
    const headers = await headersFor(by, { method, target, body });
    try {
      const response = await fetch(target, {
        method,
        headers,
        // What lets a request in is for this host: another that it names would be sent the key.
        redirect: 'manual',
        ...(body !== undefined && { body }),
        signal: AbortSignal.timeout(30_000),
      });
      return { status: response.status, text: await response.text() };
    } catch (error) {
      return unreachable(base, method, error);
    }
  };
  return {
    call: async (expected, method, path, body) => {
      const written = body && JSON.stringify(body);
      for (let attempt = 1; ; attempt += 1) {
        const answer = await once(method, path, written);
        const again =
          answer instanceof Refused
            ? method !== 'POST'
            : answer.status === 429 || (answer.status === 503 && method !== 'POST');
        if (again && attempt < attemptsMax) {
          tell('It is busy or not there: trying again.');
          await sleep(250 * 2 ** attempt);
          continue;
        }
        if (answer instanceof Refused) throw answer;
        return readBy(expected, answer);
      }
    },
  };
}

/** Failures to connect: nothing was sent. */
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH']);

function unreachable(base: string, method: Method, error: unknown): Refused {
  // What fetch throws says only that it failed; its cause says why.
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
  const reason = code ?? (error instanceof Error ? error.message : 'no answer');
  const done =
    method === 'POST' && !neverSent.has(code ?? '')
      ? ' What was asked for may be done all the same: look with show.'
      : '';
  return new Refused(
    'unreachable',
    `${base} cannot be reached (${reason}). Is it running, and is the URL right?${done}`,
  );
}

const problemSchema = z.object({
  title: z.string(),
  detail: z.string().default(''),
  code: z.string().default('unknown'),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).default([]),
});

function readBy<S extends z.ZodType>(expected: S, { status, text }: Answered): z.output<S> {
  const json = jsonIn(text);
  if (status >= 200 && status < 300) {
    const { success, data } = expected.safeParse(json);
    if (success) return data;
  }
  const problem = problemSchema.safeParse(json);
  if (!problem.success)
    throw new Refused('unknown', `It answered ${status}, in no words of this API: is the URL right?`);
  const { title, detail, code, errors } = problem.data;
  const faults = errors.map(({ path, message }) => `  ${path}: ${message}`);
  throw new Refused(code, [`${title} (${status}, ${code}). ${detail}`, ...faults].join('\n'));
}

/** The JSON of a body; `undefined` where there is none. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
