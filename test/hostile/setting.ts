import type { LocalClient, Page, ShownTask, ShownThread } from '../support/local-client.ts';
import { lakeside, lines, operator, riverside } from '../support/local-client.ts';
import type { KeyKind } from './requests.ts';

/** Words that stand in records of a practice that nobody here has a key to: no answer and no log may hold them. */
export const bystandersWords = ['Wigwam', 'Xylophone', '6465559'];

export interface Setting {
  /** What the generator's names of ids stand for: the practice's own, and among them those of the bystander. */
  readonly ids: Readonly<Record<string, readonly string[]>>;
  readonly keyOf: (kind: KeyKind, scope: 'practice' | 'operator') => string | undefined;
  /** Puts back settings and consent that what is thrown may have ended, and lets go what is queued. */
  readonly restore: () => Promise<void>;
  /** All that can be read of the bystander, to compare before and after. */
  readonly bystander: () => Promise<string>;
}

/** A practice's records, one of each kind, and the ids by which they are named. */
async function furnish(
  client: LocalClient,
  { key, line, given, phone, id }: { key: string; line: string; given: string; phone: string; id: string },
) {
  const put = (path: string, body: unknown) => client.done('PUT', path, body, key);
  const visit = { durationMinutes: 30, kind: 'checkup', provider: given };
  for (const [index, family] of ['one', 'two'].entries()) {
    await put(`/v1/patients/${id}-${family}`, {
      name: { given, family },
      phone: `${phone}${index}`,
      consent: { basis: 'written', source: 'form', evidence: given },
    });
    await put(`/v1/appointments/${id}-${family}`, {
      ...visit,
      patientId: `${id}-${family}`,
      start: `2026-12-0${index + 7}T14:00:00-05:00`,
    });
  }
  const patientId = `${id}-one`;
  await put(`/v1/recalls/${id}`, { patientId, kind: given, dueOn: '2027-01-01' });
  await put(`/v1/bills/${id}`, { patientId, amountCents: 100, dueOn: '2027-01-01' });
  await put(`/v1/standard-responses/${id}`, {
    type: 'other',
    body: { en: `${given} says` },
  });
  // A practice that is not live yet, as the bystander is not, has none.
  const notice = await client.call<{ noticeId?: string }>(
    'POST',
    '/v1/day-notices',
    { date: '2026-12-07', body: `${given} is out` },
    { key },
  );
  await client.handsetSends(`${phone}0`, line, `${given} stop this please I've had enough`);
  await client.handsetSends(`${phone}1`, line, `${given} asks for an appointment`);
  await client.settle();
  const contactIds = [await client.contactId(`${phone}0`, key), await client.contactId(`${phone}1`, key)];
  const threads = await Promise.all(
    contactIds.map((id) => client.done<ShownThread>('GET', `/v1/threads/${id}`, undefined, key)),
  );
  const tasks = await client.all<ShownTask>('/v1/tasks', key);
  return {
    contactId: contactIds,
    textId: threads.flatMap(({ texts }) => texts.slice(0, 1).map(({ textId }) => textId)),
    taskId: tasks.map(({ taskId }) => taskId),
    appointmentId: [`${id}-one`, `${id}-two`],
    patientId: [patientId, `${id}-two`],
    recallId: [id],
    billId: [id],
    noticeId: notice.body.noticeId === undefined ? [] : [notice.body.noticeId],
    name: [id],
  };
}

const listsWithCursors = [
  '/v1/threads?limit=1',
  '/v1/threads?waitingOn=practice&limit=1',
  '/v1/tasks?limit=1',
  '/v1/appointments?date=2026-12-07&limit=1',
  '/v1/audit?limit=1',
];

/** Where pages of one go on, then the same ends changed as only somebody who reads them could. */
async function cursorsOf(client: LocalClient, contactId: string, key: string): Promise<string[]> {
  const given = await Promise.all(
    [...listsWithCursors, `/v1/threads/${contactId}?limit=1`].map(
      async (path) => (await client.call<Page<unknown>>('GET', path, undefined, { key })).body.next ?? [],
    ),
  );
  const cursors = given.flat();
  const changed = cursors.slice(0, 2).flatMap((cursor) => {
    const parts = Buffer.from(cursor, 'base64url').toString();
    return [parts.replaceAll('riverside', 'bystander'), parts.replace(/"([^"]*)"\]$/, '"\\u0000"]')].map(
      (written) => Buffer.from(written).toString('base64url'),
    );
  });
  return [...cursors, ...changed];
}

