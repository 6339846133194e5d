import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LocalClient, lakeside, lines, riverside, type ShownThread } from '../support/local-client.ts';
import { type RunningHost, startInProcess, tuesdayMorning } from '../support/local-host.ts';

let host: RunningHost;
let client: LocalClient;
beforeAll(async () => {
  host = await startInProcess({ clock: tuesdayMorning });
  client = host.client;
});
afterAll(() => host?.stop());

type Thread = ShownThread & { assignee?: string; unread: boolean; version: string };
const as = (staffId: string, more: Record<string, string> = {}) => ({
  headers: { 'x-staff-id': staffId, ...more },
});

/** A patient asks; the thread's address and its ETag. */
async function asks(phone: string, body = 'Are you open on Monday?') {
  await client.handsetSends(phone, lines.ours, body);
  await client.settle();
  const path = `/v1/threads/${await client.contactId(phone)}`;
  return { path, etag: await etagOf(path) };
}

const etagOf = async (path: string) =>
  (await client.call('GET', path)).headers.get('etag') ?? expect.fail('The thread has no ETag.');

test('of two who answer a thread as they both saw it the second is told, reads it again, and may go on', async () => {
  const { path, etag } = await asks('+12125550160');
  const send = (staffId: string, body: string, ifMatch: string) =>
    client.call<{ code?: string; detail?: string }>(
      'POST',
      `${path}/texts`,
      { body },
      as(staffId, { 'if-match': ifMatch }),
    );
  const both = await Promise.all([send('sam', 'Yes, from 8.', etag), send('alex', 'We open at 8.', etag)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([202, 412]);
  const told = both.find(({ status }) => status === 412);
  expect(told?.body).toMatchObject({ code: 'version-mismatch' });
  expect(told?.body.detail).toContain('read it again');
  expect((await send('alex', 'And we close at 5.', await etagOf(path))).status).toBe(202);
  expect((await send('alex', 'Bye.', 'not a version')).status).toBe(422);
});

test('a thread is assigned, noted and closed, and the audit says who did what and nothing of the patient', async () => {
  const { path } = await asks('+12125550161', 'This is Zebulon. May I bring my sister?');
  const assigned = await client.call<Thread>('POST', `${path}/assign`, { staffId: 'alex' }, as('sam'));
  expect(assigned.body).toMatchObject({ assignee: 'alex', waitingOn: 'practice', unread: true });
  await client.moveClock({ by: 'PT1S' });
  const refused = await client.call('POST', `${path}/assign`, { staffId: 'nobody' }, as('sam'));
  expect([refused.status, refused.body]).toMatchObject([422, { errors: [{ path: 'staffId' }] }]);
  const [text] = (await client.done<Thread>('GET', path)).texts;
  await client.call('POST', `${path}/read`, { textId: text?.textId }, as('alex'));
  await client.moveClock({ by: 'PT1S' });
  const words = 'Zebulon may bring her.';
  const key = as('alex', { 'idempotency-key': 'n-1' });
  const notes = [1, 2].map(() => client.call<{ noteId: string }>('POST', `${path}/notes`, { words }, key));
  const [first, second] = await Promise.all(notes);
  expect([first?.status, second?.body.noteId]).toEqual([201, first?.body.noteId]);
  await client.moveClock({ by: 'PT1S' });
  expect((await client.call('POST', `${path}/notes`, {}, as('alex'))).status).toBe(422);
  const closed = await client.call<Thread>(
    'POST',
    `${path}/close`,
    { reason: 'Zebulon called.' },
    as('alex'),
  );
  expect(closed.body).toMatchObject({ waitingOn: 'closed', unread: false });
  expect(await client.all(`${path}/notes`)).toMatchObject([{ words, by: 'alex', call: false }]);
  const contactId = path.split('/').at(-1);
  const acts = await client.all<{ action: string; staffId?: string; contactId?: string }>(
    '/v1/audit?limit=2',
  );
  expect(
    acts.filter((act) => act.contactId === contactId).map(({ action, staffId }) => `${staffId} ${action}`),
  ).toEqual(['alex thread-closed', 'alex note-added', 'alex thread-read', 'sam thread-assigned']);
  expect(JSON.stringify(acts)).not.toMatch(/Zebulon|sister|bring|5550161/);
  expect(await client.all('/v1/audit?to=2020-01-01T00:00:00Z')).toEqual([]);
});

test('a call that is noted takes the thread off the list, and its task', async () => {
  const { path } = await asks('+12125550162');
  const contactId = path.split('/').at(-1);
  await client.moveClock({ by: 'PT24H' });
  const tasks = async () =>
    (await client.all<{ contactId: string; kind: string }>('/v1/tasks?assignee=alex')).filter(
      (task) => task.contactId === contactId,
    );
  expect((await tasks()).map(({ kind }) => kind)).toContain('goal-missed');
  await client.call('POST', `${path}/notes`, { call: true }, as('sam'));
  expect(await tasks()).toEqual([]);
  const waiting = await client.all<Thread>('/v1/threads?waitingOn=practice&assignee=sam');
  expect(waiting.map((thread) => thread.contactId)).not.toContain(contactId);
});

test("another practice finds neither the thread nor the acts of this one's people", async () => {
  const { path } = await asks('+12125550163');
  await client.call('POST', `${path}/close`, { reason: 'Done.' }, { key: riverside });
  for (const [act, body] of [
    ['assign', { staffId: 'alex' }],
    ['close', { reason: 'Done.' }],
    ['notes', { call: true }],
  ] as const)
    expect((await client.call('POST', `${path}/${act}`, body, { key: lakeside })).status).toBe(404);
  expect((await client.call('GET', `${path}/notes`, undefined, { key: lakeside })).status).toBe(404);
  // The demo sent its own test text.
  const acts = await client.all('/v1/audit', lakeside);
  expect(acts).toMatchObject([{ action: 'text-sent', what: 'test' }]);
});
