import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { practiceIdSchema, textIdSchema } from '../../shared/domain/identifiers.ts';
import { parsePhoneNumber } from '../../shared/domain/phone-number.ts';
import type {
  Carrier,
  CarrierAccount,
  CarrierRequest,
  HandOver,
  OutboundText,
  Receipt,
} from '../../shared/ports/carrier.ts';
import {
  type CarrierStub,
  refusingUrl,
  type StubAnswer,
  type StubRequest,
  startCarrierStub,
} from '../support/carrier-stub.ts';

/*
 * What every carrier must do, run over each one's own cases (aws.test.ts and its like). A carrier says how its
 * requests look; this file says what must come of them.
 */

const phone = (written: string) => parsePhoneNumber(written) ?? expect.fail('Not a number.');

export const patient = phone('+12125550147');
export const line = phone('+12125550102');
export const words = 'Can I still come at ten? ¿Está bien? 👍';
export const reference = {
  practiceId: practiceIdSchema.parse('riverside'),
  textId: textIdSchema.parse('c1abcdefghijklmnopqrstuvwxyz.12'),
};
export const outbound: OutboundText = {
  reference,
  from: line,
  to: patient,
  body: 'Riverside: "See you" Tuesday at 9:30 AM. & = + %',
  timeToLiveSeconds: 3600.5,
  receiptUrl: 'https://texts.example.com/carriers/x/receipts',
};

/** An inbound text in the port's words; a carrier's cases write it in the carrier's. `undefined` leaves a field out. */
export interface TextFields {
  id?: unknown;
  from?: unknown;
  to?: unknown;
  body?: unknown;
}

export interface CarrierCases {
  /** The carrier as the registry makes it, reaching its API at `endpoint`. */
  make(endpoint: string, timeoutMs: number): Carrier;
  account: CarrierAccount;
  /** Another account of the same carrier, whose secret signed nothing here. */
  strangersAccount: CarrierAccount;
  /** Whether the URL is part of what is signed. */
  signsUrl: boolean;
  text(fields: TextFields): CarrierRequest;
  /** What the carrier calls a text's fields, as `detail` must name them. */
  names: Readonly<Record<keyof TextFields, string>>;
  /** Texts of other kinds: pictures, NUL. */
  furtherTexts: readonly { title: string; request: CarrierRequest; expected: object }[];
  /** Requests that are no text, each with a word that its `detail` must hold. */
  malformedTexts: readonly { title: string; request: CarrierRequest; detail: string }[];
  forged: readonly { title: string; request: CarrierRequest }[];
  receipts: readonly {
    title: string;
    request: CarrierRequest;
    expected: Omit<Receipt, 'carrier' | 'reference'> | 'ignored';
  }[];
  malformedReceipts: readonly { title: string; request: CarrierRequest; detail: string }[];
  /** How the carrier's API answers, and what that means. None where a carrier has no API. */
  answers: readonly { title: string; answer: StubAnswer; expected: HandOver }[];
  /** Looks at what was sent for `outbound`. */
  inspect?(request: StubRequest): void;
  /** The carrier's own errors about `outbound`, in its own words. */
  complaints: readonly string[];
}

/** Nothing that goes to a log may hold any of these. */
function expectNothingPrivate(said: unknown) {
  const log = JSON.stringify(said);
  for (const secret of [patient, line, words, outbound.body]) expect(log).not.toContain(secret.slice(1, -1));
  expect(log.replace(/[^0-9]/g, '')).not.toContain('2125550');
}

