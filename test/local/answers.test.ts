import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signSimulated } from '../../shared/adapters/carriers/simulated/carrier.ts';
import { failureFrom, problem } from '../../shared/runtime/problem.ts';
import { problemSchema } from '../support/checked-answer.ts';
import {
  type Answer,
  type LocalClient,
  lakeside,
  lines,
  operator,
  type Page,
  riverside,
  type ShownTask,
  type ShownThread,
  type Webhook,
} from '../support/local-client.ts';
import { type RunningHost, startInProcess, tuesdayMorning } from '../support/local-host.ts';

/** Words that stand in requests and must stand in no answer that refuses them. */
const secrets = ['Zebulon', 'Quagmire', '6465550', '646-555', '555-9'];

interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

let host: RunningHost;
let client: LocalClient;
beforeAll(async () => {
  host = await startInProcess({ clock: tuesdayMorning });
  client = host.client;
});
afterAll(() => host?.stop());

/** A refusal by its status and code; the shape of it is checked with every answer. */
function refused(answer: Answer, status: number, code: string): Problem {
  expect([answer.status, (answer.body as Problem).code]).toEqual([status, code]);
  for (const secret of secrets) expect(answer.words).not.toContain(secret);
  return answer.body as Problem;
}

const json = { 'content-type': 'application/json' };
const raw = (method: string, path: string, body?: string | Uint8Array<ArrayBuffer>, headers = {}) =>
  client.request(method, path, {
    headers: { 'x-api-key': riverside, ...headers },
    ...(body !== undefined && { body }),
  });

const unknownContact = `c1${'a'.repeat(26)}`;