/** Furnishes riverside, at which all is thrown, and a practice that must come through it untouched and unseen. */
export async function furnished(client: LocalClient): Promise<Setting> {
  const asOperator = { key: operator };
  const bystanderKey = (
    await client.call<{ apiKey: string }>(
      'POST',
      '/operator/practices',
      { practiceId: 'bystander', name: 'Wigwam Practice', timeZone: 'America/New_York' },
      asOperator,
    )
  ).body.apiKey;
  const line = '+12125550177';
  await client.call(
    'PUT',
    '/operator/lines',
    { number: line, practiceId: 'bystander', carrier: 'simulated', optOutHandledBy: 'ours' },
    asOperator,
  );
  const keyMade = async () =>
    (
      await client.call<{ apiKey: string; keyId: string }>(
        'POST',
        '/operator/practices/lakeside/keys',
        undefined,
        asOperator,
      )
    ).body;
  const [revoked, spare] = [await keyMade(), await keyMade()];
  await client.call('DELETE', `/operator/keys/${revoked.keyId}`, undefined, asOperator);
  const theirs = await furnish(client, {
    key: bystanderKey,
    line,
    given: 'Wigwam',
    phone: '+1646555901',
    id: 'theirs',
  });
  const own = await furnish(client, {
    key: riverside,
    line: lines.ours,
    given: 'Zebulon',
    phone: '+1646555011',
    id: 'ours',
  });
  const cursor = await cursorsOf(client, own.contactId[0] ?? '', riverside);
  const ids: Record<string, readonly string[]> = {
    ...Object.fromEntries(
      Object.entries(own).map(([name, list]) => [
        name,
        [...list.slice(0, 2), ...theirs[name as keyof typeof theirs].slice(0, 1)],
      ]),
    ),
    staffId: ['sam', 'alex'],
    keyId: [spare.keyId, revoked.keyId],
    practiceId: ['riverside', 'lakeside', 'nobody'],
    cursor,
  };
  const settings = await client.all<{ part: string; value: unknown }>('/v1/settings', riverside);
  const looked = [
    '/v1/settings',
    '/v1/threads',
    '/v1/tasks',
    '/v1/standard-responses',
    '/v1/audit?from=2026-12-01',
  ];
  return {
    ids,
    keyOf: (kind, scope) => {
      const keys = {
        own: scope === 'operator' ? operator : riverside,
        foreign: lakeside,
        revoked: revoked.apiKey,
        unknown: 'ptx_local_nobody',
        operator: scope === 'operator' ? riverside : operator,
        none: undefined,
      };
      return keys[kind];
    },
    restore: async () => {
      for (const { part, value } of settings)
        await client.done('PUT', `/v1/settings/${part}`, value, riverside);
      for (const contactId of own.contactId)
        await client.done(
          'POST',
          `/v1/contacts/${contactId}/consents`,
          { scope: 'informational', action: 'granted', basis: 'express', source: 'desk', evidence: 'Yes.' },
          riverside,
        );
      await client.settle();
    },
    bystander: async () => {
      const answers = await Promise.all([
        ...looked.map((path) => client.call('GET', path, undefined, { key: bystanderKey })),
        ...theirs.contactId.flatMap((id) =>
          [`/v1/threads/${id}`, `/v1/contacts/${id}`, `/v1/contacts/${id}/consents`].map((path) =>
            client.call('GET', path, undefined, { key: bystanderKey }),
          ),
        ),
        ...theirs.appointmentId.map((id) =>
          client.call('GET', `/v1/appointments/${id}`, undefined, { key: bystanderKey }),
        ),
      ]);
      return answers.map(({ status, words }) => `${status} ${words}`).join('\n');
    },
  };
}
