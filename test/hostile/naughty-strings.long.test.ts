import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type LocalClient, lines, operator, type Page } from '../support/local-client.ts';
import { type ChildHost, startChild, tuesdayMorning } from '../support/local-host.ts';
import { naughtyStrings, naughtyWords } from './naughty-strings.ts';

/** A field of words: how it is written, and where it is read again. */
interface Field {
  readonly title: string;
  readonly method: 'PUT' | 'POST';
  readonly path: string;
  readonly body: (said: string) => unknown;
  /** Where it is read again, if not in the answer to the writing itself. */
  readonly read?: string | ((written: never) => string);
  /** The value of the field in what was read. */
  readonly at: (read: never) => unknown;
}

/** What a reminder's own words may not go without. */
const words = ' {when}. Reply C.';
const visit = { patientId: 'p1', start: '2026-12-20T14:00:00-05:00', durationMinutes: 30, kind: 'checkup' };
const profile = { name: 'Riverside', shortName: 'Riverside', timeZone: 'America/New_York' };
const patient = { name: { given: 'Ann', family: 'Example' }, phone: '+16465550120' };
const other = { type: 'other', words: [], goal: { businessMinutes: 60 } };
const evidence = { scope: 'informational', action: 'granted', basis: 'express' };

const ofPatient = (name: 'given' | 'family'): Field => ({
  title: `a patient's ${name} name`,
  method: 'PUT',
  path: '/v1/patients/p1',
  body: (said) => ({ ...patient, name: { ...patient.name, [name]: said } }),
  read: '/v1/patients/p1',
  at: ({ name: read }: { name: Record<string, string> }) => read[name],
});
const ofAppointment = (name: 'kind' | 'provider' | 'location'): Field => ({
  title: `an appointment's ${name}`,
  method: 'PUT',
  path: '/v1/appointments/a1',
  body: (said) => ({ ...visit, [name]: said }),
  read: '/v1/appointments/a1',
  at: (read: Record<string, string>) => read[name],
});
const ofProfile = (name: 'name' | 'shortName' | 'address' | 'emergencyWords'): Field => ({
  title: `the profile's ${name}`,
  method: 'PUT',
  path: '/v1/settings/profile',
  body: (said) => ({ ...profile, [name]: said }),
  read: '/v1/settings/profile',
  at: ({ value }: { value: Record<string, string> }) => value[name],
});

/** A notice about a day on which nobody comes. */
const ofNotice = (name: 'body' | 'provider'): Field => ({
  title: `a day notice's ${name}`,
  method: 'POST',
  path: '/v1/day-notices',
  body: (said) => ({ date: '2026-12-24', body: 'We are closed.', [name]: said }),
  read: ({ noticeId }: { noticeId: string }) => `/v1/day-notices/${noticeId}`,
  at: (read: Record<string, string>) => read[name],
});

const fieldsOf = (contactId: string): readonly Field[] => [
  ofPatient('given'),
  ofPatient('family'),
  ofAppointment('kind'),
  ofAppointment('provider'),
  ofAppointment('location'),
  ofProfile('name'),
  ofProfile('shortName'),
  ofProfile('address'),
  ofProfile('emergencyWords'),
  {
    title: 'a word of a message type',
    method: 'PUT',
    path: '/v1/settings/message-types',
    body: (said) => [{ ...other, type: 'own', words: [said] }, other],
    read: '/v1/settings/message-types',
    at: ({ value }: { value: { words: string[] }[] }) => value[0]?.words[0],
  },
  {
    title: 'an acknowledgement',
    method: 'PUT',
    path: '/v1/settings/message-types',
    body: (said) => [{ ...other, type: 'own', acknowledgement: said }, other],
    read: '/v1/settings/message-types',
    at: ({ value }: { value: { acknowledgement?: string }[] }) => value[0]?.acknowledgement,
  },
  {
    title: "a member of staff's name",
    method: 'PUT',
    path: '/v1/settings/staff',
    body: (said) => [{ staffId: 'sam', name: said }],
    read: '/v1/settings/staff',
    at: ({ value }: { value: { name: string }[] }) => value[0]?.name,
  },
  {
    title: "a plan's kind",
    method: 'PUT',
    path: '/v1/settings/reminder-plans',
    body: (said) => [
      { kind: 'default', steps: [] },
      { kind: said, steps: [] },
    ],
    read: '/v1/settings/reminder-plans',
    at: ({ value }: { value: { kind: string }[] }) => value.find(({ kind }) => kind !== 'default')?.kind,
  },
  {
    title: "a reminder's own words",
    method: 'PUT',
    path: '/v1/settings/reminder-plans',
    body: (said) => [
      { kind: 'default', steps: [{ step: 'one', before: 'P1D', body: `Hi ${said}${words}` }] },
    ],
    read: '/v1/settings/reminder-plans',
    at: ({ value }: { value: { steps: { body?: string | { en: string } }[] }[] }) => {
      const body = value[0]?.steps[0]?.body;
      return (typeof body === 'object' ? body.en : body)?.slice('Hi '.length, -words.length);
    },
  },
  {
    title: 'a prepared answer',
    method: 'PUT',
    path: '/v1/standard-responses/naughty',
    body: (said) => ({ body: { en: said, es: said } }),
    read: '/v1/standard-responses/naughty',
    at: ({ body }: { body: { en: string } }) => body.en,
  },
  {
    title: 'evidence of consent, and where it is from',
    method: 'POST',
    path: `/v1/contacts/${contactId}/consents`,
    body: (said) => ({ ...evidence, source: said, evidence: { words: said } }),
    at: ({ evidence: kept }: { evidence: { words: string } }) => kept.words,
  },
  {
    title: 'a named fact of the evidence',
    method: 'POST',
    path: `/v1/contacts/${contactId}/consents`,
    body: (said) => ({ ...evidence, source: 'form', evidence: { form: said, page: 2 } }),
    at: ({ evidence: kept }: { evidence: { form: string } }) => kept.form,
  },
  ofNotice('body'),
  ofNotice('provider'),
  {
    title: 'a note',
    method: 'POST',
    path: `/v1/threads/${contactId}/notes`,
    body: (said) => ({ words: said }),
    at: ({ words }: { words: string }) => words,
  },
  {
    title: "a recall's kind",
    method: 'PUT',
    path: '/v1/recalls/r1',
    body: (said) => ({ patientId: 'p1', kind: said, dueOn: '2027-01-01' }),
    read: '/v1/recalls/r1',
    at: ({ kind }: { kind: string }) => kind,
  },
];