describe('a webhook', () => {
  const from = '+16465550001';
  const text = (more: { to?: string; token?: string; body?: string } = {}): Webhook =>
    client.twilioText({ from, body: 'Zebulon asks', ...more });
  const nothingStored = async (phone = from) =>
    refused(await client.call('POST', '/v1/contacts/lookup', { phone }), 404, 'not-found');

  it('with a wrong signature is refused, and nothing is stored', async () => {
    refused(await client.post(text({ token: 'another-token' })), 403, 'forged');
    refused(await client.post({ ...text(), body: text({ body: 'Quagmire' }).body }), 403, 'forged');
    await nothingStored();
  });

  it('without a signature is refused, and nothing is stored', async () => {
    const { path, body } = text();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    refused(await client.post({ path, headers, body }), 403, 'forged');
    refused(
      await client.post({ path, headers: { ...headers, 'x-twilio-signature': '' }, body }),
      403,
      'forged',
    );
    await nothingStored();
  });

  it('signed for another address is refused', async () => {
    const webhook = text();
    refused(await client.post({ ...webhook, path: '/carriers/twilio/receipts' }), 403, 'forged');
    refused(await client.post({ ...webhook, path: `${webhook.path}?x=1` }), 403, 'forged');
  });

  it.each([
    ['no MessageSid', { MessageSid: '' }],
    ['an odd MessageSid', { MessageSid: 'Zebulon Quagmire' }],
    ['a short code as sender', { From: '12345' }],
    ['a name as sender', { From: 'Zebulon' }],
    ['an odd count of pictures', { NumMedia: 'Zebulon' }],
  ])('with %s is malformed', async (_what, fields) => {
    const all = {
      MessageSid: `SM${randomUUID()}`,
      From: from,
      To: lines.carriers,
      Body: 'Quagmire',
      ...fields,
    };
    refused(await client.post(client.twilioForm('/carriers/twilio/texts', all)), 400, 'malformed');
  });

  it('without a body or a line is malformed', async () => {
    const { path } = text();
    const id = { MessageSid: `SM${randomUUID()}`, From: from };
    refused(await client.post(client.twilioForm(path, { ...id, Body: 'Zebulon' })), 400, 'malformed');
    refused(await client.post(client.twilioForm(path, { ...id, To: lines.carriers })), 400, 'malformed');
    refused(await client.post(client.twilioForm(path, {})), 400, 'malformed');
  });

  it('whose bytes are no UTF-8 is malformed', async () => {
    const body = Buffer.concat([Buffer.from('Body=Zebulon'), Buffer.from([0xff, 0xfe])]);
    refused(await client.post({ ...text(), body }), 400, 'malformed');
    refused(await client.post({ ...text(), body: 'Body=%ff%fe&To=%2B12125550102' }), 400, 'malformed');
  });

  it('to a number that is no line of ours is not found', async () => {
    refused(await client.post(text({ to: '+12125550199' })), 404, 'unknown-line');
    refused(await client.post(text({ to: lines.ours })), 404, 'unknown-line');
  });

  it('of an unknown carrier is not found', async () => {
    for (const carrier of ['telnyx', 'constructor', 'Twilio', '%2e%2e', 'twilio%2Ftexts'])
      refused(await client.post({ ...text(), path: `/carriers/${carrier}/texts` }), 404, 'not-found');
  });

  it('of a kind that does not exist is not found', async () => {
    refused(await client.post({ ...text(), path: '/carriers/twilio/pictures' }), 404, 'not-found');
    refused(await raw('GET', '/carriers/twilio/texts'), 404, 'not-found');
  });

  it('over 64 KB is too large, and one just below is stored', async () => {
    refused(await client.post(text({ body: 'Zebulon'.repeat(10_000) })), 413, 'too-large');
    await nothingStored();
    const phone = '+16465550002';
    const body = 'z'.repeat(64_000);
    expect((await client.post(client.twilioText({ from: phone, body }))).status).toBe(200);
    expect((await client.thread(phone)).texts.at(-1)?.body).toBe(body);
  });

  it('brought twice is answered alike', async () => {
    const webhook = client.twilioText({ from: '+16465550003', body: 'Again' });
    const [first, second] = [await client.post(webhook), await client.post(webhook)];
    expect([second.status, second.words]).toEqual([first.status, first.words]);
    expect(first.status).toBe(200);
  });

  it('on the simulated line is held to the same', async () => {
    const path = '/carriers/simulated/texts';
    const { simulated } = JSON.parse(
      (await import('node:fs')).readFileSync(`${host.dataDir}/secrets.json`, 'utf8'),
    ) as { simulated: string };
    const signed = (content: string): Webhook => ({
      path,
      headers: {
        ...json,
        'x-simulated-signature': signSimulated(simulated, `${client.publicUrl}${path}`, content),
      },
      body: content,
    });
    const good = JSON.stringify({ id: 'one', from: '+16465550004', to: lines.ours, body: 'Hello' });
    expect((await client.post(signed(good))).status).toBe(200);
    expect((await client.post(signed(good))).status).toBe(200);
    refused(await client.post({ ...signed(good), body: good.replace('Hello', 'Zebulon') }), 403, 'forged');
    refused(await client.post({ path, headers: json, body: good }), 403, 'forged');
    refused(await client.post(signed('{"to":"Zebulon')), 400, 'malformed');
    refused(await client.post(signed('[]')), 400, 'malformed');
    refused(await client.post(signed('null')), 400, 'malformed');
    refused(await client.post(signed(JSON.stringify({ to: lines.ours, body: 5 }))), 400, 'malformed');
    refused(await client.post(signed(JSON.stringify({ to: '+12125550177' }))), 404, 'unknown-line');
    refused(await client.post(signed(good.replace('Hello', 'Zebulon'.repeat(10_000)))), 413, 'too-large');
  });

  it('with a receipt of another practice changes nothing', async () => {
    const phone = '+16465550005';
    await client.handsetSends(phone, lines.lakeside, 'Hello');
    const thread = await client.thread(phone, lakeside);
    const textId = thread.texts.find(({ direction }) => direction === 'out')?.textId ?? '';
    const path = `/carriers/twilio/receipts?practice=lakeside&text=${textId}`;
    const fields = { MessageSid: 'SMzzz', MessageStatus: 'failed', ErrorCode: '21610', From: lines.carriers };
    expect((await client.post(client.twilioForm(path, fields))).status).toBe(200);
    await client.settle();
    expect((await client.thread(phone, lakeside)).texts[0]?.status).toBe('delivered');
  });
});

