import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { expect, test } from 'vitest';
import { type CarrierStub, refusingUrl, type StubAnswer } from '../support/carrier-stub.ts';
import { operator } from '../support/operator.ts';
import { stubbed } from '../support/stubbed.ts';

const credentials = {
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_SESSION_TOKEN: 'token',
};
const made: StubAnswer = {
  status: 201,
  body: JSON.stringify({ practiceId: 'hillside', apiKey: 'ptx_new', keyId: 'k' }),
};
const stub = stubbed(made);

const signed = (...args: string[]) =>
  operator([...args, '--url', `${stub().url}/live`, '--sign', '--region', 'eu-west-1'], credentials);

/** What the request's signature has to be, recomputed from what arrived. */
async function signatureOf({
  method,
  path,
  headers,
  body,
}: CarrierStub['requests'][number]): Promise<string | undefined> {
  const signer = new SignatureV4({
    service: 'execute-api',
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' },
    sha256: Sha256,
  });
  const names = /SignedHeaders=([^,]+)/.exec(String(headers.authorization))?.[1]?.split(';') ?? [];
  const covered = names.filter((name) => !name.startsWith('x-amz-'));
  const date = String(headers['x-amz-date']).replace(
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
    '$1-$2-$3T$4:$5:$6Z',
  );
  const again = await signer.sign(
    {
      method,
      protocol: 'http:',
      hostname: '127.0.0.1',
      path,
      headers: Object.fromEntries(covered.map((name) => [name, String(headers[name])])),
      body: body === '' ? undefined : body,
    },
    { signingDate: new Date(date) },
  );
  return again.headers.authorization;
}

test('a request for a deployed API is signed for IAM, its body and stage with it', async () => {
  const ended = await signed('practice', 'hillside', '--name', 'Hillside', '--time-zone', 'America/Denver');
  expect(ended).toMatchObject({ code: 0, out: 'ptx_new\n' });
  const [request] = stub().requests;
  if (!request) return expect.fail('A request came.');
  expect(request.path).toBe('/live/operator/practices');
  expect(request.headers.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/execute-api\/aws4_request, SignedHeaders=.*host/,
  );
  expect(request.headers['x-amz-security-token']).toBe('token');
  expect(request.headers).not.toHaveProperty('x-api-key');
  expect(await signatureOf(request)).toBe(request.headers.authorization);
});

test('a request without a body is signed too', async () => {
  stub().answer = { status: 204, body: '' };
  expect((await signed('revoke', 'k1')).code).toBe(0);
  const [request] = stub().requests;
  if (!request) return expect.fail('A request came.');
  expect(await signatureOf(request)).toBe(request.headers.authorization);
});

test('without credentials it says so, and asks nobody', async () => {
  const ended = await operator(['show', 'x', '--url', stub().url, '--sign', '--region', 'eu-west-1']);
  expect(ended.code).toBe(1);
  expect(ended.err).toContain('no AWS credentials');
  expect(stub().requests).toEqual([]);
});

test('the credentials are in no output', async () => {
  stub().answer = { status: 500, body: 'oops' };
  const { out, err } = await signed('show', 'hillside');
  expect(out + err).not.toMatch(/secret|AKID|token/);
  expect(err).toContain('500');
});

const problem = (status: number, code: string): StubAnswer => ({
  status,
  headers: { 'content-type': 'application/problem+json' },
  body: JSON.stringify({ title: 'No', status, code, detail: 'Not now.' }),
});
const inTurn = (...answers: StubAnswer[]) => {
  stub().answer = () => answers[stub().requests.length - 1] ?? made;
};

test('too many at once is asked again, whatever it is; busy is where nothing can come of it twice', async () => {
  inTurn(problem(429, 'throttled'), made);
  expect((await signed('key', 'hillside')).out).toBe('ptx_new\n');
  expect(stub().requests).toHaveLength(2);

  stub().requests.length = 0;
  inTurn(problem(503, 'unavailable'), made);
  const refused = await signed('key', 'hillside');
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(stub().requests).toHaveLength(1);

  stub().requests.length = 0;
  inTurn(problem(503, 'unavailable'), { status: 204, body: '' });
  expect((await signed('revoke', 'k1')).code).toBe(0);
  expect(stub().requests).toHaveLength(2);
});

test('nobody there is said plainly', async () => {
  const ended = await operator(['key', 'hillside', '--url', await refusingUrl()]);
  expect(ended).toMatchObject({ code: 1, out: '' });
  expect(ended.err).toContain('cannot be reached (ECONNREFUSED)');
  expect(ended.err).not.toContain('may be done');
});

test('an answer that is cut off is asked for again where it may be, and said to be unknown where not', async () => {
  stub().answer = 'reset';
  const made = await signed('key', 'hillside');
  expect(made).toMatchObject({ code: 1, out: '' });
  expect(made.err).toContain('may be done all the same: look with show');
  expect(stub().requests).toHaveLength(1);

  stub().requests.length = 0;
  stub().answer = () => (stub().requests.length < 3 ? 'reset' : { status: 204, body: '' });
  expect((await signed('revoke', 'k1')).code).toBe(0);
  expect(stub().requests).toHaveLength(3);
});

test('a redirect is not followed: the key would go where nobody said', async () => {
  const { url } = stub();
  stub().answer = { status: 302, headers: { location: `${url}/elsewhere` }, body: '' };
  const ended = await operator(['show', 'hillside', '--url', url]);
  expect(ended).toMatchObject({ code: 1, out: '' });
  expect(ended.err).toContain('It answered 302');
  expect(stub().requests).toHaveLength(1);
});

test.each([
  ['200 and other JSON', 200, '{"hello":"world"}'],
  ['200 and no JSON', 200, '<html>'],
  ['403 in the words of no API of ours', 403, '{"message":"Forbidden"}'],
])('%s is said plainly, with no trace of the program', async (_what, status, body) => {
  stub().answer = { status, body };
  const ended = await operator(['key', 'hillside', '--url', stub().url]);
  expect(ended).toMatchObject({ code: 1, out: '' });
  expect(ended.err.trim()).toBe(`It answered ${status}, in no words of this API: is the URL right?`);
});
