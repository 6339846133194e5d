import type { SQSEvent } from 'aws-lambda';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handler as deliveryReceipt } from '../../functions/delivery-receipt/handler.ts';
import { handler as inboundText } from '../../functions/inbound-text/handler.ts';
import { parsePhoneNumber } from '../../shared/domain/phone-number.ts';
import { catalogue } from '../../shared/runtime/catalogue.ts';
import { putLine } from '../../shared/use-cases/provision.ts';
import { type Logged, lambdaContext, provided, proxyEvent } from '../support/events.ts';
import { serveCertificate } from '../support/sns-signer.ts';
import { openWorld, riverside, type TestWorld } from '../support/world.ts';
import { type HostileCarrier, hostileCarriers, type Payload, type Post, type Signing } from './carriers.ts';
import { flipped, mutated, oddBodies, rawPayloads } from './payloads.ts';
import { canary } from './values.ts';

const numberOf = (written: string) => parsePhoneNumber(written) ?? expect.fail('Not a number.');

/** A world with a line of each carrier. */
async function worldOfAll(): Promise<TestWorld> {
  const world = await openWorld();
  world.secrets.carrierAccount = async (name: string) =>
    hostileCarriers.find((one) => one.name === name)?.account as never;
  for (const { name, line } of hostileCarriers)
    await putLine(world, {
      practiceId: riverside,
      number: numberOf(line),
      carrier: name,
      account: 'default',
      optOutHandledBy: 'ours',
      messagesPerSecond: 1,
      registration: { kind: '10dlc', status: 'approved' },
    });
  await world.drain();
  return world;
}