it('a handler that runs out of time asks the caller to come again', () => {
  const { statusCode, headers, body } = problem(
    failureFrom(Object.assign(new Error('Zebulon'), { name: 'TimeoutError' })),
  );
  expect([statusCode, headers?.['retry-after']]).toEqual([503, '2']);
  expect(problemSchema.parse(JSON.parse(body)).code).toBe('unavailable');
  expect(body).not.toContain('Zebulon');
});

describe('a key', () => {
  const protectedPaths = ['/v1/threads', '/v1/tasks', '/v1/settings/hours', '/v1/no-such-route'];

  it('that is missing or unknown opens nothing', async () => {
    for (const path of protectedPaths) {
      refused(await client.request('GET', path), 401, 'unauthorized');
      for (const key of ['Zebulon', '', 'ptx_local_riversidE', 'x'.repeat(5000)])
        refused(await client.call('GET', path, undefined, { key }), 401, 'unauthorized');
    }
    refused(await client.request('POST', '/operator/practices'), 401, 'unauthorized');
  });

  it("of a practice does not open the operator's routes, nor the operator's a practice's", async () => {
    refused(await client.call('POST', '/operator/practices', {}), 403, 'forbidden');
    refused(await client.call('PUT', '/operator/lines', {}), 403, 'forbidden');
    refused(await client.call('DELETE', `/operator/keys/${'a'.repeat(43)}`), 403, 'forbidden');
    refused(await client.call('GET', '/v1/threads', undefined, { key: operator }), 403, 'forbidden');
  });

  it('that was revoked opens nothing any more; the others still do', async () => {
    const made = await client.done<{ apiKey: string; keyId: string }>(
      'POST',
      '/operator/practices/riverside/keys',
      undefined,
      operator,
    );
    const asked = () => client.call('GET', '/v1/threads', undefined, { key: made.apiKey });
    expect((await asked()).status).toBe(200);
    for (const _twice of [1, 2])
      expect(
        (await client.call('DELETE', `/operator/keys/${made.keyId}`, undefined, { key: operator })).status,
      ).toBe(204);
    refused(await asked(), 401, 'unauthorized');
    expect((await client.call('GET', '/v1/threads')).status).toBe(200);
    refused(
      await client.call('DELETE', `/operator/keys/${'a'.repeat(43)}`, undefined, { key: operator }),
      404,
      'not-found',
    );
  });
});

describe('an address', () => {
  it('that is no route is not found', async () => {
    for (const path of ['/v1/nothing', '/v1/', '/v2/threads', '/nothing', '/V1/threads', '/local/nothing'])
      refused(await raw('GET', path), 404, 'not-found');
    refused(await raw('DELETE', '/v1/threads'), 404, 'not-found');
    refused(await client.call('GET', '/operator/nothing', undefined, { key: operator }), 404, 'not-found');
  });

  it('that is written oddly is not found, whatever it is', async () => {
    const asked = (path: string): Promise<number> =>
      new Promise((resolve, reject) => {
        // fetch would mend these on their way.
        httpRequest(host.url, { path, headers: { 'x-api-key': riverside } }, (response) => {
          response.resume().on('end', () => resolve(response.statusCode ?? 0));
        })
          .on('error', reject)
          .end();
      });
    for (const path of [
      '//',
      '//Zebulon',
      '/%',
      '/v1/threads/%zz',
      '/v1/patients/%00',
      '/../etc',
      'http://[',
      '/\\',
    ])
      expect([path, await asked(path)]).toEqual([path, 404]);
    expect([404, 422]).toContain(await asked('/local/phones/%zz/texts'));
    expect([404, 422]).toContain(await asked('/local/phones/Zebulon/texts'));
  });

  it.each([
    '/v1/patients/nobody',
    '/v1/appointments/none',
    `/v1/contacts/${unknownContact}`,
    `/v1/threads/${unknownContact}`,
    `/v1/texts/${unknownContact}.1`,
    '/v1/contacts/Zebulon',
    '/v1/texts/Zebulon',
    '/v1/patients/Zebulon%20Quagmire',
  ])('of what does not exist is not found: %s', async (path) => {
    refused(await raw('GET', path), 404, 'not-found');
  });

  it('of what does not exist can be neither answered, cancelled nor finished', async () => {
    refused(
      await client.call('POST', `/v1/threads/${unknownContact}/texts`, { body: 'x' }),
      404,
      'not-found',
    );
    refused(await client.call('DELETE', '/v1/appointments/none'), 404, 'not-found');
    refused(await client.call('POST', `/v1/tasks/${randomUUID()}/done`), 404, 'not-found');
    refused(await client.call('POST', '/v1/tasks/Zebulon/done'), 404, 'not-found');
    refused(
      await client.call('POST', '/operator/practices/nobody/keys', undefined, { key: operator }),
      404,
      'not-found',
    );
  });
});