export function carrierContract(name: string, cases: CarrierCases) {
  describe(`carrier ${name}`, () => {
    let stub: CarrierStub;
    let carrier: Carrier;
    const text = cases.text({});

    beforeAll(async () => {
      stub = await startCarrierStub();
      carrier = cases.make(stub.url, 400);
    });
    beforeEach(() => stub.requests.splice(0));
    afterAll(() => stub.close());

    describe('takes a text', () => {
      it('reads it, and its line before it is verified', async () => {
        expect(await carrier.verify(text, cases.account)).toBe(true);
        expect(carrier.lineOf(text)).toBe(line);
        const value = { carrier: name, from: patient, to: line, body: words, media: [] };
        expect(carrier.parseText(text)).toEqual({
          kind: 'parsed',
          value: { ...value, carrierMessageId: expect.stringMatching(/^[A-Za-z0-9-]+$/) },
        });
      });
      it('gives a repeated webhook the same id', () => {
        expect(carrier.parseText(cases.text({}))).toEqual(carrier.parseText(text));
      });
      it.each(cases.furtherTexts)('reads $title', ({ request, expected }) => {
        expect(carrier.parseText(request)).toMatchObject({ kind: 'parsed', value: expected });
      });
      it('keeps an empty text, a long one and one that runs right to left', () => {
        for (const body of ['', '🦷'.repeat(16_000), 'a\u202Eb\u2066c'])
          expect(carrier.parseText(cases.text({ body }))).toMatchObject({ value: { body } });
      });
    });

    describe('names the field that does not fit, and never what it holds', () => {
      const wrong = [
        ...(['id', 'from', 'to', 'body'] as const).map((field) => ({
          title: `no ${field}`,
          field,
          value: undefined,
        })),
        { title: 'a short code as sender', field: 'from' as const, value: '72975' },
        { title: 'a short code with a plus', field: 'from' as const, value: '+72975' },
        { title: 'a name as sender', field: 'from' as const, value: 'RIVERSIDE' },
        { title: 'a vanity number', field: 'from' as const, value: '+1800FLOWERS' },
        { title: 'a number without its plus', field: 'from' as const, value: '2125550147' },
        { title: 'an id that would break a key', field: 'id' as const, value: 'SM#1|2' },
      ];
      it.each(wrong)('$title', ({ field, value }) => {
        const result = carrier.parseText(cases.text({ [field]: value }));
        expect(result).toEqual({ kind: 'malformed', detail: expect.stringContaining(cases.names[field]) });
        if (typeof value === 'string') expect(JSON.stringify(result)).not.toContain(value);
        expectNothingPrivate(result);
      });
      it.each(cases.malformedTexts)('$title', ({ request, detail }) => {
        const result = carrier.parseText(request);
        expect(result).toEqual({ kind: 'malformed', detail: expect.stringContaining(detail) });
        expectNothingPrivate(result);
      });
      it('bytes that are not UTF-8', async () => {
        const request = { ...text, body: Buffer.concat([text.body, Uint8Array.of(0xc3, 0x28)]) };
        expect(carrier.parseText(request).kind).toBe('malformed');
        expect(carrier.parseReceipt(request).kind).toBe('malformed');
        expect(carrier.lineOf(request)).toBeUndefined();
        expect(await carrier.verify(request, cases.account)).toBe(false);
      });
      it.each(['', '{}', 'null', '[]', '""', 'a=b', '%', '<xml/>', '{"__proto__":1}'])(
        'the body %j',
        async (body) => {
          const request = { ...text, body: Buffer.from(body) };
          expect(carrier.parseText(request).kind).toBe('malformed');
          expect(carrier.parseReceipt(request).kind).toBe('malformed');
          expect(carrier.lineOf(request)).toBeUndefined();
          expect(await carrier.verify(request, cases.account)).toBe(false);
        },
      );
    });

    describe('does not take as signed', () => {
      it("what a stranger's account signed", async () => {
        expect(await carrier.verify(text, cases.strangersAccount)).toBe(false);
      });
      it('anything, with an account that is none', async () => {
        expect(await carrier.verify(text, {})).toBe(false);
      });
      it('a request without its header', async () => {
        const { [carrier.signatureHeader]: _, ...headers } = text.headers;
        expect(await carrier.verify({ ...text, headers }, cases.account)).toBe(false);
      });
      it('a body in which one letter changed', async () => {
        const body = Buffer.from(Buffer.from(text.body).toString().replace('still', 'stilt'));
        expect(body).not.toEqual(Buffer.from(text.body));
        expect(await carrier.verify({ ...text, body }, cases.account)).toBe(false);
      });
      if (cases.signsUrl)
        it('the same body at another URL', async () => {
          for (const url of [
            `${text.url}x`,
            `${text.url}?practice=lakeside`,
            text.url.replace('example.com', 'example.net'),
            'nowhere',
          ])
            expect(await carrier.verify({ ...text, url }, cases.account)).toBe(false);
        });
      it.each(cases.forged)('$title', async ({ request }) => {
        expect(await carrier.verify(request, cases.account)).toBe(false);
      });
    });

    describe('reads a receipt', () => {
      it.each(cases.receipts)('$title', async ({ request, expected }) => {
        const result = carrier.parseReceipt(request);
        if (expected === 'ignored') expect(result).toEqual({ kind: 'ignored', reason: expect.any(String) });
        else expect(result).toEqual({ kind: 'parsed', value: { carrier: name, reference, ...expected } });
        expect(await carrier.verify(request, cases.account)).toBe(true);
        expect(carrier.lineOf(request)).toBe(line);
        // Whatever chose the account must also be what the text goes to: no account's key opens another's line.
        expect(carrier.parseText(request).kind).toBe('malformed');
        expectNothingPrivate(result);
      });
      it.each(cases.malformedReceipts)('names what is wrong: $title', ({ request, detail }) => {
        const result = carrier.parseReceipt(request);
        expect(result).toEqual({ kind: 'malformed', detail: expect.stringContaining(detail) });
        expectNothingPrivate(result);
      });
    });

    if (cases.answers.length > 0)
      describe('hands a text over in one request', () => {
        it.each(cases.answers)('$title', async ({ answer, expected }) => {
          stub.answer = answer;
          const result = await carrier.send(outbound, cases.account);
          expect(result).toEqual(expected);
          expect(stub.requests).toHaveLength(1);
          for (const request of stub.requests) cases.inspect?.(request);
          expectNothingPrivate(result);
        });
        const unknown: readonly [string, StubAnswer, string][] = [
          ['a reset', 'reset', 'connection-lost'],
          ['silence', 'silence', 'time-out'],
          ['2xx that is not JSON', { status: 200, body: '<html>' }, 'malformed-answer'],
          ['2xx that is something else', { status: 200, body: '{"ok":true}' }, 'malformed-answer'],
        ];
        it.each(unknown)(
          '%s leaves the outcome unknown, and is not tried again',
          async (_title, answer, code) => {
            stub.answer = answer;
            expect(await carrier.send(outbound, cases.account)).toEqual({ outcome: 'unknown', code });
            expect(stub.requests).toHaveLength(1);
          },
        );
        it('half an answer leaves the outcome unknown, in bounded time, and is not tried again', async () => {
          stub.answer = 'stall';
          expect(await carrier.send(outbound, cases.account)).toMatchObject({ outcome: 'unknown' });
          expect(stub.requests).toHaveLength(1);
        }, 3_000);
        it.each([500, 502, 503])('%i leaves the outcome unknown, and is not tried again', async (status) => {
          stub.answer = { status, body: '{"message":"later"}' };
          expect(await carrier.send(outbound, cases.account)).toMatchObject({ outcome: 'unknown' });
          expect(stub.requests).toHaveLength(1);
        });
        it('a refused connection is not taken', async () => {
          const result = await cases.make(await refusingUrl(), 400).send(outbound, cases.account);
          expect(result).toEqual({ outcome: 'not-taken', code: 'ECONNREFUSED' });
        });
        it('an account that is none is not taken, and asks nobody', async () => {
          const result = await carrier.send(outbound, { accountSid: 1, applicationId: 1, topicArns: 1 });
          expect(result).toEqual({ outcome: 'not-taken', code: 'account-malformed' });
          expect(stub.requests).toHaveLength(0);
        });
        it('keeps no connection that a sleeping function would find dead', async () => {
          stub.answer = cases.answers[0]?.answer ?? 'reset';
          await carrier.send(outbound, cases.account);
          expect(stub.requests[0]?.headers.connection).toBe('close');
        });
      });

    it.each(cases.complaints)('masks what is private: %s', (complaint) => {
      expectNothingPrivate(carrier.redact(complaint));
    });
  });
}
