import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ChildHost, startChild, tuesdayMorning } from '../support/local-host.ts';
import { type Conversation, conversationWith, type Heard } from './conversation.ts';
import { type Operation, operations } from './document.ts';
import { faultOf } from './judge.ts';
import { brokenRequest, filledIn, type Thrown, validRequest } from './requests.ts';
import { bystandersWords, furnished, type Setting } from './setting.ts';
import { canary } from './values.ts';

/** A request and its answer, for whoever looks into a failure. */
function told({ broken, method, path, headers, body }: Thrown, { status, words }: Heard): string {
  const sent = typeof body === 'string' ? body.slice(0, 600) : body;
  return [
    `broken: ${broken.join(', ') || 'nothing'}`,
    `${method} ${path.slice(0, 300)} ${JSON.stringify(headers)}`,
    sent,
    `${status} ${words.slice(0, 1000)}`,
  ].join('\n  ');
}

/**
 * Throws valid and broken requests at every route and method of the document. The same seed throws the same requests in the
 * same order at a host that begins in the same state, so a failure comes again.
 */
export function hostileApi({ seed, runs }: { readonly seed: number; readonly runs: number }) {
  describe(`requests made from the document, seed ${seed}`, () => {
    let host: ChildHost;
    let conversation: Conversation;
    let setting: Setting;
    let bystander: string;
    const taken = new Map<string, number>();

    beforeAll(async () => {
      host = await startChild({ clock: tuesdayMorning });
      setting = await furnished(host.client);
      bystander = await setting.bystander();
      conversation = conversationWith(host.url);
    });
    afterAll(async () => {
      conversation?.close();
      await host?.stop();
    });

    const answerTo = (thrown: Thrown) => {
      const { method, path, headers, body, key, operation } = thrown;
      const apiKey = setting.keyOf(key, operation.path.startsWith('/operator/') ? 'operator' : 'practice');
      return conversation.say(
        method,
        path,
        { ...(apiKey !== undefined && { 'x-api-key': apiKey }), ...headers },
        body,
      );
    };

    /** Throws what is wrong with the smallest request that is answered wrongly, and how to throw it again. */
    const holds = async (requests: fc.Arbitrary<Thrown>, numRuns: number) => {
      const property = fc.asyncProperty(requests, async (symbolic) => {
        const thrown = filledIn(symbolic, setting.ids);
        const heard = await answerTo(thrown);
        const { operationId } = thrown.operation;
        if (thrown.broken.length === 0 && heard.status < 300)
          taken.set(operationId, (taken.get(operationId) ?? 0) + 1);
        const fault = faultOf(thrown, heard);
        if (fault !== undefined) throw new Error(`${fault}\n${told(thrown, heard)}`);
      });
      const { failed, errorInstance, counterexamplePath } = await fc.check(property, { seed, numRuns });
      if (!failed) return;
      const cause = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
      throw new Error(`${cause}\n  HOSTILE_SEED=${seed} HOSTILE_RUNS=${runs}, at ${counterexamplePath}`);
    };

    // What is thrown at settings and consent would refuse what a later route needs.
    beforeEach(() => setting.restore());

    const named = operations.map((operation) => [operation.method, operation.path, operation] as const);

    it.each(named)('%s %s answers what is valid as the document says', (_method, _path, operation) =>
      holds(validRequest(operation), runs),
    );
    it.each(named)('%s %s answers what is broken as the document says', (_method, _path, operation) =>
      holds(brokenRequest(operation), runs),
    );

    it('each takes some of the valid ones, so that more than refusals was looked at', () => {
      const never = operations
        .map(({ operationId }: Operation) => operationId)
        .filter((operationId) => !taken.has(operationId));
      // Of a handful of requests to each a few routes see none that a rule beyond the schema allows.
      expect(never.slice(runs < 50 ? 6 : 0)).toEqual([]);
    });

    it('another practice is as it was', async () => {
      expect(await setting.bystander()).toBe(bystander);
    });

    it('no log holds a word of any of them, and nothing failed that nobody foresaw', async () => {
      await host.kill('SIGTERM');
      const output = host.output();
      expect(output).toContain('"code":"invalid"');
      for (const word of [canary, 'Zebulon', ...bystandersWords, '646555'])
        expect(output.toLowerCase().includes(word.toLowerCase()), word).toBe(false);
      expect(output.match(/^.*"level":"(?:ERROR|CRITICAL)".*$/gm)).toBeNull();
    });
  });
}