describe('a body', () => {
  const path = '/v1/patients/p1';

  it('that is not JSON is malformed', async () => {
    for (const body of ['', '{"name": "Zebulon', 'Zebulon', '{}{}', "{'a':1}"])
      refused(await raw('PUT', path, body, json), 400, 'malformed');
    refused(await raw('PUT', path, Buffer.from([0x22, 0xff, 0x22]), json), 400, 'malformed');
  });

  it('without a content type, or of another, is not supported', async () => {
    const body = Buffer.from('{}');
    refused(await raw('PUT', path, body), 415, 'unsupported-media-type');
    for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'Zebulon'])
      refused(await raw('PUT', path, body, { 'content-type': type }), 415, 'unsupported-media-type');
    const withCharset = { 'content-type': 'Application/JSON; charset=utf-8' };
    refused(await raw('PUT', path, body, withCharset), 422, 'invalid');
  });

  it('over the limit is too large', async () => {
    for (const times of [200_000, 600_000]) {
      const body = JSON.stringify({ name: 'Zebulon'.repeat(times) });
      refused(await raw('PUT', path, body, json), 413, 'too-large');
    }
  });

  const patient = { name: { given: 'Zebulon', family: 'Quagmire' }, phone: '+16465550010' };
  const appointment = {
    patientId: 'p1',
    start: '2026-12-08T14:00:00-05:00',
    durationMinutes: 30,
    kind: 'checkup',
  };
  const hours = { week: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] } };
  const off = { on: false };
  const purposes = { appointment: off, recall: off, bill: off, care: off, marketing: off };

  it.each<[method: 'PUT' | 'POST', path: string, body: unknown, faults: readonly string[]]>([
    ['PUT', path, {}, ['name', 'phone']],
    ['PUT', path, [], ['']],
    ['PUT', path, null, ['']],
    ['PUT', path, 'Zebulon', ['']],
    ['PUT', path, { ...patient, phone: 'Zebulon' }, ['phone']],
    ['PUT', path, { ...patient, phone: '646-555-0010 x5' }, ['phone']],
    ['PUT', path, { ...patient, phone: 6465550010 }, ['phone']],
    ['PUT', path, { ...patient, name: { given: 'Zebulon' } }, ['name.family']],
    ['PUT', path, { ...patient, birthDate: 'Quagmire' }, ['birthDate']],
    ['PUT', path, { ...patient, language: 'Quagmire' }, ['language']],
    ['PUT', path, { ...patient, timeZone: 'Mars/Quagmire' }, ['timeZone']],
    ['PUT', path, { ...patient, status: 'Quagmire' }, ['status']],
    ['PUT', path, { ...patient, 'Zebulon Quagmire': 1 }, ['']],
    [
      'PUT',
      path,
      { ...patient, consent: { basis: 'Quagmire', source: 'x', evidence: 'x' } },
      ['consent.basis'],
    ],
    [
      'PUT',
      path,
      { ...patient, consent: { basis: 'express', source: 'x', evidence: {} } },
      ['consent.evidence'],
    ],
    ['PUT', '/v1/appointments/a1', { ...appointment, start: '2026-12-08T14:00:00' }, ['start']],
    ['PUT', '/v1/appointments/a1', { ...appointment, start: 'Zebulon' }, ['start']],
    ['PUT', '/v1/appointments/a1', { ...appointment, status: 'Quagmire' }, ['status']],
    ['PUT', '/v1/appointments/a1', { ...appointment, durationMinutes: -1 }, ['durationMinutes']],
    ['PUT', '/v1/appointments/a1', { ...appointment, patientIds: ['p1'] }, ['patientId']],
    ['PUT', '/v1/appointments/a1', { ...appointment, patientId: 'Zebulon' }, ['patientId']],
    ['PUT', '/v1/appointments/a1', { ...appointment, patientId: 'Zebulon Quagmire' }, ['patientId']],
    ['PUT', '/v1/settings/hours', { week: { ...hours.week, mon: [['17:00', '08:00']] } }, ['week.mon[0]']],
    [
      'PUT',
      '/v1/settings/hours',
      { week: { ...hours.week, mon: [['8', 'Zebulon']] } },
      ['week.mon[0][0]', 'week.mon[0][1]'],
    ],
    ['PUT', '/v1/settings/message-types', [], ['', '']],
    ['PUT', '/v1/settings/message-types', [{ type: 'other', words: [], goal: { Zebulon: 1 } }], ['[0].goal']],
    ['PUT', '/v1/settings/purposes', { ...purposes, bill: { on: 'Zebulon' } }, ['bill.on']],
    [
      'PUT',
      '/v1/settings/profile',
      { name: 'x', shortName: 'Zebulon'.repeat(4), timeZone: 'UTC' },
      ['shortName'],
    ],
    ['POST', '/v1/contacts/lookup', { phone: '555-9' }, ['phone']],
    ['POST', `/v1/threads/${unknownContact}/texts`, { body: '' }, ['body']],
    ['POST', `/v1/threads/${unknownContact}/retype`, { type: '' }, ['type']],
    ['POST', `/v1/threads/${unknownContact}/retype`, {}, ['type']],
    ['POST', `/v1/threads/${unknownContact}/texts`, { body: 'Zebulon\u0000' }, ['body']],
    ['POST', `/v1/threads/${unknownContact}/texts`, { body: 'Zebulon'.repeat(500) }, ['body']],
    ['POST', `/v1/threads/${unknownContact}/texts`, { body: 'x', purpose: 'emergency' }, ['purpose']],
  ])('with fields that are not valid is refused, each named: %s %s %j', async (method, at, body, faults) => {
    const { errors } = refused(await client.call(method, at, body), 422, 'invalid');
    expect(errors?.map((error) => error.path)).toEqual(faults);
  });

  it.each([
    ['/v1/threads?limit=0', 'limit'],
    ['/v1/threads?limit=Zebulon', 'limit'],
    ['/v1/threads?limit=101', 'limit'],
    ['/v1/threads?waitingOn=Quagmire', 'waitingOn'],
    ['/v1/appointments', 'date'],
    ['/v1/appointments?date=Zebulon', 'date'],
    ['/v1/appointments?date=2026-12-08&status=Quagmire', 'status'],
  ])('is not needed for a query to be refused: %s', async (at, field) => {
    const { errors } = refused(await raw('GET', at), 422, 'invalid');
    expect(errors?.map((error) => error.path)).toEqual([field]);
  });

  it('of an operator is held to the same', async () => {
    const asked = (method: 'POST' | 'PUT', at: string, body: unknown) =>
      client.call(method, at, body, { key: operator });
    refused(await asked('POST', '/operator/practices', { practiceId: 'Zebulon' }), 422, 'invalid');
    refused(
      await asked('POST', '/operator/practices', {
        practiceId: 'riverside',
        name: 'Zebulon',
        timeZone: 'UTC',
      }),
      409,
      'conflict',
    );
    const line = {
      number: '+12125550150',
      practiceId: 'riverside',
      carrier: 'simulated',
      optOutHandledBy: 'ours',
    };
    refused(await asked('PUT', '/operator/lines', { ...line, practiceId: 'nobody' }), 404, 'not-found');
    refused(await asked('PUT', '/operator/lines', { ...line, number: lines.lakeside }), 409, 'conflict');
    refused(await asked('PUT', '/operator/lines', { ...line, carrier: 'Zebulon' }), 422, 'invalid');
  });

  it('names a member of staff by an id, or is refused', async () => {
    const answer = await client.call('GET', '/v1/tasks', undefined, {
      headers: { 'x-staff-id': 'Zebulon Quagmire' },
    });
    const problem = refused(answer, 422, 'invalid');
    expect(problem.errors?.[0]?.path).toBe('x-staff-id');
    expect(problem.detail).toMatch(/^Send /);
  });
});

