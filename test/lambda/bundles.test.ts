import { describe, expect, test } from 'vitest';
import { functions } from '../../infra/topology.ts';
import { dynoxideExists } from '../support/dynoxide.ts';
import { deployed } from './deployed.ts';
import { bindingsOf, runCase, startWithout, withFunction } from './run-case.ts';
import { authorizerEvent, gatewayEvent } from './trigger-events.ts';

/*
 * Every bundle, built as it is deployed, from cold in AWS's own runtime client, with an event of its trigger, against a DynamoDB
 * engine. The long tests have each variable that a bundle can miss.
 */

describe.skipIf(!dynoxideExists())('every bundle in the Lambda runtime client', () => {
  const both = deployed();

  test.each(functions)('$name does its work from cold', ({ name }) => runCase(...both(name)));

  test('a missing variable is an error at the start, which names it', () =>
    startWithout(...both('inbound-text'), 'IDENTITY_SECRET_ARN'));

  test('a key that is none of ours is the 401 that API Gateway knows', async () => {
    const [bundle, { variablesOf }] = both('authorizer');
    await withFunction(bundle, variablesOf(bindingsOf('authorizer')), async ({ invoke, written }) => {
      const outcome = await invoke(authorizerEvent('ptx_unknown'));
      expect(outcome).toEqual({ thrown: { errorType: 'Error', errorMessage: 'Unauthorized' } });
      expect(written()).not.toContain('ptx_unknown');
    });
  });

  test('a forged webhook is answered 403 and leaves no word in the log', async () => {
    const [bundle, { variablesOf }] = both('inbound-text');
    await withFunction(bundle, variablesOf(bindingsOf('inbound-text')), async ({ invoke, written }) => {
      const forged = gatewayEvent({
        method: 'POST',
        path: '/carriers/twilio/texts',
        resource: '/carriers/{carrier}/texts',
        pathParameters: { carrier: 'twilio' },
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': 'forged' },
        body: 'MessageSid=SM1&From=%2B12125550147&To=%2B12125550101&Body=toenail',
      });
      expect(await invoke(forged)).toMatchObject({ answer: { statusCode: 403 } });
      expect(written()).not.toMatch(/toenail|5550147/);
    });
  });
});