let host: ChildHost;
let client: LocalClient;
let fields: readonly Field[];
beforeAll(async () => {
  host = await startChild({ clock: tuesdayMorning });
  client = host.client;
  await client.done('PUT', '/v1/patients/p1', patient);
  await client.handsetSends(patient.phone, lines.ours, 'Hello');
  await client.settle();
  fields = fieldsOf(await client.contactId(patient.phone));
});
afterAll(() => host?.stop());

const refusedPlainly = ({ status, body, words }: Answer) => {
  const { detail, code, errors } = body as { detail: string; code: string; errors?: unknown[] };
  expect(status, words).toBe(422);
  expect(detail).toMatch(/[.:]/);
  if (code === 'invalid') expect(errors?.length, words).toBeGreaterThan(0);
};

/** Answers a patient: what their phone shows, and the API too; `undefined` where the answer was refused, and that plainly. */
async function answered(phone: string, contactId: string, answer: object): Promise<string | undefined> {
  const reply = await client.call<{ textId: string }>('POST', `/v1/threads/${contactId}/texts`, answer);
  if (reply.status !== 202) {
    refusedPlainly(reply);
    return undefined;
  }
  await client.settle();
  const { body: shown } = await client.done<{ body: string }>('GET', `/v1/texts/${reply.body.textId}`);
  expect((await client.received(phone)).at(-1)?.body).toBe(shown);
  return shown;
}