describe('settings', () => {
  it('read before another wrote them are not overwritten', async () => {
    const { version, value } = await client.done<{ version: number; value: unknown }>(
      'GET',
      '/v1/settings/hours',
    );
    const write = (match: string) =>
      client.call<{ version: number }>('PUT', '/v1/settings/hours', value, {
        headers: { 'if-match': match },
      });
    const race = await Promise.all(Array.from({ length: 8 }, () => write(`"${version}"`)));
    expect(race.map(({ status }) => status).toSorted()).toEqual([
      200,
      ...Array.from({ length: 7 }, () => 412),
    ]);
    expect(race.find(({ status }) => status === 200)?.headers.get('etag')).toBe(`"${version + 1}"`);
    refused(await write(`"${version}"`), 412, 'version-mismatch');
    expect((await write(String(version + 1))).body.version).toBe(version + 2);
    refused(await write('Zebulon'), 422, 'invalid');
  });

  it('are answered each and all with their versions', async () => {
    const { items } = await client.done<{ items: { part: string; version: number }[] }>(
      'GET',
      '/v1/settings',
    );
    for (const { part, version } of items)
      expect(await client.done('GET', `/v1/settings/${part}`)).toMatchObject({ part, version });
  });
});

describe('an Idempotency-Key', () => {
  const phone = '+16465550020';
  let path = '';
  beforeAll(async () => {
    await client.handsetSends(phone, lines.ours, 'A question');
    await client.settle();
    path = `/v1/threads/${await client.contactId(phone)}/texts`;
  });
  const reply = (body: unknown, key: string) =>
    client.call<{ textId: string }>('POST', path, body, { headers: { 'idempotency-key': key } });

  it('used again, or ten times at once, is answered alike and sends one text', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => reply({ body: 'Once' }, 'key-1')));
    answers.push(await reply({ body: 'Once' }, 'key-1'));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(answers.map(({ words }) => words)).size).toBe(1);
    await client.settle();
    expect((await reply({ body: 'Once' }, 'key-1')).words).toBe(answers[0]?.words);
    expect((await client.received(phone)).filter(({ body }) => body === 'Once')).toHaveLength(1);
  });

  it('used for another body is refused', async () => {
    await reply({ body: 'First' }, 'key-2');
    refused(await reply({ body: 'Zebulon' }, 'key-2'), 409, 'idempotency-mismatch');
    await client.settle();
    expect((await client.received(phone)).map(({ body }) => body)).not.toContain('Zebulon');
  });

  it('of another key is another', async () => {
    const { apiKey } = await client.done<{ apiKey: string }>(
      'POST',
      '/operator/practices/riverside/keys',
      undefined,
      operator,
    );
    const first = await reply({ body: 'Mine' }, 'key-3');
    const second = await client.call<{ textId: string }>(
      'POST',
      path,
      { body: 'Mine' },
      {
        key: apiKey,
        headers: { 'idempotency-key': 'key-3' },
      },
    );
    expect(second.status).toBe(202);
    expect(second.body.textId).not.toBe(first.body.textId);
  });

  it('that is none is refused', async () => {
    expect(refused(await reply({ body: 'x' }, 'a b'), 422, 'invalid').errors?.[0]?.path).toBe(
      'idempotency-key',
    );
  });

  it('of a refused text is answered alike, with the permit that says why', async () => {
    const stopped = '+16465550021';
    await client.handsetSends(stopped, lines.ours, 'STOP');
    const to = `/v1/threads/${await client.contactId(stopped)}/texts`;
    const send = () =>
      client.call<{ permit: { code: string } }>(
        'POST',
        to,
        { body: 'Hello' },
        { headers: { 'idempotency-key': 'k' } },
      );
    for (const _twice of [1, 2]) {
      const answer = await send();
      refused(answer, 422, 'opted-out');
      expect(answer.body.permit.code).toBe('opted-out');
    }
  });
});

