import { randomUUID } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import twilioWebhooks from 'twilio/lib/webhooks/webhooks.js';
import { expect } from 'vitest';
import { checkAnswer } from './checked-answer.ts';

export const riverside = 'ptx_local_riverside';
export const lakeside = 'ptx_local_lakeside';
export const operator = 'ptx_local_operator';

/** Riverside's line that answers STOP itself, its line whose carrier does, and lakeside's line. */
export const lines = { ours: '+12125550101', carriers: '+12125550102', lakeside: '+13125550103' } as const;

export interface Answer<T = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly words: string;
  /** The JSON of the answer; `undefined` where it is none. Its shape was checked against the route's own schema. */
  readonly body: T;
}

interface ShownText {
  readonly textId: string;
  readonly direction: 'in' | 'out';
  readonly body: string;
  readonly at: string;
  readonly automated: boolean;
  readonly status: string;
  readonly purpose?: string;
  readonly segments: number;
  readonly permit?: { readonly verdict: string; readonly code?: string };
}

export interface ShownThread {
  readonly contactId: string;
  readonly phone: string;
  readonly type: string;
  readonly waitingOn: string;
  readonly goalDueAt?: string;
  readonly promise?: string;
  readonly texts: readonly ShownText[];
  readonly next?: string;
}

export interface ShownAppointment {
  readonly appointmentId: string;
  readonly contactId: string;
  readonly start: string;
  readonly status: string;
  readonly reminders: readonly { readonly step: string; readonly dueAt: string; readonly status: string }[];
  readonly history: readonly { readonly status: string; readonly by: string }[];
}

export interface ShownTask {
  readonly taskId: string;
  readonly kind: string;
  readonly contactId: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

export interface HandsetText {
  readonly direction: 'sent' | 'received';
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly at: string;
}

/** A webhook as a carrier calls it. */
export interface Webhook {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

type Method = 'GET' | 'PUT' | 'POST' | 'DELETE';
type RequestHeaders = Readonly<Record<string, string>>;

/** Speaks to a local host as its callers do: a practice's system, a carrier, a handset, and whoever moves the clock. */
export class LocalClient {
  readonly url: string;
  /** What carriers sign. */
  readonly publicUrl: string;

  constructor(url: string, publicUrl = url) {
    this.url = url;
    this.publicUrl = publicUrl;
  }

  /** One request as it is given; an answer of the API is checked against what its route declares. */
  async request<T>(
    method: string,
    path: string,
    init: { headers?: RequestHeaders; body?: string | Uint8Array<ArrayBuffer> } = {},
  ): Promise<Answer<T>> {
    const response = await fetch(`${this.url}${path}`, { method, redirect: 'manual', ...init });
    const words = await response.text();
    const isJson = /^application\/(?:problem\+)?json$/.test(response.headers.get('content-type') ?? '');
    const body = (isJson && words !== '' ? JSON.parse(words) : undefined) as T;
    checkAnswer(method, path, response, body);
    return { status: response.status, headers: response.headers, words, body };
  }

