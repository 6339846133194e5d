import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { signSimulated } from '../../shared/adapters/carriers/simulated/carrier.ts';
import { chanceOf } from '../simulation/chance.ts';

const connections = 16;
const phonesMax = 4000;
const line = '+12125550101';

/** One kind of request, how often it comes, and the statuses that it may be answered with. */
interface Kind {
  readonly name: string;
  readonly share: number;
  readonly may: readonly number[];
  readonly send: () => Promise<{ status: number; body: string }>;
}

/** What was asked since the last look: latencies in milliseconds, and answers that nobody expects. */
export interface Interval {
  readonly texts: number;
  readonly latencies: number[];
  readonly unexpected: Map<string, number>;
}

/** Practices, patients and staff who never pause: texts, answers, STOP and START, replies, appointments, and pages that look on. */
export function createLoad(url: string, secret: string) {
  const { hostname, port } = new URL(url);
  const connected = () => new Agent({ keepAlive: true, maxSockets: connections });
  let agent = connected();
  const chance = chanceOf(11);
  const below = (count: number) => chance.between(0, count - 1);
  const phoneOf = (index: number) => `+1646${String(5_550_000 + index)}`;
  const anyPhone = () => phoneOf(below(phonesMax));
  /** The texts of each phone that were acknowledged, by its number. */
  const acknowledged = new Map<string, number>();
  const contacts = new Map<string, string>();
  let interval: Interval = { texts: 0, latencies: [], unexpected: new Map() };
  let sent = 0;

  const say = (method: string, path: string, headers: Record<string, string>, body?: string) =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      const asked = request({ hostname, port, agent, method, path, headers }, (answer) => {
        let words = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => {
          words += chunk;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: words })).on('error', reject);
      });
      asked.on('error', reject).end(body);
    });
  const asPractice = (method: string, path: string, body?: unknown) =>
    say(
      method,
      path,
      { 'x-api-key': 'ptx_local_riverside', 'x-staff-id': 'sam', 'content-type': 'application/json' },
      body === undefined ? undefined : JSON.stringify(body),
    );

  const post = (body: string, signature = signSimulated(secret, `${url}/carriers/simulated/texts`, body)) =>
    say(
      'POST',
      '/carriers/simulated/texts',
      { 'content-type': 'application/json', 'x-simulated-signature': signature },
      body,
    );
  const text = async (words: string, again = false) => {
    const from = anyPhone();
    sent += 1;
    const body = JSON.stringify({ id: `soak-${sent}`, from, to: line, body: words });
    const answer = await post(body);
    if (again) await post(body);
    if (answer.status !== 200) return answer;
    acknowledged.set(from, (acknowledged.get(from) ?? 0) + 1);
    interval = { ...interval, texts: interval.texts + 1 };
    return answer;
  };
  /** Somebody who has texted; the id is asked for once. */
  const contact = async (): Promise<string | undefined> => {
    const phone = anyPhone();
    if (!acknowledged.has(phone)) return undefined;
    const known = contacts.get(phone);
    if (known) return known;
    const { status, body } = await asPractice('POST', '/v1/contacts/lookup', { phone });
    if (status !== 200) return undefined;
    const { contactId } = JSON.parse(body) as { contactId: string };
    contacts.set(phone, contactId);
    return contactId;
  };
  const ofContact = async (act: (contactId: string) => Promise<{ status: number; body: string }>) => {
    const contactId = await contact();
    return contactId === undefined ? asPractice('GET', '/v1/threads?limit=10') : act(contactId);
  };
  const appointment = async () => {
    const index = below(phonesMax);
    const name = { given: 'Ann', family: 'Example' };
    await asPractice('PUT', `/v1/patients/p${index}`, { name, phone: phoneOf(index) });
    const start = new Date(Date.now() + (2 + below(20)) * 86_400_000).toISOString();
    return asPractice('PUT', `/v1/appointments/a${index}`, {
      patientId: `p${index}`,
      start,
      durationMinutes: 30,
      kind: 'checkup',
    });
  };

  const kinds: readonly Kind[] = [
    { name: 'text', share: 30, may: [200], send: () => text('Could I come in on Tuesday?') },
    { name: 'text twice', share: 3, may: [200], send: () => text('Do you take my insurance?', true) },
    { name: 'answer', share: 8, may: [200], send: () => text('C') },
    { name: 'STOP', share: 3, may: [200], send: () => text('STOP') },
    { name: 'START', share: 3, may: [200], send: () => text('START') },
    {
      name: 'forged',
      share: 2,
      may: [403],
      send: () => post(JSON.stringify({ to: line, id: randomUUID() }), 'x'.repeat(64)),
    },
    {
      name: 'reply',
      share: 12,
      // Refused where the patient opted out, or too many wait: by the rules.
      may: [200, 202, 422],
      send: () =>
        ofContact((id) => asPractice('POST', `/v1/threads/${id}/texts`, { body: 'Yes, see you then.' })),
    },
    { name: 'appointment', share: 8, may: [200, 201], send: appointment },
    {
      name: 'thread',
      share: 12,
      may: [200],
      send: () => ofContact((id) => asPractice('GET', `/v1/threads/${id}`)),
    },
    {
      name: 'inbox',
      share: 8,
      may: [200],
      send: () => asPractice('GET', '/v1/threads?waitingOn=practice&limit=20'),
    },
    { name: 'tasks', share: 5, may: [200], send: () => asPractice('GET', '/v1/tasks?limit=20') },
    { name: 'page', share: 4, may: [200], send: () => say('GET', '/', {}) },
    {
      name: 'handset',
      share: 2,
      may: [200],
      send: () => say('GET', `/local/phones/${anyPhone()}/texts`, {}),
    },
  ];
  const weighted = kinds.map((kind) => [kind.share, kind] as const);

  const one = async () => {
    const kind = chance.weighted(weighted);
    const begun = performance.now();
    const { status } = await kind.send();
    interval.latencies.push(performance.now() - begun);
    if (kind.may.includes(status)) return;
    const what = `${kind.name} ${status}`;
    interval.unexpected.set(what, (interval.unexpected.get(what) ?? 0) + 1);
  };

  return {
    /** Keeps every connection busy for so long, and ends with none under way. */
    async run(milliseconds: number): Promise<Interval> {
      interval = { texts: 0, latencies: [], unexpected: new Map() };
      const end = performance.now() + milliseconds;
      const busy = async () => {
        while (performance.now() < end) await one();
      };
      await Promise.all(Array.from({ length: connections }, busy));
      // The host closes what is idle for five seconds, which a request would meet halfway.
      agent.destroy();
      agent = connected();
      return interval;
    },
    /** Of some phones, how many of their acknowledged texts are not in their threads. */
    async lost(): Promise<number> {
      let missing = 0;
      for (const [phone, expected] of [...acknowledged].slice(0, 200)) {
        const { body } = await asPractice('POST', '/v1/contacts/lookup', { phone });
        const { contactId } = JSON.parse(body) as { contactId: string };
        let found = 0;
        for (let next: string | undefined = ''; next !== undefined; ) {
          const page = await asPractice(
            'GET',
            `/v1/threads/${contactId}?limit=100${next && `&cursor=${encodeURIComponent(next)}`}`,
          );
          const shown = JSON.parse(page.body) as { texts: { direction: string }[]; next?: string };
          found += shown.texts.filter(({ direction }) => direction === 'in').length;
          next = shown.next;
        }
        missing += Math.abs(expected - found);
      }
      return missing;
    },
    settle: () => say('POST', '/local/settle', {}),
    close: () => agent.destroy(),
  };
}