describe('a list', () => {
  const phones = Array.from({ length: 7 }, (_, index) => `+1718555${String(index).padStart(4, '0')}`);
  beforeAll(async () => {
    for (const phone of phones) await client.handsetSends(phone, lines.lakeside, 'Hello');
    for (let index = 0; index < 6; index += 1)
      await client.handsetSends(phones[0] ?? '', lines.lakeside, `More ${index}`);
    await client.settle();
  });
  const page = <T>(path: string) => client.done<Page<T>>('GET', path, undefined, lakeside);

  it.each(['/v1/threads?limit=3', '/v1/threads?limit=3&waitingOn=practice'])(
    'of threads is whole when read page by page: %s',
    async (path) => {
      const ids = (await client.all<{ contactId: string }>(path, lakeside)).map(({ contactId }) => contactId);
      const expected = await Promise.all(phones.map((phone) => client.contactId(phone, lakeside)));
      expect(expected.every((id) => ids.includes(id))).toBe(true);
      expect(new Set(ids).size).toBe(ids.length);
      expect((await page(path)).items).toHaveLength(3);
    },
  );

  it('of texts is whole when read page by page, newest first', async () => {
    const path = `/v1/threads/${await client.contactId(phones[0] ?? '', lakeside)}`;
    const whole = await client.done<ShownThread>('GET', `${path}?limit=100`, undefined, lakeside);
    expect(whole.texts.length).toBeGreaterThanOrEqual(8);
    const found: string[] = [];
    let next: string | undefined;
    do {
      const query: string = next ? `&cursor=${encodeURIComponent(next)}` : '';
      const part = await client.done<ShownThread>('GET', `${path}?limit=3${query}`, undefined, lakeside);
      expect(part.texts.length).toBeLessThanOrEqual(3);
      found.push(...part.texts.map(({ textId }) => textId));
      next = part.next;
    } while (next);
    expect(found).toEqual(whole.texts.map(({ textId }) => textId));
    expect(found).toEqual(found.toSorted((a, b) => Number(b.split('.')[1]) - Number(a.split('.')[1])));
  });

  it('of tasks is whole when read page by page, and shorter by what is done', async () => {
    await client.moveClock({ by: 'P1D' });
    const tasks = await client.all<ShownTask>('/v1/tasks?limit=2', lakeside);
    expect(tasks.length).toBeGreaterThanOrEqual(phones.length);
    const [first] = tasks;
    const done = () => client.done('POST', `/v1/tasks/${first?.taskId}/done`, undefined, lakeside);
    expect(await done()).toEqual(await done());
    const left = await client.all<ShownTask>('/v1/tasks?limit=2', lakeside);
    expect(left.map(({ taskId }) => taskId)).toEqual(tasks.slice(1).map(({ taskId }) => taskId));
  });

  it('refuses a cursor that it did not give', async () => {
    const next = (await page('/v1/threads?limit=3')).next ?? '';
    const thread = `/v1/threads/${await client.contactId(phones[0] ?? '', lakeside)}`;
    const textsNext =
      (await client.done<ShownThread>('GET', `${thread}?limit=3`, undefined, lakeside)).next ?? '';
    const garbled = ['Zebulon', next.slice(1), next.split('').reverse().join(''), '%00', 'eyJ9', textsNext];
    for (const cursor of garbled) {
      const query = `cursor=${encodeURIComponent(cursor)}`;
      const answer = await client.call('GET', `/v1/threads?${query}`, undefined, { key: lakeside });
      refused(answer, 400, 'malformed');
    }
    for (const path of [
      thread,
      '/v1/tasks',
      '/v1/appointments?date=2026-12-08',
      '/v1/threads?waitingOn=practice',
    ]) {
      const query = `${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(next)}`;
      refused(await client.call('GET', `${path}${query}`, undefined, { key: lakeside }), 400, 'malformed');
    }
  });

  it("refuses another practice's cursor", async () => {
    const next = (await page('/v1/threads?limit=3')).next ?? '';
    refused(await client.call('GET', `/v1/threads?cursor=${encodeURIComponent(next)}`), 400, 'malformed');
  });
});

it('describes itself to anyone', async () => {
  const { status, body } = await client.request<{ openapi: string }>('GET', '/v1/openapi.json');
  expect([status, body.openapi]).toEqual([200, '3.1.0']);
});
