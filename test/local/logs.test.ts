import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalClient, lakeside, lines, operator, type ShownTask } from '../support/local-client.ts';
import { type ChildHost, startChild, tuesdayMorning } from '../support/local-host.ts';

/** Words, names and numbers that stand in requests of this run and may stand in no line of its logs. */
const secrets = [
  'zebulon',
  'quagmire',
  'xylophone',
  'brimstone',
  'marzipan',
  'hullabaloo',
  'wigwam',
  '6465557',
  '646-555-7',
  '646) 555',
  '1931-07-14',
  '203.0.113.77',
];
const phone = '+16465557001';
const other = '+16465557002';
const stopping = '+16465557003';

let host: ChildHost;
let client: LocalClient;
beforeAll(async () => {
  host = await startChild({ clock: tuesdayMorning });
  client = host.client;
});
afterAll(() => host?.stop());

const json = { 'content-type': 'application/json' };
/** A request of which nothing is expected but an answer. */
const odd = (method: string, path: string, body?: string | Uint8Array<ArrayBuffer>, headers = {}) =>
  client.request(method, path, {
    headers: { 'x-api-key': 'ptx_local_riverside', ...json, ...headers },
    ...(body !== undefined && { body }),
  });

describe('the logs of a run', () => {
  it('of ordinary texts, appointments and replies', async () => {
    await client.done('PUT', '/v1/patients/p1', {
      name: { given: 'Zebulon', family: 'Quagmire' },
      phone,
      birthDate: '1931-07-14',
      consent: {
        basis: 'written',
        source: 'form',
        evidence: { words: 'I agree, says Brimstone', recordedBy: 'Marzipan', ipAddress: '203.0.113.77' },
      },
    });
    await client.done('PUT', '/v1/appointments/a1', {
      patientId: 'p1',
      start: '2026-12-08T14:00:00-05:00',
      durationMinutes: 30,
      kind: 'hullabaloo',
      provider: 'Dr. Brimstone',
      location: 'Wigwam 5',
    });
    await client.handsetSends(phone, lines.ours, 'My xylophone hurts, zebulon');
    await client.post(client.twilioText({ from: other, body: 'Quagmire here, call me at (646) 555-7002' }));
    await client.handsetSends(stopping, lines.ours, 'STOP xylophone');
    await client.handsetSends(stopping, lines.ours, 'STOP');
    await client.moveClock({ by: 'PT4H' });
    const contactId = await client.contactId(phone);
    await client.done('POST', `/v1/threads/${contactId}/texts`, {
      body: 'Dear Zebulon, the marzipan is fine',
    });
    await client.settle();
    await client.handsetSends(phone, lines.ours, 'C');
    await client.handsetSends(phone, lines.ours, 'R');
    await client.moveClock({ by: 'P9D' });
    for (const { taskId } of await client.all<ShownTask>('/v1/tasks'))
      await client.done('POST', `/v1/tasks/${taskId}/done`);
    const stopped = `/v1/threads/${await client.contactId(stopping)}/texts`;
    expect((await client.call('POST', stopped, { body: 'marzipan' })).status).toBe(422);
    await client.done('PUT', '/v1/patients/p1', {
      name: { given: 'Zebulon', family: 'Quagmire' },
      phone: other,
    });
    await client.done('DELETE', '/v1/appointments/a1');
    await client.settle();
  });

  it('of malformed, forged and odd requests', async () => {
    const webhook = client.twilioText({ from: phone, body: 'xylophone' });
    const form = (fields: Record<string, string>) =>
      client.post(
        client.twilioForm('/carriers/twilio/texts', {
          From: phone,
          To: lines.carriers,
          Body: 'xylophone',
          ...fields,
        }),
      );
    await client.post({ ...webhook, body: 'Body=zebulon&From=%2B16465557001' });
    await client.post({ ...webhook, headers: { 'x-twilio-signature': 'zebulon' } });
    await client.post({ ...webhook, path: '/carriers/zebulon/texts' });
    await client.post({ ...webhook, path: '/carriers/simulated/texts' });
    await form({ MessageSid: 'zebulon quagmire' });
    await form({ MessageSid: 'SM1', To: '+16465557009' });
    await form({ MessageSid: 'SM2', From: 'zebulon' });
    await form({ MessageSid: 'SM3', Body: 'xylophone '.repeat(10_000) });
    const receipt = '/carriers/twilio/receipts?practice=riverside&text=zebulon';
    await client.post(
      client.twilioForm(receipt, { MessageSid: 'SM4', MessageStatus: 'quagmire', From: lines.carriers }),
    );
    await client.post(
      client.twilioForm(receipt, {
        MessageSid: 'SM4',
        MessageStatus: 'failed',
        ErrorCode: 'zebulon',
        From: lines.carriers,
      }),
    );
    await odd('PUT', '/v1/patients/p9', '{"name": {"given": "Zebulon", "phone": "+16465557001"');
    await odd('PUT', '/v1/patients/p9', 'zebulon');
    await odd('PUT', '/v1/patients/p9', Buffer.from([0x7a, 0xff]));
    await odd('PUT', '/v1/patients/p9', '{}', { 'content-type': 'zebulon/quagmire' });
    await odd('PUT', '/v1/patients/Zebulon%20Quagmire', '{}');
    await odd(
      'PUT',
      '/v1/patients/p9',
      JSON.stringify({ zebulon: phone, name: 'Quagmire', timeZone: 'Quagmire/646' }),
    );
    await odd('PUT', '/v1/patients/p9', JSON.stringify({ name: 'xylophone'.repeat(200_000) }));
    await odd('PUT', '/v1/patients/p9', JSON.stringify({ name: 'xylophone'.repeat(400_000) }));
    await odd('GET', '/v1/threads?cursor=zebulon&type=quagmire&assignee=zebulon');
    await odd('GET', '/v1/threads?waitingOn=zebulon');
    await odd('GET', '/v1/zebulon/quagmire?phone=%2B16465557001');
    await odd('GET', '/zebulon?phone=6465557001');
    await odd('GET', '/v1/threads', undefined, { 'x-staff-id': 'Zebulon Quagmire', 'if-match': 'zebulon' });
    await odd('GET', '/v1/threads', undefined, { 'x-api-key': 'zebulon' });
    await odd('POST', '/local/phones/zebulon/texts', '{}');
    await odd(
      'POST',
      `/local/phones/${phone}/texts`,
      JSON.stringify({ to: '+16465557008', body: 'xylophone' }),
    );
    await odd('POST', `/local/phones/${phone}/texts`, JSON.stringify({ to: 'quagmire', zebulon: 1 }));
    await odd('POST', '/local/clock', JSON.stringify({ to: 'zebulon' }));
    await odd('POST', '/local/clock', 'zebulon');
    await client.call(
      'POST',
      '/operator/practices',
      { practiceId: 'Zebulon', name: 'Quagmire' },
      { key: operator },
    );
    await client.call('PUT', '/operator/lines', { number: phone, practiceId: 'zebulon' }, { key: operator });
    await client.call('POST', '/v1/contacts/lookup', { phone }, { key: lakeside });
    await client.call('POST', '/v1/contacts/lookup', { phone: '646-555-7001 xylophone' });
  });

  it('of odd settings, with which texts are written', async () => {
    const off = { on: false };
    await client.done('PUT', '/v1/settings/profile', {
      name: 'Quagmire $(zebulon) <%= xylophone %>',
      shortName: '{{zebulon}} \u202E%s',
      phone: '646-555-7004',
      timeZone: 'America/New_York',
      emergencyWords: 'Hullabaloo',
    });
    await client.done('PUT', '/v1/settings/hours', {
      week: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] },
    });
    await client.done('PUT', '/v1/settings/message-types', [
      {
        type: 'marzipan',
        words: ['brimstone'],
        goal: { businessDays: 30 },
        acknowledgement: 'zebulon wigwam',
      },
      { type: 'other', words: [], goal: { businessMinutes: 5 } },
    ]);
    await client.done('PUT', '/v1/settings/purposes', {
      appointment: { on: true, dailyMax: 1 },
      recall: off,
      bill: off,
      care: off,
      marketing: off,
    });
    await client.call('PUT', '/v1/settings/hours', { week: { mon: [['zebulon', 'quagmire']] }, quagmire: 1 });
    const another = '+16465557005';
    await client.handsetSends(another, lines.ours, 'brimstone and hullabaloo');
    await client.moveClock({ by: 'P40D' });
    expect((await client.received(another))[0]?.body).toContain('zebulon');
  });

  it('of connections that break and requests that no client sends', async () => {
    const { hostname, port } = new URL(host.url);
    const spoken = (words: string) =>
      new Promise<void>((resolve) => {
        const socket = connect(Number(port), hostname, () => socket.write(words));
        socket.on('error', () => resolve()).on('close', () => resolve());
        setTimeout(() => socket.destroy(), 100);
      });
    await spoken('zebulon quagmire\r\n\r\n');
    await spoken(`GET /v1/patients/zebulon HTTP/1.1\r\nHost: x\r\nZebulon Quagmire\r\n\r\n`);
    await spoken('PUT /v1/patients/p1 HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n{"name":"zebulon');
    await new Promise((resolve) => {
      httpRequest(
        host.url,
        { path: '//zebulon:quagmire@/', headers: { 'x-api-key': '6465557001' } },
        (answer) => answer.resume().on('end', resolve),
      )
        .on('error', resolve)
        .end();
    });
    expect((await client.call('GET', '/v1/tasks')).status).toBe(200);
  });

  it('hold no phone number, no name and no word of a text', async () => {
    await host.kill('SIGTERM');
    const output = host.output();
    // There are logs to look at: refusals are counted by them.
    expect(output).toContain('"code":"forged"');
    expect(output).toContain('"code":"malformed"');
    expect(output).toContain('"code":"invalid"');
    const folded = output.toLowerCase();
    for (const secret of secrets) expect(folded.includes(secret), secret).toBe(false);
    expect(output.match(/\+?1?646\d{7}/g)).toBeNull();
    expect(output).not.toMatch(/"level":"(?:ERROR|CRITICAL)"/);
    expect(output).not.toContain('unhandled');
  });
});
