import { readFileSync } from 'node:fs';
import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { Failure, notFound } from '../../shared/domain/failure.ts';
import type { Line } from '../../shared/domain/line.ts';
import type { E164 } from '../../shared/domain/phone-number.ts';
import { parsePhoneNumber, phoneNumberSchema } from '../../shared/domain/phone-number.ts';
import { type IsoInstant, isoFrom, toIso } from '../../shared/domain/time.ts';
import type { Container } from '../../shared/runtime/container.ts';
import type { CarrierCall } from './carrier-webhooks.ts';
import { decodedPart, type GatewayRequest } from './gateway.ts';
import type { Handsets } from './handsets.ts';
import type { Stepper } from './stepper.ts';

export interface LocalAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Buffer;
}

const json = (body: unknown, status = 200): LocalAnswer => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify(body),
});

const newText = z.strictObject({ to: phoneNumberSchema, body: z.string().max(65_536) });
const move = z.union(
  [z.strictObject({ to: z.string() }), z.strictObject({ by: z.string() })],
  'Send {"to": moment} or {"by": "PT3H"}.',
);

const pageStyles = ['base', 'style', 'practice', 'phones'];
const pageScripts = [
  'api',
  'app',
  'booking',
  'clock',
  'day',
  'demo',
  'dom',
  'inbox',
  'performance',
  'phone',
  'poll',
  'tasks',
  'thread',
  'thread-acts',
  'thread-texts',
  'times',
];

/** The page's files by their paths. */
const pageFiles: Readonly<Record<string, readonly [file: string, contentType: string]>> = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  ...Object.fromEntries([
    ...pageStyles.map((name) => [`/page/${name}.css`, [`${name}.css`, 'text/css; charset=utf-8'] as const]),
    ...pageScripts.map(
      (name) => [`/page/${name}.js`, [`${name}.js`, 'text/javascript; charset=utf-8'] as const] as const,
    ),
  ]),
};

/** The routes that only the local host has: the page, handsets, the clock. `undefined` where a path is none of them. */
export function createLocalRoutes(parts: {
  readonly world: Container;
  readonly handsets: Handsets;
  readonly stepper: Stepper;
  readonly textCall: (line: Line, from: E164, body: string) => CarrierCall;
  readonly deliverCall: (call: CarrierCall) => Promise<{ statusCode: number; body: string }>;
}) {
  const { world, handsets, stepper } = parts;

  const phoneIn = (path: string): E164 | undefined => {
    const written = /^\/local\/phones\/([^/]+)\/texts$/.exec(path)?.[1];
    if (written === undefined) return undefined;
    const phone = parsePhoneNumber(decodedPart(written));
    if (!phone) throw new Failure('invalid', 'The phone in the path is not a number such as +12125550199.');
    return phone;
  };

  const handsetSends = async (from: E164, body: unknown): Promise<LocalAnswer> => {
    const text = read(newText, body);
    const line = await world.settings.line(text.to);
    if (!line)
      throw new Failure(
        'unknown-line',
        'No practice has this number: the demo practices are at +12125550101, +12125550102 and +13125550103.',
      );
    const call = parts.textCall(line, from, text.body);
    handsets.sent(from, text.to, text.body);
    const { statusCode, body: answer } = await parts.deliverCall(call);
    return statusCode < 300
      ? json({ from, to: text.to, body: text.body }, 202)
      : { status: statusCode, contentType: 'application/problem+json', body: answer };
  };

  const moveClock = async (body: unknown): Promise<LocalAnswer> => {
    if (!stepper.standing)
      throw new Failure(
        'conflict',
        'The clock is real time: start with CLOCK=2026-12-01T15:00:00Z to move it.',
      );
    return json({ now: await stepper.moveTo(target(read(move, body), world.clock.now())) });
  };

  return async ({ method, target: asked, body }: GatewayRequest): Promise<LocalAnswer | undefined> => {
    const path = asked.split('?')[0] ?? '/';
    const page = method === 'GET' ? pageFiles[path] : undefined;
    if (page)
      return {
        status: 200,
        contentType: page[1],
        body: readFileSync(new URL(`page/${page[0]}`, import.meta.url)),
      };
    if (!path.startsWith('/local/')) return undefined;
    const phone = phoneIn(path);
    if (phone && method === 'GET') return json({ texts: handsets.textsOf(phone) });
    if (phone && method === 'POST') return handsetSends(phone, jsonIn(body));
    if (path === '/local/clock' && method === 'GET')
      return json({ now: world.clock.now(), standing: stepper.standing });
    if (path === '/local/clock' && method === 'POST') return moveClock(jsonIn(body));
    if (path === '/local/settle' && method === 'POST') return json({ now: await stepper.settle() });
    throw notFound('local route');
  };
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new Failure('malformed', 'The body is not JSON.');
  }
}

function read<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = result.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  throw new Failure('invalid', 'Mend the fields listed in errors.', { errors });
}

/** Where the clock is to go. A duration is counted in exact time: PT24H and P1D are the same here. */
function target(move: { readonly to: string } | { readonly by: string }, now: IsoInstant): IsoInstant {
  try {
    if ('to' in move) return isoFrom(move.to);
    const by = Temporal.Duration.from(move.by);
    return toIso(Temporal.Instant.from(now).toZonedDateTimeISO('UTC').add(by).toInstant());
  } catch {
    throw new Failure(
      'invalid',
      'Write a moment such as 2026-12-01T15:00:00Z, or a duration such as PT3H or P2D.',
    );
  }
}