  /** One request with JSON and a practice's key: riverside's where none is given. */
  call<T>(
    method: Method,
    path: string,
    body?: unknown,
    { key = riverside, headers = {} }: { key?: string; headers?: RequestHeaders } = {},
  ): Promise<Answer<T>> {
    return this.request<T>(method, path, {
      headers: {
        'x-api-key': key,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  /** As `call`, of which nothing but success is expected: answers the body. */
  async done<T>(method: Method, path: string, body?: unknown, key?: string): Promise<T> {
    const answer = await this.call<T>(method, path, body, key === undefined ? {} : { key });
    expect(answer.status, `${method} ${path.split('?')[0]}: ${answer.words}`).toBeLessThan(300);
    return answer.body;
  }

  /** A text as Twilio brings it, signed with its own package's helper. */
  twilioText(text: { from: string; body: string; to?: string; sid?: string; token?: string }): Webhook {
    const path = '/carriers/twilio/texts';
    const fields = {
      MessageSid: text.sid ?? `SM${randomUUID().replaceAll('-', '')}`,
      AccountSid: 'AC00000000000000000000000000000000',
      From: text.from,
      To: text.to ?? lines.carriers,
      Body: text.body,
      NumMedia: '0',
    };
    return this.twilioForm(path, fields, text.token);
  }

  /** Any form, signed as Twilio signs. */
  twilioForm(path: string, fields: Record<string, string>, token = 'local-twilio-token'): Webhook {
    const signature = twilioWebhooks.getExpectedTwilioSignature(token, `${this.publicUrl}${path}`, fields);
    return {
      path,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': signature,
      },
      body: new URLSearchParams(fields).toString(),
    };
  }

  post({ path, headers, body }: Webhook): Promise<Answer> {
    return this.request('POST', path, { headers, body });
  }

  /** A handset sends a text, through the simulated carrier's signed webhook. */
  async handsetSends(from: string, to: string, body: string): Promise<void> {
    const { status, words } = await this.request('POST', `/local/phones/${from}/texts`, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ to, body }),
    });
    expect(status, words).toBe(202);
  }

  /** What a handset received, oldest first. */
  async received(phone: string): Promise<readonly HandsetText[]> {
    const { body } = await this.request<{ texts: HandsetText[] }>('GET', `/local/phones/${phone}/texts`);
    return body.texts.filter(({ direction }) => direction === 'received');
  }

  async now(): Promise<string> {
    return (await this.request<{ now: string }>('GET', '/local/clock')).body.now;
  }

  async settle(): Promise<string> {
    const { status, body, words } = await this.request<{ now: string }>('POST', '/local/settle');
    expect(status, words).toBe(200);
    return body.now;
  }

  async moveClock(move: { to: string } | { by: string }): Promise<string> {
    const { status, body, words } = await this.request<{ now: string }>('POST', '/local/clock', {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(move),
    });
    expect(status, words).toBe(200);
    return body.now;
  }

  /** Moves the clock to the next such weekday (1 is Monday) and time in a zone, a day ahead at the least. */
  async moveToNext(weekday: number, time: string, zone = 'America/New_York'): Promise<string> {
    const now = Temporal.Instant.from(await this.now()).toZonedDateTimeISO(zone);
    const days = (weekday - now.dayOfWeek + 7) % 7 || 7;
    const then = now.add({ days }).withPlainTime(time);
    return this.moveClock({ to: then.toInstant().toString() });
  }

  async contactId(phone: string, key?: string): Promise<string> {
    return (await this.done<{ contactId: string }>('POST', '/v1/contacts/lookup', { phone }, key)).contactId;
  }

  /** The thread with a number, its texts newest first. */
  async thread(phone: string, key?: string): Promise<ShownThread> {
    return this.done('GET', `/v1/threads/${await this.contactId(phone, key)}?limit=100`, undefined, key);
  }

  /** Every item of a list, page by page. */
  async all<T>(path: string, key?: string): Promise<readonly T[]> {
    const items: T[] = [];
    let next: string | undefined;
    do {
      const query =
        next === undefined ? '' : `${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(next)}`;
      const page: Page<T> = await this.done('GET', `${path}${query}`, undefined, key);
      items.push(...page.items);
      next = page.next;
    } while (next !== undefined);
    return items;
  }

  /** Puts a patient and an appointment; the start is written as the practice's own clock shows it. */
  async book(
    appointmentId: string,
    { phone, start, given = 'Ann' }: { phone: string; start: string; given?: string },
  ): Promise<ShownAppointment> {
    await this.done('PUT', `/v1/patients/${appointmentId}-patient`, {
      name: { given, family: 'Example' },
      phone,
    });
    return this.done('PUT', `/v1/appointments/${appointmentId}`, {
      patientId: `${appointmentId}-patient`,
      start,
      durationMinutes: 30,
      kind: 'checkup',
    });
  }
}