describe('each string of the list', () => {
  it('is kept as it was written in each field of the API, or refused plainly', async () => {
    for (const { title, method, path, body, read, at } of fields) {
      let kept = 0;
      for (const said of naughtyStrings) {
        const put = await client.call(method, path, body(said));
        if (put.status >= 300) {
          refusedPlainly(put);
          continue;
        }
        kept += 1;
        const from = typeof read === 'function' ? read(put.body as never) : read;
        const found = from === undefined ? put.body : (await client.call('GET', from)).body;
        expect([said, said.trim()], title).toContain(at(found as never));
      }
      expect(kept, title).toBeGreaterThan(60);
    }
  }, 280_000);

  it('comes in as a text and is read again as it was sent, by each carrier', async () => {
    for (const [index, said] of naughtyStrings.entries()) {
      const phone = `+1646557${String(index).padStart(4, '0')}`;
      await client.handsetSends(phone, lines.ours, said);
      expect((await client.post(client.twilioText({ from: phone, body: said }))).status).toBe(200);
      const { texts } = await client.thread(phone);
      const received = texts.filter(({ direction }) => direction === 'in').map(({ body }) => body);
      const whole = said.replaceAll('\0', '').toWellFormed();
      expect(received).toEqual([whole, whole]);
    }
    await client.settle();
  }, 280_000);

  it('goes out as it was shown before, or is refused plainly', async () => {
    let sent = 0;
    for (const [index, said] of naughtyWords.entries()) {
      const phone = `+1646558${String(index).padStart(4, '0')}`;
      await client.handsetSends(phone, lines.ours, 'A question');
      await client.settle();
      const contactId = await client.contactId(phone);
      const draft = { body: { en: said } };
      const preview = await client.call<{ body: string }>('POST', '/v1/standard-responses/draft-1/preview', {
        draft,
        contactId,
      });
      const shown = await answered(phone, contactId, { body: said });
      if (shown === undefined) continue;
      sent += 1;
      // Look-alikes are spelled so that they fit one segment, in the preview too; braces are read for fields there.
      if (!said.includes('{')) expect(shown).toBe(preview.body.body);
    }
    expect(sent).toBeGreaterThan(350);
  }, 280_000);

  it('fills a merge field as it is written, in the preview and in the text that goes out', async () => {
    const phone = '+16465580999';
    await client.handsetSends(phone, lines.ours, 'A question');
    await client.settle();
    const contactId = await client.contactId(phone);
    await client.done('PUT', '/v1/standard-responses/fielded', { body: { en: 'About {thing}: yes.' } });
    let sent = 0;
    for (const said of naughtyWords) {
      const fields = { thing: said };
      const ask = { contactId, fields };
      const preview = await client.call<{ body: string }>(
        'POST',
        '/v1/standard-responses/fielded/preview',
        ask,
      );
      const shown = await answered(phone, contactId, { standardResponse: 'fielded', fields });
      if (shown === undefined) continue;
      sent += 1;
      expect(shown).toBe(preview.body.body);
      expect(shown).toContain('About ');
    }
    expect(sent).toBeGreaterThan(350);
  }, 280_000);

  it('stands in a row of another list of consents as it was written, or the row is refused by its line', async () => {
    const phoneOf = (index: number) => `+1646556${String(index).padStart(4, '0')}`;
    let recorded = 0;
    for (const [index, said] of naughtyStrings.entries()) {
      const row = { ...evidence, phone: phoneOf(index), source: said, evidence: said };
      const { rows } = await client.done<{ rows: { line: number; outcome: string; errors?: unknown[] }[] }>(
        'POST',
        '/v1/consents:import',
        { rows: [row], firstLine: index + 1 },
      );
      expect(rows).toHaveLength(1);
      expect(rows[0]?.line).toBe(index + 1);
      if (rows[0]?.outcome === 'refused') {
        expect(rows[0].errors?.length).toBeGreaterThan(0);
        if (said.length > 9) expect(JSON.stringify(rows[0].errors)).not.toContain(JSON.stringify(said));
        continue;
      }
      recorded += 1;
      const contactId = await client.contactId(phoneOf(index));
      const { items } = await client.done<Page<{ source: string; evidence: { words: string } }>>(
        'GET',
        `/v1/contacts/${contactId}/consents`,
      );
      expect(items.map((one) => [one.source, one.evidence.words])).toEqual([[said.trim(), said.trim()]]);
    }
    expect(recorded).toBeGreaterThan(350);
  }, 280_000);

  it("is a practice's name, or is refused plainly", async () => {
    let made = 0;
    for (const [index, said] of naughtyStrings.entries()) {
      const practiceId = `naughty-${index}`;
      const body = { practiceId, name: said, timeZone: 'America/New_York' };
      const asked = await client.call('POST', '/operator/practices', body, { key: operator });
      if (asked.status >= 300) {
        refusedPlainly(asked);
        continue;
      }
      made += 1;
      const shown = await client.call<{ name: string }>(
        'GET',
        `/operator/practices/${practiceId}`,
        undefined,
        {
          key: operator,
        },
      );
      expect(shown.body.name).toBe(said.trim());
    }
    expect(made).toBeGreaterThan(60);
  }, 280_000);

  it('closes a thread as its reason, or is refused plainly', async () => {
    const contactId = await client.contactId(patient.phone);
    let closed = 0;
    for (const said of naughtyStrings) {
      const answer = await client.call('POST', `/v1/threads/${contactId}/close`, { reason: said });
      if (answer.status < 300) closed += 1;
      else refusedPlainly(answer);
    }
    expect(closed).toBeGreaterThan(350);
  }, 280_000);

  it('as a name does not become more than a name in a text that the system writes', async () => {
    await client.done('PUT', '/v1/settings/profile', profile);
    await client.done('PUT', '/v1/settings/reminder-plans', [
      {
        kind: 'default',
        steps: [{ step: 'booked', at: 'booking', body: '{shortName}: {given}, see you {when}. Reply C.' }],
      },
    ]);
    const names = [
      '{shortName}',
      '{{when}}',
      '$' + '{7*7}',
      '%s%n',
      '$& $1 $$',
      '<b>Ann</b>',
      '#{1+1}',
      '{given}',
    ];
    for (const [index, given] of names.entries()) {
      const phone = `+1646559${String(index).padStart(4, '0')}`;
      await client.book(`named-${index}`, { phone, start: '2026-12-10T14:00:00-05:00', given });
      await client.settle();
      expect((await client.received(phone))[0]?.body).toContain(`Riverside: ${given}, see you `);
    }
  });

  it('stands in no line of the logs, and makes none', async () => {
    await host.kill('SIGTERM');
    const output = host.output();
    for (const said of naughtyStrings.filter(({ length }) => length > 9))
      expect(output.includes(said), said).toBe(false);
    const logs = output.split('\n').filter((line) => line.includes('"level"'));
    expect(logs.length).toBeGreaterThan(100);
    for (const line of logs) expect(JSON.parse(line).level).not.toMatch(/ERROR|CRITICAL/);
  });
});