/** Throws what carriers send, mutated, at the webhooks' own handlers; the same seed throws the same. */
export function hostileWebhooks({ seed, runs }: { readonly seed: number; readonly runs: number }) {
  describe(`carriers' payloads mutated, seed ${seed}`, () => {
    let world: TestWorld;
    let logged: Logged[];
    const statuses = new Map<number, number>();
    let certificates: ReturnType<typeof serveCertificate>;
    beforeAll(async () => {
      certificates = serveCertificate();
      world = await worldOfAll();
      ({ logged } = provided(world));
    });
    afterAll(() => certificates.mockRestore());

    const post = async (kind: 'texts' | 'receipts', carrier: string, { path, headers, body }: Post) => {
      const handler = kind === 'texts' ? inboundText : deliveryReceipt;
      const event = proxyEvent({
        method: 'POST',
        path,
        headers,
        body: Buffer.from(body),
        pathParameters: { carrier },
        authorizer: null,
      });
      const answer = await handler(event, lambdaContext);
      if (!answer || !('statusCode' in answer)) return expect.fail('No answer over HTTP.');
      const { statusCode: status, body: words } = answer;
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status >= 300) {
        const problem = JSON.parse(words) as { code: keyof typeof catalogue; detail: string };
        expect(catalogue[problem.code].http).toBe(status);
        expect(problem.detail).toMatch(/^\S.*\.$/s);
        expect(words.toLowerCase()).not.toContain(canary);
      }
      expect(status, words).toBeLessThan(500);
      return status;
    };

    const holds = <T>(property: fc.IAsyncProperty<T>) => fc.assert(property, { seed, numRuns: runs });

    const posts = (
      carrier: HostileCarrier,
      kind: 'texts' | 'receipts',
      signing: Signing,
    ): fc.Arbitrary<Post> => {
      const { fields, text, receipt } = carrier;
      const payload = kind === 'texts' ? text : receipt;
      const made = fc.oneof(
        {
          weight: 5,
          arbitrary: mutated(payload, fields.from, fields.body) as fc.Arbitrary<Payload | string>,
        },
        { weight: 1, arbitrary: rawPayloads(payload) },
      );
      return made.map((said) => carrier.post(kind, said, signing));
    };

    describe.each(hostileCarriers)('of $name', (carrier) => {
      const { name, fields, text } = carrier;

      it.each(['texts', 'receipts'] as const)(
        'signed anew, %s are read or refused, and do the same again',
        async (kind) =>
          holds(
            fc.asyncProperty(posts(carrier, kind, 'anew'), async (sent) => {
              const first = await post(kind, name, sent);
              await world.takeEvents();
              expect(await post(kind, name, sent)).toBe(first);
              expect(await world.takeEvents()).toEqual([]);
            }),
          ),
      );

      it.each(['not', 'wrongly'] as const)('%s signed, nothing is taken or stored', async (signing) => {
        await world.takeEvents();
        for (const kind of ['texts', 'receipts'] as const)
          await holds(
            fc.asyncProperty(posts(carrier, kind, signing), async (sent) => {
              expect(await post(kind, name, sent)).toBeGreaterThanOrEqual(400);
              expect(await world.takeEvents()).toEqual([]);
            }),
          );
      });

      it('with bytes flipped after they were signed, nothing is stored but what was signed', async () => {
        const body = `${canary} as it was`;
        const good = carrier.post(
          'texts',
          { ...text, [fields.body]: body, [fields.id]: `flipped-${name}` },
          'anew',
        );
        await world.takeEvents();
        await holds(
          fc.asyncProperty(flipped(good.body), async (bytes) => {
            await post('texts', name, { ...good, body: bytes });
          }),
        );
        const stored = (await world.texts()).filter(
          ({ carrierMessageId }) => carrierMessageId === `flipped-${name}`,
        );
        expect(stored.every((one) => one.body === body)).toBe(true);
        expect(stored.length).toBeLessThanOrEqual(1);
      });

      it('what was acknowledged is in the thread, word for word', async () => {
        for (const [index, body] of oddBodies.entries()) {
          const id = `odd-${name}-${index}`;
          const status = await post(
            'texts',
            name,
            carrier.post('texts', { ...text, [fields.id]: id, [fields.body]: body }, 'anew'),
          );
          const [stored] = (await world.texts()).filter(({ carrierMessageId }) => carrierMessageId === id);
          // Escaped in a form, the largest outgrow what a webhook may hold: refused whole.
          if (status === 413) expect(stored).toBeUndefined();
          else {
            expect(status).toBe(200);
            expect(stored?.body).toBe(body.replaceAll('\0', '').toWellFormed());
          }
        }
      });
    });

    it.each(['aws', 'pinpoint'])(
      'by topic from %s, one that cannot be read keeps none of the others',
      async (name) => {
        const carrier = hostileCarriers.find((one) => one.name === name) ?? expect.fail('No such carrier.');
        const { fields, text } = carrier;
        const queued = (messageId: string, payload: Payload | string) => ({
          messageId,
          body: JSON.stringify({
            Type: 'Notification',
            Message: typeof payload === 'string' ? payload : JSON.stringify(payload),
          }),
        });
        const mad = fc.oneof(
          mutated(text, fields.from, fields.body),
          rawPayloads(text) as fc.Arbitrary<Payload | string>,
        );
        let good = 0;
        await holds(
          fc.asyncProperty(mad, async (payload) => {
            const ids = [good + 1, good + 2].map((index) => `topic-${name}-${index}`);
            good += 2;
            const [before, after] = ids.map((id) => queued(id, { ...text, [fields.id]: id }));
            const Records = [before, queued('mad', payload), after];
            const { batchItemFailures } = await inboundText({ Records } as SQSEvent, lambdaContext);
            expect(batchItemFailures.filter(({ itemIdentifier }) => itemIdentifier !== 'mad')).toEqual([]);
          }),
        );
        const stored = new Set((await world.texts()).map(({ carrierMessageId }) => carrierMessageId));
        for (let index = 1; index <= good; index += 1)
          expect(stored.has(`topic-${name}-${index}`)).toBe(true);
      },
    );

    it('many were taken and many refused', () => {
      for (const status of [200, 400, 403])
        expect(statuses.get(status) ?? 0, `${status}`).toBeGreaterThan(runs);
    });

    it('no log holds a word or number of any of them', () => {
      const said = JSON.stringify(logged).toLowerCase();
      for (const word of [canary, '2125550', 'come at ten']) expect(said.includes(word), word).toBe(false);
      // What a topic brought that cannot be read is logged by its kind alone, and comes again until it lies among the dead letters.
      const failed = logged.filter(({ level, thrown }) => level === 'error' && thrown !== 'Failure');
      expect(failed).toEqual([]);
    });
  });
}
