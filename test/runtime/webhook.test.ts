import { describe, expect, test } from 'vitest';
import { handler as inboundText } from '../../functions/inbound-text/handler.ts';
import { signSimulated } from '../../shared/adapters/carriers/simulated/carrier.ts';
import { bodyBytesMax, requestOf } from '../../shared/runtime/webhook.ts';
import { lambdaContext, provided, proxyEvent } from '../support/events.ts';
import { lineNumber, patientNumber } from '../support/facts.ts';
import { openWorld } from '../support/world.ts';

describe("a carrier's request is rebuilt", () => {
  test('with the domain and the path that holds the stage, never from forwarded headers', () => {
    const headers = {
      Host: 'evil.example.com',
      'X-Forwarded-Host': 'evil.example.com',
      'X-Forwarded-Proto': 'http',
      Forwarded: 'host=evil.example.com',
      'X-Twilio-Signature': 'abc',
    };
    const request = requestOf(
      proxyEvent({ path: '/carriers/twilio/texts', headers, stage: 'live' }),
      'https',
    );
    expect(request.url).toBe('https://api.example.com/live/carriers/twilio/texts');
    expect(request.headers['x-twilio-signature']).toBe('abc');
  });

  test('with its query, every value of it, in order', () => {
    const request = requestOf(proxyEvent({ path: '/carriers/twilio/receipts?ref=a~b.1&x=1&x=2' }), 'https');
    expect(new URL(request.url).searchParams.getAll('x')).toEqual(['1', '2']);
    expect(request.url).toContain('?ref=a%7Eb.1&x=1&x=2');
  });

  test('with the very bytes, also such as are not UTF-8', () => {
    const bytes = Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x7d]);
    expect(Buffer.from(requestOf(proxyEvent({ body: bytes }), 'https').body)).toEqual(bytes);
    expect(Buffer.from(requestOf(proxyEvent({ body: '{"ü":1}' }), 'https').body).toString()).toBe('{"ü":1}');
    expect(requestOf(proxyEvent({}), 'http').body).toHaveLength(0);
  });

  test('up to 64 KB, counted in bytes', () => {
    expect(requestOf(proxyEvent({ body: Buffer.alloc(bodyBytesMax) }), 'https').body).toHaveLength(
      bodyBytesMax,
    );
    expect(() => requestOf(proxyEvent({ body: Buffer.alloc(bodyBytesMax + 1) }), 'https')).toThrow(
      expect.objectContaining({ code: 'too-large' }),
    );
    expect(() => requestOf(proxyEvent({ body: '😡'.repeat(16 * 1024 + 1) }), 'https')).toThrow(
      expect.objectContaining({ code: 'too-large' }),
    );
  });
});

describe('the webhook for texts', () => {
  const url = 'https://api.example.com/live/carriers/simulated/texts';
  const text = { id: 'm1', from: patientNumber, to: lineNumber, body: 'hello' };

  async function post(said: unknown, more: { signature?: string; carrier?: string; raw?: Buffer } = {}) {
    const world = await openWorld();
    const { logged } = provided(world);
    const body = more.raw ?? Buffer.from(JSON.stringify(said));
    const signature = more.signature ?? signSimulated('simulated-secret', url, body);
    const carrier = more.carrier ?? 'simulated';
    const event = proxyEvent({
      method: 'POST',
      path: '/carriers/simulated/texts',
      pathParameters: { carrier },
      headers: signature === 'none' ? {} : { 'X-Simulated-Signature': signature },
      body,
      authorizer: null,
    });
    const { statusCode, body: answer } =
      (await inboundText(event, lambdaContext)) ?? expect.fail('A request is answered.');
    const events = await world.takeEvents();
    return { statusCode, answer, stored: events.length > 0, logged };
  }

  test('answers 2xx after the text is stored', async () => {
    expect(await post(text)).toMatchObject({ statusCode: 200, answer: '{}', stored: true });
  });

  test.each([
    ['a forged signature', 403, text, { signature: 'f'.repeat(64) }],
    ['no signature', 403, text, { signature: 'none' }],
    ['a signature of another length', 403, text, { signature: 'f' }],
    ['a carrier that is none', 404, text, { carrier: 'unheard-of' }],
    ['a number that is no line of ours', 404, { ...text, to: '+12125550199' }, {}],
    ['a line of another carrier', 403, text, { carrier: 'twilio' }],
    ['no line', 400, { id: 'm1' }, {}],
    ['no sender', 400, { ...text, from: undefined }, {}],
    ['a short code', 400, { ...text, from: '12345' }, {}],
    ['no JSON', 400, undefined, { raw: Buffer.from('chest pain') }],
    ['bytes that are no UTF-8', 400, undefined, { raw: Buffer.from([0xff, 0xfe]) }],
    ['more than 64 KB', 413, undefined, { raw: Buffer.alloc(65 * 1024, 'x') }],
  ])('%s: %i, nothing stored, nothing quoted', async (_case, status, said, more) => {
    const { statusCode, answer, stored, logged } = await post(said, more);
    expect([statusCode, stored]).toEqual([status, false]);
    expect(answer).not.toMatch(/pain|555-?01/);
    expect(JSON.stringify(logged)).not.toMatch(/pain|hello|555/);
    expect(logged).toMatchObject([{ level: 'info', function: 'inbound-text', status }]);
  });

  test('a store that fails is 503 and an alarm, and says nothing of why', async () => {
    const world = await openWorld();
    const failing = Object.assign(world, {
      store: { ...world.store, read: () => Promise.reject(new Error('hello +12125550147')) },
    });
    const { logged } = provided(failing);
    failing.wait(120);
    const body = Buffer.from(JSON.stringify(text));
    const event = proxyEvent({
      method: 'POST',
      path: '/carriers/simulated/texts',
      pathParameters: { carrier: 'simulated' },
      headers: { 'x-simulated-signature': signSimulated('simulated-secret', url, body) },
      body,
    });
    const answer = (await inboundText(event, lambdaContext)) ?? expect.fail('A request is answered.');
    expect(answer.statusCode).toBeGreaterThanOrEqual(500);
    expect(answer.body + JSON.stringify(logged)).not.toMatch(/hello|555/);
    expect(logged).toMatchObject([{ level: 'error' }]);
  });

  test.each([
    ['64 KB of emoji', '😡'.repeat(12_000)],
    ['NUL and bidi characters', '\u0000\u202eSTOP\u202c'],
    ['nothing', ''],
    ['a template', '{{name}} <%= process.env %> <script>'],
  ])('takes %s', async (_case, body) => {
    expect(await post({ ...text, body })).toMatchObject({ statusCode: 200, stored: true });
  });
});
